// Rules of the elementwise functions of one number.

import { zerosLike } from "../../tensor/create";
import type { DType } from "../../tensor/dtype";
import { toFloating } from "../../tensor/dtype";
import { apply1 } from "../../tensor/elementwise";
import type { Map1 } from "../../tensor/loops";
import { map1, map2 } from "../../tensor/loops";
import { refuseType } from "../../tensor/refuse";
import { erf, erfc, roundHalfEven, sineQuotient } from "../../tensor/special";
import type { Simd1 } from "../../tensor/simd/run";
import { run1 } from "../record";
import type { Gradient, Unary } from "../rule";
import { from } from "../rule";
import { fused } from "./fused";
import { pieceOf } from "./pieces";

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
  | "relu"
  | "log1p"
  | "expm1"
  | "reciprocal"
  | "rsqrt"
  | "exp2"
  | "log2"
  | "log10"
  | "asinh"
  | "acosh"
  | "atanh"
  | "erf"
  | "erfc"
  | "floor"
  | "ceil"
  | "round"
  | "trunc";

export const unary: { readonly [K in Name]: Unary } & { readonly sinc: Unary<{ order: number }> } = {
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

  rsqrt: floating(
    "RsqrtBackward0",
    (x) => 1 / Math.sqrt(x),
    from(["out"], (g, { out }) => g.mul(out.pow(3).mul(-0.5))),
  ),
  exp2: floating(
    "Exp2Backward0",
    (x) => 2 ** x,
    from(["out"], (g, { out }) => g.mul(out).mul(Math.LN2)),
  ),
  log2: floating(
    "Log2Backward0",
    Math.log2,
    from(["a"], (g, { a }) => g.div(a.mul(Math.LN2))),
  ),
  log10: floating(
    "Log10Backward0",
    Math.log10,
    from(["a"], (g, { a }) => g.div(a.mul(Math.LN10))),
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
    from(["out"], (g, { out }) => fused(slopeOfTanh, g, out) ?? g.mul(out.mul(out).neg().add(1))),
    "tanh",
  ),

  asinh: floating(
    "AsinhBackward0",
    Math.asinh,
    from(["a"], (g, { a }) => g.div(a.mul(a).add(1).sqrt())),
  ),
  acosh: floating(
    "AcoshBackward0",
    Math.acosh,
    from(["a"], (g, { a }) => g.div(a.mul(a).sub(1).sqrt())),
  ),
  atanh: floating(
    "AtanhBackward0",
    Math.atanh,
    from(["a"], (g, { a }) => g.div(a.mul(a).neg().add(1))),
  ),
  erf: floating(
    "ErfBackward0",
    erf,
    from(["a"], (g, { a }) => g.mul(a.mul(a).neg().exp()).mul(2 / Math.sqrt(Math.PI))),
  ),
  erfc: floating(
    "ErfcBackward0",
    erfc,
    from(["a"], (g, { a }) => g.mul(a.mul(a).neg().exp()).mul(-2 / Math.sqrt(Math.PI))),
  ),
  // sin(pi x) / (pi x), or its derivative of an order: near 0 their formulas would lose all digits.
  sinc: {
    gradFn: "SincBackward0",
    forward: (a, { order }) => apply1(sincOf(order, toFloating(a.dtype)), a, toFloating(a.dtype)),
    batching: "unchanged",
    tangent: "elementwise",
    backward: [from(["a"], (g, { a, attrs: { order } }) => g.mul(run1(unary.sinc, a, { order: order + 1 })))],
  },

  relu: counting(
    "Boolean inputs not supported for relu",
    "ReluBackward0",
    (x) => (x < 0 ? 0 : x),
    from(["out"], (g, { out }) => pieceOf(out, g.maskedFill(out.le(0), 0), "ThresholdBackwardBackward0")),
  ),
  abs: counting(
    "\"abs_cpu\" not implemented for 'Bool'",
    "AbsBackward0",
    Math.abs,
    from(["a"], (g, { a }) => g.mul(a.sign())),
  ),

  sign: {
    gradFn: "SignBackward0",
    forward: (a) => apply1(signOf, a, a.dtype),
    batching: "unchanged",
    tangent: "elementwise",
    backward: [from([], (g) => zerosLike(g))],
  },
  floor: steps("floor", "FloorBackward0", Math.floor),
  ceil: steps("ceil", "CeilBackward0", Math.ceil),
  round: steps("round", "RoundBackward0", roundHalfEven),
  trunc: steps("trunc", "TruncBackward0", Math.trunc),
};

function sincOf(order: number, dtype: DType): Map1 {
  if (order === 0) return dtype === "float32" ? singleSinc : doubleSinc;
  return map1((x) => Math.PI ** order * sineQuotient(order, Math.PI * x));
}

const doubleSinc = map1((x) => sineQuotient(0, Math.PI * x));
// In float32 pi x is rounded first, which PyTorch's digits show at whole numbers: -2.8e-8 at 1, where pi in
// float64 gives 3.9e-17.
const singleSinc = map1((x) => sineQuotient(0, Math.fround(Math.fround(Math.PI) * x)));

const slopeOfTanh = map2((g, y) => g * (1 - y * y));

const signOf = map1((x) => (x > 0 ? 1 : x < 0 ? -1 : 0));

/** A function whose results are floating-point numbers, also for integers. */
function floating(
  gradFn: string,
  f: (x: number) => number,
  gradient: Gradient<undefined>,
  simd?: Simd1,
): Unary {
  const map = map1(f, simd);
  return {
    gradFn,
    forward: (a) => apply1(map, a, toFloating(a.dtype)),
    batching: "unchanged",
    tangent: "elementwise",
    backward: [gradient],
  };
}

/** A function that is constant but for its jumps; its gradient is 0. */
function steps(name: string, gradFn: string, f: (x: number) => number): Unary {
  return counting(
    `"${name}_vml_cpu" not implemented for 'Bool'`,
    gradFn,
    f,
    from([], (g) => zerosLike(g)),
  );
}

/** A function that leaves integers integers; `notBool` is what PyTorch says of true and false. */
function counting(
  notBool: string,
  gradFn: string,
  f: (x: number) => number,
  gradient: Gradient<undefined>,
): Unary {
  const map = map1(f);
  return {
    gradFn,
    forward: (a) => {
      if (a.dtype === "bool") throw refuseType(notBool, 'Convert with to("int32") first.');
      return apply1(map, a, a.dtype);
    },
    batching: "unchanged",
    tangent: "elementwise",
    backward: [gradient],
  };
}
