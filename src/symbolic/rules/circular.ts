// Trigonometric functions and their inverses.

import { add, call, div, type Expr, mul, neg, square, sub, unit } from "../tree";
import { exactAt, type FunctionRule, unary } from "./rule";

const odd = { parity: "odd", exact: exactAt({ 0: 0 }) } as const;
const sin = (u: Expr): Expr => call("sin", u);
const cos = (u: Expr): Expr => call("cos", u);
const root = (u: Expr): Expr => call("sqrt", u);
const over = (u: Expr): Expr => div(unit, u);

type Name =
  | "sin"
  | "cos"
  | "tan"
  | "cot"
  | "sec"
  | "csc"
  | "asin"
  | "acos"
  | "atan"
  | "acot"
  | "asec"
  | "acsc"
  | "atan2";

export const circular: Readonly<Record<Name, FunctionRule>> = {
  sin: unary("\\sin", "Math.sin", cos, odd),
  cos: unary("\\cos", "Math.cos", (u) => neg(sin(u)), { parity: "even", exact: exactAt({ 0: 1 }) }),
  tan: unary("\\tan", "Math.tan", (u) => over(square(cos(u))), odd),
  cot: unary(
    "\\cot",
    (u) => `(1 / Math.tan(${u}))`,
    (u) => neg(over(square(sin(u)))),
    {
      parity: "odd",
      as: (u) => over(call("tan", u)),
    },
  ),
  sec: unary(
    "\\sec",
    (u) => `(1 / Math.cos(${u}))`,
    (u) => mul(call("sec", u), call("tan", u)),
    {
      parity: "even",
      exact: exactAt({ 0: 1 }),
      as: (u) => over(cos(u)),
    },
  ),
  csc: unary(
    "\\csc",
    (u) => `(1 / Math.sin(${u}))`,
    (u) => neg(mul(call("csc", u), call("cot", u))),
    {
      parity: "odd",
      as: (u) => over(sin(u)),
    },
  ),
  asin: unary("\\arcsin", "Math.asin", (u) => over(root(sub(unit, square(u)))), odd),
  acos: unary("\\arccos", "Math.acos", (u) => neg(over(root(sub(unit, square(u))))), {
    exact: exactAt({ 1: 0 }),
  }),
  atan: unary("\\arctan", "Math.atan", (u) => over(add(square(u), unit)), odd),
  acot: unary(
    "\\operatorname{arccot}",
    (u) => `Math.atan(1 / ${u})`,
    (u) => neg(over(add(square(u), unit))),
    {
      parity: "odd",
      as: (u) => call("atan", over(u)),
    },
  ),
  asec: unary(
    "\\operatorname{arcsec}",
    (u) => `Math.acos(1 / ${u})`,
    (u) => over(mul(call("abs", u), root(sub(square(u), unit)))),
    { exact: exactAt({ 1: 0 }), as: (u) => call("acos", over(u)) },
  ),
  acsc: unary(
    "\\operatorname{arccsc}",
    (u) => `Math.asin(1 / ${u})`,
    (u) => neg(over(mul(call("abs", u), root(sub(square(u), unit))))),
    { parity: "odd", as: (u) => call("asin", over(u)) },
  ),
  atan2: {
    args: [2, 2],
    derivative: (y, x) => {
      const distance = add(square(x), square(y));
      return [div(x, distance), neg(div(y, distance))];
    },
    js: (y, x) => `Math.atan2(${y}, ${x})`,
    tex: "\\operatorname{atan2}",
  },
};
