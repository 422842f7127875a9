// numericalGradient: the gradient of a function of several variables, by differences.

import { requireFunction } from "../errors";
import { convergedDerivative, fixedRule } from "./converged";
import {
  finite,
  type GradientOptions,
  pairAlong,
  type Plan,
  requirePlan,
  type Scalar,
  scalarReader,
} from "./coordinates";
import { Field } from "./field";
import { type Point, requirePoint, type SameKind } from "./points";
import { Samples } from "./samples";

export type { GradientOptions, Scalar } from "./coordinates";
export type { Point, SameKind, TensorPoint } from "./points";

/**
 * The gradient of `f` at `x`, one coordinate at a time, computed from values of `f`.
 *
 * `x` is an array of numbers, a Float64Array, a Float32Array or a tensor of floating-point numbers; `f` is
 * called with points of that kind, and the gradient has the same kind and shape. `x` is not changed, also
 * when `f` throws.
 *
 * By default it takes central differences with `h = 1e-3`, the step of the course's exercises: about 7 digits
 * for a function that varies on the scale of 1. Better: `h: "auto"`, the cube root of epsilon times
 * `max(1, |x[i]|)`, about 10 digits; or `method: "adaptive"`, about 12 digits for some 20 calls a coordinate.
 * The rules divide by the distance of the points after rounding, which matters for float32. Where 1e-3 is
 * below 64 spacings of the numbers (in float32 from `|x[i]| = 131` on), the better step is taken.
 *
 * Throws with `method: "adaptive"` where the differences did not converge (at a kink, a jump, in noise), for
 * integer tensors (x + h would be cut back to x), for empty points and elements that are not finite, where
 * `f` is no finite number at a point, where a given `h` vanishes in rounding, and for unknown options.
 *
 * @param f a function of the vector, which returns one number
 * @param x an array, a typed array or a tensor; it is not changed
 * @param options the method and the step `h`
 * @example
 * ```ts
 * numericalGradient((x) => 3 * x[0] ** 2 + 5 * Math.exp(x[1]), [1, 2]).map((g) => g.toFixed(8))
 * // => [ '6.00000000', '36.94528665' ]
 * numericalGradient((x) => Math.hypot(...x), new Float64Array([3, 4]), { method: "adaptive" })[0].toFixed(10)
 * // => 0.6000000000
 * ```
 */
export function numericalGradient<X extends Point>(
  f: (x: SameKind<X>) => Scalar,
  x: X,
  options: GradientOptions = {},
): SameKind<X> {
  const fn = "numericalGradient";
  requireFunction(fn, f, "(x) => x[0] ** 2 + x[1]");
  const variables = requirePoint(fn, x);
  const plan = requirePlan(fn, options, variables.float, "course");
  const read = scalarReader(fn);
  const field = new Field(f, variables, plan.method === "adaptive" ? read : finite(fn, read));
  const slopes = field.explore(() => variables.values.map((_, i) => slopeAlong(fn, field, i, plan)));
  return variables.rebuild(slopes);
}

function slopeAlong<X>(fn: string, field: Field<X, number>, i: number, plan: Plan): number {
  const { values, float } = field.variables;
  if (plan.method === "adaptive") {
    const along = (t: number): number => (t === values[i] ? field.here() : field.near([[i, t]]));
    const naming = { fn, argument: `the derivative of f by x[${i}]`, wayOut: fixedRule };
    return convergedDerivative(new Samples(fn, along, values[i], float), 1, plan.start, naming);
  }
  const { lower, upper, width } = pairAlong(field, i, plan.method, plan.stepAt(values[i]));
  return (upper - lower) / width + 0;
}
