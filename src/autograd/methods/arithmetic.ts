// Arithmetic and comparisons as methods.

import type { Tensor } from "../../tensor/tensor";
import type { Operand } from "../operand";
import * as ops from "../ops/arithmetic";
import * as compare from "../ops/compare";
import * as choice from "../ops/choice";

export const arithmeticMethods = {
  /** This plus `other`, element by element. */
  add(this: Tensor, other: Operand): Tensor {
    return ops.add(this, other);
  },

  /** This minus `other`, element by element. */
  sub(this: Tensor, other: Operand): Tensor {
    return ops.sub(this, other);
  },

  /** This times `other`, element by element. */
  mul(this: Tensor, other: Operand): Tensor {
    return ops.mul(this, other);
  },

  /** This divided by `other`, element by element. */
  div(this: Tensor, other: Operand): Tensor {
    return ops.div(this, other);
  },

  /** This to the power `exponent`, element by element. */
  pow(this: Tensor, exponent: Operand): Tensor {
    return ops.pow(this, exponent);
  },

  /** The negative of every element. */
  neg(this: Tensor): Tensor {
    return ops.neg(this);
  },

  /** Every element times itself. */
  square(this: Tensor): Tensor {
    return ops.square(this);
  },

  /** Where this equals `other`. */
  eq(this: Tensor, other: Operand): Tensor {
    return compare.eq(this, other);
  },

  /** Where this differs from `other`. */
  ne(this: Tensor, other: Operand): Tensor {
    return compare.ne(this, other);
  },

  /** Where this is less than `other`. */
  lt(this: Tensor, other: Operand): Tensor {
    return compare.lt(this, other);
  },

  /** Where this is less than or equal to `other`. */
  le(this: Tensor, other: Operand): Tensor {
    return compare.le(this, other);
  },

  /** Where this is greater than `other`. */
  gt(this: Tensor, other: Operand): Tensor {
    return compare.gt(this, other);
  },

  /** Where this is greater than or equal to `other`. */
  ge(this: Tensor, other: Operand): Tensor {
    return compare.ge(this, other);
  },

  /** The larger of this and `other`, element by element. */
  maximum(this: Tensor, other: Operand): Tensor {
    return choice.maximum(this, other);
  },

  /** The smaller of this and `other`, element by element. */
  minimum(this: Tensor, other: Operand): Tensor {
    return choice.minimum(this, other);
  },

  /** Every element moved into [min, max]. */
  clamp(this: Tensor, min?: Operand, max?: Operand): Tensor {
    return choice.clamp(this, min, max);
  },

  /** This where the condition holds, else `other`. */
  where(this: Tensor, condition: Tensor, other: Operand): Tensor {
    return choice.where(condition, this, other);
  },

  /** `value` where the mask holds, else this. */
  maskedFill(this: Tensor, mask: Tensor, value: number): Tensor {
    return choice.maskedFill(this, mask, value);
  },

  /** The angle of the point (`other`, this). */
  atan2(this: Tensor, other: Operand): Tensor {
    return ops.atan2(this, other);
  },

  /** What division leaves over, with the sign of `other`. */
  remainder(this: Tensor, other: Operand): Tensor {
    return ops.remainder(this, other);
  },

  /** What division leaves over, with the sign of this. */
  fmod(this: Tensor, other: Operand): Tensor {
    return ops.fmod(this, other);
  },
};
