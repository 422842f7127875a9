// derivative and derivativeWithError: derivatives of functions of one variable.

import type { DerivativeResult } from "./adaptive";
import type { NumberFunction } from "./checks";
import type { ComplexFunction } from "./complexStep";
import {
  adaptiveResult,
  convergedResult,
  type DerivativeOptions,
  requireCall,
  ruleValue,
} from "./derivativeCall";

export type { DerivativeResult } from "./adaptive";
export type { DerivativeMethod, DerivativeOptions } from "./derivativeCall";

/**
 * The derivative of `f` at `x`, computed from values of `f`.
 *
 * - `"adaptive"` extrapolates central differences with smaller and smaller steps and stops when its error
 *   estimate stops shrinking: about 12 digits for a smooth function. Where `f` is not finite it takes smaller
 *   steps, and at the end of a domain the points of one side. See `derivativeWithError` for the estimate.
 * - `"forward"`: `(f(x + h) - f(x)) / h`, error about `h`; `"backward"`: `(f(x) - f(x - h)) / h`;
 *   `"central"`: `(f(x + h) - f(x - h)) / (2 * h)`, error about `h ** 2`. Without `h` the step is the square
 *   root of epsilon (one-sided) or its cube root (central), times `max(1, |x|)`; for a higher order the root
 *   is the one of degree `order + 1` or `order + 2`.
 * - `"complex"`: the imaginary part of `f(x + ih)` divided by `h`, exact to rounding, for an `f` written with
 *   the functions of this library (`exp`, `sin`, `pow`, `add`, …), with methods (`x.pow(3)`), or made by
 *   `symbolic`.
 *
 * A number that did not converge is not returned: at a kink, a jump or a vertical tangent, and for a function
 * that is rounded to steps or noisy, `"adaptive"` throws a RangeError with the best value and its error
 * (`derivativeWithError` returns them). The other rules return their quotient as asked, and `"complex"`
 * throws where `f` has no real value at `x`.
 *
 * With `dtype: "float32"`, `x`, `h`, the points, the values of `f` and their difference are rounded to
 * float32.
 *
 * Throws also where `f` is not finite at a point that is needed, where `h` is 0, not finite or so small that
 * `x + h` is rounded to `x`, and for unknown options.
 * Sources: Press et al., Numerical Recipes, 3rd edition, section 5.7; Ridders (1982) for the extrapolation.
 *
 * @param f a function of one number, called with plain numbers
 * @param x where
 * @param options the method, the step `h`, the order and the dtype
 * @example
 * ```ts
 * derivative((x) => x ** 3 - 1 / x, 1).toFixed(10)
 * // => 4.0000000000
 * derivative((x) => x ** 3 - 1 / x, 1, { method: "forward", h: 0.1 })
 * // => 4.219090909090913
 * derivative(Math.sin, 0, { order: 3 }).toFixed(8)
 * // => -1.00000000
 * derivative((x) => sub(pow(x, 3), div(1, x)), 1, { method: "complex" })
 * // => 4
 * derivative(Math.abs, 0, { method: "forward" })
 * // => 1
 * ```
 */
export function derivative(f: NumberFunction, x: number, options?: DerivativeOptions): number;
/** The derivative of a function of a complex number by the complex step. */
export function derivative(
  f: ComplexFunction,
  x: number,
  options: DerivativeOptions & { method: "complex" },
): number;
export function derivative(
  f: NumberFunction | ComplexFunction,
  x: number,
  options: DerivativeOptions = {},
): number {
  const task = requireCall("derivative", f as NumberFunction, x, options);
  if (task.method !== "adaptive") return ruleValue(task, task.method).value;
  return convergedResult(task, `the ${ordinals[task.order - 1]}derivative of f at ${x}`).value;
}

const ordinals = ["", "second ", "third ", "fourth "];

/**
 * The derivative of `f` at `x` as `derivative` computes it, with an estimate of its error, the step, the
 * number of calls of `f`, and whether the estimates converged.
 *
 * The estimate is absolute and includes rounding. `converged` is false at a kink (where `error` is at least
 * about half the difference of the two sides' derivatives), at a jump, and for a noisy function, wherever the
 * fault is visible above the rounding of `f` on the scale of the steps; a fault below that cannot be told
 * from rounding. The error covers such a kink; where a derivative is infinite, no error does. The error of a
 * rule other than `"adaptive"` is its distance from the adaptive value plus the error of that one.
 *
 * @param f a function of one number, called with plain numbers
 * @param x where
 * @param options as those of `derivative`
 * @example
 * ```ts
 * derivativeWithError(Math.exp, 0).error < 1e-12
 * // => true
 * const atKink = derivativeWithError(Math.abs, 0)
 * atKink.converged
 * // => false
 * atKink.error.toFixed(2)
 * // => 1.00
 * ```
 */
export function derivativeWithError(
  f: NumberFunction,
  x: number,
  options?: DerivativeOptions,
): DerivativeResult;
/** The derivative of a function of a complex number by the complex step, with an estimate of its error. */
export function derivativeWithError(
  f: ComplexFunction,
  x: number,
  options: DerivativeOptions & { method: "complex" },
): DerivativeResult;
export function derivativeWithError(
  f: NumberFunction | ComplexFunction,
  x: number,
  options: DerivativeOptions = {},
): DerivativeResult {
  const task = requireCall("derivativeWithError", f as NumberFunction, x, options);
  const reference = adaptiveResult(task);
  if (task.method === "adaptive") return reference;
  const { value, h } = ruleValue(task, task.method);
  const isSure = task.method === "complex" && Math.abs(value - reference.value) <= 10 * reference.error;
  // The complex step subtracts nothing: where the differences agree with it, only rounding is left.
  const error = isSure
    ? 16 * Number.EPSILON * Math.abs(value)
    : Math.abs(value - reference.value) + reference.error;
  return { ...reference, value, error, h, evaluations: task.samples.calls };
}
