// Sums of products, the form in which expressions are compared and collected.

import { type Expr, keyOf, nameOf, num } from "../tree";
import { spend } from "../work";
import { gcd, negative, one, plus, type Rational, rational, sign, times, toNumber } from "./rational";

/** `base ** exponent`, both simplified. */
export interface Factor {
  readonly base: Expr;
  readonly exponent: Expr;
}

/** A coefficient times factors, no two of them with the same base; keyed by the base. */
export interface Term {
  readonly coef: Rational;
  readonly factors: ReadonlyMap<string, Factor>;
}

/** Terms whose sum is meant; the empty sum is 0. */
export type Sum = readonly Term[];

export const constantTerm = (coef: Rational): Term => ({ coef, factors: new Map() });
export const constantSum = (coef: Rational): Sum => (coef.n === 0n ? [] : [constantTerm(coef)]);
export const factorTerm = (base: Expr, exponent: Expr = num(1)): Term => ({
  coef: one,
  factors: new Map([[keyOf(base), { base, exponent }]]),
});

export function scaled(sum: Sum, by: Rational): Sum {
  return sum.map(({ coef, factors }) => ({ coef: times(coef, by), factors }));
}

/** The number that a sum is, or undefined. */
export function valueOf(sum: Sum): Rational | undefined {
  if (sum.length === 0) return rational(0);
  return sum.length === 1 && sum[0].factors.size === 0 ? sum[0].coef : undefined;
}

/** The exponent as a number, or undefined. */
export function numericExponent({ exponent }: Factor): Rational | undefined {
  if (exponent.kind === "number") return exponent.value;
  return exponent.kind === "neg" && exponent.a.kind === "number" ? negative(exponent.a.value) : undefined;
}

/** Text that terms share if only their coefficients differ. */
export function termKey(factors: Iterable<Factor>): string {
  return [...factors]
    .map(({ base, exponent }) => `${keyOf(base)}^${keyOf(exponent)}`)
    .sort()
    .join("*");
}

/** Adds up the terms of the same factors, each where the first of them stood. */
export function collected(terms: Sum): Sum {
  const found = new Map<string, Term>();
  for (const term of terms) {
    const key = termKey(term.factors.values());
    const before = found.get(key);
    found.set(key, before === undefined ? term : { ...term, coef: plus(before.coef, term.coef) });
  }
  return withSquares([...found.values()].filter(({ coef }) => coef.n !== 0n));
}

/** `first(u)^2 + sign * second(u)^2 = 1`. */
const identities = [
  { first: "cos", second: "sin", sign: 1 },
  { first: "cosh", second: "sinh", sign: -1 },
] as const;

/** Applies the identities between squares. */
function withSquares(sum: Sum): Sum {
  for (const [i, term] of sum.entries()) {
    for (const identity of identities) {
      const partner = partnerOf(term, identity);
      if (partner === undefined) continue;
      spend(1 + (sum.length >> 2));
      const j = sum.findIndex(({ coef, factors }) => {
        const fits = times(coef, rational(identity.sign));
        return fits.n === term.coef.n && fits.d === term.coef.d && termKey(factors.values()) === partner.key;
      });
      if (j === -1) continue;
      const joined: Term = { coef: term.coef, factors: partner.rest };
      return collected(sum.flatMap((other, k) => (k === i ? [joined] : k === j ? [] : [other])));
    }
  }
  return sum;
}

/**
 * For a term with a square of the first function: the key of the term that it can be joined with, and what
 * both share.
 */
function partnerOf(
  { factors }: Term,
  { first, second }: (typeof identities)[number],
): { key: string; rest: Map<string, Factor> } | undefined {
  for (const [key, { base, exponent }] of factors) {
    const isSquare = exponent.kind === "number" && exponent.value.n === 2n && exponent.value.d === 1n;
    if (base.kind !== "call" || base.fn !== first || !isSquare) continue;
    const rest = new Map(factors);
    rest.delete(key);
    return { key: termKey([...rest.values(), { base: { ...base, fn: second }, exponent }]), rest };
  }
  return undefined;
}

/** The greatest number that divides all coefficients, with the sign of the leading term. */
export function contentOf(sum: Sum): Rational {
  const turn = BigInt(sign(leadingTerm(sum).coef));
  if (sum.some(({ coef }) => coef.decimal)) return rational(turn);
  const n = sum.reduce((divisor, { coef }) => gcd(divisor, coef.n), 0n);
  const d = sum.reduce((multiple, { coef }) => (multiple * coef.d) / gcd(multiple, coef.d), 1n);
  return rational(n * turn, d);
}

/**
 * The highest power of one variable, else the first in the order of the keys: the same for x - 1 and 1 - x.
 */
function leadingTerm(sum: Sum): Term {
  const degrees = sum.map(powerOf);
  const names = new Set(
    degrees.flatMap((power) => (power === undefined ? ["?"] : power.name === "" ? [] : [power.name])),
  );
  const rank = (i: number): number => (names.size === 1 && !names.has("?") ? degrees[i]!.degree : 0);
  const keys = sum.map(({ factors }) => termKey(factors.values()));
  const places = sum.map((_, i) => i).sort((i, j) => rank(j) - rank(i) || (keys[i] < keys[j] ? -1 : 1));
  return sum[places[0]];
}

/**
 * The variable and exponent of a term that is a number times a power of one variable; a number alone has the
 * degree 0.
 */
export function powerOf({ factors }: Term): { name: string; degree: number } | undefined {
  if (factors.size === 0) return { name: "", degree: 0 };
  const [factor] = factors.values();
  const exponent = numericExponent(factor);
  if (factors.size > 1 || factor.base.kind !== "variable" || exponent === undefined) return undefined;
  return { name: nameOf(factor.base), degree: toNumber(exponent) };
}

/**
 * The factors that all terms share, with the least of their exponents; only those whose exponents are
 * positive numbers, or the same.
 */
export function commonFactors(sum: Sum): Map<string, Factor> {
  const common = new Map<string, Factor>();
  for (const [key, factor] of sum[0].factors) {
    const all = sum.map(({ factors }) => factors.get(key));
    if (all.some((other) => other === undefined)) continue;
    const shared = leastExponent(all as Factor[]);
    if (shared !== undefined) common.set(key, { base: factor.base, exponent: shared });
  }
  return common;
}

function leastExponent(factors: readonly Factor[]): Expr | undefined {
  const first = keyOf(factors[0].exponent);
  if (factors.every(({ exponent }) => keyOf(exponent) === first)) return factors[0].exponent;
  const exponents = factors.map(numericExponent);
  if (exponents.some((exponent) => exponent === undefined || sign(exponent) <= 0)) return undefined;
  const numbers = exponents as Rational[];
  return num(numbers.reduce((least, next) => (sign(plus(next, negative(least))) < 0 ? next : least)));
}
