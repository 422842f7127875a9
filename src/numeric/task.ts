// A derivative as it is asked for: the checks of its arguments, and the rules that carry it out.

import { refuseUnknownOptions } from "../errors";
import { adaptive, type DerivativeResult } from "./adaptive";
import {
  notFinite,
  type NumberFunction,
  requireFinite,
  requireFloatType,
  requireFunction,
  requireOneOf,
  requireStep,
  requireVisibleStep,
} from "./checks";
import { difference, orders, quotient, type Rule } from "./differences";
import type { FloatName } from "./floatTypes";
import { Samples } from "./samples";
import { bestStep } from "./steps";

/** How a derivative is computed from values of the function. */
export type DerivativeMethod = "adaptive" | Rule;

/** The options of `derivative` and `derivativeWithError`. */
export interface DerivativeOptions {
  /** The rule; `"adaptive"` by default. */
  method?: DerivativeMethod;
  /** The step of the rule, or the one that the adaptive rule starts from. By default the step is chosen. */
  h?: number;
  /** Which derivative: 1 (the default) to 4. */
  order?: 1 | 2 | 3 | 4;
  /** The type of floating-point numbers to compute in; `"float64"` by default. */
  dtype?: FloatName;
}

/** The names of the options above. */
export const derivativeOptions: readonly string[] = ["method", "h", "order", "dtype"];
/** The words of `options.method`. */
export const methods: readonly DerivativeMethod[] = ["adaptive", "forward", "backward", "central"];

/** A call whose arguments have passed. */
export interface Task {
  /** The public function, for errors. */
  fn: string;
  samples: Samples;
  method: DerivativeMethod;
  order: number;
  h: number | undefined;
}

/** Checks the arguments of a derivative; `fn` is named in errors. */
export function requireTask(fn: string, f: NumberFunction, x: number, options: DerivativeOptions): Task {
  requireFunction(fn, f);
  requireFinite(fn, "x", x);
  refuseUnknownOptions(fn, options, derivativeOptions);
  const { method = "adaptive", h, order = 1, dtype } = options;
  requireOneOf(fn, "options.method", method, methods);
  requireOneOf(fn, "options.order", order, orders);
  const float = requireFloatType(fn, dtype);
  requireFinite(fn, `x in ${float.name}`, float.round(x));
  if (h !== undefined) requireStep(fn, "options.h", h);
  if (h !== undefined) requireVisibleStep(fn, "options.h", x, h, float);
  return { fn, samples: new Samples(fn, f, float.round(x), float), method, order, h };
}

/** Carries the adaptive rule out. */
export function adaptiveResult({ fn, samples, method, order, h }: Task): DerivativeResult {
  finiteSample(fn, samples, samples.x);
  return adaptive(fn, samples, order, method === "adaptive" && h !== undefined ? Math.abs(h) : undefined);
}

/** Carries out a rule with one step, the given one or theory's. */
export function ruleValue({ fn, samples, order, h }: Task, rule: Rule): { value: number; h: number } {
  const { x, float } = samples;
  const step = float.round(h ?? bestStep(rule, order, x, float));
  const at = (t: number): number => finiteSample(fn, samples, t);
  return { value: quotient(at, x, step, difference(rule, order), float) + 0, h: step };
}

const outside = `Where x is near the end of the domain, take a smaller h, the rule of the other side, or method: "adaptive".`;

function finiteSample(fn: string, samples: Samples, t: number): number {
  const value = samples.at(t);
  if (!Number.isFinite(value))
    throw notFinite(fn, `f(${t}) = ${value}`, t === samples.x ? undefined : outside);
  return value;
}
