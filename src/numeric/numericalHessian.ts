import { refuseUnknownOptions, requireFunction } from "../errors";
import { requireStep, requireVisibleStep } from "./checks";
import { finite, type Scalar, scalarReader } from "./coordinates";
import { Field } from "./field";
import { type Point, requirePoint, type SameKind } from "./points";
import { exactStep } from "./steps";

/** The options of `numericalHessian`. */
export interface HessianOptions {
  /** The step in each coordinate; by default the fourth root of epsilon times `max(1, |x[i]|)`. */
  h?: number;
}

/**
 * The Hessian of `f` at `x`: the second derivatives, by central differences in both variables. It is symmetric.
 *
 * `x` is a point as for `numericalGradient` and is not changed. For `n` variables `f` is called `2 * n ** 2 + 1` times; about
 * 7 digits are right.
 *
 * Throws as `numericalGradient` does.
 * Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 25.3.23 and 25.3.26.
 *
 * @example
 * ```ts
 * numericalHessian((x) => x[0] ** 2 * x[1], [1, 3]).map((row) => row.map((d) => d.toFixed(4)))
 * // => [ [ '6.0000', '2.0000' ], [ '2.0000', '0.0000' ] ]
 * ```
 */
export function numericalHessian<X extends Point>(
  f: (x: SameKind<X>) => Scalar,
  x: X,
  options: HessianOptions = {},
): number[][] {
  const fn = "numericalHessian";
  requireFunction(fn, f, "(x) => x[0] ** 2 + x[1]");
  const variables = requirePoint(fn, x);
  refuseUnknownOptions(fn, options, ["h"]);
  if (options.h !== undefined) requireStep(fn, "options.h", options.h);
  const { values, float } = variables;
  const steps = values.map((value) => {
    if (options.h !== undefined) requireVisibleStep(fn, "options.h", value, options.h, float);
    return exactStep(value, options.h ?? float.epsilon ** 0.25 * Math.max(1, Math.abs(value)), float);
  });
  const field = new Field(f, variables, finite(fn, scalarReader(fn)));
  return field.explore(() => secondDerivatives(field, steps));
}

function secondDerivatives<X>(field: Field<X, number>, steps: readonly number[]): number[][] {
  const rows = steps.map(() => new Array<number>(steps.length).fill(0));
  steps.forEach((_, i) => {
    rows[i][i] = pure(field, i, steps[i]) + 0;
    for (let j = 0; j < i; j++) rows[i][j] = rows[j][i] = mixed(field, i, steps[i], j, steps[j]) + 0;
  });
  return rows;
}

function pure<X>(field: Field<X, number>, i: number, h: number): number {
  const x = field.variables.values[i];
  return (field.near([[i, x + h]]) - 2 * field.here() + field.near([[i, x - h]])) / (h * h);
}

function mixed<X>(field: Field<X, number>, i: number, h: number, j: number, k: number): number {
  const { values } = field.variables;
  const at = (s: number, t: number): number =>
    field.near([
      [i, values[i] + s * h],
      [j, values[j] + t * k],
    ]);
  return (at(1, 1) - at(1, -1) - at(-1, 1) + at(-1, -1)) / (4 * h * k);
}
