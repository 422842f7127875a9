// A picture's colours, few enough for a table of 256: curves and letters have hardly more, and heat maps can
// do with them.

import { endianness } from "node:os";

const most = 256;

/** A table of colours, three bytes each, and for every pixel its place in the table. */
export interface Palette {
  colors: Uint8Array;
  indices: Uint8Array;
}

/**
 * Colours that become one, their mean: where they stand among all, and how far from one another along the
 * channel where they differ most.
 */
interface Group {
  from: number;
  to: number;
  mean: readonly number[];
  channel: number;
  /** The sum of the squares of the distances, over all pixels. */
  spread: number;
}

/** The colours of a picture, and how many pixels have each. */
interface Colors {
  words: Uint32Array;
  counts: ReadonlyMap<number, number>;
}

/**
 * Exact where 256 colours are enough. Else the group of colours in which most is lost is parted at its mean,
 * until there are 256 groups (Wan, Wong, Prusinkiewicz 1988): a grey of thin lines is kept beside white,
 * because many pixels have it.
 */
export function toPalette(bytes: Uint8Array | Uint8ClampedArray): Palette {
  const pixels = wordsOf(bytes);
  const counts = countsOf(pixels);
  const colors = { words: Uint32Array.from(counts.keys()), counts };
  const isExact = colors.words.length <= most;
  const groups = isExact ? Array.from(colors.words, (_, i) => groupOf(colors, i, i + 1)) : groupsOf(colors);
  const places = new Map<number, number>();
  groups.forEach(({ from, to }, place) => {
    for (let k = from; k < to; k++) places.set(colors.words[k], place);
  });
  const table = Uint8Array.from(groups.flatMap(({ mean }) => mean.map(Math.round)));
  return { colors: table, indices: indicesOf(pixels, places) };
}

/** Most pixels are as the one before. */
function countsOf(pixels: Uint32Array): Map<number, number> {
  const counts = new Map<number, number>();
  for (let i = 0; i < pixels.length;) {
    const begin = i;
    while (i < pixels.length && pixels[i] === pixels[begin]) i++;
    const word = colorOf(pixels[begin]);
    counts.set(word, (counts.get(word) ?? 0) + i - begin);
  }
  return counts;
}

/** Without the opacity. */
const colorOf = (pixel: number): number => pixel & 0xffffff;

function indicesOf(pixels: Uint32Array, places: ReadonlyMap<number, number>): Uint8Array {
  const indices = new Uint8Array(pixels.length);
  for (let i = 0, place = 0; i < pixels.length; i++) {
    if (i === 0 || pixels[i] !== pixels[i - 1]) place = places.get(colorOf(pixels[i])) ?? 0;
    indices[i] = place;
  }
  return indices;
}

/** A number for each pixel; red is its lowest byte, whatever the machine. */
function wordsOf(bytes: Uint8Array | Uint8ClampedArray): Uint32Array {
  const own = Uint8Array.from(bytes);
  if (endianness() === "BE") Buffer.from(own.buffer).swap32();
  return new Uint32Array(own.buffer);
}

function groupsOf(colors: Colors): Group[] {
  const groups = [groupOf(colors, 0, colors.words.length)];
  while (groups.length < most) {
    const worst = groups.reduce((a, b) => (b.spread > a.spread ? b : a));
    groups.splice(groups.indexOf(worst), 1, ...parted(colors, worst));
  }
  return groups;
}

function groupOf({ words, counts }: Colors, from: number, to: number): Group {
  let total = 0;
  const [sums, squares] = [
    [0, 0, 0],
    [0, 0, 0],
  ];
  for (let i = from; i < to; i++) {
    const count = counts.get(words[i]) ?? 0;
    total += count;
    for (let k = 0; k < 3; k++) {
      const value = channelOf(words[i], k);
      sums[k] += count * value;
      squares[k] += count * value * value;
    }
  }
  const mean = sums.map((sum) => sum / total);
  const spreads = squares.map((square, k) => square - sums[k] * mean[k]);
  const spread = Math.max(...spreads);
  // One colour is exact, whatever rounding says.
  return { from, to, mean, channel: spreads.indexOf(spread), spread: to - from > 1 ? spread : -1 };
}

/** Both sides of the mean, the lower ones first. */
function parted(colors: Colors, { from, to, mean, channel }: Group): Group[] {
  const { words } = colors;
  let middle = from;
  for (let i = from; i < to; i++) {
    if (channelOf(words[i], channel) > mean[channel]) continue;
    [words[i], words[middle]] = [words[middle], words[i]];
    middle++;
  }
  // Rounding may put the mean of nearly equal colours beside all of them.
  if (middle === to || middle === from) middle = from + 1;
  return [groupOf(colors, from, middle), groupOf(colors, middle, to)];
}

function channelOf(word: number, channel: number): number {
  return (word >>> (8 * channel)) & 0xff;
}
