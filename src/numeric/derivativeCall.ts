// The arguments of a numerical derivative, checked, and the rules that compute it.

import { refuseUnknownOptions, requireFunction, wrongType, wrongValue } from "../errors";
import { adaptive, type DerivativeResult } from "./adaptive";
import {
  noValue,
  notFinite,
  type NumberFunction,
  requireFinite,
  requireFloatType,
  requireOneOf,
  requireStep,
  requireVisibleStep,
} from "./checks";
import { complexValue, realPart } from "./complexStep";
import { fixedRule, requireConverged } from "./converged";
import { difference, orders, quotient, type Rule } from "./differences";
import type { FloatName } from "./floatTypes";
import { isSeveral } from "./points";
import { type Domain, Samples } from "./samples";
import { bestStep } from "./steps";

/** How a derivative is computed from values of the function. */
export type DerivativeMethod = "adaptive" | Rule;
/** The methods for functions of one variable. */
export type ScalarMethod = DerivativeMethod | "complex";

/** The options of `derivative` and `derivativeWithError`. */
export interface DerivativeOptions {
  /** The rule; `"adaptive"` by default. */
  method?: ScalarMethod;
  /** The step of the rule, or the one that the adaptive rule starts from. By default the step is chosen. */
  h?: number;
  /** Which derivative: 1 (the default) to 4. */
  order?: 1 | 2 | 3 | 4;
  /** The type of floating-point numbers to compute in; `"float64"` by default. */
  dtype?: FloatName;
  /**
   * The interval outside of which `f` is never called; near its ends steps are smaller, at its ends
   * one-sided.
   */
  domain?: Domain;
}

/** The names of the options above. */
export const derivativeOptions: readonly string[] = ["method", "h", "order", "dtype", "domain"];
/** The words of `options.method`. */
export const methods: readonly DerivativeMethod[] = ["adaptive", "forward", "backward", "central"];

/** A call whose arguments have passed. */
export interface DerivativeCall {
  /** The public function, for errors. */
  fn: string;
  samples: Samples;
  /** The function as it was given: the complex step calls it with a complex number. */
  f: unknown;
  method: ScalarMethod;
  order: number;
  h: number | undefined;
}

/** Checks the arguments of a derivative; `fn` is named in errors. */
export function requireCall(
  fn: string,
  f: NumberFunction,
  x: number,
  options: DerivativeOptions,
): DerivativeCall {
  requireFunction(fn, f);
  const several = isSeveral(x) ? "For several variables there is numericalGradient." : undefined;
  requireFinite(fn, "x", x, several);
  refuseUnknownOptions(fn, options, derivativeOptions);
  const { method = "adaptive", h, order = 1, dtype, domain } = options;
  requireDomain(fn, x, domain);
  requireOneOf(fn, "options.method", method, [...methods, "complex"]);
  requireOneOf(fn, "options.order", order, orders);
  const float = requireFloatType(fn, dtype);
  requireFinite(fn, `x in ${float.name}`, float.round(x));
  if (h !== undefined) requireStep(fn, "options.h", h);
  // In the imaginary direction nothing is added to x that could be rounded away.
  if (h !== undefined && method !== "complex") requireVisibleStep(fn, "options.h", x, h, float);
  if (method === "complex") requireComplex(fn, order, float.name);
  const real = method === "complex" ? realPart(fn, f) : f;
  return { fn, f, samples: new Samples(fn, real, float.round(x), float, domain), method, order, h };
}

function requireDomain(fn: string, x: number, domain: unknown): void {
  if (domain === undefined) return;
  const isNumbers = Array.isArray(domain) && domain.every((limit) => typeof limit === "number");
  const isInterval = isNumbers && domain.length === 2 && domain[0] < domain[1];
  const argument = "options.domain";
  if (!isInterval) throw wrongType({ fn, argument, got: domain, wanted: "two limits such as [0, Infinity]" });
  const [low, high] = domain as [number, number];
  if (x < low || x > high)
    throw wrongValue({ fn, argument: "x", got: x, wanted: `in the domain [${low}, ${high}]` });
}

/** The imaginary part holds a first derivative, and it is as exact as float64 alone allows. */
function requireComplex(fn: string, order: number, dtype: FloatName): void {
  if (order !== 1) {
    const wanted = `1 with method: "complex"`;
    throw wrongValue({ fn, argument: "options.order", got: order, wanted });
  }
  if (dtype === "float64") return;
  throw wrongValue({ fn, argument: "options.dtype", got: dtype, wanted: `"float64" with method: "complex"` });
}

/** Carries the adaptive rule out. */
export function adaptiveResult({ fn, samples, method, order, h }: DerivativeCall): DerivativeResult {
  finiteSample(fn, samples, samples.x);
  return adaptive(fn, samples, order, method === "adaptive" && h !== undefined ? Math.abs(h) : undefined);
}

/**
 * The adaptive rule's result; throws where it did not converge. `argument` is what the error calls the value.
 */
export function convergedResult(
  task: DerivativeCall,
  argument: string,
  wayOut: string = errorsKnown,
): DerivativeResult {
  const { fn, samples, order } = task;
  return requireConverged(adaptiveResult(task), samples, order, { fn, argument, wayOut });
}

const errorsKnown = `derivativeWithError returns the value with its error. ${fixedRule}`;

/** Carries out a rule with one step, the given one or theory's. */
export function ruleValue(task: DerivativeCall, rule: Rule | "complex"): { value: number; h: number } {
  const { fn, f, samples, order, h } = task;
  const { x, float } = samples;
  if (rule === "complex") {
    samples.calls++;
    return complexValue(fn, f, x, h);
  }
  const step = float.round(h ?? bestStep(rule, order, x, float));
  const at = (t: number): number => finiteSample(fn, samples, t);
  return { value: quotient(at, x, step, difference(rule, order), float) + 0, h: step };
}

const outside = `Where x is near the end of the domain, take a smaller h, the rule of the other side, or method: "adaptive".`;

function finiteSample(fn: string, samples: Samples, t: number): number {
  const value = samples.at(t);
  if (!Number.isFinite(value)) throw notFinite(fn, `f(${t}) = ${value}`, t === samples.x ? noValue : outside);
  return value;
}
