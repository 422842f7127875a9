// Functions of one number as methods.

import type { Tensor } from "../../tensor/tensor";
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
    return ops.sigmoid(this);
  },

  /** `log(1 + exp(x))`. */
  softplus(this: Tensor): Tensor {
    return ops.softplus(this);
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
};
