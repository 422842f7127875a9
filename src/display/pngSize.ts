// The display size of a PNG, read from its header.

import type { MimeBundle } from "./host";

/** Signature, IHDR and pHYs with their lengths, names and check sums: 8 + 25 + 21 bytes. */
const headBytes = 54;
/** In dots per metre: one dot for each pixel of a page. */
const usualDensity = 96 / 0.0254;

/** Jupyter's metadata of a bundle: a PNG with more than 96 dots to an inch is shown smaller, and sharp. */
export function metadataOf(data: MimeBundle): Record<string, unknown> {
  const png = data["image/png"];
  if (typeof png !== "string") return {};
  const head = Buffer.from(png.slice(0, (headBytes / 3) * 4), "base64");
  if (head.length < headBytes || head.toString("latin1", 37, 41) !== "pHYs" || head[49] !== 1) return {};
  const ratio = head.readUInt32BE(41) / usualDensity;
  const size = (at: number): number => Math.round(head.readUInt32BE(at) / ratio);
  return ratio > 1.01 ? { "image/png": { width: size(16), height: size(20) } } : {};
}
