// Functions of one number as methods.

import type { Tensor } from "../../tensor/tensor";
import * as activations from "../ops/activation";
import * as ops from "../ops/unary";

export const unaryMethods = {
  /** e to the power of every element. */
  exp(this: Tensor): Tensor {
    return ops.exp(this);
  },

  /** The natural logarithm. */
  log(this: Tensor): Tensor {
    return ops.log(this);
  },

  /** The square root. */
  sqrt(this: Tensor): Tensor {
    return ops.sqrt(this);
  },

  /** The size without the sign. */
  abs(this: Tensor): Tensor {
    return ops.abs(this);
  },

  /** -1, 0 or 1. */
  sign(this: Tensor): Tensor {
    return ops.sign(this);
  },

  /** The sine. */
  sin(this: Tensor): Tensor {
    return ops.sin(this);
  },

  /** The cosine. */
  cos(this: Tensor): Tensor {
    return ops.cos(this);
  },

  /** The tangent. */
  tan(this: Tensor): Tensor {
    return ops.tan(this);
  },

  /** The arc sine. */
  asin(this: Tensor): Tensor {
    return ops.asin(this);
  },

  /** The arc cosine. */
  acos(this: Tensor): Tensor {
    return ops.acos(this);
  },

  /** The arc tangent. */
  atan(this: Tensor): Tensor {
    return ops.atan(this);
  },

  /** The hyperbolic sine. */
  sinh(this: Tensor): Tensor {
    return ops.sinh(this);
  },

  /** The hyperbolic cosine. */
  cosh(this: Tensor): Tensor {
    return ops.cosh(this);
  },

  /** The hyperbolic tangent. */
  tanh(this: Tensor): Tensor {
    return ops.tanh(this);
  },

  /** The logistic function. */
  sigmoid(this: Tensor): Tensor {
    return activations.sigmoid(this);
  },

  /** `log(1 + exp(x))`. */
  softplus(this: Tensor): Tensor {
    return activations.softplus(this);
  },

  /** Positive elements, 0 for the others. */
  relu(this: Tensor): Tensor {
    return ops.relu(this);
  },

  /** `log(1 + x)`. */
  log1p(this: Tensor): Tensor {
    return ops.log1p(this);
  },

  /** `exp(x) - 1`. */
  expm1(this: Tensor): Tensor {
    return ops.expm1(this);
  },

  /** One divided by every element. */
  reciprocal(this: Tensor): Tensor {
    return ops.reciprocal(this);
  },

  /** One divided by the square root. */
  rsqrt(this: Tensor): Tensor {
    return ops.rsqrt(this);
  },

  /** 2 to the power of every element. */
  exp2(this: Tensor): Tensor {
    return ops.exp2(this);
  },

  /** The logarithm to base 2. */
  log2(this: Tensor): Tensor {
    return ops.log2(this);
  },

  /** The logarithm to base 10. */
  log10(this: Tensor): Tensor {
    return ops.log10(this);
  },

  /** The inverse of sinh. */
  asinh(this: Tensor): Tensor {
    return ops.asinh(this);
  },

  /** The inverse of cosh. */
  acosh(this: Tensor): Tensor {
    return ops.acosh(this);
  },

  /** The inverse of tanh. */
  atanh(this: Tensor): Tensor {
    return ops.atanh(this);
  },

  /** The error function. */
  erf(this: Tensor): Tensor {
    return ops.erf(this);
  },

  /** `1 - erf(x)`. */
  erfc(this: Tensor): Tensor {
    return ops.erfc(this);
  },

  /** `sin(pi x) / (pi x)`. */
  sinc(this: Tensor): Tensor {
    return ops.sinc(this);
  },

  /** The next whole number below. */
  floor(this: Tensor): Tensor {
    return ops.floor(this);
  },

  /** The next whole number above. */
  ceil(this: Tensor): Tensor {
    return ops.ceil(this);
  },

  /** The nearest whole number. */
  round(this: Tensor): Tensor {
    return ops.round(this);
  },

  /** Without decimals. */
  trunc(this: Tensor): Tensor {
    return ops.trunc(this);
  },

  /** `log(sigmoid(x))`. */
  logsigmoid(this: Tensor): Tensor {
    return activations.logsigmoid(this);
  },

  /** `x * sigmoid(x)`. */
  silu(this: Tensor): Tensor {
    return activations.silu(this);
  },

  /** `x` times how likely a normal number is below it. */
  gelu(this: Tensor): Tensor {
    return activations.gelu(this);
  },

  /** Positive elements, `slope` times the others. */
  leakyRelu(this: Tensor, slope?: number): Tensor {
    return activations.leakyRelu(this, slope);
  },

  /** Positive elements, `alpha * (exp(x) - 1)` for the others. */
  elu(this: Tensor, alpha?: number): Tensor {
    return activations.elu(this, alpha);
  },
};
