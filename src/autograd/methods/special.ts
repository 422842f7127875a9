// Further functions of numbers, and truths, as methods.

import type { Dims } from "../../tensor/shape";
import type { Tensor } from "../../tensor/tensor";
import type { Operand } from "../operand";
import type { CloseOptions } from "../ops/logic";
import * as logic from "../ops/logic";
import * as special from "../ops/special";

export const specialMethods = {
  /** The logarithm of the size of the gamma function. */
  lgamma(this: Tensor): Tensor {
    return special.lgamma(this);
  },

  /** The derivative of the logarithm of the gamma function. */
  digamma(this: Tensor): Tensor {
    return special.digamma(this);
  },

  /** The number whose error function is this: NaN outside [-1, 1]. */
  erfinv(this: Tensor): Tensor {
    return special.erfinv(this);
  },

  /** What stands after the decimal point, with the sign of this. */
  frac(this: Tensor): Tensor {
    return special.frac(this);
  },

  /** Degrees in radians. */
  deg2rad(this: Tensor): Tensor {
    return special.deg2rad(this);
  },

  /** Radians in degrees. */
  rad2deg(this: Tensor): Tensor {
    return special.rad2deg(this);
  },

  /** `log(a / (1 - a))`, the inverse of sigmoid; with `eps`, this is first moved into [eps, 1 - eps]. */
  logit(this: Tensor, eps?: number): Tensor {
    return special.logit(this, eps);
  },

  /** `log(exp(a) + exp(b))`, also where the exponentials overflow. */
  logaddexp(this: Tensor, other: Operand): Tensor {
    return special.logaddexp(this, other);
  },

  /** `log2(2 ** a + 2 ** b)`, also where the powers overflow. */
  logaddexp2(this: Tensor, other: Operand): Tensor {
    return special.logaddexp2(this, other);
  },

  /** The hypotenuse: the root of `a * a + b * b`, without overflow. */
  hypot(this: Tensor, other: Operand): Tensor {
    return special.hypot(this, other);
  },

  /** The size of this with the sign of `b`. */
  copysign(this: Tensor, other: Operand): Tensor {
    return special.copysign(this, other);
  },

  /** The larger of two; where one is NaN, the other. */
  fmax(this: Tensor, other: Operand): Tensor {
    return special.fmax(this, other);
  },

  /** The smaller of two; where one is NaN, the other. */
  fmin(this: Tensor, other: Operand): Tensor {
    return special.fmin(this, other);
  },

  /** The quotient, rounded down. */
  floorDivide(this: Tensor, other: Operand): Tensor {
    return special.floorDivide(this, other);
  },

  /** 0 below 0, 1 above, and `b` at 0. No gradient flows through it. */
  heaviside(this: Tensor, other: Operand): Tensor {
    return special.heaviside(this, other);
  },

  /** Every element at least `min`. */
  clampMin(this: Tensor, min: Operand): Tensor {
    return special.clampMin(this, min);
  },

  /** Every element at most `max`. */
  clampMax(this: Tensor, max: Operand): Tensor {
    return special.clampMax(this, max);
  },

  /** Moved from this towards `b` by `weight` of the way. */
  lerp(this: Tensor, end: Tensor, weight: Operand): Tensor {
    return special.lerp(this, end, weight);
  },

  /** `a + value * b * c`. */
  addcmul(this: Tensor, b: Tensor, c: Tensor, value?: number): Tensor {
    return special.addcmul(this, b, c, value);
  },

  /** `a + value * b / c`. */
  addcdiv(this: Tensor, b: Tensor, c: Tensor, value?: number): Tensor {
    return special.addcdiv(this, b, c, value);
  },

  /** Where an element is NaN. */
  isnan(this: Tensor): Tensor {
    return logic.isnan(this);
  },

  /** Where an element is infinite. */
  isinf(this: Tensor): Tensor {
    return logic.isinf(this);
  },

  /** Where an element is neither infinite nor NaN. */
  isfinite(this: Tensor): Tensor {
    return logic.isfinite(this);
  },

  /** Where an element has a minus sign, -0 included. */
  signbit(this: Tensor): Tensor {
    return logic.signbit(this);
  },

  /** Where an element is 0 or false. */
  logicalNot(this: Tensor): Tensor {
    return logic.logicalNot(this);
  },

  /** Where both are true, that is, not 0. */
  logicalAnd(this: Tensor, other: Operand): Tensor {
    return logic.logicalAnd(this, other);
  },

  /** Where at least one is true. */
  logicalOr(this: Tensor, other: Operand): Tensor {
    return logic.logicalOr(this, other);
  },

  /** Where exactly one is true. */
  logicalXor(this: Tensor, other: Operand): Tensor {
    return logic.logicalXor(this, other);
  },

  /** True if any element is, over everything or over the dimensions `dim`. */
  any(this: Tensor, dim?: Dims, keepdim?: boolean): Tensor {
    return logic.any(this, dim, keepdim);
  },

  /** True if all elements are, over everything or over the dimensions `dim`. */
  all(this: Tensor, dim?: Dims, keepdim?: boolean): Tensor {
    return logic.all(this, dim, keepdim);
  },

  /** The sum of what is not NaN. */
  nansum(this: Tensor, dim?: Dims, keepdim?: boolean): Tensor {
    return logic.nansum(this, dim, keepdim);
  },

  /** The mean of what is not NaN. */
  nanmean(this: Tensor, dim?: Dims, keepdim?: boolean): Tensor {
    return logic.nanmean(this, dim, keepdim);
  },

  /** How many elements are not 0, over everything or over the dimensions `dim`. */
  countNonzero(this: Tensor, dim?: Dims): Tensor {
    return logic.countNonzero(this, dim);
  },

  /** NaN replaced by `nan`, the infinities by `posinf` and `neginf`: 0 and the largest numbers of the dtype if left out. */
  nanToNum(this: Tensor, nan?: number, posinf?: number, neginf?: number): Tensor {
    return logic.nanToNum(this, nan, posinf, neginf);
  },

  /** Where this is within `atol + rtol * |b|` of `b`. */
  isclose(this: Tensor, other: Tensor, options?: CloseOptions): Tensor {
    return logic.isclose(this, other, options);
  },
};
