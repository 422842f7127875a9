// Cleaning of derivatives: sums with 0, products with 0 and 1, powers of 1.

import { add, type Expr, isNumeric, mapChildren, mul, neg, nought, num, sub } from "../tree";
import { negative, plus, times as product } from "./rational";

/** Drops 0 as a summand, 0 and 1 as factors, 1 as divisor and exponent; `node` alone, not its parts. */
export function tidy(node: Expr): Expr {
  switch (node.kind) {
    case "add":
      return tidySum(node.a, node.b);
    case "sub":
      return tidyDifference(node.a, node.b);
    case "mul":
      return tidyProduct(node.a, node.b);
    case "div":
      return isNumeric(node.a, 0) ? nought : isNumeric(node.b, 1) ? node.a : node;
    case "pow":
      return isNumeric(node.b, 1) ? node.a : node;
    case "neg":
      return isNumeric(node.a, 0) ? nought : node.a.kind === "neg" ? node.a.a : node;
    case "number":
    case "constant":
    case "variable":
    case "call":
    case "cases":
    case "derivative":
      return node;
  }
}

const known = new WeakMap<Expr, Expr>();

/** The expression with all of its parts tidied. */
export function tidied(node: Expr): Expr {
  const before = known.get(node);
  if (before !== undefined) return before;
  const result = tidy(mapChildren(node, tidied));
  known.set(node, result);
  return result;
}

function tidySum(a: Expr, b: Expr): Expr {
  if (b.kind === "neg") return tidyDifference(a, b.a);
  if (a.kind === "number" && b.kind === "number") return num(plus(a.value, b.value));
  return isNumeric(a, 0) ? b : isNumeric(b, 0) ? a : add(a, b);
}

function tidyDifference(a: Expr, b: Expr): Expr {
  if (b.kind === "neg") return tidySum(a, b.a);
  if (a.kind === "number" && b.kind === "number") return num(plus(a.value, negative(b.value)));
  return isNumeric(b, 0) ? a : isNumeric(a, 0) ? neg(b) : sub(a, b);
}

function tidyProduct(a: Expr, b: Expr): Expr {
  if (isNumeric(a, 0) || isNumeric(b, 0)) return nought;
  if (a.kind === "number" && b.kind === "number") return num(product(a.value, b.value));
  return times(a, b);
}

/** A product that leaves out a factor of 1. */
export function times(a: Expr, b: Expr): Expr {
  return isNumeric(a, 1) ? b : isNumeric(b, 1) ? a : mul(a, b);
}
