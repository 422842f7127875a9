// Difference quotients of any order: which points they take, with which weights.

import type { FloatType } from "./floatTypes";

/** A rule with a step of its own: takes points after x, before x, or around x. */
export type Rule = "forward" | "backward" | "central";

/** The rules by name, each with its order of accuracy: the error shrinks as this power of `h`. */
export const accuracy: Readonly<Record<Rule, number>> = { forward: 1, backward: 1, central: 2 };

/** The sum of `weight * f(x + offset * h)` over the points, divided by `h ** order`, is the quotient. */
export interface Difference {
  readonly order: number;
  readonly points: readonly { readonly offset: number; readonly weight: number }[];
}

/** The orders of derivatives that are offered. */
export const orders: readonly [1, 2, 3, 4] = [1, 2, 3, 4];

/** The difference of an order, with as few points as the rule allows. */
export function difference(rule: Rule, order: number): Difference {
  return differences[rule][order];
}

function makeDifference(rule: Rule, order: number): Difference {
  const weights = rule === "central" ? centralWeights(order) : powerOf([-1, 1], order);
  const first = { forward: 0, backward: -order, central: -(weights.length - 1) / 2 }[rule];
  const points = weights.map((weight, i) => ({ offset: first + i, weight }));
  return { order, points: points.filter(({ weight }) => weight !== 0) };
}

/**
 * Even orders repeat f(x + h/2) - f(x - h/2); an odd order has one (f(x + h) - f(x - h)) / 2 to stay on whole
 * steps.
 */
function centralWeights(order: number): number[] {
  const even = powerOf([1, -2, 1], Math.floor(order / 2));
  return order % 2 === 0 ? even : product(even, [-0.5, 0, 0.5]);
}

function powerOf(factor: readonly number[], exponent: number): number[] {
  let power = [1];
  for (let i = 0; i < exponent; i++) power = product(power, factor);
  return power;
}

/** The coefficients of the product of two polynomials. */
function product(a: readonly number[], b: readonly number[]): number[] {
  const result = new Array<number>(a.length + b.length - 1).fill(0);
  a.forEach((u, i) => b.forEach((v, j) => (result[i + j] += u * v)));
  return result;
}

const upToFour = (rule: Rule): Difference[] => [0, ...orders].map((order) => makeDifference(rule, order));
const differences: Readonly<Record<Rule, Difference[]>> = {
  forward: upToFour("forward"),
  backward: upToFour("backward"),
  central: upToFour("central"),
};

/**
 * The difference quotient of the function `at`, every operation rounded to the type; NaN if a value is not
 * finite.
 */
export function quotient(
  at: (t: number) => number,
  x: number,
  h: number,
  { order, points }: Difference,
  { round }: FloatType,
): number {
  const centre = round(x);
  const step = round(h);
  let sum = 0;
  for (const { offset, weight } of points) {
    const value = round(at(round(centre + round(offset * step))));
    if (!Number.isFinite(value)) return NaN;
    sum = round(sum + round(weight * value));
  }
  for (let i = 0; i < order; i++) sum = round(sum / step);
  return sum;
}
