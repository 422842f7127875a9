// Rules of the gamma functions, the inverse error function, and functions of two numbers with edge cases.

import { zerosLike } from "../../../tensor/create";
import { promoted, toFloating } from "../../../tensor/dtype";
import { apply1, apply2 } from "../../../tensor/elementwise";
import { digamma, erfinv, logGamma, polygamma } from "../../../tensor/gamma";
import { map1, map2 } from "../../../tensor/loops";
import { run1 } from "../../record";
import type { Binary, Unary } from "../../rule";
import { from } from "../../rule";
import { floatsOnly } from "../../rules/reduction";

/** Which derivative of the logarithm of the gamma function: 0 for digamma. */
export interface Order {
  order: number;
}

export const special: {
  readonly lgamma: Unary;
  readonly polygamma: Unary<Order>;
  readonly erfinv: Unary;
  readonly logaddexp: Binary;
  readonly logaddexp2: Binary;
  readonly hypot: Binary;
  readonly copysign: Binary;
  readonly fmax: Binary;
  readonly fmin: Binary;
} = {
  lgamma: {
    gradFn: "LgammaBackward0",
    forward: (a) => apply1(logOfGamma, a, toFloating(a.dtype)),
    batching: "unchanged",
    tangent: "elementwise",
    backward: [from(["a"], (g, { a }) => g.mul(run1(special.polygamma, a, { order: 0 })))],
  },

  polygamma: {
    gradFn: ({ order }) => (order === 0 ? "DigammaBackward0" : "PolygammaBackward0"),
    forward: (a, { order }) => apply1(order === 0 ? logDerivative : higher(order), a, toFloating(a.dtype)),
    batching: "unchanged",
    tangent: "elementwise",
    backward: [
      from(["a"], (g, { a, attrs: { order } }) => g.mul(run1(special.polygamma, a, { order: order + 1 }))),
    ],
  },

  erfinv: {
    gradFn: "ErfinvBackward0",
    forward: (a) => apply1(inverseError, a, toFloating(a.dtype)),
    batching: "unchanged",
    tangent: "elementwise",
    backward: [
      // Computed anew from the input, which is all that PyTorch keeps.
      from(["a"], (g, { a }) => {
        const out = run1(special.erfinv, a, undefined);
        return g.mul(out.mul(out).exp().mul(Math.sqrt(Math.PI) / 2)); // prettier-ignore
      }),
    ],
  },

  logaddexp: {
    gradFn: "LogaddexpBackward0",
    forward: (a, b) => apply2(sumInLogs, a, b, floatsOnly("logaddexp_cpu", promoted(a, b))),
    batching: "unchanged",
    tangent: "elementwise",
    backward: [
      from(["a", "b"], (g, { a, b }) => g.div(b.sub(a).exp().add(1))),
      from(["a", "b"], (g, { a, b }) => g.div(a.sub(b).exp().add(1))),
    ],
  },

  logaddexp2: {
    gradFn: "Logaddexp2Backward0",
    forward: (a, b) => apply2(sumInLogs2, a, b, floatsOnly("logaddexp2_cpu", promoted(a, b))),
    batching: "unchanged",
    tangent: "elementwise",
    backward: [
      from(["a", "b"], (g, { a, b }) => g.div(b.sub(a).mul(Math.LN2).exp().add(1))),
      from(["a", "b"], (g, { a, b }) => g.div(a.sub(b).mul(Math.LN2).exp().add(1))),
    ],
  },

  hypot: {
    gradFn: "HypotBackward0",
    forward: (a, b) => apply2(length, a, b, floatsOnly("hypot_cpu", promoted(a, b))),
    batching: "unchanged",
    tangent: "elementwise",
    backward: [
      from(["a", "out"], (g, { a, out }) => g.mul(a.div(out))),
      from(["b", "out"], (g, { b, out }) => g.mul(b.div(out))),
    ],
  },

  // The size of a with the sign of b.
  copysign: {
    gradFn: "CopysignBackward0",
    forward: (a, b) => apply2(signed, a, b, toFloating(promoted(a, b))),
    batching: "unchanged",
    tangent: "elementwise",
    backward: [
      from(["a", "out"], (g, { a, out }) => g.mul(out.div(a).maskedFill(a.eq(0), 0))),
      from([], (g) => zerosLike(g)),
    ],
  },

  // As maximum, but a NaN loses; where both are equal the first receives the gradient.
  fmax: {
    gradFn: "FmaxBackward0",
    forward: (a, b) => apply2(larger, a, b, promoted(a, b)),
    batching: "unchanged",
    tangent: "elementwise",
    backward: [
      from(["a", "b"], (g, { a, b }) => g.where(a.ge(b).add(b.ne(b)).ne(0), 0)),
      from(["a", "b"], (g, { a, b }) => g.maskedFill(a.ge(b).add(b.ne(b)).ne(0), 0)),
    ],
  },
  fmin: {
    gradFn: "FminBackward0",
    forward: (a, b) => apply2(smaller, a, b, promoted(a, b)),
    batching: "unchanged",
    tangent: "elementwise",
    backward: [
      from(["a", "b"], (g, { a, b }) => g.where(a.le(b).add(b.ne(b)).ne(0), 0)),
      from(["a", "b"], (g, { a, b }) => g.maskedFill(a.le(b).add(b.ne(b)).ne(0), 0)),
    ],
  },
};

const logOfGamma = map1(logGamma);
const logDerivative = map1(digamma);
const higher = (order: number): ReturnType<typeof map1> => map1((x) => polygamma(order, x));
const inverseError = map1(erfinv);
const length = map2(Math.hypot);
const signed = map2((x, y) => (y < 0 || Object.is(y, -0) ? -Math.abs(x) : Math.abs(x)));
const larger = map2((x, y) => (Number.isNaN(x) ? y : Number.isNaN(y) ? x : Math.max(x, y)));
const smaller = map2((x, y) => (Number.isNaN(x) ? y : Number.isNaN(y) ? x : Math.min(x, y)));

/** log(exp(x) + exp(y)), shifted so that nothing overflows. */
const sumInLogs = map2((x, y) =>
  x === y && !Number.isFinite(x) ? x : Math.max(x, y) + Math.log1p(Math.exp(-Math.abs(x - y))),
);
const sumInLogs2 = map2((x, y) =>
  x === y && !Number.isFinite(x) ? x : Math.max(x, y) + Math.log1p(2 ** -Math.abs(x - y)) / Math.LN2,
);
