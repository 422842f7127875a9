// Functions that neural networks put between their layers.

import { constant } from "../../tensor/create";
import { toFloating } from "../../tensor/dtype";
import { apply1, apply2 } from "../../tensor/elementwise";
import type { Map2 } from "../../tensor/loops";
import { map1, map2 } from "../../tensor/loops";
import { erf } from "../../tensor/special";
import type { Tensor } from "../../tensor/tensor";
import type { Unary } from "../rule";
import { from } from "../rule";
import { floatsOnly } from "./reduction";

/** How steep a function is below 0. */
export interface Slope {
  slope: number;
}

/** The limit of a function far below 0. */
export interface Limit {
  alpha: number;
}

export const activation: {
  readonly sigmoid: Unary;
  readonly softplus: Unary;
  readonly logsigmoid: Unary;
  readonly silu: Unary;
  readonly gelu: Unary;
  readonly leakyRelu: Unary<Slope>;
  readonly elu: Unary<Limit>;
} = {
  sigmoid: {
    gradFn: "SigmoidBackward0",
    forward: (a) => apply1(logistic, a, toFloating(a.dtype)),
    tangent: "elementwise",
    backward: [from(["out"], (g, { out }) => g.mul(out.neg().add(1).mul(out)))],
  },

  // Above 20 the function is x to the last bit of a float32, and PyTorch takes it for x.
  softplus: {
    gradFn: "SoftplusBackward0",
    forward: (a) => apply1(softened, a, floatsOnly("softplus_cpu", a.dtype)),
    tangent: "elementwise",
    backward: [from(["a"], (g, { a }) => g.where(a.gt(20), g.mul(a.sigmoid())))],
  },

  logsigmoid: {
    gradFn: "LogSigmoidBackward0",
    forward: (a) => apply1(logOfLogistic, a, floatsOnly("log_sigmoid_cpu", a.dtype)),
    tangent: "elementwise",
    backward: [from(["a"], (g, { a }) => g.mul(a.neg().sigmoid()))],
  },

  silu: {
    gradFn: "SiluBackward0",
    forward: (a) => apply1(gated, a, floatsOnly("silu_cpu", a.dtype)),
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
    tangent: "elementwise",
    backward: [from(["a"], (g, { a }) => g.mul(normalBelow(a).add(a.mul(normalDensity(a)))))],
  },

  leakyRelu: {
    gradFn: "LeakyReluBackward0",
    forward: (a, { slope }) => withNumber("leaky_relu_cpu", leaky, a, slope),
    tangent: "elementwise",
    backward: [from(["a"], (g, { a, attrs: { slope } }) => g.where(a.gt(0), g.mul(slope)))],
  },

  elu: {
    gradFn: "EluBackward0",
    forward: (a, { alpha }) => withNumber("elu_cpu", bent, a, alpha),
    tangent: "elementwise",
    backward: [from(["a"], (g, { a, attrs: { alpha } }) => g.mul(a.exp().mul(alpha)).where(a.le(0), g))],
  },
};

const logistic = map1((x) => 1 / (1 + Math.exp(-x)));
const softened = map1((x) => (x > 20 ? x : Math.log1p(Math.exp(x))));
const logOfLogistic = map1((x) => Math.min(0, x) - Math.log1p(Math.exp(-Math.abs(x))));
const gated = map1((x) => x / (1 + Math.exp(-x)));
const gaussianGated = map1((x) => x * 0.5 * (1 + erf(x * Math.SQRT1_2)));

const leaky = map2((x, slope) => (x > 0 ? x : slope * x));
const bent = map2((x, alpha) => (x > 0 ? x : alpha * Math.expm1(x)));

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
