// Elementwise functions of one number. Integers give floating point, except in abs, relu and sign.

import type { Tensor } from "../../tensor/tensor";
import { checkTensor } from "../operand";
import { run1 } from "../record";
import { rules } from "../rules";

/**
 * e to the power `a`.
 *
 * @param a a tensor of any shape
 * @returns a tensor of the same shape; whole numbers and booleans become float32
 * @see torch.exp
 * @example
 * ```ts
 * exp(0)
 * // => 1
 * exp(tensor([0, 1]))
 * // => tensor([1.0000, 2.7183])
 * ```
 */
export function exp(a: Tensor): Tensor {
  return run1(rules.exp, checkTensor("exp", "a", a), undefined);
}

/**
 * The natural logarithm: NaN below 0, -Infinity at 0.
 *
 * @param a a tensor of any shape
 * @returns a tensor of the same shape; whole numbers and booleans become float32
 * @see torch.log
 * @example
 * ```ts
 * log(1)
 * // => 0
 * log(tensor([1, 2]))
 * // => tensor([0.0000, 0.6931])
 * ```
 */
export function log(a: Tensor): Tensor {
  return run1(rules.log, checkTensor("log", "a", a), undefined);
}

/**
 * The square root: NaN below 0; its gradient at 0 is infinite.
 *
 * @param a a tensor of any shape
 * @returns a tensor of the same shape; whole numbers and booleans become float32
 * @see torch.sqrt
 * @example
 * ```ts
 * sqrt(4)
 * // => 2
 * sqrt(tensor([4, 9]))
 * // => tensor([2., 3.])
 * ```
 */
export function sqrt(a: Tensor): Tensor {
  return run1(rules.sqrt, checkTensor("sqrt", "a", a), undefined);
}

/**
 * The size without the sign; the gradient at 0 is 0.
 *
 * @param a a tensor of any shape
 * @see torch.abs
 * @example
 * ```ts
 * abs(-2)
 * // => 2
 * abs(tensor([-1, 3]))
 * // => tensor([1., 3.])
 * ```
 */
export function abs(a: Tensor): Tensor {
  return run1(rules.abs, checkTensor("abs", "a", a), undefined);
}

/**
 * -1, 0 or 1; its gradient is 0 everywhere.
 *
 * @param a a tensor of any shape
 * @see torch.sign
 * @example
 * ```ts
 * sign(-2)
 * // => -1
 * sign(tensor([-1, 0, 3]))
 * // => tensor([-1.,  0.,  1.])
 * ```
 */
export function sign(a: Tensor): Tensor {
  return run1(rules.sign, checkTensor("sign", "a", a), undefined);
}

/**
 * The sine; angles in radians.
 *
 * @param a a tensor of any shape
 * @returns a tensor of the same shape; whole numbers and booleans become float32
 * @see torch.sin
 * @example
 * ```ts
 * sin(0)
 * // => 0
 * sin(tensor([0, 1]))
 * // => tensor([0.0000, 0.8415])
 * ```
 */
export function sin(a: Tensor): Tensor {
  return run1(rules.sin, checkTensor("sin", "a", a), undefined);
}

/**
 * The cosine; angles in radians.
 *
 * @param a a tensor of any shape
 * @returns a tensor of the same shape; whole numbers and booleans become float32
 * @see torch.cos
 * @example
 * ```ts
 * cos(0)
 * // => 1
 * cos(tensor([0, 1]))
 * // => tensor([1.0000, 0.5403])
 * ```
 */
export function cos(a: Tensor): Tensor {
  return run1(rules.cos, checkTensor("cos", "a", a), undefined);
}

/**
 * The tangent; angles in radians.
 *
 * @param a a tensor of any shape
 * @returns a tensor of the same shape; whole numbers and booleans become float32
 * @see torch.tan
 * @example
 * ```ts
 * tan(0)
 * // => 0
 * tan(tensor([0, 1]))
 * // => tensor([0.0000, 1.5574])
 * ```
 */
export function tan(a: Tensor): Tensor {
  return run1(rules.tan, checkTensor("tan", "a", a), undefined);
}

/**
 * The angle in radians whose sine is `a`: NaN outside [-1, 1].
 *
 * @param a a tensor of any shape
 * @returns a tensor of the same shape; whole numbers and booleans become float32
 * @see torch.asin
 * @example
 * ```ts
 * asin(0)
 * // => 0
 * asin(tensor([0, 0.5]))
 * // => tensor([0.0000, 0.5236])
 * ```
 */
export function asin(a: Tensor): Tensor {
  return run1(rules.asin, checkTensor("asin", "a", a), undefined);
}

/**
 * The angle in radians whose cosine is `a`: NaN outside [-1, 1].
 *
 * @param a a tensor of any shape
 * @returns a tensor of the same shape; whole numbers and booleans become float32
 * @see torch.acos
 * @example
 * ```ts
 * acos(1)
 * // => 0
 * acos(tensor([0, 0.5]))
 * // => tensor([1.5708, 1.0472])
 * ```
 */
export function acos(a: Tensor): Tensor {
  return run1(rules.acos, checkTensor("acos", "a", a), undefined);
}

/**
 * The angle in radians whose tangent is `a`.
 *
 * @param a a tensor of any shape
 * @returns a tensor of the same shape; whole numbers and booleans become float32
 * @see torch.atan
 * @example
 * ```ts
 * atan(0)
 * // => 0
 * atan(tensor([0, 2]))
 * // => tensor([0.0000, 1.1071])
 * ```
 */
export function atan(a: Tensor): Tensor {
  return run1(rules.atan, checkTensor("atan", "a", a), undefined);
}

/**
 * The hyperbolic sine.
 *
 * @param a a tensor of any shape
 * @returns a tensor of the same shape; whole numbers and booleans become float32
 * @see torch.sinh
 * @example
 * ```ts
 * sinh(0)
 * // => 0
 * sinh(tensor([0, 2]))
 * // => tensor([0.0000, 3.6269])
 * ```
 */
export function sinh(a: Tensor): Tensor {
  return run1(rules.sinh, checkTensor("sinh", "a", a), undefined);
}

/**
 * The hyperbolic cosine.
 *
 * @param a a tensor of any shape
 * @returns a tensor of the same shape; whole numbers and booleans become float32
 * @see torch.cosh
 * @example
 * ```ts
 * cosh(0)
 * // => 1
 * cosh(tensor([0, 2]))
 * // => tensor([1.0000, 3.7622])
 * ```
 */
export function cosh(a: Tensor): Tensor {
  return run1(rules.cosh, checkTensor("cosh", "a", a), undefined);
}

/**
 * The hyperbolic tangent.
 *
 * @param a a tensor of any shape
 * @returns a tensor of the same shape; whole numbers and booleans become float32
 * @see torch.tanh
 * @example
 * ```ts
 * tanh(0)
 * // => 0
 * tanh(tensor([0, 2]))
 * // => tensor([0.0000, 0.9640])
 * ```
 */
export function tanh(a: Tensor): Tensor {
  return run1(rules.tanh, checkTensor("tanh", "a", a), undefined);
}

/**
 * `a` where it is positive, else 0; the gradient at 0 is 0.
 *
 * @param a a tensor of any shape
 * @see torch.relu
 * @example
 * ```ts
 * relu(-1)
 * // => 0
 * relu(tensor([-2, 2]))
 * // => tensor([0., 2.])
 * ```
 */
export function relu(a: Tensor): Tensor {
  return run1(rules.relu, checkTensor("relu", "a", a), undefined);
}

/**
 * `log(1 + a)`, exact also for tiny `a`.
 *
 * @param a a tensor of any shape
 * @returns a tensor of the same shape; whole numbers and booleans become float32
 * @see torch.log1p
 * @example
 * ```ts
 * log1p(1e-10)
 * // => 9.999999999500001e-11
 * log1p(tensor([0, 1]))
 * // => tensor([0.0000, 0.6931])
 * ```
 */
export function log1p(a: Tensor): Tensor {
  return run1(rules.log1p, checkTensor("log1p", "a", a), undefined);
}

/**
 * `exp(a) - 1`, exact also for tiny `a`.
 *
 * @param a a tensor of any shape
 * @returns a tensor of the same shape; whole numbers and booleans become float32
 * @see torch.expm1
 * @example
 * ```ts
 * expm1(1e-10)
 * // => 1.00000000005e-10
 * expm1(tensor([0, 1]))
 * // => tensor([0.0000, 1.7183])
 * ```
 */
export function expm1(a: Tensor): Tensor {
  return run1(rules.expm1, checkTensor("expm1", "a", a), undefined);
}

/**
 * `1 / a`.
 *
 * @param a a tensor of any shape
 * @returns a tensor of the same shape; whole numbers and booleans become float32
 * @see torch.reciprocal
 * @example
 * ```ts
 * reciprocal(4)
 * // => 0.25
 * reciprocal(tensor([1, 2]))
 * // => tensor([1.0000, 0.5000])
 * ```
 */
export function reciprocal(a: Tensor): Tensor {
  return run1(rules.reciprocal, checkTensor("reciprocal", "a", a), undefined);
}

/**
 * One divided by the square root.
 *
 * @param a a tensor of any shape
 * @returns a tensor of the same shape; whole numbers and booleans become float32
 * @see torch.rsqrt
 * @example
 * ```ts
 * rsqrt(tensor([1, 4]))
 * // => tensor([1.0000, 0.5000])
 * ```
 */
export function rsqrt(a: Tensor): Tensor {
  return run1(rules.rsqrt, checkTensor("rsqrt", "a", a), undefined);
}

/**
 * 2 to the power `a`.
 *
 * @param a a tensor of any shape
 * @returns a tensor of the same shape; whole numbers and booleans become float32
 * @see torch.exp2
 * @example
 * ```ts
 * exp2(tensor([0, 3]))
 * // => tensor([1., 8.])
 * ```
 */
export function exp2(a: Tensor): Tensor {
  return run1(rules.exp2, checkTensor("exp2", "a", a), undefined);
}

/**
 * The logarithm to base 2.
 *
 * @param a a tensor of any shape
 * @returns a tensor of the same shape; whole numbers and booleans become float32
 * @see torch.log2
 * @example
 * ```ts
 * log2(8)
 * // => 3
 * log2(tensor([1, 2]))
 * // => tensor([0., 1.])
 * ```
 */
export function log2(a: Tensor): Tensor {
  return run1(rules.log2, checkTensor("log2", "a", a), undefined);
}

/**
 * The logarithm to base 10.
 *
 * @param a a tensor of any shape
 * @returns a tensor of the same shape; whole numbers and booleans become float32
 * @see torch.log10
 * @example
 * ```ts
 * log10(1000)
 * // => 3
 * log10(tensor([1, 10]))
 * // => tensor([0., 1.])
 * ```
 */
export function log10(a: Tensor): Tensor {
  return run1(rules.log10, checkTensor("log10", "a", a), undefined);
}

/**
 * The number whose hyperbolic sine is `a`.
 *
 * @param a a tensor of any shape
 * @returns a tensor of the same shape; whole numbers and booleans become float32
 * @see torch.asinh
 * @example
 * ```ts
 * asinh(0)
 * // => 0
 * asinh(tensor([0, 2]))
 * // => tensor([0.0000, 1.4436])
 * ```
 */
export function asinh(a: Tensor): Tensor {
  return run1(rules.asinh, checkTensor("asinh", "a", a), undefined);
}

/**
 * The number whose hyperbolic cosine is `a`: NaN below 1.
 *
 * @param a a tensor of any shape
 * @returns a tensor of the same shape; whole numbers and booleans become float32
 * @see torch.acosh
 * @example
 * ```ts
 * acosh(1)
 * // => 0
 * acosh(tensor([1, 3]))
 * // => tensor([0.0000, 1.7627])
 * ```
 */
export function acosh(a: Tensor): Tensor {
  return run1(rules.acosh, checkTensor("acosh", "a", a), undefined);
}

/**
 * The number whose hyperbolic tangent is `a`: NaN outside (-1, 1).
 *
 * @param a a tensor of any shape
 * @returns a tensor of the same shape; whole numbers and booleans become float32
 * @see torch.atanh
 * @example
 * ```ts
 * atanh(0)
 * // => 0
 * atanh(tensor([0, 0.9]))
 * // => tensor([0.0000, 1.4722])
 * ```
 */
export function atanh(a: Tensor): Tensor {
  return run1(rules.atanh, checkTensor("atanh", "a", a), undefined);
}

/**
 * The error function.
 *
 * @param a a tensor of any shape
 * @returns a tensor of the same shape; whole numbers and booleans become float32
 * @see torch.erf
 * @example
 * ```ts
 * erf(tensor([0, 1]))
 * // => tensor([0.0000, 0.8427])
 * ```
 */
export function erf(a: Tensor): Tensor {
  return run1(rules.erf, checkTensor("erf", "a", a), undefined);
}

/**
 * `1 - erf(a)`, exact also where that is tiny.
 *
 * @param a a tensor of any shape
 * @returns a tensor of the same shape; whole numbers and booleans become float32
 * @see torch.erfc
 * @example
 * ```ts
 * erfc(tensor([0, 1]))
 * // => tensor([1.0000, 0.1573])
 * ```
 */
export function erfc(a: Tensor): Tensor {
  return run1(rules.erfc, checkTensor("erfc", "a", a), undefined);
}

/**
 * `sin(pi a) / (pi a)`, which is 1 at 0.
 *
 * @param a a tensor of any shape
 * @returns a tensor of the same shape; whole numbers and booleans become float32
 * @see torch.sinc
 * @example
 * ```ts
 * sinc(tensor([0, 0.5]))
 * // => tensor([1.0000, 0.6366])
 * ```
 */
export function sinc(a: Tensor): Tensor {
  return run1(rules.sinc, checkTensor("sinc", "a", a), { order: 0 });
}

/**
 * The next whole number below; its gradient is 0 everywhere.
 *
 * @param a a tensor of any shape
 * @see torch.floor
 * @example
 * ```ts
 * floor(tensor([-1.5, 1.5]))
 * // => tensor([-2.,  1.])
 * ```
 */
export function floor(a: Tensor): Tensor {
  return run1(rules.floor, checkTensor("floor", "a", a), undefined);
}

/**
 * The next whole number above; its gradient is 0 everywhere.
 *
 * @param a a tensor of any shape
 * @see torch.ceil
 * @example
 * ```ts
 * ceil(tensor([-1.5, 1.5]))
 * // => tensor([-1.,  2.])
 * ```
 */
export function ceil(a: Tensor): Tensor {
  return run1(rules.ceil, checkTensor("ceil", "a", a), undefined);
}

/**
 * The nearest whole number, from halfway the even one; its gradient is 0 everywhere.
 *
 * @param a a tensor of any shape
 * @see torch.round
 * @example
 * ```ts
 * round(tensor([0.5, 1.5, 2.7]))
 * // => tensor([0., 2., 3.])
 * ```
 */
export function round(a: Tensor): Tensor {
  return run1(rules.round, checkTensor("round", "a", a), undefined);
}

/**
 * Without decimals; its gradient is 0 everywhere.
 *
 * @param a a tensor of any shape
 * @see torch.trunc
 * @example
 * ```ts
 * trunc(tensor([-1.5, 1.5]))
 * // => tensor([-1.,  1.])
 * ```
 */
export function trunc(a: Tensor): Tensor {
  return run1(rules.trunc, checkTensor("trunc", "a", a), undefined);
}
