// Logic and predicates: results are bool, and no gradient flows through them.

import { refuseUnknownOptions } from "../../errors";
import { refuse } from "../../tensor/refuse";
import { apply1, apply2 } from "../../tensor/elementwise";
import { map1, map2 } from "../../tensor/loops";
import type { Map1, Map2 } from "../../tensor/loops";
import type { Fold } from "../../tensor/reduce";
import { reduce } from "../../tensor/reduce";
import type { Dims } from "../../tensor/shape";
import { sameShape, wrapDims } from "../../tensor/shape";
import type { Tensor } from "../../tensor/tensor";
import { longName } from "../../tensor/dtype";
import type { Operand } from "../operand";
import { checkTensor, operands } from "../operand";
import { alsoSaving } from "../furtherSaved";
import { filedAs } from "../record";
import { maskedFill } from "../ops/choice";

const test = (fn: string, map: Map1, a: Tensor): Tensor => apply1(map, checkTensor(fn, "a", a), "bool");
const notNumber = map1((x) => (Number.isNaN(x) ? 1 : 0));
const infinite = map1((x) => (x === Infinity || x === -Infinity ? 1 : 0));
const finite = map1((x) => (Number.isFinite(x) ? 1 : 0));
const negative = map1((x) => (x < 0 || Object.is(x, -0) ? 1 : 0));
const not = map1((x) => (x === 0 ? 1 : 0));

/**
 * Where an element is NaN.
 *
 * @param a a tensor of any shape
 * @returns a tensor of dtype bool
 * @see torch.isnan
 * @example
 * ```ts
 * isnan(tensor([1, NaN]))
 * // => tensor([False,  True])
 * ```
 */
export function isnan(a: Tensor): Tensor {
  return test("isnan", notNumber, a);
}

/**
 * Where an element is infinite.
 *
 * @param a a tensor of any shape
 * @returns a tensor of dtype bool
 * @see torch.isinf
 * @example
 * ```ts
 * isinf(tensor([1, -Infinity]))
 * // => tensor([False,  True])
 * ```
 */
export function isinf(a: Tensor): Tensor {
  return test("isinf", infinite, a);
}

/**
 * Where an element is neither infinite nor NaN.
 *
 * @param a a tensor of any shape
 * @returns a tensor of dtype bool
 * @see torch.isfinite
 * @example
 * ```ts
 * isfinite(tensor([1, NaN, Infinity]))
 * // => tensor([ True, False, False])
 * ```
 */
export function isfinite(a: Tensor): Tensor {
  return test("isfinite", finite, a);
}

/**
 * Where an element has a minus sign, -0 included.
 *
 * @param a a tensor of any shape
 * @returns a tensor of dtype bool
 * @see torch.signbit
 * @example
 * ```ts
 * signbit(tensor([-1, 0, 2]))
 * // => tensor([ True, False, False])
 * ```
 */
export function signbit(a: Tensor): Tensor {
  return test("signbit", negative, a);
}

/**
 * Where an element is 0 or false.
 *
 * @param a a tensor of any shape
 * @returns a tensor of dtype bool
 * @see torch.logical_not
 * @example
 * ```ts
 * logicalNot(tensor([0, 2]))
 * // => tensor([ True, False])
 * ```
 */
export function logicalNot(a: Tensor): Tensor {
  return test("logicalNot", not, a);
}

const and = map2((x, y) => (x !== 0 && y !== 0 ? 1 : 0));
const or = map2((x, y) => (x !== 0 || y !== 0 ? 1 : 0));
const xor = map2((x, y) => ((x !== 0) !== (y !== 0) ? 1 : 0));

function combine(fn: string, map: Map2, a: Operand, b: Operand): Tensor {
  const [x, y] = operands(fn, a, b);
  return apply2(map, x, y, "bool");
}

/**
 * Where both are true, that is, not 0.
 *
 * @param a a tensor, or a number beside one; shapes broadcast, dtypes are promoted as in PyTorch
 * @param b a tensor, or a number beside one; shapes broadcast, dtypes are promoted as in PyTorch
 * @returns a tensor of dtype bool
 * @throws RangeError, with PyTorch's sentence, where the shapes do not broadcast
 * @see torch.logical_and
 * @example
 * ```ts
 * logicalAnd(tensor([1, 1]), tensor([1, 0]))
 * // => tensor([ True, False])
 * ```
 */
export function logicalAnd(a: Operand, b: Operand): Tensor {
  return combine("logicalAnd", and, a, b);
}

/**
 * Where at least one is true.
 *
 * @param a a tensor, or a number beside one; shapes broadcast, dtypes are promoted as in PyTorch
 * @param b a tensor, or a number beside one; shapes broadcast, dtypes are promoted as in PyTorch
 * @returns a tensor of dtype bool
 * @throws RangeError, with PyTorch's sentence, where the shapes do not broadcast
 * @see torch.logical_or
 * @example
 * ```ts
 * logicalOr(tensor([1, 0]), tensor([0, 0]))
 * // => tensor([ True, False])
 * ```
 */
export function logicalOr(a: Operand, b: Operand): Tensor {
  return combine("logicalOr", or, a, b);
}

/**
 * Where exactly one is true.
 *
 * @param a a tensor, or a number beside one; shapes broadcast, dtypes are promoted as in PyTorch
 * @param b a tensor, or a number beside one; shapes broadcast, dtypes are promoted as in PyTorch
 * @returns a tensor of dtype bool
 * @throws RangeError, with PyTorch's sentence, where the shapes do not broadcast
 * @see torch.logical_xor
 * @example
 * ```ts
 * logicalXor(tensor([1, 1]), tensor([1, 0]))
 * // => tensor([False,  True])
 * ```
 */
export function logicalXor(a: Operand, b: Operand): Tensor {
  return combine("logicalXor", xor, a, b);
}

const anyOf: Fold = (data, start, step, n) => {
  for (let k = 0; k < n; k++) if (data[start + k * step] !== 0) return 1;
  return 0;
};
const allOf: Fold = (data, start, step, n) => {
  for (let k = 0; k < n; k++) if (data[start + k * step] === 0) return 0;
  return 1;
};
const nonZeros: Fold = (data, start, step, n) => {
  let count = 0;
  for (let k = 0; k < n; k++) if (data[start + k * step] !== 0) count++;
  return count;
};

/**
 * True if any element is, over everything or over the dimensions `dim`.
 *
 * @param a a tensor of any shape
 * @param dim a dimension, or several; all if left out, from the end if negative
 * @param keepdim keep the reduced dimensions with length 1
 * @throws RangeError, with PyTorch's sentence, where there is no such dimension
 * @see torch.any
 * @example
 * ```ts
 * any(tensor([1, 0]))
 * // => tensor(True)
 * ```
 */
export function any(a: Tensor, dim?: Dims, keepdim: boolean = false): Tensor {
  return reduce(checkTensor("any", "a", a), dimsOf(dim, a.ndim), keepdim, "bool", anyOf);
}

/**
 * True if all elements are, over everything or over the dimensions `dim`.
 *
 * @param a a tensor of any shape
 * @param dim a dimension, or several; all if left out, from the end if negative
 * @param keepdim keep the reduced dimensions with length 1
 * @throws RangeError, with PyTorch's sentence, where there is no such dimension
 * @see torch.all
 * @example
 * ```ts
 * all(tensor([1, 0]))
 * // => tensor(False)
 * ```
 */
export function all(a: Tensor, dim?: Dims, keepdim: boolean = false): Tensor {
  return reduce(checkTensor("all", "a", a), dimsOf(dim, a.ndim), keepdim, "bool", allOf);
}

/**
 * How many elements are not 0, over everything or over the dimensions `dim`.
 *
 * @param a a tensor of any shape
 * @param dim a dimension, or several; all if left out, from the end if negative
 * @throws RangeError, with PyTorch's sentence, where there is no such dimension
 * @see torch.count_nonzero
 * @example
 * ```ts
 * countNonzero(tensor([1, 0, 2]))
 * // => tensor(2, dtype=torch.int32)
 * ```
 */
export function countNonzero(a: Tensor, dim?: Dims): Tensor {
  return reduce(checkTensor("countNonzero", "a", a), wrapDims(dim, a.ndim), false, "int32", nonZeros);
}

function dimsOf(dim: Dims | undefined, ndim: number): number[] {
  return Array.isArray(dim) && dim.length === 0 ? [] : wrapDims(dim, ndim);
}

/** The settings of `isclose` and `allclose`. */
export interface CloseOptions {
  /** How much may differ in proportion to `b`, */
  rtol?: number;
  /** and how much besides. */
  atol?: number;
  /** Take NaN as equal to NaN. */
  equalNan?: boolean;
}

/**
 * Where `a` is within `atol + rtol * |b|` of `b`.
 *
 * @param a a tensor of any shape
 * @param b a tensor of the same dtype, whose shape broadcasts
 * @returns a tensor of dtype bool
 * @see torch.isclose
 * @example
 * ```ts
 * isclose(tensor([1, 2]), tensor([1, 2.1]))
 * // => tensor([ True, False])
 * ```
 */
export function isclose(a: Tensor, b: Tensor, options: CloseOptions = {}): Tensor {
  refuseUnknownOptions("isclose", options, ["rtol", "atol", "equalNan"]);
  const { rtol = 1e-5, atol = 1e-8, equalNan = false } = options;
  checkTensor("isclose", "a", a);
  if (a.dtype !== checkTensor("isclose", "b", b).dtype) {
    throw refuse(
      `${longName[a.dtype]} did not match ${longName[b.dtype]}`,
      `Convert one: b.to("${a.dtype}").`,
    );
  }
  const near = map2((x, y) =>
    x === y ||
    (Number.isFinite(y) && Math.abs(x - y) <= atol + rtol * Math.abs(y)) ||
    (equalNan && x !== x && y !== y)
      ? 1
      : 0,
  );
  return apply2(near, a, b, "bool");
}

/**
 * True if all of `a` is within `atol + rtol * |b|` of `b`.
 *
 * @param a a tensor of any shape
 * @param b a tensor of the same dtype, whose shape broadcasts
 * @see torch.allclose
 * @example
 * ```ts
 * allclose(tensor([1, 2]), tensor([1, 2.000001]))
 * // => true
 * ```
 */
export function allclose(a: Tensor, b: Tensor, options: CloseOptions = {}): boolean {
  return all(isclose(a, b, options)).item<boolean>();
}

/**
 * True if both have the same shape and the same elements.
 *
 * @param a a tensor of any shape
 * @param b another tensor
 * @see torch.equal
 * @example
 * ```ts
 * equal(tensor([1, 2]), tensor([1, 2]))
 * // => true
 * ```
 */
export function equal(a: Tensor, b: Tensor): boolean {
  checkTensor("equal", "a", a);
  checkTensor("equal", "b", b);
  return sameShape(a.shape, b.shape) && all(a.eq(b)).item<boolean>();
}

/**
 * The sum of what is not NaN.
 *
 * @param a a tensor of any shape
 * @param dim a dimension, or several; all if left out, from the end if negative
 * @param keepdim keep the reduced dimensions with length 1
 * @throws RangeError, with PyTorch's sentence, where there is no such dimension
 * @see torch.nansum
 * @example
 * ```ts
 * nansum(tensor([1, NaN, 3]))
 * // => tensor(4.)
 * ```
 */
export function nansum(a: Tensor, dim?: Dims, keepdim: boolean = false): Tensor {
  return alsoSaving(filedAs("NansumBackward0", maskedFill(a, isnan(a), 0).sum(dim, keepdim)), a);
}

/**
 * The mean of what is not NaN.
 *
 * @param a a tensor of any shape
 * @param dim a dimension, or several; all if left out, from the end if negative
 * @param keepdim keep the reduced dimensions with length 1
 * @throws RangeError, with PyTorch's sentence, where there is no such dimension
 * @see torch.nanmean
 * @example
 * ```ts
 * nanmean(tensor([1, NaN, 3]))
 * // => tensor(2.)
 * ```
 */
export function nanmean(a: Tensor, dim?: Dims, keepdim: boolean = false): Tensor {
  const numbers = logicalNot(isnan(a)).sum(dim, keepdim);
  return nansum(a, dim, keepdim).div(numbers);
}

/**
 * NaN replaced by `nan`, the infinities by `posinf` and `neginf`: 0 and the largest numbers of the dtype if
 * left out.
 *
 * @param a a tensor of any shape
 * @param nan what stands for NaN
 * @param posinf what stands for Infinity
 * @param neginf what stands for -Infinity
 * @see torch.nan_to_num
 * @example
 * ```ts
 * nanToNum(tensor([1, NaN]))
 * // => tensor([1., 0.])
 * ```
 */
export function nanToNum(a: Tensor, nan: number = 0, posinf?: number, neginf?: number): Tensor {
  const largest =
    checkTensor("nanToNum", "a", a).dtype === "float64" ? Number.MAX_VALUE : 3.4028234663852886e38;
  const filled = maskedFill(a, isnan(a), nan);
  const below = maskedFill(filled, a.eq(-Infinity), neginf ?? -largest);
  const finite = maskedFill(below, a.eq(Infinity), posinf ?? largest);
  return alsoSaving(filedAs("NanToNumBackward0", finite), a);
}
