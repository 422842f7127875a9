// An answer as values that can be compared: functions are called, tensors become lists.

import { type Comparable, toNested } from "../display/compare";
import { isUnanswered } from "../display/todo";

/**
 * A value, or a function that gives one: called at each of the places of `options.at`, else once without
 * arguments.
 */
export type Answer = Comparable | ((...args: never[]) => Comparable);

/** The plain values of an answer. */
export type Values = NonNullable<ReturnType<typeof toNested>>;

/** What became of an answer when its values were asked for. */
export type Read =
  | { kind: "values"; values: Values }
  | { kind: "open" }
  | { kind: "nothing" }
  | { kind: "unlike"; value: unknown }
  | { kind: "stopped"; message: string };

/** Reads an answer; an error in a student's function is a finding, not a traceback. */
export function readAnswer(answer: unknown, at: readonly unknown[] | undefined): Read {
  let value: unknown;
  try {
    value = valueOf(answer, at);
    if (isUnanswered(value)) return { kind: "open" };
    const values = toNested(value);
    if (values !== undefined) return { kind: "values", values };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    // The library refuses `todo` where it wants a number: the answer is still to be written.
    return /\bgot todo\b/.test(message) ? { kind: "open" } : { kind: "stopped", message };
  }
  const isNothing = value === undefined || (Array.isArray(value) && value.includes(undefined));
  return isNothing ? { kind: "nothing" } : { kind: "unlike", value };
}

function valueOf(answer: unknown, at: readonly unknown[] | undefined): unknown {
  if (typeof answer !== "function" || isUnanswered(answer)) return answer;
  const call = answer as (...args: unknown[]) => unknown;
  return at === undefined ? call() : at.map((place) => call(place));
}

/** Whether a NaN is among the values. */
export function hasNaN(values: Values): boolean {
  return typeof values === "object" ? values.some(hasNaN) : Number.isNaN(values);
}
