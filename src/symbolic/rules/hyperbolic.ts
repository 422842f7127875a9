// Hyperbolic functions and their inverses.

import { add, call, div, type Expr, mul, neg, square, sub, unit } from "../tree";
import { exactAt, type FunctionRule, unary } from "./rule";

const odd = { parity: "odd", exact: exactAt({ 0: 0 }) } as const;
const sinh = (u: Expr): Expr => call("sinh", u);
const cosh = (u: Expr): Expr => call("cosh", u);
const root = (u: Expr): Expr => call("sqrt", u);
const over = (u: Expr): Expr => div(unit, u);

type Name =
  | "sinh"
  | "cosh"
  | "tanh"
  | "coth"
  | "sech"
  | "csch"
  | "asinh"
  | "acosh"
  | "atanh"
  | "acoth"
  | "asech"
  | "acsch";

export const hyperbolic: Readonly<Record<Name, FunctionRule>> = {
  sinh: unary("\\sinh", "Math.sinh", cosh, odd),
  cosh: unary("\\cosh", "Math.cosh", sinh, { parity: "even", exact: exactAt({ 0: 1 }) }),
  tanh: unary("\\tanh", "Math.tanh", (u) => over(square(cosh(u))), odd),
  coth: unary(
    "\\coth",
    (u) => `(1 / Math.tanh(${u}))`,
    (u) => neg(over(square(sinh(u)))),
    {
      parity: "odd",
      as: (u) => over(call("tanh", u)),
    },
  ),
  sech: unary(
    "\\operatorname{sech}",
    (u) => `(1 / Math.cosh(${u}))`,
    (u) => neg(mul(call("sech", u), call("tanh", u))),
    { parity: "even", exact: exactAt({ 0: 1 }), as: (u) => over(cosh(u)) },
  ),
  csch: unary(
    "\\operatorname{csch}",
    (u) => `(1 / Math.sinh(${u}))`,
    (u) => neg(mul(call("csch", u), call("coth", u))),
    { parity: "odd", as: (u) => over(sinh(u)) },
  ),
  asinh: unary("\\operatorname{arsinh}", "Math.asinh", (u) => over(root(add(square(u), unit))), odd),
  // Not 1 / sqrt(u^2 - 1), which has values below -1 as well.
  acosh: unary(
    "\\operatorname{arcosh}",
    "Math.acosh",
    (u) => over(mul(root(sub(u, unit)), root(add(u, unit)))),
    { exact: exactAt({ 1: 0 }) },
  ),
  atanh: unary("\\operatorname{artanh}", "Math.atanh", (u) => over(sub(unit, square(u))), odd),
  acoth: unary(
    "\\operatorname{arcoth}",
    (u) => `Math.atanh(1 / ${u})`,
    (u) => over(sub(unit, square(u))),
    { parity: "odd", as: (u) => call("atanh", over(u)) },
  ),
  asech: unary(
    "\\operatorname{arsech}",
    (u) => `Math.acosh(1 / ${u})`,
    (u) => neg(over(mul(u, root(sub(unit, square(u)))))),
    { exact: exactAt({ 1: 0 }), as: (u) => call("acosh", over(u)) },
  ),
  acsch: unary(
    "\\operatorname{arcsch}",
    (u) => `Math.asinh(1 / ${u})`,
    (u) => neg(over(mul(call("abs", u), root(add(square(u), unit))))),
    { parity: "odd", as: (u) => call("asinh", over(u)) },
  ),
};
