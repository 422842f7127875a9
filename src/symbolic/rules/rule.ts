// What there is to know about a function: its derivatives, its names in TeX and in JavaScript.

import type { Rational } from "../algebra/rational";
import type { Expr } from "../tree";

export interface FunctionRule {
  /** The fewest and most arguments. */
  readonly args: readonly [number, number];
  /** The derivative by each argument, in terms of the arguments. */
  readonly derivative: (...args: Expr[]) => Expr[];
  /** JavaScript for the value, of JavaScript for the arguments. Each argument is used once. */
  readonly js: (...args: string[]) => string;
  /** The TeX of the name, `\sin`; where a function has a notation of its own, a function of the arguments. */
  readonly tex: string | ((...args: string[]) => string);
  /** `f(-x)` is `-f(x)` or `f(x)`. */
  readonly parity?: "odd" | "even";
  /** The value at a number, where that is a fraction. */
  readonly exact?: (x: Rational) => Rational | undefined;
  /**
   * The same by means of simpler operations: what an object with methods (a tensor) is given, and what is
   * simplified.
   */
  readonly as?: (...args: Expr[]) => Expr;
}

/** A function of one argument. */
export function unary(
  tex: FunctionRule["tex"],
  js: FunctionRule["js"] | string,
  derivative: (u: Expr) => Expr,
  more: Partial<FunctionRule> = {},
): FunctionRule {
  return {
    args: [1, 1],
    derivative: (u) => [derivative(u)],
    js: typeof js === "string" ? (u) => `${js}(${u})` : js,
    tex,
    ...more,
  };
}

/** Values at 0 and 1. */
export function exactAt(table: Readonly<Record<string, number>>): FunctionRule["exact"] {
  return ({ n, d }) => {
    const value = d === 1n ? table[String(n)] : undefined;
    return value === undefined ? undefined : { n: BigInt(value), d: 1n, decimal: false };
  };
}
