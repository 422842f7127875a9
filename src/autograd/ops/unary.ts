// Functions of one number, element by element. Integers give floating-point numbers, except in abs, relu and sign.

import type { Tensor } from "../../tensor/tensor";
import { checkTensor } from "../operand";
import { run1 } from "../record";
import { rules } from "../rules";

/** e to the power `a`. */
export function exp(a: Tensor): Tensor {
  return run1(rules.exp, checkTensor("exp", "a", a), undefined);
}

/** The natural logarithm: NaN below 0, -Infinity at 0. */
export function log(a: Tensor): Tensor {
  return run1(rules.log, checkTensor("log", "a", a), undefined);
}

/** The square root: NaN below 0; its gradient at 0 is infinite. */
export function sqrt(a: Tensor): Tensor {
  return run1(rules.sqrt, checkTensor("sqrt", "a", a), undefined);
}

/** The size without the sign; the gradient at 0 is 0. */
export function abs(a: Tensor): Tensor {
  return run1(rules.abs, checkTensor("abs", "a", a), undefined);
}

/** -1, 0 or 1; its gradient is 0 everywhere. */
export function sign(a: Tensor): Tensor {
  return run1(rules.sign, checkTensor("sign", "a", a), undefined);
}

/** The sine; angles in radians. */
export function sin(a: Tensor): Tensor {
  return run1(rules.sin, checkTensor("sin", "a", a), undefined);
}

/** The cosine; angles in radians. */
export function cos(a: Tensor): Tensor {
  return run1(rules.cos, checkTensor("cos", "a", a), undefined);
}

/** The tangent; angles in radians. */
export function tan(a: Tensor): Tensor {
  return run1(rules.tan, checkTensor("tan", "a", a), undefined);
}

/** The angle in radians whose sine is `a`: NaN outside [-1, 1]. */
export function asin(a: Tensor): Tensor {
  return run1(rules.asin, checkTensor("asin", "a", a), undefined);
}

/** The angle in radians whose cosine is `a`: NaN outside [-1, 1]. */
export function acos(a: Tensor): Tensor {
  return run1(rules.acos, checkTensor("acos", "a", a), undefined);
}

/** The angle in radians whose tangent is `a`. */
export function atan(a: Tensor): Tensor {
  return run1(rules.atan, checkTensor("atan", "a", a), undefined);
}

/** The hyperbolic sine. */
export function sinh(a: Tensor): Tensor {
  return run1(rules.sinh, checkTensor("sinh", "a", a), undefined);
}

/** The hyperbolic cosine. */
export function cosh(a: Tensor): Tensor {
  return run1(rules.cosh, checkTensor("cosh", "a", a), undefined);
}

/** The hyperbolic tangent. */
export function tanh(a: Tensor): Tensor {
  return run1(rules.tanh, checkTensor("tanh", "a", a), undefined);
}

/** `a` where it is positive, else 0; the gradient at 0 is 0. */
export function relu(a: Tensor): Tensor {
  return run1(rules.relu, checkTensor("relu", "a", a), undefined);
}

/** `log(1 + a)`, exact also for tiny `a`. */
export function log1p(a: Tensor): Tensor {
  return run1(rules.log1p, checkTensor("log1p", "a", a), undefined);
}

/** `exp(a) - 1`, exact also for tiny `a`. */
export function expm1(a: Tensor): Tensor {
  return run1(rules.expm1, checkTensor("expm1", "a", a), undefined);
}

/** `1 / a`. */
export function reciprocal(a: Tensor): Tensor {
  return run1(rules.reciprocal, checkTensor("reciprocal", "a", a), undefined);
}

/** One divided by the square root. */
export function rsqrt(a: Tensor): Tensor {
  return run1(rules.rsqrt, checkTensor("rsqrt", "a", a), undefined);
}

/** 2 to the power `a`. */
export function exp2(a: Tensor): Tensor {
  return run1(rules.exp2, checkTensor("exp2", "a", a), undefined);
}

/** The logarithm to base 2. */
export function log2(a: Tensor): Tensor {
  return run1(rules.log2, checkTensor("log2", "a", a), undefined);
}

/** The logarithm to base 10. */
export function log10(a: Tensor): Tensor {
  return run1(rules.log10, checkTensor("log10", "a", a), undefined);
}

/** The number whose hyperbolic sine is `a`. */
export function asinh(a: Tensor): Tensor {
  return run1(rules.asinh, checkTensor("asinh", "a", a), undefined);
}

/** The number whose hyperbolic cosine is `a`: NaN below 1. */
export function acosh(a: Tensor): Tensor {
  return run1(rules.acosh, checkTensor("acosh", "a", a), undefined);
}

/** The number whose hyperbolic tangent is `a`: NaN outside (-1, 1). */
export function atanh(a: Tensor): Tensor {
  return run1(rules.atanh, checkTensor("atanh", "a", a), undefined);
}

/** The error function. */
export function erf(a: Tensor): Tensor {
  return run1(rules.erf, checkTensor("erf", "a", a), undefined);
}

/** `1 - erf(a)`, exact also where that is tiny. */
export function erfc(a: Tensor): Tensor {
  return run1(rules.erfc, checkTensor("erfc", "a", a), undefined);
}

/** `sin(pi a) / (pi a)`, which is 1 at 0. */
export function sinc(a: Tensor): Tensor {
  return run1(rules.sinc, checkTensor("sinc", "a", a), undefined);
}

/** The next whole number below; its gradient is 0 everywhere. */
export function floor(a: Tensor): Tensor {
  return run1(rules.floor, checkTensor("floor", "a", a), undefined);
}

/** The next whole number above; its gradient is 0 everywhere. */
export function ceil(a: Tensor): Tensor {
  return run1(rules.ceil, checkTensor("ceil", "a", a), undefined);
}

/** The nearest whole number, from halfway the even one; its gradient is 0 everywhere. */
export function round(a: Tensor): Tensor {
  return run1(rules.round, checkTensor("round", "a", a), undefined);
}

/** Without decimals; its gradient is 0 everywhere. */
export function trunc(a: Tensor): Tensor {
  return run1(rules.trunc, checkTensor("trunc", "a", a), undefined);
}
