// Functions with corners and steps, and those of neural networks.

import { add, call, cases, compare, div, e, type Expr, mul, neg, nought, num, pow, sub, unit } from "../tree";
import { exactAt, type FunctionRule, unary } from "./rule";
import { type Rational, rational, sign } from "../algebra/rational";

/** A derivative of 0 between the steps. */
const step = (name: string, tex: FunctionRule["tex"]): FunctionRule =>
  unary(tex, `Math.${name}`, () => nought);
const size = (x: Rational): Rational => ({ ...x, n: x.n < 0n ? -x.n : x.n });
const operator = (name: string): string => `\\operatorname{${name}}`;
const choice = (op: "<" | ">"): ((a: Expr, b: Expr) => Expr[]) => {
  return (a, b) => [cases(compare(op, a, b), unit, nought), cases(compare(op, a, b), nought, unit)];
};

type Name =
  | "abs"
  | "sign"
  | "floor"
  | "ceil"
  | "round"
  | "trunc"
  | "min"
  | "max"
  | "relu"
  | "sigmoid"
  | "softplus"
  | "square"
  | "cube"
  | "reciprocal";

export const pieces: Readonly<Record<Name, FunctionRule>> = {
  abs: unary(
    (u) => `\\left|${u}\\right|`,
    "Math.abs",
    (u) => call("sign", u),
    { parity: "even", exact: size },
  ),
  sign: unary(operator("sgn"), "Math.sign", () => nought, {
    parity: "odd",
    exact: (x) => rational(sign(x)),
  }),
  floor: step("floor", (u) => `\\left\\lfloor ${u} \\right\\rfloor`),
  ceil: step("ceil", (u) => `\\left\\lceil ${u} \\right\\rceil`),
  round: step("round", operator("round")),
  trunc: step("trunc", operator("trunc")),
  min: { args: [2, 2], derivative: choice("<"), js: (a, b) => `Math.min(${a}, ${b})`, tex: "\\min" },
  max: { args: [2, 2], derivative: choice(">"), js: (a, b) => `Math.max(${a}, ${b})`, tex: "\\max" },
  relu: unary(
    operator("ReLU"),
    (u) => `Math.max(0, ${u})`,
    (u) => cases(compare(">", u, nought), unit, nought),
    {
      exact: (x) => rational(x.n > 0n ? x.n : 0n, x.d, x.decimal),
    },
  ),
  sigmoid: unary(
    "\\sigma",
    (u) => `(1 / (1 + Math.exp(-${u})))`,
    (u) => mul(call("sigmoid", u), sub(unit, call("sigmoid", u))),
    { as: (u) => div(unit, add(unit, pow(e, neg(u)))) },
  ),
  softplus: unary(operator("softplus"), "softplus", (u) => call("sigmoid", u)),
  square: unary(
    (u) => `\\left(${u}\\right)^{2}`,
    (u) => `(${u} ** 2)`,
    (u) => mul(num(2), u),
    {
      as: (u) => pow(u, 2),
      exact: exactAt({ 0: 0 }),
    },
  ),
  cube: unary(
    (u) => `\\left(${u}\\right)^{3}`,
    (u) => `(${u} ** 3)`,
    (u) => mul(num(3), pow(u, 2)),
    {
      as: (u) => pow(u, 3),
    },
  ),
  reciprocal: unary(
    (u) => `\\frac{1}{${u}}`,
    (u) => `(1 / ${u})`,
    (u) => neg(div(unit, pow(u, 2))),
    {
      as: (u) => div(unit, u),
    },
  ),
};
