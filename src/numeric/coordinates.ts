// Differences of a function of several variables along one coordinate, and the options that gradients share.

import { refuseUnknownOptions, wrongType } from "../errors";
import { hasItem, hintForValue, notFinite, requireOneOf, requireStep, requireVisibleStep } from "./checks";
import type { Rule } from "./differences";
import type { Field, Reader } from "./field";
import type { FloatType } from "./floatTypes";
import { isSeveral } from "./points";
import { bestStep } from "./steps";
import { type DerivativeMethod, methods } from "./derivativeCall";

/** The options of `numericalGradient` and `numericalJacobian`. */
export interface GradientOptions {
  /** The rule in each coordinate; `"central"` by default. */
  method?: DerivativeMethod;
  /** The step in each coordinate, or `"auto"` for the one that theory proposes there. */
  h?: number | "auto";
}

/** A single number as functions return it: a number, or a tensor with one element. */
export type Scalar = number | { item(): unknown };

/** A rule with its step at a coordinate; the adaptive rule may choose its own. */
export type Plan =
  { method: Rule; stepAt(x: number): number } | { method: "adaptive"; start: number | undefined };

/** The step of the course's exercises. */
const courseStep = 1e-3;
/** A step of fewer neighbouring numbers than this is left for the best one. */
const fewest = 64;

/** Checks the options of a gradient; `fallback` is the step where none is given. */
export function requirePlan(
  fn: string,
  options: GradientOptions,
  float: FloatType,
  fallback: "auto" | "course",
): Plan {
  refuseUnknownOptions(fn, options, ["method", "h"]);
  const { method = "central", h } = options;
  requireOneOf(fn, "options.method", method, methods);
  if (h !== undefined && h !== "auto") requireStep(fn, "options.h", h);
  if (method === "adaptive") return { method, start: typeof h === "number" ? Math.abs(h) : undefined };
  return { method, stepAt: (x) => stepAt(fn, x, h ?? fallback, method, float) };
}

function stepAt(fn: string, x: number, h: number | "auto" | "course", rule: Rule, float: FloatType): number {
  if (typeof h === "number") {
    requireVisibleStep(fn, "options.h", x, h, float);
    return h;
  }
  const isVisible = courseStep >= fewest * float.epsilon * Math.abs(x);
  return h === "course" && isVisible ? courseStep : bestStep(rule, 1, x, float);
}

/** The values of the two points of a rule, and how far apart the points are once they are rounded. */
export function pairAlong<X, T>(
  field: Field<X, T>,
  i: number,
  rule: Rule,
  h: number,
): { lower: T; upper: T; width: number } {
  const { values, float } = field.variables;
  const x = values[i];
  const at = (t: number): T => (t === x ? field.here() : field.near([[i, t]]));
  const high = rule === "backward" ? x : float.round(x + h);
  const low = rule === "forward" ? x : float.round(x - h);
  return { lower: at(low), upper: at(high), width: high - low };
}

/** Reads a single number, also out of a tensor. */
export function scalarReader(fn: string): Reader<number> {
  return (got, where) => {
    const value = hasItem(got) && !isSeveral(got) ? got.item() : got;
    if (typeof value === "number") return value;
    throw wrongType({ fn, argument: where(), got, wanted: "a number", hint: hintForValue(got) });
  };
}

/**
 * A reader that refuses NaN and the infinities too; the adaptive rule does without, since it can keep away
 * from them.
 */
export function finite(fn: string, read: Reader<number>): Reader<number> {
  return (got, where) => {
    const value = read(got, where);
    if (!Number.isFinite(value)) throw notFinite(fn, `${where()} = ${value}`);
    return value;
  };
}
