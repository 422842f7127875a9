// Functions of one number, element by element.

import type { Entries, Entry } from "./entry";
import { anything, entry, floats, numbers, one } from "./entry";
import { each, exactly } from "./define";
import type { Domain } from "./chooser";
import { erf, erfc, erfinv, lgamma, polygamma } from "./special";
import { floatOf } from "./dtypes";
import type { Value } from "./value";
import { compute, isFloat, refuseUnless } from "./value";

const inDomain = (f: (x: number) => number, domain: Domain = "any"): Entry => entry(one({ domain }), each(f));
const kept = (f: (x: number) => number): Entry => entry(one(numbers), exactly(f));
/** Floating-point numbers only. */
const only = (f: (x: number) => number, domain: Domain = "any"): Entry =>
  entry(one({ ...floats, domain }), (a: Value) => each(f)(floating(a)));
/** With a number as its second argument. */
const shaped = (f: (x: number, p: number) => number, standard: number, given: readonly number[]): Entry =>
  entry(
    (c) => c.args(c.t(floats), c.pick([undefined, ...given])),
    (a: Value, p: number = standard) => each((x) => f(x, p))(floating(a)),
  );

export function floating(a: Value): Value {
  refuseUnless(isFloat(a.dtype), "floating-point numbers are wanted");
  return a;
}

/** The even one of two whole numbers that are equally near. */
export function roundToEven(x: number): number {
  const below = Math.floor(x);
  if (x - below !== 0.5) return Object.is(x, -0) || (x < 0 && x > -0.5) ? -0 : Math.round(x);
  const even = below % 2 === 0 ? below : below + 1;
  return even === 0 && x < 0 ? -0 : even;
}

export const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
export const softplus = (x: number): number =>
  x > 20 ? x : x < 0 ? Math.log1p(Math.exp(x)) : x + Math.log1p(Math.exp(-x));
const sinc = (x: number): number => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));
export const logsigmoid = (x: number): number =>
  x < 0 ? x - Math.log1p(Math.exp(x)) : -Math.log1p(Math.exp(-x));
const clipped = (x: number, low: number, high: number): number =>
  Number.isNaN(x) ? NaN : x < low ? low : x > high ? high : x;
const elu = (x: number, alpha: number): number => (x > 0 ? x : alpha * Math.expm1(x));
const seluAlpha = 1.6732632423543772;
const seluScale = 1.0507009873554805;

export const unary: Entries<
  | "neg"
  | "abs"
  | "sign"
  | "relu"
  | "floor"
  | "ceil"
  | "trunc"
  | "round"
  | "frac"
  | "square"
  | "exp"
  | "exp2"
  | "expm1"
  | "log"
  | "log2"
  | "log10"
  | "log1p"
  | "sqrt"
  | "rsqrt"
  | "reciprocal"
  | "sin"
  | "cos"
  | "tan"
  | "asin"
  | "acos"
  | "atan"
  | "sinh"
  | "cosh"
  | "tanh"
  | "asinh"
  | "acosh"
  | "atanh"
  | "erf"
  | "erfc"
  | "erfinv"
  | "sinc"
  | "lgamma"
  | "digamma"
  | "polygamma"
  | "deg2rad"
  | "rad2deg"
  | "logit"
  | "sigmoid"
  | "softplus"
  | "logsigmoid"
  | "silu"
  | "gelu"
  | "mish"
  | "leakyRelu"
  | "elu"
  | "celu"
  | "selu"
  | "softshrink"
  | "hardshrink"
  | "hardtanh"
  | "relu6"
  | "hardsigmoid"
  | "hardswish"
  | "softsign"
  | "tanhshrink"
  | "nanToNum"
  | "isnan"
  | "isinf"
  | "isfinite"
  | "signbit"
  | "logicalNot"
> = {
  neg: kept((x) => -x),
  abs: kept(Math.abs),
  sign: entry(
    one(anything),
    exactly((x) => (Number.isNaN(x) ? 0 : Math.sign(x) + 0)),
  ),
  relu: kept((x) => (Number.isNaN(x) ? NaN : x > 0 ? x : 0)),
  floor: kept(Math.floor),
  ceil: kept(Math.ceil),
  trunc: kept(Math.trunc),
  round: kept(roundToEven),
  frac: entry(one(floats), (a: Value) => exactly((x) => x - Math.trunc(x))(floating(a))),
  square: entry(one(numbers), (a: Value) =>
    compute(a.dtype === "bool" ? "int32" : a.dtype, a.shape, [a], (list) => list.map((x) => x * x), "short"),
  ),
  exp: inDomain(Math.exp, "small"),
  exp2: inDomain((x) => 2 ** x, "small"),
  expm1: inDomain(Math.expm1, "small"),
  log: inDomain(Math.log, "positive"),
  log2: inDomain(Math.log2, "positive"),
  log10: inDomain(Math.log10, "positive"),
  log1p: inDomain(Math.log1p, "positive"),
  sqrt: inDomain(Math.sqrt, "positive"),
  rsqrt: inDomain((x) => 1 / Math.sqrt(x), "positive"),
  reciprocal: inDomain((x) => 1 / x, "nonzero"),
  sin: inDomain(Math.sin),
  cos: inDomain(Math.cos),
  tan: inDomain(Math.tan, "inside"),
  asin: inDomain(Math.asin, "inside"),
  acos: inDomain(Math.acos, "inside"),
  atan: inDomain(Math.atan),
  sinh: inDomain(Math.sinh, "small"),
  cosh: inDomain(Math.cosh, "small"),
  tanh: inDomain(Math.tanh),
  asinh: inDomain(Math.asinh),
  acosh: inDomain(Math.acosh, "aboveOne"),
  atanh: inDomain(Math.atanh, "inside"),
  erf: inDomain(erf),
  erfc: inDomain(erfc),
  erfinv: inDomain(erfinv, "inside"),
  // Near a whole number the digits of the sine are those of the rounding of its argument.
  sinc: entry(one(), (a: Value) =>
    compute(floatOf(a.dtype), a.shape, [a], (list) => list.map(sinc), "vague"),
  ),
  lgamma: inDomain(lgamma, "positive"),
  digamma: inDomain((x) => polygamma(0, x), "positive"),
  polygamma: entry(
    (c) => [c.int(0, 3), c.t({ domain: "positive" })],
    (n: number, a: Value) => each((x) => polygamma(n, x))(a),
  ),
  deg2rad: inDomain((x) => (x * Math.PI) / 180),
  rad2deg: inDomain((x) => (x * 180) / Math.PI),
  logit: entry(
    (c) => c.args(c.t({ ...floats, domain: "unit" }), c.pick([undefined, 0.1])),
    (a: Value, eps?: number) =>
      each((x) => {
        const p = eps === undefined ? x : x < eps ? eps : x > 1 - eps ? 1 - eps : x;
        return Math.log(p / (1 - p));
      })(a),
  ),
  sigmoid: inDomain(sigmoid),
  softplus: only(softplus),
  logsigmoid: only(logsigmoid),
  silu: only((x) => x * sigmoid(x)),
  gelu: only((x) => (x * erfc(-x / Math.SQRT2)) / 2),
  mish: only((x) => x * Math.tanh(softplus(x))),
  leakyRelu: shaped((x, slope) => (x > 0 ? x : slope * x), 0.01, [0.125, 0.5]),
  elu: shaped(elu, 1, [1.5, 0.5]),
  celu: shaped((x, alpha) => (x > 0 ? x : alpha * Math.expm1(x / alpha)), 1, [2, 0.5]),
  selu: only((x) => seluScale * elu(x, seluAlpha)),
  softshrink: shaped(
    (x, by) => {
      refuseUnless(by >= 0, "a size is wanted");
      return x > by ? x - by : x < -by ? x + by : Number.isNaN(x) ? NaN : 0;
    },
    0.5,
    [0.25, 1],
  ),
  hardshrink: shaped((x, by) => (x >= -by && x <= by ? 0 : x), 0.5, [0.25, 1]),
  hardtanh: entry(
    (c) => c.args(c.t(floats), ...c.pick([[], [-2, 0.5], [0, 1.5]])),
    (a: Value, low: number = -1, high: number = 1) => each((x) => clipped(x, low, high))(floating(a)),
  ),
  relu6: only((x) => clipped(x, 0, 6)),
  hardsigmoid: only((x) => clipped(x / 6 + 0.5, 0, 1)),
  hardswish: only((x) => x * clipped(x / 6 + 0.5, 0, 1)),
  softsign: entry(one(numbers), (a: Value) => {
    refuseUnless(a.dtype !== "bool", "bool has no size");
    return each((x) => x / (1 + Math.abs(x)))(a);
  }),
  tanhshrink: entry(one(numbers), (a: Value) => {
    refuseUnless(a.dtype !== "bool", "bool has no differences");
    return each((x) => x - Math.tanh(x))(a);
  }),
  nanToNum: entry(
    (c) => c.args(c.t(floats), ...c.pick([[], [2], [1, 5, -5]])),
    (a: Value, nan: number = 0, posinf?: number, neginf?: number) => {
      const largest = a.dtype === "float64" ? Number.MAX_VALUE : 3.4028234663852886e38;
      return exactly((x) =>
        Number.isNaN(x)
          ? nan
          : x === Infinity
            ? (posinf ?? largest)
            : x === -Infinity
              ? (neginf ?? -largest)
              : x,
      )(floating(a));
    },
  ),
  isnan: entry(
    one(anything),
    exactly((x) => Number(Number.isNaN(x)), "bool"),
  ),
  isinf: entry(
    one(anything),
    exactly((x) => Number(Math.abs(x) === Infinity), "bool"),
  ),
  isfinite: entry(
    one(anything),
    exactly((x) => Number(Number.isFinite(x)), "bool"),
  ),
  signbit: entry(
    one(anything),
    exactly((x) => Number(x < 0 || Object.is(x, -0)), "bool"),
  ),
  logicalNot: entry(
    one(anything),
    exactly((x) => Number(x === 0), "bool"),
  ),
};
