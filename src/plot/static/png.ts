// PNG files: pixels to bytes, and the mark that says how large a sharp picture is to be shown.

import { deflateSync } from "node:zlib";
import { toPalette } from "./palette";

/** Pixels in rows, four bytes each: red, green, blue, opacity. */
export interface Pixels {
  width: number;
  height: number;
  bytes: Uint8Array | Uint8ClampedArray;
}

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const inchesPerMetre = 1 / 0.0254;
/** The dots per inch of one pixel of CSS. */
const usualDensity = 96;

/** PNG's kinds of pixels: an index into a table of colours; red, green, blue and opacity. */
const kinds = { indexed: 3, full: 6 };

/** A PNG with every colour as it is. */
export function fullPng({ width, height, bytes }: Pixels): Uint8Array {
  const body = deflateSync(rowsOf(bytes, 4 * width, height));
  return file(head(width, height, kinds.full), chunk("IDAT", body));
}

/**
 * A PNG of at most 256 colours, a third of the size; opacity is left out. It says that `ratio` of its pixels
 * make one pixel of a page.
 */
export function indexedPng({ width, height, bytes }: Pixels, ratio: number): Uint8Array {
  const { colors, indices } = toPalette(bytes);
  const body = deflateSync(rowsOf(indices, width, height), { level: 7 });
  const parts = [chunk("pHYs", density(ratio)), chunk("PLTE", colors), chunk("IDAT", body)];
  return file(head(width, height, kinds.indexed), ...parts);
}

function file(...chunks: Buffer[]): Uint8Array {
  return Buffer.concat([signature, ...chunks, chunk("IEND", Buffer.alloc(0))]);
}

function head(width: number, height: number, kind: number): Buffer {
  const body = Buffer.alloc(13);
  body.writeUInt32BE(width, 0);
  body.writeUInt32BE(height, 4);
  // Eight bits a channel or an index.
  body.set([8, kind], 8);
  return chunk("IHDR", body);
}

function density(ratio: number): Buffer {
  const body = Buffer.alloc(9);
  const perMetre = Math.round(ratio * usualDensity * inchesPerMetre);
  body.writeUInt32BE(perMetre, 0);
  body.writeUInt32BE(perMetre, 4);
  body[8] = 1;
  return body;
}

/** Each row behind a byte that says how it was filtered: not at all. */
function rowsOf(bytes: Uint8Array | Uint8ClampedArray, length: number, height: number): Buffer {
  const rows = Buffer.alloc(height * (length + 1));
  for (let y = 0; y < height; y++) {
    rows.set(bytes.subarray(length * y, length * (y + 1)), y * (length + 1) + 1);
  }
  return rows;
}

function chunk(type: string, body: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(type, "latin1"), body]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(body.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

const crcTable = Uint32Array.from({ length: 256 }, (_, n) => {
  for (let k = 0; k < 8; k++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1;
  return n;
});

/** The check sum of the PNG specification's appendix D. (Not every Node 20 has its own.) */
function crc32(bytes: Uint8Array): number {
  let sum = 0xffffffff;
  for (const byte of bytes) sum = crcTable[(sum ^ byte) & 0xff] ^ (sum >>> 8);
  return ~sum >>> 0;
}
