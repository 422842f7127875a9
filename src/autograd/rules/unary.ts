// Functions of one number.

import { zerosLike } from "../../tensor/create";
import { toFloating } from "../../tensor/dtype";
import { apply1 } from "../../tensor/elementwise";
import { map1 } from "../../tensor/loops";
import { refuseType } from "../../tensor/refuse";
import type { Gradient, Unary } from "../rule";
import { from } from "../rule";

type Name =
  | "exp"
  | "log"
  | "sqrt"
  | "abs"
  | "sign"
  | "sin"
  | "cos"
  | "tan"
  | "asin"
  | "acos"
  | "atan"
  | "sinh"
  | "cosh"
  | "tanh"
  | "sigmoid"
  | "softplus"
  | "relu"
  | "log1p"
  | "expm1"
  | "reciprocal";

export const unary: { readonly [K in Name]: Unary } = {
  exp: floating(
    "ExpBackward0",
    Math.exp,
    from(["out"], (g, { out }) => g.mul(out)),
  ),
  log: floating(
    "LogBackward0",
    Math.log,
    from(["a"], (g, { a }) => g.div(a)),
  ),
  sqrt: floating(
    "SqrtBackward0",
    Math.sqrt,
    from(["out"], (g, { out }) => g.div(out.mul(2))),
  ),
  log1p: floating(
    "Log1PBackward0",
    Math.log1p,
    from(["a"], (g, { a }) => g.div(a.add(1))),
  ),
  expm1: floating(
    "Expm1Backward0",
    Math.expm1,
    from(["out"], (g, { out }) => g.mul(out.add(1))),
  ),
  reciprocal: floating(
    "ReciprocalBackward0",
    (x) => 1 / x,
    from(["out"], (g, { out }) => g.neg().mul(out.mul(out))),
  ),

  sin: floating(
    "SinBackward0",
    Math.sin,
    from(["a"], (g, { a }) => g.mul(a.cos())),
  ),
  cos: floating(
    "CosBackward0",
    Math.cos,
    from(["a"], (g, { a }) => g.mul(a.sin().neg())),
  ),
  tan: floating(
    "TanBackward0",
    Math.tan,
    from(["out"], (g, { out }) => g.mul(out.mul(out).add(1))),
  ),
  asin: floating(
    "AsinBackward0",
    Math.asin,
    from(["a"], (g, { a }) => g.div(a.mul(a).neg().add(1).sqrt())),
  ),
  acos: floating(
    "AcosBackward0",
    Math.acos,
    from(["a"], (g, { a }) => g.neg().div(a.mul(a).neg().add(1).sqrt())),
  ),
  atan: floating(
    "AtanBackward0",
    Math.atan,
    from(["a"], (g, { a }) => g.div(a.mul(a).add(1))),
  ),
  sinh: floating(
    "SinhBackward0",
    Math.sinh,
    from(["a"], (g, { a }) => g.mul(a.cosh())),
  ),
  cosh: floating(
    "CoshBackward0",
    Math.cosh,
    from(["a"], (g, { a }) => g.mul(a.sinh())),
  ),
  tanh: floating(
    "TanhBackward0",
    Math.tanh,
    from(["out"], (g, { out }) => g.mul(out.mul(out).neg().add(1))),
  ),

  sigmoid: floating(
    "SigmoidBackward0",
    (x) => 1 / (1 + Math.exp(-x)),
    from(["out"], (g, { out }) => g.mul(out.neg().add(1).mul(out))),
  ),
  // Above 20 the function is x to the last bit of a float32, and PyTorch takes it for x.
  softplus: floating(
    "SoftplusBackward0",
    (x) => (x > 20 ? x : Math.log1p(Math.exp(x))),
    from(["a"], (g, { a }) => g.where(a.gt(20), g.mul(a.sigmoid()))),
  ),

  relu: counting(
    "ReluBackward0",
    (x) => (x < 0 ? 0 : x),
    from(["out"], (g, { out }) => g.maskedFill(out.le(0), 0)),
  ),
  abs: counting(
    "AbsBackward0",
    Math.abs,
    from(["a"], (g, { a }) => g.mul(a.sign())),
  ),
  sign: counting(
    "SignBackward0",
    (x) => (x > 0 ? 1 : x < 0 ? -1 : 0),
    from([], (g) => zerosLike(g)),
  ),
};

/** A function whose results are floating-point numbers, also for integers. */
function floating(gradFn: string, f: (x: number) => number, gradient: Gradient<undefined>): Unary {
  const map = map1(f);
  return { gradFn, forward: (a) => apply1(map, a, toFloating(a.dtype)), backward: [gradient] };
}

/** A function that leaves integers integers. */
function counting(gradFn: string, f: (x: number) => number, gradient: Gradient<undefined>): Unary {
  const map = map1(f);
  return {
    gradFn,
    forward: (a) => {
      if (a.dtype === "bool")
        throw refuseType(`not implemented for 'Bool'`, 'Convert with to("int32") first.');
      return apply1(map, a, a.dtype);
    },
    backward: [gradient],
  };
}
