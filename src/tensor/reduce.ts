// Reduction loops: sums, products, extremes and norms over any choice of dimensions.

import type { DType } from "./dtype";
import { rounderFor } from "./loops";
import { contiguous } from "./elementwise";
import { roundTo } from "./dtype";
import type { Shape } from "./shape";
import { reducedShape, sizeOf } from "./shape";
import type { Storage } from "./storage";
import { allocate, memoryOf } from "./storage";
import { Tensor } from "./tensor";
import { walk } from "./walk";

/** What a reduction makes of `n` numbers: those at `start`, `start + step`, … of `data`. */
export type Fold = (data: Storage, start: number, step: number, n: number) => number;

/** Folds each group of elements that differ only in `dims` (ascending) into one number. */
export function reduce(
  a: Tensor,
  dims: readonly number[],
  keepdim: boolean,
  dtype: DType,
  fold: Fold,
): Tensor {
  const shape = reducedShape(a.shape, dims, keepdim);
  if (typeof a.data === "number")
    return Tensor.scalar(roundTo(dtype, fold(memoryOf(a.data), 0, 1, 1)), dtype);
  if (dims.length === a.ndim && a.isContiguous()) {
    const value = roundTo(dtype, fold(a.data, a.offset, 1, sizeOf(a.shape)));
    return keepdim ? filled(shape, value, dtype) : Tensor.scalar(value, dtype);
  }
  const { groups, step, length } = inGroups(a, dims);
  const data = groups.memory();
  const out = allocate(dtype, sizeOf(shape));
  const round = rounderFor(dtype, out);
  walk(groups.shape, [groups], (start, n, [at], [next]) => {
    for (let k = 0; k < n; k++) out[start + k] = round(fold(data, at + k * next, step, length));
  });
  return Tensor.from(out, shape, dtype);
}

function filled(shape: Shape, value: number, dtype: DType): Tensor {
  return Tensor.from(allocate(dtype, sizeOf(shape)).fill(value), shape, dtype);
}

/** The kept dimensions as a view of the first element of each group, and how the rest of a group follows. */
function inGroups(a: Tensor, dims: readonly number[]): { groups: Tensor; step: number; length: number } {
  const kept = a.shape.map((_, i) => i).filter((i) => !dims.includes(i));
  const lengths = dims.map((i) => a.shape[i]);
  const length = sizeOf(lengths);
  const step = stepOf(
    lengths,
    dims.map((i) => a.strides[i]),
  );
  if (step !== null) {
    const view = a.strided(
      kept.map((i) => a.shape[i]),
      kept.map((i) => a.strides[i]),
      a.offset,
    );
    return { groups: view, step, length };
  }
  const rows = contiguous(permuted(a, [...kept, ...dims]));
  const strides = kept.map((_, i) => rows.strides[i]);
  return {
    groups: rows.strided(
      kept.map((i) => a.shape[i]),
      strides,
      rows.offset,
    ),
    step: 1,
    length,
  };
}

/** The one distance between neighbours over all these dimensions, or `null` if there is no such. */
function stepOf(lengths: readonly number[], strides: readonly number[]): number | null {
  let step: number | null = null;
  let span = 0;
  for (let i = lengths.length - 1; i >= 0; i--) {
    if (lengths[i] === 1) continue;
    if (step === null) step = strides[i];
    else if (strides[i] !== span) return null;
    // An expanded dimension has step and span 0: all of its neighbours must be expanded too.
    span = strides[i] * lengths[i];
  }
  return step ?? 1;
}

/** The same memory with dimensions in another order. */
export function permuted(a: Tensor, dims: readonly number[]): Tensor {
  return a.strided(
    dims.map((i) => a.shape[i]),
    dims.map((i) => a.strides[i]),
    a.offset,
  );
}

export const productOf: Fold = (data, start, step, n) => {
  let product = 1;
  for (let k = 0; k < n; k++) product *= data[start + k * step];
  return product;
};

/** The largest; NaN if there is one. */
export const maxOf: Fold = (data, start, step, n) => {
  let max = -Infinity;
  for (let k = 0; k < n; k++) max = Math.max(max, data[start + k * step]);
  return max;
};

/** The smallest; NaN if there is one. */
export const minOf: Fold = (data, start, step, n) => {
  let min = Infinity;
  for (let k = 0; k < n; k++) min = Math.min(min, data[start + k * step]);
  return min;
};
