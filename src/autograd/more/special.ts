// Further functions of one number.

import { wrongValue } from "../../errors";
import type { Tensor } from "../../tensor/tensor";
import { checkNumber, checkTensor } from "../operand";
import { filedAs, run1 } from "../record";
import { moreRules } from "./rules";

/**
 * The logarithm of the size of the gamma function.
 *
 * @param a a tensor of any shape
 * @returns a tensor of the same shape; whole numbers and booleans become float32
 * @see torch.lgamma
 * @example
 * ```ts
 * lgamma(tensor([1, 5]))
 * // => tensor([0.0000, 3.1781])
 * ```
 */
export function lgamma(a: Tensor): Tensor {
  return run1(moreRules.lgamma, checkTensor("lgamma", "a", a), undefined);
}

/**
 * The derivative of the logarithm of the gamma function.
 *
 * @param a a tensor of any shape
 * @returns a tensor of the same shape; whole numbers and booleans become float32
 * @see torch.digamma
 * @example
 * ```ts
 * digamma(tensor([1, 2]))
 * // => tensor([-0.5772,  0.4228])
 * ```
 */
export function digamma(a: Tensor): Tensor {
  return derivativeOfLogGamma("digamma", a, 0);
}

const derivativeOfLogGamma = (fn: string, a: Tensor, order: number): Tensor =>
  run1(moreRules.polygamma, checkTensor(fn, "a", a), { order });

/**
 * The `n`-th derivative of `digamma`.
 *
 * @param n which derivative, 0 or more
 * @param a a tensor of any shape
 * @see torch.polygamma
 * @example
 * ```ts
 * polygamma(1, tensor([1, 2]))
 * // => tensor([1.6449, 0.6449])
 * ```
 */
export function polygamma(n: number, a: Tensor): Tensor {
  if (!Number.isInteger(n) || n < 0) {
    throw wrongValue({ fn: "polygamma", argument: "n", got: n, wanted: "a whole number, 0 or more" });
  }
  return filedAs("PolygammaBackward0", derivativeOfLogGamma("polygamma", a, n));
}

/**
 * The number whose error function is `a`: NaN outside [-1, 1].
 *
 * @param a a tensor of any shape
 * @returns a tensor of the same shape; whole numbers and booleans become float32
 * @see torch.erfinv
 * @example
 * ```ts
 * erfinv(tensor([0, 0.5]))
 * // => tensor([0.0000, 0.4769])
 * ```
 */
export function erfinv(a: Tensor): Tensor {
  return run1(moreRules.erfinv, checkTensor("erfinv", "a", a), undefined);
}

/**
 * What stands after the decimal point, with the sign of `a`.
 *
 * @param a a tensor of any shape
 * @see torch.frac
 * @example
 * ```ts
 * frac(tensor([-1.25, 1.25]))
 * // => tensor([-0.2500,  0.2500])
 * ```
 */
export function frac(a: Tensor): Tensor {
  return run1(moreRules.frac, checkTensor("frac", "a", a), undefined);
}

/**
 * `log(a / (1 - a))`, the inverse of sigmoid; with `eps`, `a` is first moved into [eps, 1 - eps].
 *
 * @param a a tensor of any shape
 * @param eps `a` is moved into [eps, 1 - eps] first
 * @see torch.logit
 * @example
 * ```ts
 * logit(tensor([0.5, 0.9]))
 * // => tensor([0.0000, 2.1972])
 * ```
 */
export function logit(a: Tensor, eps?: number): Tensor {
  if (eps !== undefined) checkNumber("logit", "eps", eps);
  return run1(moreRules.logit, checkTensor("logit", "a", a), { eps });
}

/**
 * Degrees in radians.
 *
 * @param a a tensor of any shape
 * @see torch.deg2rad
 * @example
 * ```ts
 * deg2rad(tensor([0, 180]))
 * // => tensor([0.0000, 3.1416])
 * ```
 */
export function deg2rad(a: Tensor): Tensor {
  return filedAs("Deg2RadBackward0", checkTensor("deg2rad", "a", a).mul(Math.PI / 180));
}

/**
 * Radians in degrees.
 *
 * @param a a tensor of any shape
 * @see torch.rad2deg
 * @example
 * ```ts
 * rad2deg(tensor([0, Math.PI]))
 * // => tensor([  0., 180.])
 * ```
 */
export function rad2deg(a: Tensor): Tensor {
  return filedAs("Rad2DegBackward0", checkTensor("rad2deg", "a", a).mul(180 / Math.PI));
}
