// What a lone name means: a constant, a variable, or a value that the caller gives in a scope.

import { fromNumber } from "../algebra/rational";
import { wrongType, wrongValue } from "../../errors";
import { e, type Expr, neg, num, pi, type Variable } from "../tree";

/** Values for the constants of an expression, such as those of the surrounding cell. */
export type Scope = Readonly<Record<string, number | ArrayLike<number>>>;

const constants: Readonly<Record<string, Expr>> = { e, pi, π: pi, PI: pi };

/** The constant of a name, or undefined. */
export function constantNamed(name: string): Expr | undefined {
  return Object.hasOwn(constants, name) ? constants[name] : undefined;
}

const greek =
  "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi rho sigma tau upsilon phi chi psi omega " +
  "Gamma Delta Theta Lambda Xi Sigma Phi Psi Omega";
const greekNames = new Set(greek.split(" "));

/** Whether a name of a Greek letter is TeX's too. */
export function isGreek(name: string): boolean {
  return greekNames.has(name);
}

/** Variables of a text are letters, with or without an index: `x`, `x1`, `x_1`, `x_max`, `theta`. */
export function isVariableName(name: string): boolean {
  const [, letters] = /^(\p{L}+?)(?:\d+|_\w+)?$/u.exec(name) ?? [];
  return letters !== undefined && ([...letters].length === 1 || isGreek(letters));
}

/** Refuses a scope that is no object of finite numbers. */
export function requireScope(scope: unknown): Scope {
  const fn = "symbolic";
  if (typeof scope !== "object" || scope === null || Array.isArray(scope)) {
    throw wrongType({ fn, argument: "scope", got: scope, wanted: "an object such as { a: 2 }" });
  }
  for (const [name, value] of Object.entries(scope as Record<string, unknown>)) requireNumbers(name, value);
  return scope as Scope;
}

function requireNumbers(name: string, value: unknown): void {
  const values = isList(value) ? Array.from(value) : [value];
  const argument = `scope.${name}`;
  for (const got of values) {
    if (typeof got !== "number") {
      const hint = "Numbers and arrays of numbers can be given.";
      throw wrongType({ fn: "symbolic", argument, got, wanted: "a finite number", hint });
    }
    if (!Number.isFinite(got)) throw wrongValue({ fn: "symbolic", argument, got, wanted: "a finite number" });
  }
}

function isList(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || ArrayBuffer.isView(value);
}

/** The value of a variable in the scope; undefined where the scope has none. A vector needs an index. */
export function valueIn(scope: Scope, { name, index }: Variable): Expr | undefined {
  if (!Object.hasOwn(scope, name)) return undefined;
  const value = scope[name];
  if (typeof value === "number") return index === undefined ? literal(value) : undefined;
  return index !== undefined && index < value.length ? literal(value[index]) : undefined;
}

/** The tree of a number. */
export function literal(value: number): Expr {
  return value < 0 ? neg(num(fromNumber(-value))) : num(fromNumber(value));
}
