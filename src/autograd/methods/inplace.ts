// Operations in place as methods: each writes its result over the tensor, and returns the tensor.

import type { NestedData } from "../../tensor/nested";
import type { Tensor } from "../../tensor/tensor";
import { inPlace } from "../inplace";
import type { Operand } from "../operand";
import * as ops from "../ops/arithmetic";
import {
  relu,
  exp,
  log,
  sqrt,
  abs,
  sin,
  cos,
  tanh,
  reciprocal,
  floor,
  ceil,
  round,
  trunc,
} from "../ops/unary";
import { sigmoid } from "../ops/activation";
import * as choice from "../ops/choice";
import type { Index } from "../ops/choose";
import type { SetIndexOptions } from "../ops/write";
import * as write from "../ops/write";

export const inPlaceMethods = {
  /** Adds `other`, in place. */
  add_(this: Tensor, other: Operand): Tensor {
    return inPlace("add_", this, (old) => ops.add(old, other));
  },

  /** Subtracts `other`, in place. */
  sub_(this: Tensor, other: Operand): Tensor {
    return inPlace("sub_", this, (old) => ops.sub(old, other));
  },

  /** Multiplies by `other`, in place. */
  mul_(this: Tensor, other: Operand): Tensor {
    return inPlace("mul_", this, (old) => ops.mul(old, other));
  },

  /** Divides by `other`, in place. */
  div_(this: Tensor, other: Operand): Tensor {
    return inPlace("div_", this, (old) => ops.div(old, other));
  },

  /** Raises to the power `exponent`, in place. */
  pow_(this: Tensor, exponent: Operand): Tensor {
    return inPlace("pow_", this, (old) => ops.pow(old, exponent));
  },

  /** Moves every element into [min, max], in place. */
  clamp_(this: Tensor, min?: Operand, max?: Operand): Tensor {
    return inPlace("clamp_", this, (old) => choice.clamp(old, min, max));
  },

  /** Writes `value` where the mask holds, in place. */
  maskedFill_(this: Tensor, mask: Tensor, value: number): Tensor {
    return inPlace("maskedFill_", this, (old) => choice.maskedFill(old, mask, value));
  },

  /** Changes every sign, in place. */
  neg_(this: Tensor): Tensor {
    return inPlace("neg_", this, ops.neg);
  },

  /** Multiplies every element by itself, in place. */
  square_(this: Tensor): Tensor {
    return inPlace("square_", this, ops.square);
  },

  /** Raises e to every element, in place. */
  exp_(this: Tensor): Tensor {
    return inPlace("exp_", this, exp);
  },

  /** Takes the natural logarithm of every element, in place. */
  log_(this: Tensor): Tensor {
    return inPlace("log_", this, log);
  },

  /** Takes the square root of every element, in place. */
  sqrt_(this: Tensor): Tensor {
    return inPlace("sqrt_", this, sqrt);
  },

  /** Takes the size of every element, in place. */
  abs_(this: Tensor): Tensor {
    return inPlace("abs_", this, abs);
  },

  /** Takes the sine of every element, in place. */
  sin_(this: Tensor): Tensor {
    return inPlace("sin_", this, sin);
  },

  /** Takes the cosine of every element, in place. */
  cos_(this: Tensor): Tensor {
    return inPlace("cos_", this, cos);
  },

  /** Takes the hyperbolic tangent of every element, in place. */
  tanh_(this: Tensor): Tensor {
    return inPlace("tanh_", this, tanh);
  },

  /** Takes the logistic function of every element, in place. */
  sigmoid_(this: Tensor): Tensor {
    return inPlace("sigmoid_", this, sigmoid);
  },

  /** Writes 0 over what is negative, in place. */
  relu_(this: Tensor): Tensor {
    return inPlace("relu_", this, relu);
  },

  /** Divides 1 by every element, in place. */
  reciprocal_(this: Tensor): Tensor {
    return inPlace("reciprocal_", this, reciprocal);
  },

  /** Takes the next whole number below, in place. */
  floor_(this: Tensor): Tensor {
    return inPlace("floor_", this, floor);
  },

  /** Takes the next whole number above, in place. */
  ceil_(this: Tensor): Tensor {
    return inPlace("ceil_", this, ceil);
  },

  /** Takes the nearest whole number, in place. */
  round_(this: Tensor): Tensor {
    return inPlace("round_", this, round);
  },

  /** Cuts the decimals off, in place. */
  trunc_(this: Tensor): Tensor {
    return inPlace("trunc_", this, trunc);
  },

  /** Adds `value * a * b`, in place. */
  addcmul_(this: Tensor, a: Tensor, b: Tensor, value: number = 1): Tensor {
    return inPlace("addcmul_", this, (old) => old.addcmul(a, b, value));
  },

  /** Adds `value * a / b`, in place. */
  addcdiv_(this: Tensor, a: Tensor, b: Tensor, value: number = 1): Tensor {
    return inPlace("addcdiv_", this, (old) => old.addcdiv(a, b, value));
  },

  /** Moves every element towards `end` by `weight` of the way, in place. */
  lerp_(this: Tensor, end: Tensor, weight: number): Tensor {
    return inPlace("lerp_", this, (old) => old.lerp(end, weight));
  },

  /** Writes 0 everywhere. */
  zero_(this: Tensor): Tensor {
    return write.zero(this);
  },

  /** Writes `value` everywhere. */
  fill_(this: Tensor, value: number | boolean | Tensor): Tensor {
    return write.fill(this, value);
  },

  /** Writes the values of `source` over these, repeated to this shape and converted to this dtype. */
  copy_(this: Tensor, source: Tensor): Tensor {
    return write.copyInto(this, source);
  },

  /**
   * Writes to what `index(…indices)` chooses, as Python's `t[i, j, …] = value`.
   *
   * @param indices one index, or several in a list; a list that is itself an index stands in a list
   *
   * @example
   * ```ts
   * const t = zeros(2, 3);
   * t.setIndex([0, "1:"], 5)
   * // => tensor([[0., 5., 5.],
   * //         [0., 0., 0.]])
   * ```
   */
  setIndex(
    this: Tensor,
    indices: Index | readonly Index[],
    value: Tensor | NestedData,
    options?: SetIndexOptions,
  ): Tensor {
    return write.setIndex(this, indices, value, options);
  },
};
