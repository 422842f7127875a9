// Exact values of the trigonometric functions at multiples of a quarter turn.

import type { FunctionName } from "../rules";
import { isNumeric } from "../tree";
import { rational, type Rational } from "./rational";
import type { Sum } from "./terms";

/** Values at 0, π/2, π and 3π/2; undefined at a pole. */
const quarters: Readonly<Partial<Record<FunctionName, readonly (number | undefined)[]>>> = {
  sin: [0, 1, 0, -1],
  cos: [1, 0, -1, 0],
  tan: [0, undefined, 0, undefined],
};

/** The value at a sum that is a multiple of π/2, or undefined. */
export function exactAngle(fn: FunctionName, sum: Sum): Rational | undefined {
  const values = quarters[fn];
  const [term, more] = sum;
  if (values === undefined || term === undefined || more !== undefined || term.factors.size !== 1)
    return undefined;
  const [{ base, exponent }] = term.factors.values();
  if (base.kind !== "constant" || base.name !== "pi" || !isNumeric(exponent, 1)) return undefined;
  const turns = term.coef.n * 2n;
  if (turns % term.coef.d !== 0n) return undefined;
  const value = values[Number((((turns / term.coef.d) % 4n) + 4n) % 4n)];
  return value === undefined ? undefined : rational(value);
}
