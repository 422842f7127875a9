// compareDerivatives: one derivative computed numerically, automatically and symbolically.

import { abs, asAtStart } from "../display/intrinsics";
import { wrongType } from "../errors";
import { noValue, requireFinite } from "../numeric/checks";
import { type Point, requirePoint } from "../numeric/points";
import { adaptiveResult, requireCall } from "../numeric/derivativeCall";
import { type Symbolic, symbolic } from "../symbolic";
import type { Tensor } from "../tensor/tensor";
import { say } from "./sentences";
import { callFormula, type Subject, subjectOf } from "./subject";
import { type DerivativeRow, DerivativeTable, type GradientRow } from "./table";

type Result = number | Tensor;

/**
 * A function of one variable: a text, an arrow function, one written with the functions of this library, or
 * what `symbolic` has made.
 */
export type Differentiable = string | Symbolic | ((x: number) => Result) | ((x: Tensor) => Result);

/** A function of several variables, which it takes in an array or a tensor, or one by one. */
export type DifferentiableOfMany =
  | string
  | Symbolic
  | ((x: number[]) => Result)
  | ((x: Tensor) => Result)
  | ((x: Tensor[]) => Result)
  | ((...x: number[]) => Result)
  | ((...x: Tensor[]) => Result);

/**
 * Three independent derivatives of a function at `x`: numerical (the adaptive differences), automatic
 * (reverse mode on a tensor) and symbolic (the formula), with their differences. Where one of them cannot be
 * had, its row says why.
 *
 * Of a function of several variables, `x` is the array of their numbers, and the table has three rows for
 * each partial derivative. It is called with the array, or with the numbers one by one if it has as many
 * parameters.
 *
 * @param f a function that takes numbers and tensors alike
 * @param x where
 * @throws TypeError where `f` cannot be called or returns no number, and where `x` is neither a number nor an
 *   array of numbers; RangeError for numbers that are not finite, and where `x` has not as many as the
 *   formula has variables; SyntaxError for a text that is no expression
 *
 * @example
 * ```ts
 * compareDerivatives("x^3 - 1/x", 1).map(({ value }) => value?.toFixed(8))
 * // => [ '4.00000000', '4.00000000', '4.00000000' ]
 * compareDerivatives((x: number) => Math.exp(2 * x), 0)[2].note
 * // => 2*e^(2*x)
 * const rows = compareDerivatives((x: number, y: number) => 3 * x ** 2 + 5 * Math.exp(y), [1, 2])
 * rows.map(({ variable, derivative, value }) => [variable, derivative, value?.toFixed(6)])
 * // => [
 * //      [ 'x', 'numerical', '6.000000' ],
 * //      [ 'x', 'automatic', '6.000000' ],
 * //      [ 'x', 'symbolic', '6.000000' ],
 * //      [ 'y', 'numerical', '36.945280' ],
 * //      [ 'y', 'automatic', '36.945280' ],
 * //      [ 'y', 'symbolic', '36.945280' ]
 * //    ]
 * ```
 */
export function compareDerivatives(f: (x: number) => Result, x: number): DerivativeTable;
export function compareDerivatives(f: Differentiable, x: number): DerivativeTable;
/** Three independent gradients of a function of several variables: three rows for each of them. */
export function compareDerivatives(f: (x: number[]) => Result, x: Point): DerivativeTable<GradientRow>;
export function compareDerivatives(f: DifferentiableOfMany, x: Point): DerivativeTable<GradientRow>;
export function compareDerivatives(
  f: Differentiable | DifferentiableOfMany,
  x: number | Point,
): DerivativeTable {
  return asAtStart(() => compared(f, x));
}

function compared(f: Differentiable | DifferentiableOfMany, x: number | Point): DerivativeTable {
  const fn = "compareDerivatives";
  if (typeof f !== "string" && typeof f !== "function") {
    const wanted = `a text such as "x^2" or a function such as (x) => x ** 2`;
    throw wrongType({ fn, argument: "f", got: f, wanted });
  }
  const isOne = typeof x === "number" || typeof x !== "object" || x === null;
  if (isOne) requireFinite(fn, "x", x, "For several variables, x is an array such as [1, 2].");
  const values = isOne ? [x] : requirePoint(fn, x).values;
  const subject = subjectOf(f, isOne ? values[0] : values);
  requireFinite(fn, `f(${values.join(", ")})`, subject.numberAt(values), noValue);
  const automatic = subject.automaticAt(values);
  const rows = subject.names.flatMap((variable, i) => {
    const three = [
      numericalRow(subject, values, i),
      automaticRow(automatic, i),
      symbolicRow(subject, values, i),
    ];
    const best = three[2].value ?? three[1].value;
    return three.map(({ derivative, value, evaluations, note }) => {
      const row = { derivative, value, difference: distance(value, best), evaluations, note };
      return isOne ? row : { variable, ...row };
    });
  });
  return DerivativeTable.from(rows) as DerivativeTable;
}

function distance(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : abs(a - b);
}

type Row = Omit<DerivativeRow, "difference">;

/** The adaptive rule along one of the axes. */
function numericalRow({ numberAt }: Subject, values: readonly number[], i: number): Row {
  const along = (t: number): number => numberAt(values.with(i, t));
  const { value, error, evaluations, converged } = adaptiveResult(
    requireCall("compareDerivatives", along, values[i], {}),
  );
  const note = converged
    ? say("error at most about {error}", { error: error.toPrecision(1) })
    : say("did not converge: a kink, a jump or noise");
  return { derivative: "numerical", value, evaluations, note };
}

function automaticRow(gradient: readonly number[] | undefined, i: number): Row {
  if (gradient === undefined) {
    const note = say("the function takes no tensors: write it with exp, sin, pow, … of nablab");
    return { derivative: "automatic", value: undefined, evaluations: undefined, note };
  }
  const note =
    gradient.length === 1
      ? say("one pass forward, one backward")
      : say("one pass forward, one backward, for all variables");
  return { derivative: "automatic", value: gradient[i], evaluations: 1, note };
}

function symbolicRow({ formula, reason, names }: Subject, values: readonly number[], i: number): Row {
  if (formula === undefined)
    return { derivative: "symbolic", value: undefined, evaluations: undefined, note: reason };
  const isVariable = formula.variables.includes(names[i]);
  const derivative = isVariable ? formula.derivative(names[i]) : symbolic("0");
  const value = callFormula(derivative, values) as number;
  return { derivative: "symbolic", value, evaluations: 1, note: derivative.toString() };
}
