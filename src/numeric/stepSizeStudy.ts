// stepSizeStudy: the errors of several rules over many step sizes.

import { refuseUnknownOptions, requireFunction, wrongType } from "../errors";
import {
  numberAt,
  type NumberFunction,
  requireFinite,
  requireFloatType,
  requireOneOf,
  requireStep,
} from "./checks";
import { type ComplexFunction, complexQuotient } from "./complexStep";
import { accuracy, type Difference, difference, quotient, type Rule } from "./differences";
import type { FloatName, FloatType } from "./floatTypes";

/** The rules of a study: those of `derivative` that have a step, and the central one over five points. */
export type StudiedRule = Rule | "five-point" | "complex";

/** The options of `stepSizeStudy`. */
export interface StepSizeOptions {
  /**
   * The rules; by default forward, central and five-point. `"complex"` needs an `f` that takes complex
   * numbers.
   */
  rules?: readonly StudiedRule[];
  /** The floating-point types; both by default. */
  dtypes?: readonly FloatName[];
  /** The steps; by default 0.1, 0.0316…, 0.01, … down to 1e-17. */
  h?: readonly number[];
}

/** One rule in one floating-point type: what it gives for each step. */
export interface StepSizeCurve {
  rule: StudiedRule;
  dtype: FloatName;
  /** The steps, rounded to the type. */
  h: number[];
  /**
   * The steps as rounding leaves them: `(x + h) - x`, 0 where `x + h` is `x`. In `x + ih` nothing is rounded
   * away.
   */
  effective: number[];
  value: number[];
  /** The distance of each value from the exact one; NaN where `f` is not finite. */
  error: number[];
  /**
   * The power of `h` with which theory lets the error shrink, before rounding takes over: the slope on
   * log-log axes.
   */
  slope: number;
  /**
   * The error that theory expects of rounding is about this divided by `h`; 0 for the complex step, which
   * subtracts nothing.
   */
  rounding: number;
  /** The step with the least error; undefined where no value is finite. */
  best: { h: number; error: number } | undefined;
  /** The largest of the steps at which `x + h` is `x`; undefined if there is none. */
  vanishing: number | undefined;
}

/** The errors of several rules over many steps, ready to be plotted. */
export interface StepSizeStudy {
  x: number;
  exact: number;
  curves: StepSizeCurve[];
}

const fivePoint: Difference = {
  order: 1,
  points: [-2, -1, 1, 2].map((offset, i) => ({ offset, weight: [1 / 12, -2 / 3, 2 / 3, -1 / 12][i] })),
};
const slopes: Readonly<Record<StudiedRule, number>> = {
  ...accuracy,
  "five-point": 4,
  complex: 2,
};
/** 0.1, 0.0316, 0.01, … 1e-17, each read from its decimal digits. */
const halfDecades: readonly number[] = Array.from({ length: 33 }, (_, i) =>
  Number(i % 2 === 0 ? `1e-${1 + i / 2}` : `${Math.sqrt(10)}e-${(i + 3) / 2}`),
);

/**
 * How exact difference quotients of `f` at `x` are, for many steps `h`: the error first shrinks with `h`,
 * since less of the curve's bend is cut off, then grows again, since rounding is divided by `h`, and at last
 * `x + h` is `x` and the quotient 0. The complex step has no such end: its error shrinks until no digit is
 * wrong.
 *
 * `exact` is the true derivative. Every value is the plain quotient by the nominal step. In float32 `x`, `h`,
 * the points, the values of `f` and the sums are rounded; to round inside `f` too, write `Math.fround` into
 * `f` and ask for `dtypes: ["float32"]` alone. Values of `f` that are not finite give NaN in that place.
 *
 * Throws where `f` returns no number, for numbers that are not finite, for a step of 0 and for unknown
 * options.
 *
 * @param f a function of one number, called with plain numbers
 * @param x where
 * @param exact the derivative there
 * @param options the rules, the step sizes and the dtypes
 * @example
 * ```ts
 * const study = stepSizeStudy((x) => x ** 3 - 1 / x, 1, 4, { rules: ["forward", "central"], dtypes: ["float64"] })
 * study.curves.map(({ rule, best }) => [rule, best?.h])
 * // => [ [ 'forward', 1e-8 ], [ 'central', 0.0000031622776601683796 ] ]
 * const [complex] = stepSizeStudy(symbolic("x^3 - 1/x"), 1, 4, { rules: ["complex"], dtypes: ["float64"] }).curves
 * complex.error.at(-1)
 * // => 0
 * ```
 */
export function stepSizeStudy(
  f: NumberFunction,
  x: number,
  exact: number,
  options?: StepSizeOptions,
): StepSizeStudy;
/** The errors of the complex step for a function of a complex number. */
export function stepSizeStudy(
  f: ComplexFunction,
  x: number,
  exact: number,
  options: StepSizeOptions & { rules: readonly "complex"[] },
): StepSizeStudy;
export function stepSizeStudy(
  f: NumberFunction | ComplexFunction,
  x: number,
  exact: number,
  options: StepSizeOptions = {},
): StepSizeStudy {
  const fn = "stepSizeStudy";
  requireFunction(fn, f);
  requireFinite(fn, "x", x);
  requireFinite(fn, "exact", exact);
  refuseUnknownOptions(fn, options, ["rules", "dtypes", "h"]);
  const {
    rules = ["forward", "central", "five-point"],
    dtypes = ["float64", "float32"],
    h = halfDecades,
  } = options;
  requireList(fn, "options.rules", rules, '["forward"]', (rule) =>
    requireOneOf(fn, "options.rules", rule, Object.keys(slopes)),
  );
  requireList(fn, "options.dtypes", dtypes, '["float64"]', (dtype) => requireFloatType(fn, dtype));
  requireList(fn, "options.h", h, "[0.1, 0.01]", (step) => requireStep(fn, "options.h", step));
  const curves = dtypes.flatMap((dtype) =>
    rules.map((rule) => curveOf(f as NumberFunction, x, exact, h, rule, requireFloatType(fn, dtype))),
  );
  return { x, exact, curves };
}

function requireList<T>(
  fn: string,
  argument: string,
  got: readonly T[],
  example: string,
  check: (item: T) => void,
): void {
  if (!Array.isArray(got) || got.length === 0)
    throw wrongType({ fn, argument, got, wanted: `an array such as ${example}` });
  for (const item of got as readonly T[]) check(item);
}

function curveOf(
  f: NumberFunction,
  x: number,
  exact: number,
  steps: readonly number[],
  rule: StudiedRule,
  float: FloatType,
): StepSizeCurve {
  const h = steps.map(float.round);
  const effective = rule === "complex" ? h : h.map((step) => effectiveStep(float.round(x), step, float));
  const value = h.map(quotientOf(f, x, rule, float));
  const error = value.map((v) => Math.abs(v - exact));
  const vanished = h.filter((_, i) => effective[i] === 0);
  return {
    rule,
    dtype: float.name,
    h,
    effective,
    value,
    error: error.map((e) => (Number.isFinite(e) ? e : NaN)),
    slope: slopes[rule],
    rounding: rule === "complex" ? 0 : roundingOf(f, x, exact, float),
    best: bestOf(h, effective, error),
    vanishing: vanished.length === 0 ? undefined : Math.max(...vanished),
  };
}

function effectiveStep(x: number, h: number, { round }: FloatType): number {
  return round(round(x + h) - x);
}

/** The quotient of a rule as a function of the step. */
function quotientOf(
  f: NumberFunction,
  x: number,
  rule: StudiedRule,
  float: FloatType,
): (h: number) => number {
  const fn = "stepSizeStudy";
  if (rule === "complex") return (h) => complexQuotient(fn, f, x, h, float);
  const points = rule === "five-point" ? fivePoint : difference(rule, 1);
  return (h) => quotient((t) => numberAt(fn, f, t), x, h, points, float);
}

/** Half a digit of the value of `f`, and what half a digit of `x` makes of it. */
function roundingOf(f: NumberFunction, x: number, exact: number, { epsilon }: FloatType): number {
  return (epsilon / 2) * (Math.abs(numberAt("stepSizeStudy", f, x)) + Math.abs(x * exact));
}

/** A step that vanishes has no merit, even if 0 is the right answer. */
function bestOf(
  h: readonly number[],
  effective: readonly number[],
  error: readonly number[],
): StepSizeCurve["best"] {
  const steps = h.map((step, i) => ({ h: step, error: error[i] }));
  const usable = steps.filter(({ error: e }, i) => effective[i] !== 0 && Number.isFinite(e));
  return usable.reduce<StepSizeCurve["best"]>(
    (a, b) => (a === undefined || b.error < a.error ? b : a),
    undefined,
  );
}
