// A picture's colours, few enough for a table of 256: curves and letters have hardly more, and heat maps can do with them.

const most = 256;

/** A table of colours, three bytes each, and for every pixel its place in the table. */
export interface Palette {
  colors: Uint8Array;
  indices: Uint8Array;
}

/** How much of each colour there is, and the sums of its channels. */
interface Bucket {
  index: number;
  count: number;
  sums: [number, number, number];
}

/** Colours that lie close together become one, their mean: so close as 256 of them ask for, and exact where that is enough. */
export function toPalette(bytes: Uint8Array | Uint8ClampedArray): Palette {
  const pixels = wordsOf(bytes);
  const counts = countsOf(pixels);
  const places = new Map<number, number>();
  const buckets = bucketsOf(counts, places);
  return { colors: tableOf(buckets), indices: indicesOf(pixels, places) };
}

/** Most pixels are as the one before. */
function countsOf(pixels: Uint32Array): Map<number, number> {
  const counts = new Map<number, number>();
  for (let i = 0; i < pixels.length;) {
    const begin = i;
    while (i < pixels.length && pixels[i] === pixels[begin]) i++;
    counts.set(pixels[begin], (counts.get(pixels[begin]) ?? 0) + i - begin);
  }
  return counts;
}

function indicesOf(pixels: Uint32Array, places: ReadonlyMap<number, number>): Uint8Array {
  const indices = new Uint8Array(pixels.length);
  for (let i = 0, place = 0; i < pixels.length; i++) {
    if (i === 0 || pixels[i] !== pixels[i - 1]) place = places.get(pixels[i]) ?? 0;
    indices[i] = place;
  }
  return indices;
}

/** Red is the lowest byte, whatever the machine. */
function wordsOf(bytes: Uint8Array | Uint8ClampedArray): Uint32Array {
  const words = new Uint32Array(bytes.length / 4);
  for (let i = 0; i < words.length; i++) {
    words[i] = bytes[4 * i] | (bytes[4 * i + 1] << 8) | (bytes[4 * i + 2] << 16);
  }
  return words;
}

function bucketsOf(counts: ReadonlyMap<number, number>, places: Map<number, number>): Map<number, Bucket> {
  const mask = maskFor(counts.keys());
  const buckets = new Map<number, Bucket>();
  for (const [color, count] of counts) {
    let bucket = buckets.get(color & mask);
    if (bucket === undefined) {
      bucket = { index: buckets.size, count: 0, sums: [0, 0, 0] };
      buckets.set(color & mask, bucket);
    }
    bucket.count += count;
    for (let k = 0; k < 3; k++) bucket.sums[k] += count * ((color >>> (8 * k)) & 0xff);
    places.set(color, bucket.index);
  }
  return buckets;
}

/** The longest beginnings of the three channels that leave at most 256 colours; the eye sees blue least and green best. */
function maskFor(colors: Iterable<number>): number {
  let left = new Set(colors);
  const bits = [8, 8, 8];
  for (let turn = 0; left.size > most; turn++) {
    bits[[2, 0, 1][turn % 3]]--;
    left = new Set([...left].map((color) => color & maskOf(bits)));
  }
  return maskOf(bits);
}

function maskOf(bits: readonly number[]): number {
  return bits.reduce((mask, count, k) => mask | (((0xff << (8 - count)) & 0xff) << (8 * k)), 0);
}

function tableOf(buckets: ReadonlyMap<number, Bucket>): Uint8Array {
  const colors = new Uint8Array(3 * buckets.size);
  for (const { index, count, sums } of buckets.values()) {
    colors.set(
      sums.map((sum) => Math.round(sum / count)),
      3 * index,
    );
  }
  return colors;
}
