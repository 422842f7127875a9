// The last check of an adaptive derivative: a value whose differences did not settle is refused, not
// returned.

import { asIs, wrongValue } from "../errors";
import { adaptive, usualStep, type DerivativeResult } from "./adaptive";
import type { Samples } from "./samples";

/**
 * The part of the size of a derivative that its error may have where the estimates did not settle down to
 * rounding, for the orders 1 to
 * 4. A corner or noise below it cannot be told from the rounding of a function such as `log(1 + x^2)`.
 */
const tolerance: Readonly<Record<"float64" | "float32", readonly number[]>> = {
  float64: [1e-9, 1e-8, 1e-4, 1e-3],
  float32: [0.02, 0.2, 0.2, 0.2],
};

/** What an error says of a value: which function was asked, and how it calls the value. */
export interface Naming {
  fn: string;
  /** `"the derivative of f at 3"` */
  argument: string;
  /** What to do about it; a sentence. */
  wayOut: string;
}

/** The way out for functions that take the fixed rules too. */
export const fixedRule = `A fixed rule such as { method: "central", h: 1e-3 } gives its quotient all the same.`;

/** The derivative by the adaptive rule; throws a RangeError where the differences did not converge. */
export function convergedDerivative(
  samples: Samples,
  order: number,
  start: number | undefined,
  naming: Naming,
): number {
  return requireConverged(adaptive(naming.fn, samples, order, start), samples, order, naming).value;
}

/**
 * Refuses a result that did not converge: a RangeError with the best value, its error and the likely reasons.
 */
export function requireConverged(
  result: DerivativeResult,
  samples: Samples,
  order: number,
  { fn, argument, wayOut }: Naming,
): DerivativeResult {
  if (isKnown(fn, result, samples, order)) return result;
  const { value, error } = result;
  const [low, high] = [value - error, value + error].map((limit) => digits(limit, 6));
  throw wrongValue({
    fn,
    argument,
    got: asIs(`differences that leave it between ${low} and ${high}`),
    wanted: "a single number",
    hint:
      `They did not converge: the best value is ${digits(value, 6)}, with an error of about ${digits(error, 2)}. ` +
      "A kink, a jump, a vertical tangent, values rounded to steps or noise can be the reason; " +
      `x ^ 2 is a bit operation on whole numbers, a power is x ** 2. ${wayOut}`,
  });
}

/** Whether a value may be returned; one of a higher order only where those of the lower orders may. */
function isKnown(
  fn: string,
  { value, error, converged }: DerivativeResult,
  samples: Samples,
  order: number,
): boolean {
  if (converged) return true;
  const part = tolerance[samples.float.name][order - 1];
  if (!(error <= part * Math.max(Math.abs(value), riseNear(samples, order)))) return false;
  return order === 1 || isKnown(fn, adaptive(fn, samples, order - 1), samples, order - 1);
}

/**
 * How much `f` changes within the step at which a search begins, as a derivative of the order would make it.
 */
function riseNear(samples: Samples, order: number): number {
  const { x, float, at } = samples;
  const step = usualStep(samples);
  const rises = [x - step, x + step].map((t) => Math.abs(at(float.round(t)) - at(x))).filter(Number.isFinite);
  return Math.max(0, ...rises) / step ** order;
}

/** A number rounded to some digits, without trailing zeros. */
export function digits(value: number, count: number): string {
  return String(Number(value.toPrecision(count)));
}
