// How much one expression may cost: steps are counted, not seconds, so that the same expression is refused on
// every machine.

import { asIs, wrongValue } from "../errors";

/** Thrown where an expression costs more steps than it may. */
export class TooMuchWork extends Error {}

/** Steps of a simplification; a textbook's expression takes some thousand of them. */
const mostSteps = 30_000;
/** Nodes of an expression that is worked with: about 400 kB when written out. */
export const mostNodes = 40_000;

/** The steps that the call in hand has left; undefined between calls. */
let left: number | undefined;
/** Whether the code that runs stops where none are left. */
let isLimited = false;

/** Counts steps of work; throws `TooMuchWork` inside of `within` where none are left. */
export function spend(steps: number): void {
  if (left === undefined) return;
  left -= steps;
  if (isLimited && left < 0) throw new TooMuchWork("the limit of work for one call is reached");
}

/** Runs one call: all that it computes, such as several orders of a derivative, shares one limit. */
function limited<T>(call: () => T): T {
  if (left !== undefined) return call();
  left = mostSteps;
  try {
    return call();
  } finally {
    left = undefined;
  }
}

/**
 * What `compute` gives with the steps that are left; where they are too few, what `otherwise` gives without a
 * limit.
 */
export function within<T>(compute: () => T, otherwise: () => T): T {
  if (isLimited) return compute();
  if (left !== undefined && left < 0) return otherwise();
  isLimited = true;
  try {
    return compute();
  } catch (error) {
    if (!(error instanceof TooMuchWork)) throw error;
  } finally {
    isLimited = false;
  }
  return otherwise();
}

/** Whether an error is V8's for a stack that is full. */
export function isStackOverflow(error: unknown): boolean {
  return error instanceof RangeError && /call stack/.test(error.message);
}

/**
 * Runs a call that walks over an expression; a stack that is full and a limit that is reached are said in
 * words.
 */
export function inWords<T>(fn: string, call: () => T): T {
  try {
    return limited(call);
  } catch (error) {
    if (isStackOverflow(error)) throw tooLarge(fn, "parts nested too deeply");
    if (error instanceof TooMuchWork) throw tooLarge(fn, "one that takes too many steps");
    throw error;
  }
}

/** The error for an expression that is too large to be worked with. */
export function tooLarge(fn: string, got: string): RangeError {
  return wrongValue({
    fn,
    argument: "the expression",
    got: asIs(got),
    wanted: "of moderate size",
    hint: "Take it apart into smaller functions, or differentiate with tensors (grad) or numerically (derivative), which never write the formula out.",
  });
}
