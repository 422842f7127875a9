// Calls in an expression: the function's name, the number of its arguments, and names that stand for
// operators.

import { isInteger, sign } from "../algebra/rational";
import { joined } from "../chains";
import { type FunctionName, functionNamed, functions } from "../rules";
import { add, call, div, type Expr, mul, neg, pow, sub } from "../tree";

/** What an error about an unknown function proposes. */
export const knownFunctions = "Known are sin, cos, exp, log, sqrt, abs, min, max, pow and the like";

/** Operators that can be called by name, as in `pow(x, 3)` or `x.pow(3)`. */
const operators: Readonly<Record<string, (a: Expr, b: Expr) => Expr>> = {
  add,
  sub,
  subtract: sub,
  mul,
  multiply: mul,
  div,
  divide: div,
  pow,
};

/** Whether a name can be called. */
export function isCallable(name: string): boolean {
  return name === "neg" || Object.hasOwn(operators, name) || functionNamed(name) !== undefined;
}

/** The call of a callable name; `refuse` throws what is wrong with the arguments. */
export function makeCall(name: string, args: readonly Expr[], refuse: (problem: string) => never): Expr {
  if (name === "neg" && args.length === 1) return neg(args[0]);
  if (Object.hasOwn(operators, name) && args.length === 2) return operators[name](args[0], args[1]);
  const fn = functionNamed(name);
  if (fn === undefined) return refuse(`${name} takes ${name === "neg" ? "one argument" : "two arguments"}`);
  if (fn === "log" && args.length === 2) return call("logBase", ...args);
  if ((fn === "min" || fn === "max") && args.length > 0) return joined(args, (a, b) => call(fn, a, b));
  if (fn === "nthRoot" && args.length === 2) return nthRoot(args[0], args[1], refuse);
  const [least, most] = functions[fn].args;
  if (args.length >= least && args.length <= most) return call(fn, ...args);
  return refuse(`${name} takes ${countOf(fn)}, but got ${args.length}`);
}

function countOf(fn: FunctionName): string {
  if (fn === "log") return "one argument, or two: the second is the base";
  if (fn === "min" || fn === "max") return "at least one argument";
  const [least] = functions[fn].args;
  return least === 1 ? "one argument" : `${least} arguments`;
}

function nthRoot(of: Expr, degree: Expr, refuse: (problem: string) => never): Expr {
  const isDegree = degree.kind === "number" && isInteger(degree.value) && sign(degree.value) > 0;
  if (!isDegree) return refuse("the degree of nthRoot must be a positive whole number such as 3");
  return degree.value.n === 2n ? call("sqrt", of) : call("nthRoot", of, degree);
}
