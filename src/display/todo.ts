// todo: the place that an exercise leaves to the student.

import { inspect } from "node:util";

const unanswered = Object.freeze({
  toString: () => "todo",
  [inspect.custom]: () => "todo",
  // In a sum or a product it spoils the result, as an unknown number should.
  [Symbol.toPrimitive]: (hint: string) => {
    if (hint === "string") return "todo";
    used = true;
    return NaN;
  },
});

let used = false;

/** Whether `todo` was computed with, so that a result that is not a number may come from there. */
export function todoWasUsed(): boolean {
  return used;
}

/**
 * Stands where an answer is still to be written. It fits wherever a number, a list or a function's result is
 * wanted, and `check` says kindly that the exercise waits: a notebook with unsolved exercises runs to its
 * end.
 *
 * @example
 * ```ts
 * const mySlope = todo;
 * check("the slope at 2", mySlope, 4)
 * // => ○ the slope at 2: todo
 * ```
 */
export const todo: never = unanswered as never;

/** Whether an answer, or some part of it, is still to be written. */
export function isUnanswered(value: unknown): boolean {
  return value === unanswered || (Array.isArray(value) && value.some(isUnanswered));
}
