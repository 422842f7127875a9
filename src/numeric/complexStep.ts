// The complex step: the derivative is the imaginary part of f(x + ih) divided by h, and nothing is subtracted.

import { wrongType } from "../errors";
import { notFinite, type NumberFunction } from "./checks";
import { Complex } from "./complex";
import type { FloatType } from "./floatTypes";

/** A function of a complex number, written with its methods or with the functions of this library. */
export type ComplexFunction = (x: Complex) => Complex | number;

/** A step whose square is below all rounding. */
const tiny = 2 ** -70;

/** The derivative and the step. Source: Squire and Trapp, Using Complex Variables to Estimate Derivatives, SIAM Review 40 (1998). */
export function complexValue(fn: string, f: unknown, x: number, h?: number): { value: number; h: number } {
  const step = h ?? tiny * Math.max(1, Math.abs(x));
  const result = callComplex(fn, f, new Complex(x, step));
  const value = result.im / step + 0;
  if (Number.isFinite(value)) return { value, h: step };
  throw notFinite(fn, `f(${x} + ${step}i) = ${String(result)}`);
}

/** The quotient for a step of the caller's; `x`, the step, the result of `f` and the quotient are rounded to the type. */
export function complexQuotient(fn: string, f: unknown, x: number, h: number, { round }: FloatType): number {
  const step = round(h);
  return round(round(callComplex(fn, f, new Complex(round(x), step)).im) / step) + 0;
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
