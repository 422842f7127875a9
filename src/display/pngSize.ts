// The display size of a PNG, read from its header.

import type { MimeBundle } from "./host";

/** Signature, IHDR and pHYs with their lengths, names and check sums: 8 + 25 + 21 bytes. */
const headBytes = 54;
/** The name of the chunk that tells how many dots go to a metre. */
const pHYs = 0x70485973;
/** In dots per metre: one dot for each pixel of a page. */
const usualDensity = 96 / 0.0254;

/** Jupyter's metadata of a bundle: a PNG with more than 96 dots to an inch is shown smaller, and sharp. */
export function metadataOf(data: MimeBundle): Record<string, unknown> {
  const png = data["image/png"];
  if (typeof png !== "string") return {};
  const { buffer, byteOffset, length } = Buffer.from(png.slice(0, (headBytes / 3) * 4), "base64");
  const head = new DataView(buffer, byteOffset, length);
  if (length < headBytes || head.getUint32(37) !== pHYs || head.getUint8(49) !== 1) return {};
  const ratio = head.getUint32(41) / usualDensity;
  const size = (at: number): number => Math.round(head.getUint32(at) / ratio);
  return ratio > 1.01 ? { "image/png": { width: size(16), height: size(20) } } : {};
}
