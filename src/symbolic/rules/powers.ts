// Exponentials, logarithms and roots.

import { isInteger, power, type Rational, rational, sign } from "../algebra/rational";
import { add, call, div, e, type Expr, half, mul, neg, num, pow, sub, unit } from "../tree";
import { exactAt, type FunctionRule, unary } from "./rule";

const over = (u: Expr): Expr => div(unit, u);
const ln = (u: Expr): Expr => call("log", u);
const index = (base: string): FunctionRule["tex"] => `\\log_{${base}}`;

/** A root of odd degree of a negative number is negative, unlike its power 1/3; undefined if it is no fraction. */
function oddRoot(x: Rational, degree: bigint): Rational | undefined {
  const size = power({ ...x, n: x.n < 0n ? -x.n : x.n }, rational(1n, degree));
  return size && { ...size, n: x.n < 0n ? -size.n : size.n };
}

/** A root of even degree is a power; of odd degree, which has negative values too, that of a number may be one. */
function writtenRoot(u: Expr, n: Expr): Expr {
  if (n.kind !== "number" || !isInteger(n.value) || sign(n.value) <= 0) return call("nthRoot", u, n);
  if (n.value.n % 2n === 0n) return pow(u, num(rational(1n, n.value.n)));
  const exact = u.kind === "number" ? oddRoot(u.value, n.value.n) : undefined;
  return exact === undefined ? call("nthRoot", u, n) : num(exact);
}

type Name =
  "exp" | "expm1" | "log" | "log10" | "log2" | "log1p" | "logBase" | "sqrt" | "cbrt" | "nthRoot" | "hypot";

export const powers: Readonly<Record<Name, FunctionRule>> = {
  exp: unary(
    (u) => `e^{${u}}`,
    "Math.exp",
    (u) => call("exp", u),
    { as: (u) => pow(e, u) },
  ),
  expm1: unary("\\operatorname{expm1}", "Math.expm1", (u) => call("exp", u), { exact: exactAt({ 0: 0 }) }),
  log: unary("\\ln", "Math.log", over, { exact: exactAt({ 1: 0 }) }),
  log10: unary(index("10"), "Math.log10", (u) => over(mul(u, ln(num(10)))), {
    exact: exactAt({ 1: 0, 10: 1, 100: 2, 1000: 3 }),
  }),
  log2: unary(index("2"), "Math.log2", (u) => over(mul(u, ln(num(2)))), {
    exact: exactAt({ 1: 0, 2: 1, 4: 2, 8: 3, 16: 4 }),
  }),
  log1p: unary("\\operatorname{log1p}", "Math.log1p", (u) => over(add(u, unit)), {
    exact: exactAt({ 0: 0 }),
  }),
  logBase: {
    args: [2, 2],
    derivative: (u, b) => [over(mul(u, ln(b))), neg(div(ln(u), mul(b, pow(ln(b), 2))))],
    js: (u, b) => `(Math.log(${u}) / Math.log(${b}))`,
    tex: (u, b) => `\\log_{${b}} ${u}`,
    as: (u, b) => div(ln(u), ln(b)),
  },
  sqrt: unary(
    (u) => `\\sqrt{${u}}`,
    "Math.sqrt",
    (u) => over(mul(num(2), call("sqrt", u))),
    {
      as: (u) => pow(u, half),
    },
  ),
  cbrt: unary(
    (u) => `\\sqrt[3]{${u}}`,
    "Math.cbrt",
    (u) => over(mul(num(3), pow(call("cbrt", u), 2))),
    { parity: "odd", exact: (x) => oddRoot(x, 3n) },
  ),
  nthRoot: {
    args: [2, 2],
    derivative: (u, n) => [over(mul(n, pow(call("nthRoot", u, n), sub(n, unit)))), num(0)],
    js: (u, n) => `root(${u}, ${n})`,
    tex: (u, n) => `\\sqrt[${n}]{${u}}`,
    as: writtenRoot,
  },
  hypot: {
    args: [1, Infinity],
    derivative: (...us) => us.map((u) => div(u, call("hypot", ...us))),
    js: (...us) => `Math.hypot(${us.join(", ")})`,
    tex: "\\operatorname{hypot}",
    as: (...us) => pow(us.map((u) => pow(u, 2)).reduce(add), half),
  },
};
