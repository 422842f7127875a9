// Steps that are powers of two: with them, simple functions at simple points have no rounding at all.

import { difference, quotient } from "./differences";
import type { Samples } from "./samples";

/**
 * The slope of a polynomial up to degree 4 without any error, where all values of `f` are exact: two
 * extrapolations from different steps then agree to the last bit. Undefined where they do not.
 */
export function dyadicSlope({ at, x, float }: Samples, h: number): number | undefined {
  const step = 2 ** Math.floor(Math.log2(h));
  const [coarse, middle, fine] = [step, step / 2, step / 4].map((s) =>
    quotient(at, x, s, difference("central", 1), float),
  );
  const limit = (far: number, near: number): number => float.round((4 * near - far) / 3);
  const [first, second] = [limit(coarse, middle), limit(middle, fine)];
  return first === second ? first : undefined;
}
