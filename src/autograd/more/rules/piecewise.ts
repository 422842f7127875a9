// Rules of piecewise functions of one number.

import { constant } from "../../../tensor/create";
import type { DType } from "../../../tensor/dtype";
import { toFloating } from "../../../tensor/dtype";
import { apply1, apply2 } from "../../../tensor/elementwise";
import type { Map2 } from "../../../tensor/loops";
import { map1, map2 } from "../../../tensor/loops";
import { refuseType } from "../../../tensor/refuse";
import type { Tensor } from "../../../tensor/tensor";
import type { Binary, Gradient, Unary } from "../../rule";
import { from } from "../../rule";
import { pieceOf } from "../../rules/pieces";
import { floatsOnly } from "../../rules/reduction";

/** Between which two numbers something holds. */
export interface Interval {
  min: number;
  max: number;
}

/** How near to 0 is taken for 0. */
export interface Threshold {
  lambda: number;
}

export const piecewise: {
  readonly hardtanh: Unary<Interval>;
  readonly hardsigmoid: Unary;
  readonly hardswish: Unary;
  readonly softshrink: Unary<Threshold>;
  readonly hardshrink: Unary<Threshold>;
  readonly prelu: Binary;
  readonly frac: Unary;
  readonly logit: Unary<{ eps: number | undefined }>;
} = {
  // On the bounds there is no gradient.
  hardtanh: {
    gradFn: "HardtanhBackward0",
    forward: (a, { min, max }) => within(withNumber(larger, a, min, notBool(a.dtype)), max),
    batching: "unchanged",
    tangent: "elementwise",
    backward: [
      from(["a"], (g, { a, attrs: { min, max } }) =>
        pieceOf(a, g.maskedFill(a.le(min).add(a.ge(max)), 0), "HardtanhBackwardBackward0"),
      ),
    ],
  },

  // A straight line from 0 at -3 to 1 at 3.
  hardsigmoid: {
    gradFn: "HardsigmoidBackward0",
    forward: (a) => apply1(ramp, a, floatsOnly("hardsigmoid_cpu", a.dtype)),
    batching: "unchanged",
    tangent: "elementwise",
    backward: [from(["a"], (g, { a }) => g.div(6).where(a.gt(-3).mul(a.lt(3)), 0))],
  },

  hardswish: {
    gradFn: "HardswishBackward0",
    forward: (a) => apply1(gate, a, floatsOnly("hardswish_cpu", a.dtype)),
    batching: "unchanged",
    tangent: "elementwise",
    backward: [from(["a"], (g, { a }) => g.where(a.ge(3), g.mul(a.div(3).add(0.5)).maskedFill(a.le(-3), 0)))],
  },

  softshrink: {
    gradFn: "SoftshrinkBackward0",
    forward: (a, { lambda }) => withNumber(moved, a, lambda, floatsOnly("softshrink_check", a.dtype)),
    batching: "unchanged",
    tangent: "elementwise",
    backward: [outside("SoftshrinkBackwardBackward0")],
  },

  hardshrink: {
    gradFn: "HardshrinkBackward0",
    forward: (a, { lambda }) => withNumber(cut, a, lambda, floatsOnly("hardshrink_cpu", a.dtype)),
    batching: "unchanged",
    tangent: "elementwise",
    backward: [outside("HardshrinkBackwardBackward0")],
  },

  // The slope b of the negative numbers has a dimension for each of a, or none.
  prelu: {
    gradFn: "PreluKernelBackward0",
    forward: (a, b) => apply2(bent, a, b, floatsOnly("prelu_cpu", a.dtype)),
    batching: "unchanged",
    tangent: "elementwise",
    backward: [
      from(["a", "b"], (g, { a, b }) => g.where(a.gt(0), g.mul(b))),
      from(["a"], (g, { a }) => g.mul(a).maskedFill(a.gt(0), 0)),
    ],
  },

  frac: {
    gradFn: "FracBackward0",
    forward: (a) => apply1(afterPoint, a, floatsOnly("frac_cpu", a.dtype)),
    batching: "unchanged",
    tangent: "elementwise",
    backward: [from([], (g) => g)],
  },

  // log(a / (1 - a)); with eps, a is first moved into [eps, 1 - eps].
  logit: {
    gradFn: "LogitBackward0",
    forward: (a, { eps }) => apply1(eps === undefined ? logOdds : near(eps), a, toFloating(a.dtype)),
    batching: "unchanged",
    tangent: "elementwise",
    backward: [
      from(["a"], (g, { a, attrs: { eps } }) => {
        const outside = a.lt(eps ?? 0).add(a.gt(1 - (eps ?? 0)));
        // The slope is infinite at -0 as at 0, not minus infinite.
        return g.div(a.mul(a.neg().add(1)).abs()).maskedFill(outside, eps === undefined ? NaN : 0);
      }),
    ],
  },
};

/** The gradient that passes where a number is not taken for 0. */
function outside(gradFn: string): Gradient<Threshold> {
  return from(["a"], (g, { a, attrs: { lambda } }) =>
    pieceOf(a, g.maskedFill(a.abs().le(lambda), 0), gradFn),
  );
}

const larger = map2(Math.max);
const smaller = map2(Math.min);
const ramp = map1((x) => Math.min(Math.max(x + 3, 0), 6) / 6);
const gate = map1((x) => (x * Math.min(Math.max(x + 3, 0), 6)) / 6);
const moved = map2((x, lambda) => (Math.abs(x) <= lambda ? 0 : x > 0 ? x - lambda : x + lambda));
const cut = map2((x, lambda) => (Math.abs(x) <= lambda ? 0 : x));
const bent = map2((x, slope) => (x > 0 ? x : slope * x));
const afterPoint = map1((x) => x - Math.trunc(x));
const logOdds = map1((x) => Math.log(x / (1 - x)));
const near = (eps: number): typeof logOdds =>
  map1((x) => {
    const p = x < eps ? eps : x > 1 - eps ? 1 - eps : x;
    return Math.log(p / (1 - p));
  });

function within(a: Tensor, max: number): Tensor {
  return withNumber(smaller, a, max, a.dtype);
}

function withNumber(map: Map2, a: Tensor, value: number, dtype: DType): Tensor {
  return apply2(map, a, constant([], value, dtype), dtype);
}

function notBool(dtype: DType): DType {
  if (dtype !== "bool") return dtype;
  throw refuseType("Bool inputs not supported for hardtanh", 'Convert with to("float32") first.');
}
