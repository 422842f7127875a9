// Scans along one dimension: cumulative sums and products, softmax.

import { wrapDim } from "../../tensor/shape";
import type { Tensor } from "../../tensor/tensor";
import { checkTensor } from "../operand";
import { run1 } from "../record";
import { rules } from "../rules";

/**
 * The sums of all elements up to each one, along `dim`.
 *
 * @param a a tensor of any shape
 * @param dim the dimension, from the end if negative
 * @throws RangeError, with PyTorch's sentence, where there is no such dimension
 * @see torch.cumsum
 * @example
 * ```ts
 * cumsum(tensor([1, 2, 3]), 0)
 * // => tensor([1., 3., 6.])
 * ```
 */
export function cumsum(a: Tensor, dim: number): Tensor {
  return run1(rules.cumsum, a, { dim: alongOf("cumsum", a, dim), reverse: false });
}

/**
 * The products of all elements up to each one, along `dim`.
 *
 * @param a a tensor of any shape
 * @param dim the dimension, from the end if negative
 * @throws RangeError, with PyTorch's sentence, where there is no such dimension
 * @see torch.cumprod
 * @example
 * ```ts
 * cumprod(tensor([1, 2, 3]), 0)
 * // => tensor([1., 2., 6.])
 * ```
 */
export function cumprod(a: Tensor, dim: number): Tensor {
  return run1(rules.cumprod, a, { dim: alongOf("cumprod", a, dim) });
}

/**
 * Exponentials divided by their sum along `dim`: positive numbers that add up to 1.
 *
 * @param a a tensor of a floating-point dtype
 * @param dim the dimension, from the end if negative
 * @example
 * ```ts
 * softmax(tensor([1, 2, 3]), 0)
 * // => tensor([0.0900, 0.2447, 0.6652])
 * ```
 */
export function softmax(a: Tensor, dim: number): Tensor {
  return run1(rules.softmax, a, { dim: alongOf("softmax", a, dim) });
}

/**
 * The logarithm of softmax, exact also where that is tiny.
 *
 * @param a a tensor of any shape
 * @param dim the dimension, from the end if negative
 * @throws RangeError, with PyTorch's sentence, where there is no such dimension
 * @see torch.nn.functional.log_softmax
 * @example
 * ```ts
 * logSoftmax(tensor([1, 2, 3]), 0)
 * // => tensor([-2.4076, -1.4076, -0.4076])
 * ```
 */
export function logSoftmax(a: Tensor, dim: number): Tensor {
  return run1(rules.logSoftmax, a, { dim: alongOf("logSoftmax", a, dim) });
}

export function alongOf(fn: string, a: Tensor, dim: number): number {
  return wrapDim(dim, checkTensor(fn, "a", a).ndim);
}
