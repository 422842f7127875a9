// Line simplification: fewer corners, the same look.

import { extent } from "./numbers";

/** How far the line may move, as a share of what it takes up. */
const tolerance = 1 / 1000;

/** The corners worth keeping, by Douglas and Peucker's method (1973); gaps stay. */
export function simplified(x: readonly (number | null)[], y: readonly (number | null)[]): number[] {
  const width = spanOf(x);
  const height = spanOf(y);
  const at = (i: number): [number, number] => [(x[i] ?? NaN) / width, (y[i] ?? NaN) / height];
  const kept = new Set<number>();
  const pending = piecesOf(y.map((v, i) => v !== null && x[i] !== null));
  for (let piece = pending.pop(); piece !== undefined; piece = pending.pop()) {
    const [from, to] = piece;
    kept.add(from).add(to);
    const far = farthest(from, to, at);
    if (far !== undefined) pending.push([from, far], [far, to]);
  }
  return y.flatMap((v, i) => (kept.has(i) || v === null || x[i] === null ? [i] : []));
}

function spanOf(numbers: readonly (number | null)[]): number {
  const [low, high] = extent(numbers.map((v) => v ?? NaN)) ?? [0, 1];
  return high - low || 1;
}

/** The unbroken pieces, by their first and last index. */
function piecesOf(isThere: readonly boolean[]): [number, number][] {
  const pieces: [number, number][] = [];
  isThere.forEach((there, i) => {
    if (!there) return;
    if (i > 0 && isThere[i - 1]) pieces[pieces.length - 1][1] = i;
    else pieces.push([i, i]);
  });
  return pieces;
}

/** The corner farthest from the straight line between two others, where it is too far to be left out. */
function farthest(from: number, to: number, at: (i: number) => [number, number]): number | undefined {
  const [[ax, ay], [bx, by]] = [at(from), at(to)];
  const length = Math.hypot(bx - ax, by - ay);
  let [most, found]: [number, number | undefined] = [tolerance, undefined];
  for (let i = from + 1; i < to; i++) {
    const [px, py] = at(i);
    const cross = Math.abs((bx - ax) * (py - ay) - (by - ay) * (px - ax));
    const distance = length === 0 ? Math.hypot(px - ax, py - ay) : cross / length;
    if (distance > most) [most, found] = [distance, i];
  }
  return found;
}
