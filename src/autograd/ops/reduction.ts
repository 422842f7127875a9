// Reductions: sum, product, mean, norm, variance, log-sum-exp.

import { refuseUnknownOptions, wrongType, wrongValue } from "../../errors";
import type { Dims } from "../../tensor/shape";
import { wrapDims } from "../../tensor/shape";
import type { Tensor } from "../../tensor/tensor";
import { checkTensor } from "../operand";
import { run1 } from "../record";
import { rules } from "../rules";
import type { Reduction } from "../rules/reduction";
import { onlyFloats } from "../rules/reduction";

/** Which norm: a number, or `"fro"` (Frobenius), which is the same as 2. */
export type NormOrder = number | "fro";

/**
 * The sum over everything, or over the dimensions `dim`.
 *
 * @param dim a dimension, several, or, if left out, all; negative ones count from the end
 * @param keepdim keep the reduced dimensions with length 1
 *
 * @example
 * ```ts
 * sum(tensor([[1, 2], [3, 4]]), 0)
 * // => tensor([4., 6.])
 * ```
 */
export function sum(a: Tensor, dim?: Dims, keepdim: boolean = false): Tensor {
  return run1(rules.sum, a, reductionOf("sum", a, dim, keepdim));
}

/**
 * The product over everything, or over the dimensions `dim`.
 *
 * @param a a tensor of any shape
 * @param dim a dimension, or several; all if left out, from the end if negative
 * @param keepdim keep the reduced dimensions with length 1
 * @throws RangeError, with PyTorch's sentence, where there is no such dimension
 * @see torch.prod
 * @example
 * ```ts
 * prod(tensor([[1, 2], [3, 4]]))
 * // => tensor(24.)
 * ```
 */
export function prod(a: Tensor, dim?: Dims, keepdim: boolean = false): Tensor {
  return run1(rules.prod, a, reductionOf("prod", a, dim, keepdim));
}

/**
 * The mean over everything, or over the dimensions `dim`.
 *
 * @param a a tensor of any shape
 * @param dim a dimension, or several; all if left out, from the end if negative
 * @param keepdim keep the reduced dimensions with length 1
 * @throws RangeError, with PyTorch's sentence, where there is no such dimension
 * @see torch.mean
 * @example
 * ```ts
 * mean(tensor([[1, 2], [3, 4]]), 0)
 * // => tensor([2., 3.])
 * ```
 */
export function mean(a: Tensor, dim?: Dims, keepdim: boolean = false): Tensor {
  onlyFloats("mean", checkTensor("mean", "a", a).dtype);
  return run1(rules.mean, a, reductionOf("mean", a, dim, keepdim));
}

/**
 * The vector norm of order `p` of all elements, or along the dimensions `dim`: the Euclidean length by
 * default, the sum of sizes for 1, the largest size for Infinity, the number of elements other than 0 for 0.
 * At 0 its gradient is 0, as in PyTorch.
 *
 * @param a a tensor of a floating-point dtype
 * @param p the order: any number, Infinity, or `"fro"`
 * @param dim a dimension, or several; all if left out, from the end if negative
 * @param keepdim keep the reduced dimensions with length 1
 * @example
 * ```ts
 * norm(tensor([3, 4]))
 * // => tensor(5.)
 * ```
 */
export function norm(a: Tensor, p: NormOrder = 2, dim?: Dims, keepdim: boolean = false): Tensor {
  return run1(rules.norm, a, { p: orderOf(p), ...reductionOf("norm", a, dim, keepdim) });
}

/** The settings of `variance` and `std`. */
export interface VarianceOptions {
  /**
   * By how much less than the number of elements squares are divided: 1 (the default) for a sample, 0 for a
   * whole population.
   */
  correction?: number;
}

/**
 * The variance over everything, or over the dimensions `dim`. NaN for a single number, unless `correction` is
 * 0.
 *
 * @param a a tensor of a floating-point dtype
 * @param dim a dimension, or several; all if left out, from the end if negative
 * @param keepdim keep the reduced dimensions with length 1
 * @param options `correction`: 1 for the unbiased estimate, 0 for the mean of squares
 * @example
 * ```ts
 * variance(tensor([1, 2, 3, 4]))
 * // => tensor(1.6667)
 * variance(tensor([1, 2, 3, 4]), undefined, false, { correction: 0 })
 * // => tensor(1.2500)
 * ```
 */
export function variance(a: Tensor, dim?: Dims, keepdim: boolean = false, options?: VarianceOptions): Tensor {
  const correction = correctionOf("variance", options);
  return run1(rules.variance, a, { correction, ...reductionOf("variance", a, dim, keepdim) });
}

/**
 * The standard deviation: the square root of the variance.
 *
 * @param a a tensor of any shape
 * @param dim a dimension, or several; all if left out, from the end if negative
 * @param keepdim keep the reduced dimensions with length 1
 * @throws RangeError, with PyTorch's sentence, where there is no such dimension
 * @see torch.std
 * @example
 * ```ts
 * std(tensor([1, 2, 3]))
 * // => tensor(1.)
 * ```
 */
export function std(a: Tensor, dim?: Dims, keepdim: boolean = false, options?: VarianceOptions): Tensor {
  const correction = correctionOf("std", options);
  return run1(rules.std, a, { correction, ...reductionOf("std", a, dim, keepdim) });
}

/**
 * The logarithm of the sum of exponentials, computed so that none of them overflows.
 *
 * @param a a tensor of any shape
 * @param dim a dimension, or several; all if left out, from the end if negative
 * @param keepdim keep the reduced dimensions with length 1
 * @throws RangeError, with PyTorch's sentence, where there is no such dimension
 * @see torch.logsumexp
 * @example
 * ```ts
 * logsumexp(tensor([1000, 1000]))
 * // => tensor(1000.6932)
 * ```
 */
export function logsumexp(a: Tensor, dim?: Dims, keepdim: boolean = false): Tensor {
  return run1(rules.logsumexp, a, reductionOf("logsumexp", a, dim, keepdim));
}

function correctionOf(fn: string, options: VarianceOptions | undefined): number {
  refuseUnknownOptions(fn, options, ["correction"]);
  const { correction = 1 } = options ?? {};
  if (Number.isFinite(correction)) return correction;
  throw wrongValue({ fn, argument: "options.correction", got: correction, wanted: "a finite number" });
}

function orderOf(p: NormOrder): number {
  if (p === "fro") return 2;
  if (typeof p === "number" && !Number.isNaN(p)) return p;
  throw wrongValue({ fn: "norm", argument: "p", got: p, wanted: `a number or "fro"` });
}

/** Reads the arguments that all reductions share. */
export function reductionOf(fn: string, a: Tensor, dim: Dims | undefined, keepdim: boolean): Reduction {
  checkTensor(fn, "a", a);
  if (typeof keepdim !== "boolean") {
    throw wrongType({ fn, argument: "keepdim", got: keepdim, wanted: "true or false" });
  }
  return { dims: wrapDims(dim, a.ndim), keepdim, all: dim === undefined };
}
