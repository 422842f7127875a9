// tangentLine: the tangent of a curve as a function.

import { inspect } from "node:util";
import { refuseUnknownOptions, requireFunction } from "../errors";
import { digits } from "./converged";
import { finiteAt, type NumberFunction, requireFinite } from "./checks";
import type { Estimate } from "./extrapolate";
import {
  convergedResult,
  derivativeOptions,
  type DerivativeOptions,
  requireCall,
  ruleValue,
} from "./derivativeCall";

/** The options of `tangentLine`: how the slope is computed, or the slope itself. */
export interface TangentLineOptions extends Omit<DerivativeOptions, "order"> {
  /** The exact slope, where it is known. */
  slope?: number;
}

/** A straight line that touches a curve: a function of `t` that knows its own data. */
export interface TangentLine {
  (t: number): number;
  readonly slope: number;
  /** The value at 0. */
  readonly intercept: number;
  /** The point of contact is (`x0`, `y0`). */
  readonly x0: number;
  readonly y0: number;
  /** The equation, rounded to 6 digits: `y = 4x - 4`. */
  toString(): string;
}

/**
 * The tangent of `f` at `x0`: a function that gives the height of the line at `t`, with the line's `slope`,
 * `intercept` and point of contact (`x0`, `y0`). It prints as its equation.
 *
 * The slope is `options.slope`, else the derivative by `options.method` and `options.h` as `derivative` takes
 * them, by default the most exact one. Without a method, a point where the differences do not settle (a kink,
 * a jump, a vertical tangent) is refused, since no single line touches the curve there.
 *
 * Throws where `f` or the slope is not finite at `x0`, and for unknown options.
 * Source: Zhang et al., Dive into Deep Learning, exercise 2.4.6.
 *
 * @param f a function of one number, called with plain numbers
 * @param x0 where the line touches
 * @param options `slope` gives an exact one; the others are those of `derivative`
 * @example
 * ```ts
 * const line = tangentLine((x) => x ** 3 - 1 / x, 1)
 * line
 * // => y = 4x - 4
 * line(1)
 * // => 0
 * tangentLine((x) => x ** 2, 3, { method: "forward", h: 0.5 }).slope
 * // => 6.5
 * ```
 */
export function tangentLine(f: NumberFunction, x0: number, options: TangentLineOptions = {}): TangentLine {
  const fn = "tangentLine";
  requireFunction(fn, f);
  requireFinite(fn, "x0", x0, "Give the point of contact, for instance 1.");
  refuseUnknownOptions(fn, options, knownOptions);
  const y0 = finiteAt(fn, f, x0, "The curve has no point there to touch; take another x0.");
  const { value: slope, error } = slopeOf(f, x0, options);
  return lineThrough(x0, y0, slope, error);
}

const drawnAnyway = "A line is drawn all the same with options.slope or options.method.";
const knownOptions = [...derivativeOptions.filter((name) => name !== "order"), "slope"];

function slopeOf(f: NumberFunction, x0: number, options: TangentLineOptions): Estimate {
  const { slope, ...how } = options;
  if (slope !== undefined) {
    requireFinite("tangentLine", "options.slope", slope);
    return { value: slope, error: 0 };
  }
  const task = requireCall("tangentLine", f, x0, how);
  const estimate =
    task.method === "adaptive"
      ? convergedResult(task, "the slope of f at x0", drawnAnyway)
      : { ...ruleValue(task, task.method), error: 0 };
  requireFinite("tangentLine", "the slope", estimate.value);
  return estimate;
}

function lineThrough(x0: number, y0: number, slope: number, error: number): TangentLine {
  const line = (t: number): number => y0 + slope * (t - x0);
  const intercept = line(0);
  // What is smaller than its own error is printed as 0.
  const isFlat = Math.abs(slope) <= error;
  const doubt = error * Math.abs(x0) + 4 * Number.EPSILON * (Math.abs(y0) + Math.abs(slope * x0));
  const text = equation(isFlat ? 0 : slope, Math.abs(intercept) <= doubt ? 0 : intercept);
  const data = { slope, intercept, x0, y0 };
  for (const [name, value] of Object.entries(data))
    Object.defineProperty(line, name, { value, enumerable: true });
  Object.defineProperty(line, "toString", { value: () => text });
  Object.defineProperty(line, inspect.custom, { value: () => text });
  return line as TangentLine;
}

function equation(slope: number, intercept: number): string {
  const [m, b] = [digits(slope, 6), digits(Math.abs(intercept), 6)];
  if (m === "0") return `y = ${digits(intercept, 6)}`;
  const x = m === "1" ? "x" : m === "-1" ? "-x" : m.includes("e") ? `${m} x` : `${m}x`;
  return b === "0" ? `y = ${x}` : `y = ${x} ${intercept < 0 ? "-" : "+"} ${b}`;
}
