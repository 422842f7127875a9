// numericalHessian: second derivatives of a function of several variables, by differences.

import { refuseUnknownOptions, requireFunction } from "../errors";
import { requireOneOf, requireStep, requireVisibleStep } from "./checks";
import { convergedDerivative, fixedRule } from "./converged";
import { finite, type Scalar, scalarReader } from "./coordinates";
import { Field } from "./field";
import { type Point, requirePoint, type SameKind } from "./points";
import { Samples } from "./samples";
import { exactStep } from "./steps";

/** The options of `numericalHessian`. */
export interface HessianOptions {
  /**
   * `"central"` (the default) takes one step in each variable, `"adaptive"` extrapolates and refuses what
   * does not converge.
   */
  method?: "central" | "adaptive";
  /**
   * The step in each coordinate, or the one that `"adaptive"` starts from; by default the fourth root of
   * epsilon times `max(1, |x[i]|)`.
   */
  h?: number;
}

/**
 * The Hessian of `f` at `x`: the second derivatives, by central differences in both variables. It is
 * symmetric.
 *
 * `x` is a point as for `numericalGradient` and is not changed. For `n` variables `f` is called
 * `2 * n ** 2 + 1` times; about 7 digits are right. With `method: "adaptive"` it is about 10 digits, for some
 * 30 calls an element.
 *
 * Throws as `numericalGradient` does, with `method: "adaptive"` also where the differences did not converge:
 * at a kink, a jump, in noise. Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 25.3.23 and
 * 25.3.26.
 *
 * @param f a function of the vector, which returns one number
 * @param x an array, a typed array or a tensor of n numbers
 * @param options the method and the step `h`
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
  refuseUnknownOptions(fn, options, ["method", "h"]);
  requireOneOf(fn, "options.method", options.method ?? "central", ["central", "adaptive"]);
  if (options.h !== undefined) requireStep(fn, "options.h", options.h);
  if (options.method === "adaptive") {
    const field = new Field(f, variables, scalarReader(fn));
    return field.explore(() => adaptiveSecond(fn, field, options.h));
  }
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

/**
 * By second derivatives along the axes and the diagonals between two of them: the mixed one is a quarter of
 * the diagonals' difference.
 */
function adaptiveSecond<X>(fn: string, field: Field<X, number>, h: number | undefined): number[][] {
  const { values, float } = field.variables;
  const scales = values.map((value) => Math.max(1, Math.abs(value)));
  const along = (
    argument: string,
    directions: readonly (readonly [index: number, step: number])[],
  ): number => {
    const f = (t: number): number =>
      t === 0 ? field.here() : field.near(directions.map(([i, step]) => [i, values[i] + t * step]));
    const naming = { fn, argument, wayOut: fixedRule };
    return convergedDerivative(new Samples(fn, f, 0, float), 2, h === undefined ? h : Math.abs(h), naming);
  };
  const rows = values.map(() => new Array<number>(values.length).fill(0));
  values.forEach((_, i) => {
    rows[i][i] = along(`the second derivative of f by x[${i}]`, [[i, 1]]) + 0;
    for (let j = 0; j < i; j++) {
      const argument = `the second derivative of f by x[${i}] and x[${j}]`;
      const [p, q] = [scales[i], scales[j]];
      const [rising, falling] = [q, -q].map((step) => along(argument, [[i, p], [j, step]])); // prettier-ignore
      rows[i][j] = rows[j][i] = (rising - falling) / (4 * p * q) + 0;
    }
  });
  return rows;
}
