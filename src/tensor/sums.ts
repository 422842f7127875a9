// Sums of many numbers, of their squares and of products: as float64, whatever the dtype, with eight
// accumulators.

import { copyOf, kindOf, kinds } from "./loops";
import type { Sum } from "./simd/run";
import { fits, pieceLength, sumPiece } from "./simd/run";
import type { Storage } from "./storage";

/**
 * Longer runs are halved and added pair by pair, so that the error grows with the logarithm of the length
 * only.
 */
const longestRun = 4096;

type Term = (x: number, y: number) => number;

/** The sum of `f` over `n` pairs of numbers that lie at even distances. */
export type SumOfPairs = (
  x: Storage,
  i: number,
  di: number,
  y: Storage,
  j: number,
  dj: number,
  n: number,
) => number;

// Several running results keep the processor's pipeline full, and, added at the end, lose fewer digits than
// one. The order of additions is that of the SIMD kernels, whose twin this loop is: number k goes to
// accumulator k modulo 8.
function run(
  f: Term,
  x: Storage,
  i: number,
  di: number,
  y: Storage,
  j: number,
  dj: number,
  n: number,
): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let s4 = 0;
  let s5 = 0;
  let s6 = 0;
  let s7 = 0;
  for (let left = n; left >= 8; left -= 8) {
    s0 += f(x[i], y[j]);
    s1 += f(x[i + di], y[j + dj]);
    s2 += f(x[i + 2 * di], y[j + 2 * dj]);
    s3 += f(x[i + 3 * di], y[j + 3 * dj]);
    s4 += f(x[i + 4 * di], y[j + 4 * dj]);
    s5 += f(x[i + 5 * di], y[j + 5 * dj]);
    s6 += f(x[i + 6 * di], y[j + 6 * dj]);
    s7 += f(x[i + 7 * di], y[j + 7 * dj]);
    i += 8 * di;
    j += 8 * dj;
  }
  const rest = n % 8;
  if (rest > 0) s0 += f(x[i], y[j]);
  if (rest > 1) s1 += f(x[i + di], y[j + dj]);
  if (rest > 2) s2 += f(x[i + 2 * di], y[j + 2 * dj]);
  if (rest > 3) s3 += f(x[i + 3 * di], y[j + 3 * dj]);
  if (rest > 4) s4 += f(x[i + 4 * di], y[j + 4 * dj]);
  if (rest > 5) s5 += f(x[i + 5 * di], y[j + 5 * dj]);
  if (rest > 6) s6 += f(x[i + 6 * di], y[j + 6 * dj]);
  return s0 + s1 + (s2 + s3) + (s4 + s5 + (s6 + s7));
}

/**
 * The sum of `f` over pairs, by a copy of the loop for each kind of memory, or by the SIMD kernel of the same
 * meaning.
 */
function sumOver(f: Term, simd: Sum): SumOfPairs {
  const copies: (typeof run)[] = [];
  const sum: SumOfPairs = (x, i, di, y, j, dj, n) => {
    const straight = di === 1 && dj === 1;
    if (straight && n <= pieceLength && fits(x, n) && fits(y, n))
      return sumPiece(simd, longestRun, n, x, i, y, j);
    if (n > longestRun) {
      // One term repeated, as along an expanded dimension, which may have more elements than could be added.
      if (di === 0 && dj === 0) return n * f(x[i], y[j]);
      const half = Math.floor(n / 2);
      return sum(x, i, di, y, j, dj, half) + sum(x, i + half * di, di, y, j + half * dj, dj, n - half);
    }
    const copy = (copies[kindOf(x) * kinds + kindOf(y)] ??= copyOf(run));
    return copy(f, x, i, di, y, j, dj, n);
  };
  return sum;
}

export const sumOfProducts: SumOfPairs = sumOver((x, y) => x * y, "dot");

const plain = sumOver((x) => x, "sum");
const squares = sumOver((x) => x * x, "sumOfSquares");

/** The sum of `n` numbers: those at `start`, `start + step`, … of `data`. */
export function sumOf(data: Storage, start: number, step: number, n: number): number {
  return plain(data, start, step, data, start, step, n);
}

/** The sum of their squares. */
export function sumOfSquares(data: Storage, start: number, step: number, n: number): number {
  return squares(data, start, step, data, start, step, n);
}
