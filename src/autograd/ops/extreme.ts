// Extremes: the largest, smallest and middle elements, and their indices.

import { inspect } from "node:util";
import { constant } from "../../tensor/create";
import { placesAlong } from "../../tensor/scan";
import { refuse, refuseType } from "../../tensor/refuse";
import type { Dims } from "../../tensor/shape";
import { reducedShape, wrapDim } from "../../tensor/shape";
import type { Tensor } from "../../tensor/tensor";
import { checkTensor } from "../operand";
import { run1 } from "../record";
import { rules } from "../rules";
import type { Which } from "../rules/extreme";
import type { Reduction } from "../rules/reduction";
import { notBool } from "../rules/reduction";
import { reductionOf } from "./reduction";

/** The extremes along a dimension, and at which index of that dimension each of them was found. */
export interface ValuesAndIndices {
  values: Tensor;
  indices: Tensor;
  /** As PyTorch prints it. */
  toString(): string;
}

/** Such a pair, which prints as PyTorch's does. */
export class Pair implements ValuesAndIndices {
  readonly #name: string;

  constructor(
    name: string,
    readonly values: Tensor,
    readonly indices: Tensor,
  ) {
    this.#name = name;
  }

  /** As PyTorch prints it. */
  toString(): string {
    return `torch.return_types.${this.#name}(\nvalues=${String(this.values)},\nindices=${String(this.indices)})`;
  }
}

Object.defineProperty(Pair.prototype, inspect.custom, {
  value(this: Pair): string {
    return this.toString();
  },
});

/**
 * The largest element, whose gradient is shared by all that equal it; or, along a dimension, the largest of
 * each line and its index: then the first of several equal ones receives the whole gradient.
 *
 * @param a a tensor of any shape
 * @param dim the dimension, from the end if negative; without it the whole tensor counts
 * @param keepdim keep the reduced dimension with length 1
 * @throws RangeError if there are no elements
 *
 * @example
 * ```ts
 * max(tensor([1, 3, 2]))
 * // => tensor(3.)
 * max(tensor([[1, 3], [4, 2]]), 1).indices
 * // => tensor([1, 0], dtype=torch.int32)
 * ```
 */
export function max(a: Tensor): Tensor;
export function max(a: Tensor, dim: number, keepdim?: boolean): ValuesAndIndices;
export function max(a: Tensor, dim?: number, keepdim: boolean = false): Tensor | ValuesAndIndices {
  if (dim === undefined) return overAll("max", "MaxBackward1", a);
  return alongDim("max", "MaxBackward0", a, dim, keepdim);
}

/**
 * The smallest element; or, along a dimension, the smallest of each line and its index. As `max` otherwise.
 *
 * @param a a tensor of any shape
 * @see torch.min
 * @example
 * ```ts
 * min(tensor([[1, 2], [3, 4]]))
 * // => tensor(1.)
 * min(tensor([[1, 2], [3, 4]]), 1).indices
 * // => tensor([0, 0], dtype=torch.int32)
 * ```
 */
export function min(a: Tensor): Tensor;
export function min(a: Tensor, dim: number, keepdim?: boolean): ValuesAndIndices;
export function min(a: Tensor, dim?: number, keepdim: boolean = false): Tensor | ValuesAndIndices {
  if (dim === undefined) return overAll("min", "MinBackward1", a);
  return alongDim("min", "MinBackward0", a, dim, keepdim);
}

/**
 * The middle element, of two the lower one; or, along a dimension, the median of each line and its index.
 *
 * @param a a tensor of any shape
 * @see torch.median
 * @example
 * ```ts
 * median(tensor([3, 1, 2]))
 * // => tensor(2.)
 * median(tensor([[1, 2], [3, 4]]), 1).values
 * // => tensor([1., 3.])
 * ```
 */
export function median(a: Tensor): Tensor;
export function median(a: Tensor, dim: number, keepdim?: boolean): ValuesAndIndices;
export function median(a: Tensor, dim?: number, keepdim: boolean = false): Tensor | ValuesAndIndices {
  notBool(dim === undefined ? "median_cpu" : "median_out", checkTensor("median", "a", a).dtype);
  if (dim === undefined) return overAll("median", "MedianBackward0", a);
  return alongDim("median", "MedianBackward1", a, dim, keepdim);
}

/**
 * The largest over everything, or over the dimensions `dim`; elements that share it share the gradient.
 *
 * @param a a tensor of any shape
 * @param dim a dimension, or several; all if left out, from the end if negative
 * @param keepdim keep the reduced dimensions with length 1
 * @throws RangeError, with PyTorch's sentence, where there is no such dimension
 * @see torch.amax
 * @example
 * ```ts
 * amax(tensor([[1, 2], [3, 4]]), 0)
 * // => tensor([3., 4.])
 * ```
 */
export function amax(a: Tensor, dim?: Dims, keepdim: boolean = false): Tensor {
  const reduction = nonEmpty("amax", a, reductionOf("amax", a, dim, keepdim));
  return run1(rules.extreme, a, { which: "max", gradFn: "AmaxBackward0", ...reduction });
}

/**
 * The smallest over everything, or over the dimensions `dim`; elements that share it share the gradient.
 *
 * @param a a tensor of any shape
 * @param dim a dimension, or several; all if left out, from the end if negative
 * @param keepdim keep the reduced dimensions with length 1
 * @throws RangeError, with PyTorch's sentence, where there is no such dimension
 * @see torch.amin
 * @example
 * ```ts
 * amin(tensor([[1, 2], [3, 4]]), 0)
 * // => tensor([1., 2.])
 * ```
 */
export function amin(a: Tensor, dim?: Dims, keepdim: boolean = false): Tensor {
  const reduction = nonEmpty("amin", a, reductionOf("amin", a, dim, keepdim));
  return run1(rules.extreme, a, { which: "min", gradFn: "AminBackward0", ...reduction });
}

/**
 * The index of the largest element in the order of reading, or along a dimension; of several equal ones the
 * first.
 *
 * @param a a tensor of any shape
 * @param dim a dimension; all if left out, from the end if negative
 * @param keepdim keep the reduced dimensions with length 1
 * @returns indices of dtype int32
 * @throws RangeError, with PyTorch's sentence, where there is no such dimension
 * @see torch.argmax
 * @example
 * ```ts
 * argmax(tensor([[1, 2], [3, 4]]))
 * // => tensor(3, dtype=torch.int32)
 * argmax(tensor([[1, 2], [3, 4]]), 1)
 * // => tensor([1, 1], dtype=torch.int32)
 * ```
 */
export function argmax(a: Tensor, dim?: number, keepdim: boolean = false): Tensor {
  return argument("argmax", "max", a, dim, keepdim);
}

/**
 * The index of the smallest element in the order of reading, or along a dimension; of several equal ones the
 * first.
 *
 * @param a a tensor of any shape
 * @param dim a dimension; all if left out, from the end if negative
 * @param keepdim keep the reduced dimensions with length 1
 * @returns indices of dtype int32
 * @throws RangeError, with PyTorch's sentence, where there is no such dimension
 * @see torch.argmin
 * @example
 * ```ts
 * argmin(tensor([[1, 2], [3, 4]]))
 * // => tensor(0, dtype=torch.int32)
 * argmin(tensor([[1, 2], [3, 4]]), 1)
 * // => tensor([0, 0], dtype=torch.int32)
 * ```
 */
export function argmin(a: Tensor, dim?: number, keepdim: boolean = false): Tensor {
  return argument("argmin", "min", a, dim, keepdim);
}

function overAll(which: Which, gradFn: string, a: Tensor): Tensor {
  // Of nothing there is no largest, but PyTorch has a median: NaN.
  if (which === "median" && checkTensor("median", "a", a).numel() === 0) return a.sum().mul(NaN);
  return run1(rules.extreme, a, {
    which,
    gradFn,
    ...nonEmpty(which, a, reductionOf(which, a, undefined, false)),
  });
}

function alongDim(which: Which, gradFn: string, a: Tensor, dim: number, keepdim: boolean): ValuesAndIndices {
  const along = checkLines(which, a, dim);
  const shape = reducedShape(a.shape, a.ndim === 0 ? [] : [along], keepdim);
  const { positions, indices } = placesAlong(a, along, searches[which]);
  const values = run1(rules.gather, a, { positions, shape, gradFn });
  return new Pair(which, values, constant(shape, 0, "int32").withValues(indices));
}

function argument(fn: string, which: Which, a: Tensor, dim: number | undefined, keepdim: boolean): Tensor {
  if (checkTensor(fn, "a", a).dtype === "bool")
    throw refuseType(`${fn}(): does not support bool input`, 'Convert with to("int32") first.');
  if (dim !== undefined) {
    checkLines(fn, a, dim);
    return alongDim(which, "", a.detach(), dim, keepdim).indices;
  }
  if (a.numel() === 0) throw nothingAtAll(fn);
  return alongDim(which, "", a.detach().reshape([-1]), 0, false).indices;
}

export function checkLines(fn: string, a: Tensor, dim: number): number {
  const along = wrapDim(dim, checkTensor(fn, "a", a).ndim);
  if (a.shape[along] === 0) throw nothingAlong(fn, along);
  return along;
}

/** Refuses to look for an extreme where there are no elements. */
function nonEmpty(fn: string, a: Tensor, reduction: Reduction): Reduction {
  const { all, dims } = reduction;
  const empty = dims.find((dim) => a.shape[dim] === 0);
  if (empty === undefined) return reduction;
  if (!all) throw nothingAlong(fn, empty);
  throw nothingAtAll(fn);
}

function nothingAtAll(fn: string): RangeError {
  const more = fn.startsWith("arg") ? "" : " Specify the reduction dim with the 'dim' argument.";
  return refuse(
    `${fn}(): Expected reduction dim to be specified for input.numel() == 0.${more}`,
    "Check numel() first: there is no largest or smallest of no elements.",
  );
}

function nothingAlong(fn: string, dim: number): RangeError {
  return refuse(
    `${fn}(): Expected reduction dim ${dim} to have non-zero size.`,
    "There is no largest or smallest of no elements.",
  );
}

type Search = (data: ArrayLike<number>, start: number, step: number, n: number) => number;

/** The first element for which `beats` holds against all before it; a NaN beats everything. */
function first(beats: (x: number, best: number) => boolean): Search {
  return (data, start, step, n) => {
    let best = 0;
    for (let k = 1; k < n && !Number.isNaN(data[start + best * step]); k++) {
      const x = data[start + k * step];
      if (Number.isNaN(x) || beats(x, data[start + best * step])) best = k;
    }
    return best;
  };
}

const searches: Readonly<Record<Which, Search>> = {
  max: first((x, best) => x > best),
  min: first((x, best) => x < best),
  median: (data, start, step, n) => {
    const at = (k: number): number => data[start + k * step];
    const order = Array.from({ length: n }, (_, k) => k);
    return order.find((k) => Number.isNaN(at(k))) ?? order.sort((p, q) => at(p) - at(q))[(n - 1) >> 1];
  },
};
