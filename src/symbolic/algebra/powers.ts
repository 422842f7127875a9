// Powers of sums of products: what may be taken out of a bracket without a change of value.

import { call, type Call, type Expr, e, isNumeric, keyOf, mul, num, pow } from "../tree";
import { treeOfSum, treeOfTerm } from "./pretty";
import { isInteger, isNumber, negative, one, power, type Rational, rational, sign, times } from "./rational";
import { asTerm, dividedByZero, multiplied, normal, reciprocal, simplify } from "./simplify";
import {
  constantSum,
  constantTerm,
  type Factor,
  factorTerm,
  numericExponent,
  type Sum,
  type Term,
  valueOf,
} from "./terms";

/** A sum to the power of a sum. */
export function raised(base: Sum, exponent: Sum): Sum {
  const value = valueOf(exponent);
  return value === undefined ? [toSymbol(base, treeOfSum(exponent))] : toPower(base, value);
}

/** A sum to the power of a number. */
export function toPower(base: Sum, exponent: Rational): Sum {
  if (exponent.n === 0n) return constantSum(one);
  if (base.length === 0) {
    if (sign(exponent) > 0) return [];
    throw dividedByZero(pow(num(0), num(exponent)));
  }
  if (isNumber(exponent, 1)) return base;
  const { coef, factors } = asTerm(base);
  if (isInteger(exponent)) {
    const raisedFactors = [...factors.values()].map((factor) =>
      factorTerm(factor.base, scaledExponent(factor, exponent)),
    );
    return [[numberPower(coef, exponent), ...raisedFactors].reduce(multiplied)];
  }
  return [rootTerm({ coef, factors }, exponent)];
}

function scaledExponent(factor: Factor, by: Rational): Expr {
  const exponent = numericExponent(factor);
  return exponent === undefined ? simplify(mul(num(by), factor.exponent)) : num(times(exponent, by));
}

function numberPower(base: Rational, exponent: Rational): Term {
  const value = power(base, exponent);
  return value === undefined ? factorTerm(num(base), num(exponent)) : constantTerm(value);
}

/** A term to a power that is no whole number: only what is surely positive leaves the bracket. */
function rootTerm({ coef, factors }: Term, exponent: Rational): Term {
  const outside = numberPower(sign(coef) < 0 ? negative(coef) : coef, exponent);
  const all = [...factors.values()];
  const positive = all.filter(({ base }) => isPositive(base));
  const rest = all.filter(({ base }) => !isPositive(base));
  const pulled = positive.map((factor) => factorTerm(factor.base, scaledExponent(factor, exponent)));
  const inside: Term = { coef: rational(sign(coef)), factors: new Map(rest.map((f) => [keyOf(f.base), f])) };
  const isUnit = rest.length === 0 && sign(coef) > 0;
  return [outside, ...pulled, ...(isUnit ? [] : [nested(inside, exponent)])].reduce(multiplied);
}

/** (u^p)^q is u^(pq), but |u|^(pq) for an even p. */
function nested(inside: Term, exponent: Rational): Term {
  const [factor] = inside.factors.values();
  const inner = inside.factors.size === 1 && sign(inside.coef) > 0 ? numericExponent(factor) : undefined;
  if (inner === undefined) return factorTerm(treeOfTerm(inside), num(exponent));
  const isEven = isInteger(inner) && inner.n % 2n === 0n;
  return factorTerm(isEven ? simplify(call("abs", factor.base)) : factor.base, num(times(inner, exponent)));
}

function isPositive(base: Expr): boolean {
  return base.kind === "constant" || (base.kind === "number" && sign(base.value) > 0);
}

/** A sum to the power of an expression. */
function toSymbol(base: Sum, exponent: Expr): Term {
  const value = valueOf(base);
  if (value !== undefined) return isNumber(value, 1) ? constantTerm(one) : factorTerm(num(value), exponent);
  const [term] = base;
  const [factor] = term.factors.values();
  const isLone = base.length === 1 && term.factors.size === 1 && isNumber(term.coef, 1);
  if (!isLone) return factorTerm(treeOfSum(base), exponent);
  if (factor.base.kind === "constant" && factor.base.name === "e" && isNumeric(factor.exponent, 1))
    return exponential(exponent);
  if (isNumeric(factor.exponent, 1)) return factorTerm(factor.base, exponent);
  if (isPositive(factor.base)) return factorTerm(factor.base, simplify(mul(factor.exponent, exponent)));
  return factorTerm(treeOfSum(base), exponent);
}

/** e^(w ln u) is u^w. */
function exponential(exponent: Expr): Term {
  const sum = normal(exponent);
  const logarithm = [...(sum.length === 1 ? sum[0].factors.values() : [])].find(
    ({ base, exponent: power }) => base.kind === "call" && base.fn === "log" && isNumeric(power, 1),
  );
  if (logarithm === undefined) return factorTerm(e, exponent);
  const rest = multiplied(sum[0], reciprocal(factorTerm(logarithm.base)));
  return asTerm(raised(normal((logarithm.base as Call).args[0]), [rest]));
}
