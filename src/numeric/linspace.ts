// linspace: equally spaced numbers between two ends.

import { wrongType } from "../errors";
import { requireCount, spaced } from "./arange";
import { requireFinite } from "./checks";

/**
 * `count` evenly spaced numbers from `start` to `stop`, both included, as NumPy's `linspace`.
 *
 * The last number is exactly `stop`; one number is `start`, and a count of 0 gives none.
 * Throws a RangeError for bounds that are not finite and for a count that is negative or fractional.
 *
 * @param start the first number
 * @param stop the last one
 * @param count how many there are
 * @example
 * ```ts
 * linspace(0, 1, 5)
 * // => [ 0, 0.25, 0.5, 0.75, 1 ]
 * ```
 */
export function linspace(start: number, stop: number, count = 50): number[] {
  requireFinite("linspace", "start", start);
  requireFinite("linspace", "stop", stop);
  if (typeof count !== "number") {
    throw wrongType({ fn: "linspace", argument: "count", got: count, wanted: "a whole number" });
  }
  requireCount("linspace", "count", count);
  const points = spaced(start, gap(start, stop, Math.max(1, count - 1)), count);
  if (count > 1) points[count - 1] = stop;
  return points;
}

/** The distance of neighbours. Where `stop - start` overflows, each bound is divided first. */
function gap(start: number, stop: number, gaps: number): number {
  const range = stop - start;
  return Number.isFinite(range) ? range / gaps : stop / gaps - start / gaps;
}
