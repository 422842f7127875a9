// From a sum of products back to a tree, as a textbook would write it.

import { joined, type Link, sumOf } from "../chains";
import { call, div, type Expr, isNumeric, mul, neg, nought, num, pow, unit, type Variable } from "../tree";
import { negative, rational, type Rational, sign } from "./rational";
import { type Factor, numericExponent, powerOf, type Sum, type Term } from "./terms";

/** The tree of a sum. */
export function treeOfSum(sum: Sum): Expr {
  const [first, ...rest] = inOrder(sum);
  if (first === undefined) return nought;
  const links = rest.map((term) => ({
    part: treeOfTerm({ ...term, coef: sizeOf(term.coef) }),
    inverse: sign(term.coef) < 0,
  }));
  return sumOf([{ part: treeOfTerm(first), inverse: false }, ...links]);
}

const sizeOf = (a: Rational): Rational => (sign(a) < 0 ? negative(a) : a);

/** Powers of one variable from high to low; else as they came, but something positive first. */
function inOrder(sum: Sum): Sum {
  const ranked = sum.flatMap((term) => {
    const power = powerOf(term);
    return power === undefined ? [] : [{ ...power, term }];
  });
  const names = new Set(ranked.map(({ name }) => name).filter((name) => name !== ""));
  if (ranked.length === sum.length && names.size <= 1)
    return falling(ranked.sort((a, b) => b.degree - a.degree).map(({ term }) => term));
  const positive = sum.findIndex(({ coef }) => sign(coef) > 0);
  return positive <= 0 ? sum : [sum[positive], ...sum.slice(0, positive), ...sum.slice(positive + 1)];
}

/** From high to low powers, but 1 - x^2 where that begins with a plus. */
function falling(sum: Sum): Sum {
  const last = sum.length - 1;
  return last > 0 && sign(sum[0].coef) < 0 && sign(sum[last].coef) > 0 ? [...sum].reverse() : sum;
}

/** The tree of a product: a fraction where there is a denominator. */
export function treeOfTerm(term: Term): Expr {
  const { coef, factors } = turned(term);
  const isDecimal = coef.decimal && coef.d !== 1n;
  const size = sizeOf(coef);
  const above: Expr[] = isDecimal ? [num(size)] : size.n === 1n ? [] : [num(rational(size.n))];
  const below: Expr[] = isDecimal || size.d === 1n ? [] : [num(rational(size.d))];
  for (const factor of [...factors.values()].sort((a, b) => rankOf(a) - rankOf(b) || byName(a, b))) {
    const exponent = numericExponent(factor);
    if (exponent !== undefined && sign(exponent) < 0) below.push(power(factor.base, num(negative(exponent))));
    else above.push(power(factor.base, factor.exponent));
  }
  const top = product(above);
  const tree = below.length === 0 ? top : div(top, product(below));
  return sign(coef) < 0 ? neg(tree) : tree;
}

/** A minus before a bracket is taken into it where that puts a plus to its front: -(x^2 - 1) is 1 - x^2. */
function turned(term: Term): Term {
  if (sign(term.coef) >= 0) return term;
  for (const [key, { base, exponent }] of term.factors) {
    if (!isNumeric(exponent, 1) || base.kind !== "sub") continue;
    const factors = new Map(term.factors).set(key, { base: reversed(base), exponent });
    return { coef: negative(term.coef), factors };
  }
  return term;
}

/** b - a for a - b: the same sum with all signs changed. */
function reversed(node: Expr): Expr {
  const parts = summands(node, true);
  const first = parts.findIndex(({ inverse }) => !inverse);
  return sumOf([...parts.splice(first, 1), ...parts]);
}

function summands(node: Expr, inverse: boolean): Link[] {
  if (node.kind !== "add" && node.kind !== "sub") return [{ part: node, inverse }];
  return [...summands(node.a, inverse), ...summands(node.b, node.kind === "add" ? inverse : !inverse)];
}

function product(parts: readonly Expr[]): Expr {
  return parts.length === 0 ? unit : joined(parts, mul);
}

function power(base: Expr, exponent: Expr): Expr {
  if (isNumeric(exponent, 1)) return base;
  if (exponent.kind === "number" && exponent.value.n === 1n && exponent.value.d === 2n)
    return call("sqrt", base);
  return pow(base, exponent);
}

/** Numbers, constants, variables, exponentials, sums, functions: the order of factors. */
function rankOf(factor: Factor): number {
  const { kind } = factor.base;
  // x^x (ln x + 1), but (x + 1) e^x
  if (numericExponent(factor) === undefined) return kind === "constant" || kind === "number" ? 4.5 : 3;
  if (kind === "add" || kind === "sub") return 4;
  const place = ["number", "constant", "variable"].indexOf(kind);
  return place === -1 ? 5 : place;
}

function byName(a: Factor, b: Factor): number {
  if (a.base.kind !== "variable" || b.base.kind !== "variable") return 0;
  return compareVariables(a.base, b.base);
}

/** x before y, x2 before x10. */
export function compareVariables(a: Variable, b: Variable): number {
  const byText = a.name.localeCompare(b.name, "en", { numeric: true });
  return byText !== 0 ? byText : (a.index ?? 0) - (b.index ?? 0);
}
