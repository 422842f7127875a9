// Scans along one dimension: cumulative sums and products, softmax, the index of an extreme.

import type { DType } from "./dtype";
import { contiguous } from "./elementwise";
import { rounderFor } from "./loops";
import { reducedShape } from "./shape";
import type { Storage } from "./storage";
import { allocate, checkListed } from "./storage";
import { Tensor } from "./tensor";

/** Fills `n` elements of `out` from those of `data`; both are at `start`, `start + step`, … */
export type Line = (data: ArrayLike<number>, out: Storage, start: number, step: number, n: number) => void;

/** Applies `line` to every line of elements along `dim`. */
export function mapLines(a: Tensor, dim: number, dtype: DType, line: Line): Tensor {
  if (a.ndim === 0) {
    const one = mapLines(a.strided([1], [1], a.offset), 0, dtype, line);
    return Tensor.scalar(one.item(), dtype);
  }
  const rows = compact(a);
  // Written unrounded first: a running sum keeps all digits until it is stored.
  const wide = allocate("float64", rows.length);
  eachLine(a.shape, dim, (start, step, n) => line(rows, wide, start, step, n));
  if (dtype === "float64") return Tensor.from(wide, a.shape, dtype);
  const out = allocate(dtype, rows.length);
  const round = rounderFor(dtype, out);
  for (let i = 0; i < out.length; i++) out[i] = round(wide[i]);
  return Tensor.from(out, a.shape, dtype);
}

/**
 * For every line along `dim`, the place (in the order of reading) of the element that `choose` picks by its
 * number in the line.
 */
export function placesAlong(
  a: Tensor,
  dim: number,
  choose: (data: ArrayLike<number>, start: number, step: number, n: number) => number,
): { positions: number[]; indices: number[] } {
  checkListed(a.numel());
  const rows = compact(a);
  const positions: number[] = [];
  const indices: number[] = [];
  eachLine(a.ndim === 0 ? [1] : a.shape, dim, (start, step, n) => {
    const i = choose(rows, start, step, n);
    indices.push(i);
    positions.push(start + i * step);
  });
  return { positions, indices };
}

/** The elements in the order of reading, from place 0 on. */
function compact(a: Tensor): ArrayLike<number> {
  const rows = contiguous(a);
  const data = rows.memory();
  return rows.offset === 0 && data.length === a.numel() ? data : a.toFlatArray();
}

/** Calls `f` with start, step and length of every line along `dim` of elements that lie row by row. */
function eachLine(
  shape: readonly number[],
  dim: number,
  f: (start: number, step: number, n: number) => void,
): void {
  const n = shape[dim];
  const step = shape.slice(dim + 1).reduce((size, length) => size * length, 1);
  const blocks = reducedShape(shape.slice(0, dim + 1), [dim], false).reduce(
    (size, length) => size * length,
    1,
  );
  for (let block = 0; block < blocks; block++) {
    for (let i = 0; i < step; i++) f(block * n * step + i, step, n);
  }
}

/** Running sums; from the end if `reverse`. */
export const runningSum =
  (reverse: boolean): Line =>
  (data, out, start, step, n) => {
    let sum = 0;
    for (let k = 0; k < n; k++) {
      const at = start + (reverse ? n - 1 - k : k) * step;
      sum += data[at];
      out[at] = sum;
    }
  };

/** Running products. */
export const runningProduct: Line = (data, out, start, step, n) => {
  let product = 1;
  for (let k = 0; k < n; k++) {
    const at = start + k * step;
    product *= data[at];
    out[at] = product;
  }
};

/** Running logarithms of sums of exponentials, shifted so that nothing overflows. */
export const runningLogSum: Line = (data, out, start, step, n) => {
  let sum = -Infinity;
  for (let k = 0; k < n; k++) {
    const x = data[start + k * step];
    const equal = x === sum && !Number.isFinite(x);
    sum = k === 0 || equal ? x : Math.max(sum, x) + Math.log1p(Math.exp(-Math.abs(sum - x)));
    out[start + k * step] = sum;
  }
};

/** exp(x) / sum of exp(x), shifted so that nothing overflows. */
export const softmaxLine: Line = (data, out, start, step, n) => {
  const { max, sum } = shiftedSum(data, start, step, n);
  for (let k = 0; k < n; k++) out[start + k * step] = Math.exp(data[start + k * step] - max) / sum;
};

/** The logarithm of softmax. */
export const logSoftmaxLine: Line = (data, out, start, step, n) => {
  const { max, sum } = shiftedSum(data, start, step, n);
  const shift = max + Math.log(sum);
  for (let k = 0; k < n; k++) out[start + k * step] = data[start + k * step] - shift;
};

/** The largest element, and the sum of exponentials relative to it. */
export function shiftedSum(
  data: ArrayLike<number>,
  start: number,
  step: number,
  n: number,
): { max: number; sum: number } {
  let max = -Infinity;
  for (let k = 0; k < n; k++) max = Math.max(max, data[start + k * step]);
  let sum = 0;
  for (let k = 0; k < n; k++) sum += Math.exp(data[start + k * step] - max);
  return { max, sum };
}
