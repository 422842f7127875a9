// Vector norms of groups of numbers.

import type { DType } from "./dtype";
import { roundTo } from "./dtype";
import type { Fold } from "./reduce";
import { sumOfSquares } from "./sums";

/**
 * The fold for the norm of order `p`. Sums are rounded to the dtype before the root, so that float32
 * overflows where PyTorch's does.
 */
export function normOf(p: number, dtype: DType): Fold {
  if (p === 2) return euclidean[dtype];
  const fold = normOfSeveral(p, dtype);
  // The norm of a single number is its size, without a power that could overflow.
  return (data, start, step, n) => (n === 1 && p !== 0 ? Math.abs(data[start]) : fold(data, start, step, n));
}

function normOfSeveral(p: number, dtype: DType): Fold {
  if (p === 1) return sumOfSizes;
  if (p === 0) return countNonZero;
  if (p === Infinity) return largestSize;
  if (p === -Infinity) return smallestSize;
  return (data, start, step, n) => roundTo(dtype, sumOfPowers(p, data, start, step, n)) ** (1 / p);
}

function euclideanNorm(dtype: DType): Fold {
  return (data, start, step, n) =>
    n === 1 ? Math.abs(data[start]) : Math.sqrt(roundTo(dtype, sumOfSquares(data, start, step, n)));
}

/** Made once: the norm of a short vector takes no longer than a closure. */
const euclidean: Readonly<Record<DType, Fold>> = {
  bool: euclideanNorm("bool"),
  int32: euclideanNorm("int32"),
  float32: euclideanNorm("float32"),
  float64: euclideanNorm("float64"),
};

const sumOfSizes: Fold = (data, start, step, n) => {
  let sum = 0;
  for (let k = 0; k < n; k++) sum += Math.abs(data[start + k * step]);
  return sum;
};

const countNonZero: Fold = (data, start, step, n) => {
  let count = 0;
  for (let k = 0; k < n; k++) if (data[start + k * step] !== 0) count++;
  return count;
};

const largestSize: Fold = (data, start, step, n) => {
  let max = 0;
  for (let k = 0; k < n; k++) max = Math.max(max, Math.abs(data[start + k * step]));
  return max;
};

const smallestSize: Fold = (data, start, step, n) => {
  let min = Infinity;
  for (let k = 0; k < n; k++) min = Math.min(min, Math.abs(data[start + k * step]));
  return min;
};

function sumOfPowers(p: number, ...[data, start, step, n]: Parameters<Fold>): number {
  let sum = 0;
  for (let k = 0; k < n; k++) sum += Math.abs(data[start + k * step]) ** p;
  return sum;
}
