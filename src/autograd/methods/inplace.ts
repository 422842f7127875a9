// Operations in place as methods: each writes its result over the tensor, and returns the tensor.

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
import * as write from "../ops/write";

export const inPlaceMethods = {
  /** Adds `other`, in place. */
  add_(this: Tensor, other: Operand): Tensor {
    return inPlace("add_", this, (old) => ops.add(old, other), other);
  },

  /** Subtracts `other`, in place. */
  sub_(this: Tensor, other: Operand): Tensor {
    return inPlace("sub_", this, (old) => ops.sub(old, other), other);
  },

  /** Multiplies by `other`, in place. */
  mul_(this: Tensor, other: Operand): Tensor {
    return inPlace("mul_", this, (old) => ops.mul(old, other), other);
  },

  /** Divides by `other`, in place. */
  div_(this: Tensor, other: Operand): Tensor {
    return inPlace("div_", this, (old) => ops.div(old, other), other);
  },

  /** Raises to the power `exponent`, in place. */
  pow_(this: Tensor, exponent: Operand): Tensor {
    return inPlace("pow_", this, (old) => ops.pow(old, exponent), exponent);
  },

  /** Moves every element into [min, max], in place. */
  clamp_(this: Tensor, min?: Operand, max?: Operand): Tensor {
    return inPlace("clamp_", this, (old) => choice.clamp(old, min, max), min, max);
  },

  /** Writes `value` where the mask holds, in place. */
  maskedFill_(this: Tensor, mask: Tensor, value: number): Tensor {
    return inPlace("maskedFill_", this, (old) => choice.maskedFill(old, mask, value), mask);
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
};
