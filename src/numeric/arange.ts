// arange: equally spaced numbers with a given step.

import { wrongValue } from "../errors";
import { requireFinite } from "./checks";

/** More numbers than this do not fit into one quick array of the engine. */
const most = 100_000_000;

/** `arange(stop)`: the numbers 0, 1, 2, … below `stop`
 *
 * @param start the first number; 0 with one argument
 * @param stop the end, which is left out
 * @param step 1 if left out. */
export function arange(stop: number): number[];
/**
 * Evenly spaced numbers from `start` up to, but without, `stop`, as NumPy's `arange`.
 *
 * There are `ceil((stop - start) / step)` of them, none when `step` points away from `stop`. Each is computed
 * as `start + i * step`, so that rounding does not pile up. With a fractional step the last number can lie at
 * `stop` itself or beyond it by a rounding error, as in NumPy; `linspace` fixes the count instead.
 *
 * Throws a RangeError for a step of 0, for arguments that are not finite, and for more than 100,000,000
 * numbers.
 *
 * @example
 * ```ts
 * arange(4)
 * // => [ 0, 1, 2, 3 ]
 * arange(1, 3, 0.5)
 * // => [ 1, 1.5, 2, 2.5 ]
 * arange(3, 0, -1)
 * // => [ 3, 2, 1 ]
 * ```
 */
export function arange(start: number, stop: number, step?: number): number[];
export function arange(first: number, second?: number, step = 1): number[] {
  const [start, stop] = second === undefined ? [0, first] : [first, second];
  requireFinite("arange", "start", start);
  requireFinite("arange", "stop", stop);
  requireSpacing(step);
  return spaced(start, step, countOf(start, stop, step));
}

function requireSpacing(step: number): void {
  requireFinite("arange", "step", step);
  if (step !== 0) return;
  const hint = "With a step of 0 the numbers would never reach stop.";
  throw wrongValue({ fn: "arange", argument: "step", got: step, wanted: "a number other than 0", hint });
}

function countOf(start: number, stop: number, step: number): number {
  const count = Math.max(0, Math.ceil((stop - start) / step));
  requireCount("arange", "the count of numbers, (stop - start) / step,", count);
  return count;
}

/** Refuses a count of numbers that is negative, fractional or too large for one array. */
export function requireCount(fn: string, argument: string, count: number): void {
  if (Number.isInteger(count) && count >= 0 && count <= most) return;
  const wanted = "a whole number from 0 to 100,000,000";
  throw wrongValue({ fn, argument, got: count, wanted });
}

/** The numbers `start + i * step` for `i` below `count`. */
export function spaced(start: number, step: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => start + i * step);
}
