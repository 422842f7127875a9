// The sizes of steps: what theory proposes, and steps that rounding leaves as they are.

import { accuracy, type Rule } from "./differences";
import type { FloatType } from "./floatTypes";

/**
 * The step at which truncation and rounding of a difference are about equal:
 * `epsilon ** (1 / (order + accuracy))` times `max(1, |x|)`, that is the square root of epsilon for a
 * one-sided first difference and the cube root for a central one, rounded so that `x + h` is exact.
 * Source: Press et al., Numerical Recipes, 3rd edition, section 5.7.
 */
export function bestStep(rule: Rule, order: number, x: number, float: FloatType): number {
  return exactStep(x, float.epsilon ** (1 / (order + accuracy[rule])) * Math.max(1, Math.abs(x)), float);
}

/** The step nearest to `h` for which both `x + h` and `x - h` are numbers of the type. */
export function exactStep(x: number, h: number, float: FloatType): number {
  // Away from 0 the numbers lie wider apart, so a step that fits there fits towards 0 as well.
  const distance = Math.abs(float.round(x));
  return float.round(float.round(distance + float.round(h)) - distance);
}
