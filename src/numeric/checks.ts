// Argument checks of the numerical functions.

import { asIs, wrongType, wrongValue } from "../errors";
import { type FloatName, type FloatType, floatTypes } from "./floatTypes";
import { isSeveral } from "./points";

/** A function of one real variable. */
export type NumberFunction = (x: number) => number;

/** Refuses what is no number (TypeError) and what is not finite (RangeError). */
export function requireFinite(fn: string, argument: string, got: unknown, hint?: string): void {
  if (typeof got !== "number") {
    const isScalar = hasItem(got) && !isSeveral(got);
    const item = isScalar ? "Take the number out of a tensor with .item()." : undefined;
    throw wrongType({ fn, argument, got, wanted: "a finite number", hint: item ?? hint });
  }
  if (!Number.isFinite(got)) throw wrongValue({ fn, argument, got, wanted: "a finite number", hint });
}

/** Refuses a value that is not one of the words an option knows. */
export function requireOneOf(fn: string, argument: string, got: unknown, words: readonly unknown[]): void {
  if (words.includes(got)) return;
  const wanted = `one of ${words.map((word) => JSON.stringify(word)).join(", ")}`;
  throw wrongValue({ fn, argument, got, wanted });
}

/** The floating-point type of an option `dtype`; float64 where it is not given. */
export function requireFloatType(fn: string, got: FloatName = "float64"): FloatType {
  requireOneOf(fn, "options.dtype", got, Object.keys(floatTypes));
  return floatTypes[got];
}

/** Refuses a step of a difference that is no number, not finite, or 0. */
export function requireStep(fn: string, argument: string, got: unknown): void {
  requireFinite(fn, argument, got, "A difference needs a step such as 1e-6.");
  if (got !== 0) return;
  const hint = "With h = 0 the quotient is 0 / 0; take a small step such as 1e-6.";
  throw wrongValue({ fn, argument, got, wanted: "a finite number other than 0", hint });
}

/** Refuses a step that rounding swallows: `x + h` is `x` again, and every difference would be 0. */
export function requireVisibleStep(
  fn: string,
  argument: string,
  x: number,
  h: number,
  float: FloatType,
): void {
  const at = float.round(x);
  const step = float.round(h);
  if (float.round(at + step) !== at && float.round(at - step) !== at) return;
  const spacing = Math.max(float.epsilon * Math.abs(at), Number.MIN_VALUE).toPrecision(2);
  throw wrongValue({
    fn,
    argument,
    got: h,
    wanted: `large enough that x + h differs from x in ${float.name}`,
    hint: `Near x = ${x} neighbouring numbers are about ${spacing} apart: x + h or x - h is rounded to x itself, and the difference is lost. Leave h out to have a good step chosen.`,
  });
}

/** Calls `f` at `x` and refuses what is no number. NaN and the infinities pass. */
export function numberAt(fn: string, f: NumberFunction, x: number): number {
  const got: unknown = f(x);
  if (typeof got === "number") return got;
  throw wrongType({ fn, argument: `f(${x})`, got, wanted: "a number", hint: hintForValue(got) });
}

/** The way out where `f` has no value at the point itself. */
export const noValue = "f has no value there: take a point of its domain.";

/** Calls `f` at `x` and refuses what is not a finite number. */
export function finiteAt(fn: string, f: NumberFunction, x: number, hint: string = noValue): number {
  const value = numberAt(fn, f, x);
  if (!Number.isFinite(value)) throw notFinite(fn, `f(${x}) = ${value}`, hint);
  return value;
}

/** The error for a function that is not finite where its value is needed; `where` reads `f(0) = Infinity`. */
export function notFinite(fn: string, where: string, hint?: string): RangeError {
  const argument = "the value of f";
  return wrongValue({ fn, argument, got: asIs(where), wanted: "a finite number", hint });
}

/** The way out for a function that returned something else than a number. */
export function hintForValue(got: unknown): string {
  if (got === undefined) return "Does the function return its result?";
  if (got instanceof Promise)
    return "An async function has its value only later: write one that computes it at once.";
  if (isSeveral(got)) return "For several results there is numericalJacobian.";
  return hasItem(got) ? "Take the number out of a tensor with .item()." : "Return a number such as x ** 2.";
}

/** Whether a value holds one number that `item()` takes out, as a tensor without dimensions does. */
export function hasItem(value: unknown): value is { item(): unknown } {
  return (
    typeof value === "object" && value !== null && typeof (value as { item?: unknown }).item === "function"
  );
}
