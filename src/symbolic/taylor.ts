// Taylor polynomials by arithmetic with power series: the coefficients stay exact, and no derivative is ever
// written out. Source: Griewank and Walther, Evaluating Derivatives, 2nd edition, section 13.2.

import { asIs, wrongValue } from "../errors";
import { isInteger, type Rational, rational, toNumber } from "./algebra/rational";
import { simplify } from "./algebra/simplify";
import { compile } from "./compile";
import { toText } from "./print/text";
import { functions } from "./rules";
import {
  add,
  call,
  type Call,
  dependsOn,
  div,
  e,
  type Expr,
  isNumeric,
  mul,
  neg,
  nought,
  num,
  pow,
  sub,
  substitute,
  type Test,
  unit,
  type Variable,
} from "./tree";

/** The coefficients of 1, h, h^2, … of an expression at `x = at + h`. */
export type Series = Expr[];

/** Where a series is taken. */
interface Place {
  x: Variable;
  at: Expr;
}

/** The series up to the power `n`. Throws a RangeError where the expression has none at the place. */
export function seriesOf(node: Expr, place: Place, n: number): Series {
  if (!dependsOn(node, place.x)) return padded([simplify(node)], n);
  switch (node.kind) {
    case "variable":
      return padded([place.at, unit], n);
    case "neg":
      return seriesOf(node.a, place, n).map((c) => simplify(neg(c)));
    case "add":
    case "sub": {
      const b = seriesOf(node.b, place, n);
      return seriesOf(node.a, place, n).map((c, k) =>
        simplify(node.kind === "add" ? add(c, b[k]) : sub(c, b[k])),
      );
    }
    case "mul":
      return convolved(seriesOf(node.a, place, n), seriesOf(node.b, place, n));
    case "div":
      return quotient(node.a, node.b, place, n);
    case "pow":
      return powerSeries(node.a, node.b, place, n);
    case "call":
      return callSeries(node, place, n);
    case "cases":
      return seriesOf(isTrue(node.test, place) ? node.then : node.otherwise, place, n);
    case "number":
    case "constant":
    case "derivative":
      throw new Error(`no series of ${node.kind}`);
  }
}

function padded(series: Series, n: number): Series {
  return Array.from({ length: n + 1 }, (_, k) => series[k] ?? nought);
}

function total(terms: readonly Expr[]): Expr {
  return terms.length === 0 ? nought : simplify(terms.reduce(add));
}

function convolved(a: Series, b: Series): Series {
  return a.map((_, k) => total(a.slice(0, k + 1).map((c, j) => mul(c, b[k - j]))));
}

/** Common zeros at the place are cancelled, as in sin(x) / x at 0. */
function quotient(top: Expr, bottom: Expr, place: Place, n: number): Series {
  const zeros = seriesOf(bottom, place, n + 4).findIndex((c) => !isNumeric(c, 0));
  if (zeros === -1) throw noSeries(div(top, bottom), place);
  const a = seriesOf(top, place, n + zeros);
  const b = seriesOf(bottom, place, n + zeros).slice(zeros);
  if (a.slice(0, zeros).some((c) => !isNumeric(c, 0))) throw noSeries(div(top, bottom), place);
  const result: Series = [];
  for (let k = 0; k <= n; k++) {
    const known = result.map((c, j) => mul(c, b[k - j]));
    result.push(simplify(div(sub(a[k + zeros], total(known)), b[0])));
  }
  return result;
}

function powerSeries(base: Expr, exponent: Expr, place: Place, n: number): Series {
  if (dependsOn(exponent, place.x)) {
    const isE = base.kind === "constant" && base.name === "e";
    return exponential(seriesOf(isE ? exponent : mul(exponent, call("log", base)), place, n));
  }
  const value = simplify(exponent);
  if (value.kind === "number" && isInteger(value.value)) return wholePower(base, value.value, place, n);
  const b = seriesOf(base, place, n);
  if (isNumeric(b[0], 0)) throw noSeries(pow(base, exponent), place);
  return realPower(b, value);
}

function wholePower(base: Expr, exponent: Rational, place: Place, n: number): Series {
  const size = exponent.n < 0n ? -exponent.n : exponent.n;
  if (exponent.n < 0n) return quotient(unit, pow(base, num(rational(size))), place, n);
  const b = seriesOf(base, place, n);
  const firsts = b.findIndex((c) => !isNumeric(c, 0));
  if (firsts === 0 && size > 3n) return realPower(b, num(exponent));
  let result = padded([unit], n);
  for (let i = 0n; i < size && (firsts === 0 || i <= BigInt(n) + 1n); i++) result = convolved(result, b);
  return result;
}

/** A root, also of a negative number: its derivative is that of the power 1/3, its value is not. */
function rootSeries(node: Call, place: Place, n: number): Series {
  const [of, degree = num(3)] = node.args;
  const b = seriesOf(of, place, n);
  if (isNumeric(b[0], 0)) throw noSeries(node, place);
  return realPower(b, div(unit, degree), simplify({ ...node, args: [b[0], ...node.args.slice(1)] }));
}

/** From y' b = r b' y for y = b^r, whose value at the place is `first`. */
function realPower(b: Series, r: Expr, first: Expr = simplify(pow(b[0], r))): Series {
  const y: Series = [first];
  for (let k = 1; k < b.length; k++) {
    const terms = y.map((c, j) => mul(mul(sub(mul(r, num(k - j)), num(j)), b[k - j]), c));
    y.push(simplify(div(total(terms), mul(num(k), b[0]))));
  }
  return y;
}

/** From y' = w' y for y = e^w. */
function exponential(w: Series): Series {
  const y: Series = [simplify(pow(e, w[0]))];
  for (let k = 1; k < w.length; k++) {
    const terms = y.map((c, j) => mul(mul(num(k - j), w[k - j]), c));
    y.push(simplify(div(total(terms), num(k))));
  }
  return y;
}

/** From y' = f'(u) u', summed over the arguments; f' is asked for one power less. */
function callSeries(node: Call, place: Place, n: number): Series {
  if (node.fn === "cbrt" || node.fn === "nthRoot") return rootSeries(node, place, n);
  const { derivative, as } = functions[node.fn];
  const other = as?.(...node.args);
  if (other !== undefined && !(other.kind === "call" && other.fn === node.fn))
    return seriesOf(other, place, n);
  const args = node.args.map((arg) => seriesOf(arg, place, n));
  if (isCorner(node, args)) throw noSeries(node, place);
  const start = simplify(call(node.fn, ...args.map(([first]) => first)));
  if (n === 0) return [start];
  const slopes = derivative(...node.args).map((outer, i) => {
    const inner = args[i].slice(1).map((c, k) => simplify(mul(num(k + 1), c)));
    return inner.every((c) => isNumeric(c, 0)) ? inner : convolved(seriesOf(outer, place, n - 1), inner);
  });
  const slope = slopes[0].map((_, k) => total(slopes.map((s) => s[k])));
  return [start, ...slope.map((c, k) => simplify(div(c, num(k + 1))))];
}

/** Functions whose derivative at a corner or step is a convention, not a limit. */
function isCorner({ fn }: Call, args: readonly Series[]): boolean {
  const [u, v] = args.map(([first]) => numberOf(first));
  if (fn === "abs" || fn === "sign" || fn === "relu") return u === 0;
  if (fn === "min" || fn === "max") return u === v;
  if (fn === "floor" || fn === "ceil" || fn === "trunc") return Number.isInteger(u);
  return fn === "round" && Number.isInteger(u + 0.5);
}

function isTrue(test: Test, place: Place): boolean {
  if (test.kind !== "compare") {
    const first = isTrue(test.a, place);
    return first === (test.kind === "or") ? first : isTrue(test.b, place);
  }
  const [a, b] = [test.a, test.b].map((part) => numberOf(substitute(part, place.x, place.at)));
  if (a === b || Number.isNaN(a - b)) throw noSeries(test.a, place);
  return { "<": a < b, "<=": a < b, ">": a > b, ">=": a > b }[test.op];
}

/** The value of an expression without variables; NaN where it has some. */
export function numberOf(node: Expr): number {
  if (node.kind === "number") return toNumber(node.value);
  try {
    return compile(node, [], [], () => NaN)() as number;
  } catch {
    return NaN;
  }
}

function noSeries(node: Expr, { x, at }: Place): RangeError {
  return wrongValue({
    fn: "taylor",
    argument: "at",
    got: asIs(`${x.name} = ${toText(at)}, where ${toText(node)} has no derivative`),
    wanted: "a point where the function is smooth",
  });
}
