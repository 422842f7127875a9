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

/** The logistic function `1 / (1 + exp(-a))`. */
export function sigmoid(a: Tensor): Tensor {
  return run1(rules.sigmoid, checkTensor("sigmoid", "a", a), undefined);
}

/** `log(1 + exp(a))`; above 20, where both agree, `a` itself. */
export function softplus(a: Tensor): Tensor {
  return run1(rules.softplus, checkTensor("softplus", "a", a), undefined);
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
