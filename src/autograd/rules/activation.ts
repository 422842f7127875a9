// Rules of the logistic function and softplus.

import { toFloating } from "../../tensor/dtype";
import { apply1 } from "../../tensor/elementwise";
import { map1, map2 } from "../../tensor/loops";
import type { Unary } from "../rule";
import { from } from "../rule";
import { fused } from "./fused";
import { floatsOnly } from "./reduction";

export const activation: { readonly sigmoid: Unary; readonly softplus: Unary } = {
  sigmoid: {
    gradFn: "SigmoidBackward0",
    forward: (a) => apply1(logistic, a, toFloating(a.dtype)),
    batching: "unchanged",
    tangent: "elementwise",
    backward: [
      from(["out"], (g, { out }) => fused(slopeOfLogistic, g, out) ?? g.mul(out.neg().add(1).mul(out))),
    ],
  },

  // Above 20 the function is x to the last bit of a float32, and PyTorch takes it for x.
  softplus: {
    gradFn: "SoftplusBackward0",
    forward: (a) => apply1(softened, a, floatsOnly("softplus_cpu", a.dtype)),
    batching: "unchanged",
    tangent: "elementwise",
    backward: [from(["a"], (g, { a }) => g.where(a.gt(20), g.mul(a.sigmoid())))],
  },
};

const logistic = map1((x) => 1 / (1 + Math.exp(-x)));
const slopeOfLogistic = map2((g, y) => g * ((1 - y) * y));
const softened = map1((x) => (x > 20 ? x : Math.log1p(Math.exp(x))));
