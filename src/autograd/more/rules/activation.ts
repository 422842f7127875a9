// Rules of the activation functions that have a slope or gate of their own.

import { constant } from "../../../tensor/create";
import { apply1, apply2 } from "../../../tensor/elementwise";
import type { Map1, Map2 } from "../../../tensor/loops";
import { map1, map2 } from "../../../tensor/loops";
import { erf } from "../../../tensor/special";
import type { Tensor } from "../../../tensor/tensor";
import type { Unary } from "../../rule";
import { from } from "../../rule";
import { pieceOf } from "../../rules/pieces";
import { floatsOnly } from "../../rules/reduction";

/** How steep a function is below 0. */
export interface Slope {
  slope: number;
}

/** The bend of `elu` and its kin: `scale * alpha * (exp(inner * x) - 1)` below 0, `scale * x` above. */
export interface Bend {
  alpha: number;
  scale: number;
  inner: number;
  gradFn: string;
}

export const gatedActivation: {
  readonly logsigmoid: Unary;
  readonly silu: Unary;
  readonly gelu: Unary;
  readonly leakyRelu: Unary<Slope>;
  readonly elu: Unary<Bend>;
  readonly mish: Unary;
} = {
  logsigmoid: {
    gradFn: "LogSigmoidBackward0",
    forward: (a) => apply1(logOfLogistic, a, floatsOnly("log_sigmoid_cpu", a.dtype)),
    batching: "unchanged",
    tangent: "elementwise",
    backward: [from(["a"], (g, { a }) => g.mul(a.neg().sigmoid()))],
  },

  silu: {
    gradFn: "SiluBackward0",
    forward: (a) => apply1(gated, a, floatsOnly("silu_cpu", a.dtype)),
    batching: "unchanged",
    tangent: "elementwise",
    backward: [
      from(["a"], (g, { a }) => {
        const s = a.sigmoid();
        return g.mul(s.mul(a.mul(s.neg().add(1)).add(1)));
      }),
    ],
  },

  gelu: {
    gradFn: "GeluBackward0",
    forward: (a) => apply1(gaussianGated, a, floatsOnly("GeluKernelImpl", a.dtype)),
    batching: "unchanged",
    tangent: "elementwise",
    backward: [from(["a"], (g, { a }) => g.mul(normalBelow(a).add(a.mul(normalDensity(a)))))],
  },

  leakyRelu: {
    gradFn: "LeakyReluBackward0",
    forward: (a, { slope }) => withNumber("leaky_relu_cpu", leaky, a, slope),
    batching: "unchanged",
    tangent: "elementwise",
    backward: [
      from(["a"], (g, { a, attrs: { slope } }) =>
        pieceOf(a, g.where(a.gt(0), g.mul(slope)), "LeakyReluBackwardBackward0"),
      ),
    ],
  },

  elu: {
    gradFn: ({ gradFn }) => gradFn,
    forward: (a, bend) => apply1(bent(bend), a, floatsOnly("elu_cpu", a.dtype)),
    batching: "unchanged",
    tangent: "elementwise",
    backward: [
      // Cut off at 0, so that the side not taken cannot overflow; at 0 the second derivative is that of the
      // right side.
      from(["a"], (g, { a, attrs: { alpha, scale, inner } }) => {
        const below = a.maskedFill(a.ge(0), 0).mul(inner).exp();
        return g.mul(scale).where(a.gt(0), g.mul(below.mul(alpha * scale * inner)));
      }),
    ],
  },

  mish: {
    gradFn: "MishBackward0",
    forward: (a) => apply1(selfGated, a, floatsOnly("mish_cpu", a.dtype)),
    batching: "unchanged",
    tangent: "elementwise",
    backward: [
      from(["a"], (g, { a }) => {
        const t = a.softplus().tanh();
        return g.mul(t.add(a.mul(a.sigmoid()).mul(t.square().neg().add(1))));
      }),
    ],
  },
};

const logOfLogistic = map1((x) => Math.min(0, x) - Math.log1p(Math.exp(-Math.abs(x))));
const gated = map1((x) => x / (1 + Math.exp(-x)));
const gaussianGated = map1((x) => x * 0.5 * (1 + erf(x * Math.SQRT1_2)));

const leaky = map2((x, slope) => (x > 0 ? x : slope * x));
const selfGated = map1((x) => x * Math.tanh(Math.log1p(Math.exp(x))));

function bent({ alpha, scale, inner }: Bend): Map1 {
  return map1((x) => (x > 0 ? scale * x : scale * alpha * Math.expm1(inner * x)));
}

function withNumber(kernel: string, map: Map2, a: Tensor, value: number): Tensor {
  const dtype = floatsOnly(kernel, a.dtype);
  return apply2(map, a, constant([], value, dtype), dtype);
}

/** How likely a normal number is below `a`. */
function normalBelow(a: Tensor): Tensor {
  return a.mul(Math.SQRT1_2).erf().add(1).mul(0.5);
}

function normalDensity(a: Tensor): Tensor {
  return a
    .mul(a)
    .mul(-0.5)
    .exp()
    .mul(1 / Math.sqrt(2 * Math.PI));
}
