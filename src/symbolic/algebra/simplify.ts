// Simplification: trees become sums of products, in which like terms and like bases are collected, and trees
// again.

import { wrongValue, asIs } from "../../errors";
import { functions } from "../rules";
import { add, call, type Call, type Expr, isNumeric, keyOf, mapTest, neg, num, sizeOf } from "../tree";
import { toText } from "../print/text";
import { spend } from "../work";
import { exactAngle } from "./angles";
import { treeOfSum } from "./pretty";
import { raised, toPower } from "./powers";
import {
  inverse,
  isInteger,
  isNumber,
  negative,
  one,
  plus,
  power,
  type Rational,
  rational,
  sign,
  times,
} from "./rational";
import {
  collected,
  commonFactors,
  constantSum,
  constantTerm,
  contentOf,
  type Factor,
  factorTerm,
  numericExponent,
  scaled,
  type Sum,
  type Term,
  valueOf,
} from "./terms";

/**
 * The shortest form that the rules of algebra give. Its values are the same wherever the expression has any.
 */
export function simplify(node: Expr): Expr {
  const known = simplified.get(node);
  if (known !== undefined) return known;
  const tree = treeOfSum(normal(node));
  // What no longer changes stays the same object, whose parts are known.
  const result = keyOf(tree) === keyOf(node) && sameText(tree, node) ? node : tree;
  simplified.set(node, result);
  return result;
}

/** Expressions are never changed: what was found of one holds for as long as it is there. */
const simplified = new WeakMap<Expr, Expr>();
const sums = new WeakMap<Expr, Sum>();

function sameText(a: Expr, b: Expr): boolean {
  return toText(a) === toText(b);
}

/** The sum of products that an expression is. */
export function normal(node: Expr): Sum {
  const known = sums.get(node);
  if (known !== undefined) return known;
  spend(1);
  const sum = sumOfProducts(node);
  sums.set(node, sum);
  return sum;
}

function sumOfProducts(node: Expr): Sum {
  switch (node.kind) {
    case "number":
      return constantSum(node.value);
    case "constant":
    case "variable":
      return [factorTerm(node)];
    case "neg":
      return scaled(normal(node.a), rational(-1));
    case "add":
    case "sub":
      return shortest(collected(addends(node, one)));
    case "mul":
      return product(normal(node.a), normal(node.b));
    case "div":
      return product(normal(node.a), inverted(node));
    case "pow":
      return raised(normal(node.a), normal(node.b));
    case "call":
      return called(node);
    case "cases":
      return chosen(node);
    case "derivative":
      throw new Error("an explanation cannot be simplified");
  }
}

/** The terms of nested sums; a number before a bracket is multiplied in. */
function addends(node: Expr, by: Rational): Sum {
  if (node.kind === "add" || node.kind === "sub") {
    return [...addends(node.a, by), ...addends(node.b, node.kind === "add" ? by : negative(by))];
  }
  if (node.kind === "neg") return addends(node.a, negative(by));
  return scaled(normal(node).flatMap(opened), by);
}

/** 2 (x + 1) as 2 x + 2. */
function opened(term: Term): Sum {
  const [factor] = term.factors.values();
  const isBracket = term.factors.size === 1 && isSum(factor.base) && isNumeric(factor.exponent, 1);
  return isBracket ? scaled(normal(factor.base), term.coef) : [term];
}

const isSum = (node: Expr): boolean => node.kind === "add" || node.kind === "sub";

/** The shortest of a sum, the same multiplied out, and the same with common factors before a bracket. */
function shortest(sum: Sum): Sum {
  if (sum.length < 2) return sum;
  const forms = [sum, multipliedOut(sum), factored(sum)].flatMap((form) =>
    form === undefined ? [] : [form],
  );
  const sizes = forms.map((form) => sizeOf(treeOfSum(form)));
  return forms[sizes.indexOf(Math.min(...sizes))];
}

/** More terms than this are left in brackets. */
const mostTerms = 40;

function multipliedOut(sum: Sum): Sum | undefined {
  if (!sum.some(({ factors }) => [...factors.values()].some(isOpenable))) return undefined;
  const terms: Term[] = [];
  for (const term of sum) {
    terms.push(...openedProduct(term));
    if (terms.length > mostTerms) return undefined;
  }
  return collected(terms);
}

/** A bracket to a small whole power. */
function isOpenable({ base, exponent }: Factor): boolean {
  return (
    isSum(base) &&
    exponent.kind === "number" &&
    isInteger(exponent.value) &&
    exponent.value.n >= 1n &&
    exponent.value.n <= 4n
  );
}

function openedProduct({ coef, factors }: Term): Sum {
  let result: Sum = [constantTerm(coef)];
  for (const factor of factors.values()) {
    const isOpen = isOpenable(factor);
    const times = isOpen ? Number((factor.exponent as { value: Rational }).value.n) : 1;
    const right = isOpen ? normal(factor.base) : [factorTerm(factor.base, factor.exponent)];
    for (let i = 0; i < times && result.length <= mostTerms; i++)
      result = collected(result.flatMap((a) => right.map((b) => multiplied(a, b))));
  }
  return result;
}

/** The common factors before a bracket; a variable alone is no reason for one. */
function factored(sum: Sum): Sum | undefined {
  const common = commonFactors(sum);
  if (
    ![...common.values()].some(({ base, exponent }) => base.kind !== "variable" || exponent.kind !== "number")
  )
    return undefined;
  return [asTerm(sum)];
}

/** A sum as a single term: its content and common factors times a bracket. */
export function asTerm(sum: Sum): Term {
  if (sum.length === 1) return sum[0];
  const common: Term = { coef: contentOf(sum), factors: commonFactors(sum) };
  const bracket = shortest(collected(sum.map((term) => multiplied(term, reciprocal(common)))));
  if (bracket.length === 1) return multiplied(common, bracket[0]);
  const isTurned = sign(contentOf(bracket)) < 0;
  const base = treeOfSum(isTurned ? scaled(bracket, rational(-1)) : bracket);
  const term = multiplied(common, factorTerm(base));
  return isTurned ? scaled([term], rational(-1))[0] : term;
}

function product(a: Sum, b: Sum): Sum {
  if (a.length === 0 || b.length === 0) return [];
  const [left, right] = [valueOf(a), valueOf(b)];
  if (left !== undefined) return isNumber(left, 1) ? b : scaled(b, left);
  if (right !== undefined) return isNumber(right, 1) ? a : scaled(a, right);
  const term = multiplied(asTerm(a), asTerm(b));
  return [term].flatMap((t) => (t.factors.size === 1 ? opened(t) : [t]));
}

/** The product of two terms. */
export function multiplied(a: Term, b: Term): Term {
  spend(1 + b.factors.size);
  let coef = times(a.coef, b.coef);
  const factors = new Map(a.factors);
  for (const [key, factor] of b.factors) {
    const before = factors.get(key);
    const exponent = before === undefined ? factor.exponent : sumOf(before, factor);
    factors.delete(key);
    if (isNumeric(exponent, 0)) continue;
    const value = foldedValue(factor.base, exponent);
    if (value !== undefined) coef = times(coef, value);
    else factors.set(key, { base: factor.base, exponent });
  }
  return withoutBars({ coef, factors });
}

/** |u|^2 is u^2. */
function withoutBars(term: Term): Term {
  for (const [key, factor] of term.factors) {
    const exponent = numericExponent(factor);
    const isEven = exponent !== undefined && isInteger(exponent) && exponent.n % 2n === 0n;
    if (!isEven || factor.base.kind !== "call" || factor.base.fn !== "abs") continue;
    const rest = new Map(term.factors);
    rest.delete(key);
    return multiplied(
      { coef: term.coef, factors: rest },
      asTerm(toPower(normal(factor.base.args[0]), exponent)),
    );
  }
  return term;
}

function sumOf(a: Factor, b: Factor): Expr {
  const [left, right] = [numericExponent(a), numericExponent(b)];
  if (left !== undefined && right !== undefined) return num(plus(left, right));
  return simplify(add(a.exponent, b.exponent));
}

/** The value of a power of a number, where it is a fraction. */
function foldedValue(base: Expr, exponent: Expr): Rational | undefined {
  return base.kind === "number" && exponent.kind === "number" ? power(base.value, exponent.value) : undefined;
}

/** 1 divided by a term. */
export function reciprocal({ coef, factors }: Term): Term {
  const turned = [...factors].map(([key, factor]): [string, Factor] => [
    key,
    { ...factor, exponent: minus(factor) },
  ]);
  return { coef: inverse(coef), factors: new Map(turned) };
}

function minus(factor: Factor): Expr {
  const exponent = numericExponent(factor);
  return exponent === undefined ? simplify(neg(factor.exponent)) : num(negative(exponent));
}

type Quotient = Extract<Expr, { b: Expr }>;

function inverted(node: Quotient): Sum {
  const below = normal(node.b);
  if (below.length === 0) throw dividedByZero(node);
  const fractions = denominatorsOf(below);
  if (fractions.factors.size === 0) return [reciprocal(asTerm(below))];
  const whole = collected(below.map((term) => multiplied(term, fractions)));
  return [multiplied(fractions, reciprocal(asTerm(whole)))];
}

/** What a sum must be multiplied with to lose its fractions of variables: 1 / (1 + 1/x) is x / (x + 1). */
function denominatorsOf(sum: Sum): Term {
  const below = new Map<string, Factor>();
  if (sum.length < 2) return constantTerm(one);
  for (const [key, factor] of sum.flatMap(({ factors }) => [...factors])) {
    const exponent = numericExponent(factor);
    const before = below.get(key);
    if (exponent === undefined || sign(exponent) >= 0) continue;
    const deepest = before === undefined ? exponent : least(exponent, negative(numericExponent(before)!));
    below.set(key, { base: factor.base, exponent: num(negative(deepest)) });
  }
  return { coef: one, factors: below };
}

const least = (a: Rational, b: Rational): Rational => (sign(plus(a, negative(b))) < 0 ? a : b);

export function dividedByZero(node: Expr): RangeError {
  return wrongValue({
    fn: "symbolic",
    argument: "a denominator",
    got: asIs(`0 in ${toText(node)}`),
    wanted: "different from 0",
  });
}

/** Functions that are a short way to write a power. */
const shorthands = new Set(["exp", "sqrt", "square", "cube", "reciprocal", "nthRoot"]);

function called({ fn, args }: Call): Sum {
  const rule = functions[fn];
  const simple = args.map(simplify);
  if (shorthands.has(fn) && rule.as !== undefined) {
    const written = rule.as(...simple);
    if (written.kind !== "call") return normal(written);
  }
  if (simple.length > 1) return [factorTerm(call(fn, ...simple))];
  const sum = normal(simple[0]);
  const value = valueOf(sum);
  const exact = value === undefined ? exactAngle(fn, sum) : rule.exact?.(value);
  if (exact !== undefined) return constantSum(exact);
  if (fn === "log") return logarithm(sum);
  const isTurnedArgument = rule.parity !== undefined && sum.length === 1 && sign(sum[0].coef) < 0;
  if (!isTurnedArgument) return [factorTerm(call(fn, simple[0]))];
  const turned = factorTerm(call(fn, treeOfSum(scaled(sum, rational(-1)))));
  return rule.parity === "odd" ? scaled([turned], rational(-1)) : [turned];
}

/** ln(e^w) is w. */
function logarithm(sum: Sum): Sum {
  const [factor] = sum.length === 1 ? sum[0].factors.values() : [];
  const isPower = sum.length === 1 && sum[0].factors.size === 1 && isNumber(sum[0].coef, 1);
  if (isPower && factor.base.kind === "constant" && factor.base.name === "e") return normal(factor.exponent);
  return [factorTerm(call("log", treeOfSum(sum)))];
}

function chosen(node: Expr & { kind: "cases" }): Sum {
  const [then, otherwise] = [simplify(node.then), simplify(node.otherwise)];
  if (keyOf(then) === keyOf(otherwise)) return normal(then);
  return [factorTerm({ ...node, test: mapTest(node.test, simplify), then, otherwise })];
}
