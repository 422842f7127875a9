// numericalLimit: the difference quotient.

import { requireFunction } from "../errors";
import { finiteAt, type NumberFunction, requireFinite, requireStep } from "./checks";

/**
 * The difference quotient `(f(x + h) - f(x)) / h`, whose limit for `h` towards 0 is the derivative of `f` at
 * `x`.
 *
 * It is the plain quotient, so that its errors can be looked at: too large an `h` cuts the curve's bend off,
 * too small a one loses digits, and where `x + h` is rounded to `x` the quotient is 0. `derivative` chooses
 * its own step.
 *
 * Throws where `h` is 0 or not finite, and where `f` is not finite at `x` or `x + h`.
 * Source: Zhang et al., Dive into Deep Learning, section 2.4.1.
 *
 * @param f a function of one number, called with plain numbers
 * @param x where
 * @param h the step, not 0; negative for the quotient from the left
 * @example
 * ```ts
 * numericalLimit((x) => 3 * x ** 2 - 4 * x, 1, 0.01)
 * // => 2.0299999999999763
 * ```
 */
export function numericalLimit(f: NumberFunction, x: number, h = 0.1): number {
  requireFunction("numericalLimit", f);
  requireFinite("numericalLimit", "x", x);
  requireStep("numericalLimit", "h", h);
  return (finiteAt("numericalLimit", f, x + h) - finiteAt("numericalLimit", f, x)) / h;
}
