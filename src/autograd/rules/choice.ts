// Rules of elementwise selection: where, maximum, minimum, clamp, maskedFill.

import { promoted } from "../../tensor/dtype";
import { constant, zerosLike } from "../../tensor/create";
import type { DType } from "../../tensor/dtype";
import { apply2, select } from "../../tensor/elementwise";
import { map2 } from "../../tensor/loops";
import type { Tensor } from "../../tensor/tensor";
import type { Binary, Gradient, Ternary } from "../rule";
import { from } from "../rule";

/** What masked elements become. */
export interface Filling {
  value: number;
}

/** How the bounds of `clamp` were given, and the dtype of the result. */
export interface Bounds {
  numbers: boolean;
  dtype: DType;
}

export const choice: {
  readonly maximum: Binary;
  readonly minimum: Binary;
  readonly maskedFill: Binary<Filling>;
  readonly where: Ternary;
  readonly clamp: Ternary<Bounds>;
} = {
  maximum: {
    gradFn: "MaximumBackward0",
    forward: (a, b) => apply2(larger, a, b, promoted(a, b)),
    batching: "unchanged",
    tangent: "elementwise",
    backward: [
      from(["a", "b"], (g, { a, b }) => shared(g, a.eq(b)).maskedFill(a.lt(b), 0)),
      from(["a", "b"], (g, { a, b }) => shared(g, a.eq(b)).maskedFill(b.lt(a), 0)),
    ],
  },

  minimum: {
    gradFn: "MinimumBackward0",
    forward: (a, b) => apply2(smaller, a, b, promoted(a, b)),
    batching: "unchanged",
    tangent: "elementwise",
    backward: [
      from(["a", "b"], (g, { a, b }) => shared(g, a.eq(b)).maskedFill(a.gt(b), 0)),
      from(["a", "b"], (g, { a, b }) => shared(g, a.eq(b)).maskedFill(b.gt(a), 0)),
    ],
  },

  maskedFill: {
    gradFn: "MaskedFillBackward0",
    forward: (a, mask, { value }) => select(mask, constant([], value, a.dtype), a, a.dtype),
    batching: "unchanged",
    tangent: "elementwise",
    backward: [from(["b"], (g, { b: mask }) => g.maskedFill(mask, 0)), noGradient()],
  },

  where: {
    gradFn: "WhereBackward0",
    forward: (condition, a, b) => select(condition, a, b, promoted(a, b)),
    batching: "unchanged",
    tangent: "elementwise",
    backward: [
      noGradient(),
      from(["a"], (g, { a: condition }) => g.where(condition, 0)),
      from(["a"], (g, { a: condition }) => zerosLike(g).where(condition, g)),
    ],
  },

  // Between two tensors; bounds included, the gradient passes.
  clamp: {
    gradFn: ({ numbers }) => (numbers ? "ClampBackward1" : "ClampBackward0"),
    forward: (a, low, high, { dtype }) => apply2(smaller, apply2(larger, a, low, dtype), high, dtype),
    batching: "unchanged",
    tangent: "elementwise",
    backward: [
      from(["a", "b", "c"], (g, { a, b, c }) => g.where(a.ge(b).mul(a.le(c)), 0)),
      from(["a", "b", "c"], (g, { a, b, c }) => g.where(a.lt(b).mul(b.lt(c)), 0)),
      from(["a", "b", "c"], (g, { a, b, c }) => g.where(a.gt(c).maskedFill(c.lt(b), 1), 0)),
    ],
  },
};

/** NaN wins, as in PyTorch. */
const larger = map2(Math.max);
const smaller = map2(Math.min);

/** Where both are equal each receives half. */
function shared(g: Tensor, equal: Tensor): Tensor {
  return g.div(2).where(equal, g);
}

/** Conditions and masks are bool, and bool never asks for a gradient. */
function noGradient<A>(): Gradient<A> {
  return from([], (g) => g);
}
