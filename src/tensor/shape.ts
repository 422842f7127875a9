// Arithmetic on shapes: sizes, strides, broadcasting and dimension numbers. No data is touched here.

import { wrongType } from "../errors";
import { refuse, refuseType } from "./refuse";
import { checkListed } from "./storage";

/** The length of each dimension; empty for a tensor of a single number. */
export type Shape = readonly number[];

/** Lengths or dimensions as a call names them: one by one, or in a list. */
export type Numbers = readonly number[] | readonly [readonly number[]];

/** The list that is meant. */
export function listed(numbers: Numbers): readonly number[] {
  const [first] = numbers;
  return numbers.length === 1 && typeof first === "object" ? first : (numbers as readonly number[]);
}

/** For what a caller without types may have given in place of a list. */
export const isList = (value: unknown): boolean => Array.isArray(value);

/** Refuses what is no list of whole numbers. */
export function checkWhole(fn: string, argument: string, numbers: readonly number[]): readonly number[] {
  if (isList(numbers) && numbers.every(Number.isInteger)) return numbers;
  throw wrongType({ fn, argument, got: numbers, wanted: "a list of whole numbers such as [2, 3]" });
}

/** Refuses what is no whole number. */
export function checkInteger(fn: string, argument: string, number: number): void {
  if (Number.isInteger(number)) return;
  throw wrongType({ fn, argument, got: number, wanted: "a whole number" });
}

/** The number of elements. */
export function sizeOf(shape: Shape): number {
  let size = 1;
  for (let i = 0; i < shape.length; i++) size *= shape[i];
  return size;
}

/** How far apart in memory neighbours of each dimension are, row by row and without gaps. */
export function contiguousStrides(shape: Shape): number[] {
  const strides = new Array<number>(shape.length);
  let step = 1;
  for (let i = shape.length - 1; i >= 0; i--) {
    strides[i] = step;
    step *= Math.max(shape[i], 1);
  }
  return strides;
}

/** True if elements lie in memory in the order of reading, without gaps. No elements at all do. */
export function isContiguous(shape: Shape, strides: readonly number[]): boolean {
  let step = 1;
  for (let i = shape.length - 1; i >= 0; i--) {
    if (shape[i] === 1) continue;
    if (strides[i] !== step) return shape.includes(0);
    step *= shape[i];
  }
  return true;
}

/**
 * The strides with which memory laid out by `strides` is read as `to`; `null` if no strides do that, and only
 * a copy has that shape. Each run of dimensions without gaps between them is divided anew.
 */
export function stridesAs(from: Shape, strides: readonly number[], to: Shape): number[] | null {
  if (from.includes(0) || from.length === 0) return contiguousStrides(to);
  const found = new Array<number>(to.length);
  let dim = to.length - 1;
  let [run, step, filled] = [1, strides[from.length - 1], 1];
  for (let i = from.length - 1; i >= 0; i--) {
    run *= from[i];
    if (i > 0 && (from[i - 1] === 1 || strides[i - 1] === run * step)) continue;
    for (; dim >= 0 && (filled < run || to[dim] === 1); dim--) {
      found[dim] = filled * step;
      filled *= to[dim];
    }
    if (filled !== run) return null;
    if (i > 0) [run, step, filled] = [1, strides[i - 1], 1];
  }
  return found;
}

export function sameShape(a: Shape, b: Shape): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** As PyTorch writes sizes: `[2, 3]`. */
export function showShape(shape: Shape): string {
  return `[${shape.join(", ")}]`;
}

/**
 * The common shape of two operands: lengths are compared from the last dimension on, and a length of 1 is
 * repeated.
 */
export function broadcastShapes(a: Shape, b: Shape): Shape {
  if (sameShape(a, b)) return a;
  const ndim = Math.max(a.length, b.length);
  const shape = new Array<number>(ndim);
  for (let i = 1; i <= ndim; i++) {
    const m = i <= a.length ? a[a.length - i] : 1;
    const n = i <= b.length ? b[b.length - i] : 1;
    if (m !== n && m !== 1 && n !== 1) throw cannotBroadcast(a, b, m, n, ndim - i);
    shape[ndim - i] = m === 1 ? n : m;
  }
  return shape;
}

function cannotBroadcast(a: Shape, b: Shape, m: number, n: number, dim: number): RangeError {
  return refuse(
    `The size of tensor a (${m}) must match the size of tensor b (${n}) at non-singleton dimension ${dim}`,
    `The shapes ${showShape(a)} and ${showShape(b)} do not broadcast: from the last dimension on, lengths must be equal or 1.`,
  );
}

/** The strides with which a tensor is read as if it had `shape`: 0 where its only element is repeated. */
export function broadcastStrides(from: Shape, strides: readonly number[], shape: Shape): number[] {
  const lead = shape.length - from.length;
  return shape.map((length, i) =>
    i < lead || (from[i - lead] === 1 && length !== 1) ? 0 : strides[i - lead],
  );
}

/**
 * A dimension number counted from the front; negative ones count from the end. A 0-d tensor takes 0 and -1.
 */
export function wrapDim(dim: number, ndim: number): number {
  const bound = Math.max(ndim, 1);
  if (!Number.isInteger(dim)) {
    throw refuseType(
      `dim must be an integer, but got ${String(dim)}`,
      `Count dimensions from 0, or from the end with -1.`,
    );
  }
  if (dim < -bound || dim >= bound) {
    throw refuse(
      `Dimension out of range (expected to be in range of [${-bound}, ${bound - 1}], but got ${dim})`,
      `The tensor has ${ndim} dimension${ndim === 1 ? "" : "s"}; they are counted from 0, or from the end with -1.`,
    );
  }
  return dim < 0 ? dim + bound : dim;
}

/** An index counted from the front; negative ones count from the end. */
export function wrapIndex(i: number, length: number, dim: number): number {
  return i < 0 && i >= -length ? i + length : checkIndexInRange(i, length, dim);
}

/** Refuses an index that does not count from the front within a dimension of this length. */
export function checkIndexInRange(i: number, length: number, dim: number): number {
  if (i >= 0 && i < length) return i;
  throw refuse(
    `index ${i} is out of bounds for dimension ${dim} with size ${length}`,
    length === 0
      ? "The dimension has no entries."
      : `Indices go from 0 to ${length - 1}, or, where they may count from the end, from -${length} to -1.`,
  );
}

/** One dimension, several, or, if left out, all. */
export type Dims = number | readonly number[];

/** The dimensions meant by `dim`, ascending. No dimension at all means every dimension, as in PyTorch. */
export function wrapDims(dim: Dims | undefined, ndim: number): number[] {
  if (dim === undefined || (Array.isArray(dim) && dim.length === 0)) return range(ndim);
  if (typeof dim === "number") return ndim === 0 ? (wrapDim(dim, 0), []) : [wrapDim(dim, ndim)];
  const dims = checkDims(dim as readonly number[])
    .map((d) => wrapDim(d, ndim))
    .sort((p, q) => p - q);
  const twice = dims.find((d, i) => i > 0 && dims[i - 1] === d);
  if (twice !== undefined) {
    throw refuse(`dim ${twice} appears multiple times in the list of dims`, "Name each dimension once.");
  }
  return ndim === 0 ? [] : dims;
}

function checkDims(dims: readonly number[]): readonly number[] {
  if (isList(dims)) return dims;
  throw refuseType(
    `dim must be an integer or a list of them, but got ${String(dims)}`,
    "Write [0, 1] for two dimensions.",
  );
}

/** The shape left after `dims` (ascending) are reduced: dropped, or kept with length 1. */
export function reducedShape(shape: Shape, dims: readonly number[], keepdim: boolean): number[] {
  return keepdim
    ? shape.map((length, i) => (dims.includes(i) ? 1 : length))
    : shape.filter((_, i) => !dims.includes(i));
}

/** The whole numbers 0, 1, … below `n`. */
export function range(n: number): number[] {
  checkListed(n);
  return Array.from({ length: n }, (_, i) => i);
}
