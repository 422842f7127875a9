// numericalJacobian: the derivatives of a function with several results, by differences.

import { requireFunction, wrongType, wrongValue } from "../errors";
import { hintForValue, notFinite } from "./checks";
import { convergedDerivative, fixedRule } from "./converged";
import { type GradientOptions, pairAlong, type Plan, requirePlan } from "./coordinates";
import { Field, type Reader } from "./field";
import { isTensorPoint, type Point, requirePoint, type SameKind, type TensorPoint } from "./points";
import { Samples } from "./samples";

/** Several numbers as functions return them. */
export type Values = ArrayLike<number> | TensorPoint;

/**
 * The Jacobian of `f` at `x`: row `r` holds the derivatives of result `r`, column `i` those by variable `i`.
 *
 * `x` is a point as for `numericalGradient` (tensors are read in row-major order); `f` returns an array, a
 * typed array or a tensor of any shape. The steps are `h: "auto"` by default: central differences with the
 * cube root of epsilon times `max(1, |x[i]|)`. `method: "adaptive"` is more exact and takes some 20 calls a
 * variable. `x` is not changed.
 *
 * Throws as `numericalGradient` does, and where the number of results changes from call to call.
 *
 * @param f a function of the vector, which returns m numbers
 * @param x an array, a typed array or a tensor of n numbers
 * @param options the method and the step `h`
 * @example
 * ```ts
 * numericalJacobian((x) => [x[0] * x[1], x[0] - x[1]], [2, 5]).map((row) => row.map((d) => d.toFixed(6)))
 * // => [ [ '5.000000', '2.000000' ], [ '1.000000', '-1.000000' ] ]
 * ```
 */
export function numericalJacobian<X extends Point>(
  f: (x: SameKind<X>) => Values,
  x: X,
  options: GradientOptions = {},
): number[][] {
  const fn = "numericalJacobian";
  requireFunction(fn, f, "(x) => [x[0] ** 2, x[1]]");
  const variables = requirePoint(fn, x);
  const plan = requirePlan(fn, options, variables.float, "auto");
  const field = new Field(f, variables, vectorReader(fn, plan));
  const columns = field.explore(() => variables.values.map((_, i) => columnOf(fn, field, i, plan)));
  return columns[0].map((_, row) => columns.map((column) => column[row]));
}

function columnOf<X>(fn: string, field: Field<X, number[]>, i: number, plan: Plan): number[] {
  if (plan.method === "adaptive") return adaptiveColumn(fn, field, i, plan.start);
  const { lower, upper, width } = pairAlong(field, i, plan.method, plan.stepAt(field.variables.values[i]));
  return upper.map((value, row) => (value - lower[row]) / width + 0);
}

/** Every result is differentiated on its own, from shared calls. */
function adaptiveColumn<X>(
  fn: string,
  field: Field<X, number[]>,
  i: number,
  start: number | undefined,
): number[] {
  const { values, float } = field.variables;
  const known = new Map<number, number[]>([[values[i], field.here()]]);
  const along = (t: number): number[] => {
    const results = known.get(t) ?? field.near([[i, t]]);
    known.set(t, results);
    return results;
  };
  return field.here().map((_, row) => {
    const samples = new Samples(fn, (t) => along(t)[row], values[i], float);
    const naming = { fn, argument: `the derivative of f(x)[${row}] by x[${i}]`, wayOut: fixedRule };
    return convergedDerivative(samples, 1, start, naming);
  });
}

function vectorReader(fn: string, plan: Plan): Reader<number[]> {
  let count: number | undefined;
  return (got, where) => {
    const results = numbersOf(fn, got, where);
    count ??= results.length;
    if (results.length !== count) {
      const wanted = `an array of ${count} numbers, as at the other points`;
      throw wrongValue({ fn, argument: where(), got, wanted });
    }
    if (plan.method !== "adaptive") requireAllFinite(fn, results, where);
    return results;
  };
}

function numbersOf(fn: string, got: unknown, where: () => string): number[] {
  const results: unknown = isTensorPoint(got) ? got.toFlatArray() : got;
  const isList = Array.isArray(results) || ArrayBuffer.isView(results);
  const numbers = isList ? Array.from(results as unknown as ArrayLike<unknown>) : undefined;
  if (numbers?.every((value) => typeof value === "number")) return numbers;
  throw wrongType({
    fn,
    argument: where(),
    got,
    wanted: "an array of numbers or a tensor",
    hint: wayOut(got),
  });
}

function wayOut(got: unknown): string {
  if (typeof got === "number") return "For a single result there is numericalGradient.";
  return got === undefined ? hintForValue(got) : "Return an array such as [x[0] ** 2, x[1]].";
}

function requireAllFinite(fn: string, results: readonly number[], where: () => string): void {
  const row = results.findIndex((value) => !Number.isFinite(value));
  if (row !== -1) throw notFinite(fn, `${where()}[${row}] = ${results[row]}`);
}
