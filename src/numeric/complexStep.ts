// The complex step: the derivative is the imaginary part of f(x + ih) divided by h, and nothing is
// subtracted.

import { asIs, wrongType, wrongValue } from "../errors";
import { notFinite, type NumberFunction } from "./checks";
import { Complex } from "./complex";
import type { FloatType } from "./floatTypes";

/** A function of a complex number, written with its methods or with the functions of this library. */
export type ComplexFunction = (x: Complex) => Complex | number;

/** A step whose square is below all rounding. */
const tiny = 2 ** -70;

/**
 * Whether halving the step so many times changes the quotient shows an infinite derivative, as that of sqrt
 * at 0.
 */
const finer = 2 ** -10;

/**
 * The derivative and the step. Throws a RangeError where `f` has no real value at `x`: the imaginary part of
 * `f(x + ih)` would then be that of `f(x)`, and the quotient means nothing. Source: Squire and Trapp, Using
 * Complex Variables to Estimate Derivatives, SIAM Review 40 (1998).
 */
export function complexValue(fn: string, f: unknown, x: number, h?: number): { value: number; h: number } {
  requireRealValue(fn, f, x);
  const step = h ?? tiny * Math.max(1, Math.abs(x));
  const result = callComplex(fn, f, new Complex(x, step));
  const value = result.im / step + 0;
  if (h === undefined) requireSameSlope(fn, f, x, step * finer, value);
  if (Number.isFinite(value)) return { value, h: step };
  throw notFinite(fn, `f(${x} + ${step}i) = ${String(result)}`);
}

/**
 * The quotient for a step of the caller's; `x`, the step, the result of `f` and the quotient are rounded to
 * the type.
 */
export function complexQuotient(fn: string, f: unknown, x: number, h: number, { round }: FloatType): number {
  const step = round(h);
  return round(round(callComplex(fn, f, new Complex(round(x), step)).im) / step) + 0;
}

function requireRealValue(fn: string, f: unknown, x: number): void {
  const value = valueAt(f, x) ?? callComplex(fn, f, new Complex(x));
  const isReal =
    typeof value === "number" ? Number.isFinite(value) : value.im === 0 && Number.isFinite(value.re);
  if (isReal) return;
  const hint =
    "A root, a logarithm or an inverse function may be outside of its domain: take a point of the domain.";
  throw wrongValue({
    fn,
    argument: `f(${x})`,
    got: asIs(String(value)),
    wanted: "a finite real number",
    hint,
  });
}

/**
 * What a function written for numbers as well gives for one; undefined where it takes complex numbers only.
 */
function valueAt(f: unknown, x: number): number | undefined {
  try {
    const value = (f as (x: number) => unknown)(x);
    return typeof value === "number" ? value : undefined;
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/** Refuses a quotient that grows as the step shrinks: the derivative is infinite. */
function requireSameSlope(fn: string, f: unknown, x: number, step: number, value: number): void {
  const next = callComplex(fn, f, new Complex(x, step)).im / step;
  if (!(Math.abs(next) > 2 * Math.abs(value))) return;
  throw wrongValue({
    fn,
    argument: `the derivative of f at ${x}`,
    got: asIs(`quotients that grow as the step shrinks, from ${value} to ${next}`),
    wanted: "a finite number",
    hint: "The tangent may be vertical there, as that of sqrt at 0.",
  });
}

/** The function of real numbers that a function of complex numbers contains. */
export function realPart(fn: string, f: unknown): NumberFunction {
  return (t) => callComplex(fn, f, new Complex(t)).re;
}

function callComplex(fn: string, f: unknown, z: Complex): Complex {
  const got = (f as (z: Complex) => unknown)(z);
  if (got instanceof Complex) return got;
  if (typeof got === "number" && !Number.isNaN(got)) return new Complex(got);
  throw wrongType({
    fn,
    argument: `f(${String(z)})`,
    got,
    wanted: "a complex number",
    hint: "Write f with add, sub, mul, div, pow, exp, sin, … of nablab, or give symbolic((x) => x ** 3 - 1 / x).",
  });
}
