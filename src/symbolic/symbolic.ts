// symbolic: a function given by an expression, which can be differentiated, simplified, typeset and called.

import { wrongType } from "../errors";
import { compareVariables } from "./algebra/pretty";
import type { Parameter } from "./compile";
import { makeSymbolic } from "./function";
import type { Elementwise } from "./evaluate";
import type { Explanation } from "./explain";
import { parseFunction } from "./parse/arrow";
import { requireScope, type Scope } from "./parse/names";
import { wrongExpression } from "./parse/problem";
import { parseText } from "./parse/text";
import { type Variable, variablesOf } from "./tree";
import type { SymbolicMatrix, SymbolicVector } from "./vector";
import { inWords } from "./work";
import type { MimeBundle } from "../display/host";
import type { jupyterDisplay } from "../display/bundle";

/**
 * A function given by an expression. It is called with the numbers of its variables in their order
 * (`variables`), or with one array of them; a vector `x` of which elements `x[0]`, `x[1]` are used is an
 * array. Tensors and complex numbers are computed with by their methods.
 */
export interface Symbolic {
  (...values: (number | ArrayLike<number>)[]): number;
  <T extends Elementwise<T>>(...values: (T | number)[]): T;
  /** The names of the variables, in the order of the arguments: `["x", "y"]`, `["x[0]", "x[1]"]`. */
  readonly variables: readonly string[];
  /**
   * The derivative by a variable (which may be left out where there is only one), simplified; `order` times.
   */
  derivative(variable?: string, order?: number): Symbolic;
  /** The derivatives by all variables, or by those that are named. */
  gradient(variables?: readonly string[]): SymbolicVector;
  /** All second derivatives. */
  hessian(variables?: readonly string[]): SymbolicMatrix;
  /** The same function in the shortest form that the rules of algebra give. */
  simplify(): Symbolic;
  /**
   * The Taylor polynomial around a point, a number or a text such as `"pi/2"`, up to a power; its
   * coefficients are exact.
   */
  taylor(at: number | string, order: number, variable?: string): Symbolic;
  /**
   * The derivative step by step, with the name of the rule at each step; of a function of several variables
   * the partial one, with ∂.
   */
  explain(variable?: string): Explanation;
  /** TeX as a textbook writes it. */
  toTex(): string;
  /** The expression as text that `symbolic` reads. */
  toString(): string;
  [jupyterDisplay](): MimeBundle;
}

/**
 * A function given by an expression: a text in the notation of mathematics, or an arrow function whose body
 * is one expression. It can be called, differentiated, simplified and expanded, and shows as typeset
 * mathematics in a notebook.
 *
 * In a text, `x`, `x1`, `x_1` and names of Greek letters are variables, `e` and `pi` constants, `x[0]` is an
 * element of a vector; products may be written without a sign (`2x`), `log` and `ln` are the natural
 * logarithm. A function may use `Math`, the functions of this library (also as methods, `x.pow(3)`) and
 * `test ? a : b`. The values of other names are given as `scope`. Of a text or a function nothing is ever
 * run: both are read, and the compiled function is made of what was understood.
 *
 * By convention the derivative of `abs` is the sign (0 at 0), and those of steps are 0.
 *
 * @param f an expression as a text, or an arrow function whose body is one
 * @param scope the values of names that the function takes from outside
 * @throws SyntaxError, which names the position, for what is no expression and for unknown functions and
 *   names
 * @throws TypeError for another `f`, and a scope that holds no numbers; RangeError for scope values that are
 *   not finite
 *
 * @example
 * ```ts
 * const f = symbolic("x^3 - 1/x")
 * f(2)
 * // => 7.5
 * f.derivative()
 * // => 3*x^2 + 1/x^2
 * symbolic((x: number, y: number) => 3 * x ** 2 + 5 * Math.exp(y)).gradient().evaluate(1, 2)
 * // => [ 6, 36.945280494653254 ]
 * symbolic("x^x").derivative().toTex()
 * // => x^{x} (\ln x + 1)
 * symbolic("sin(x)").taylor(0, 5)
 * // => x - x^3/6 + x^5/120
 * ```
 */
export function symbolic(
  f: string | Symbolic | ((...values: never[]) => unknown),
  scope: Scope = {},
): Symbolic {
  const values = requireScope(scope);
  return inWords("symbolic", () => read(f, values));
}

function read(f: string | Symbolic | ((...values: never[]) => unknown), values: Scope): Symbolic {
  if (typeof f === "string") return fromText(f, values);
  if (typeof f !== "function") {
    throw wrongType({
      fn: "symbolic",
      argument: "f",
      got: f,
      wanted: `a text such as "x^2 + 1" or a function such as (x) => x ** 2 + 1`,
    });
  }
  if (isSymbolic(f)) return f;
  // A lifted function has its expression.
  const { symbolic: expression } = f as { symbolic?: unknown };
  if (isSymbolic(expression)) return expression;
  const { tree, parameters } = parseFunction(f, values);
  const variables = variablesOf(tree);
  return makeSymbolic(
    tree,
    parameters.map((name) => parameterOf(name, variables, String(f))),
  );
}

/**
 * Whether a value is a function that `symbolic` has made.
 *
 * @param value anything
 * @example
 * ```ts
 * isSymbolic(symbolic("x^2"))
 * // => true
 * isSymbolic(Math.sin)
 * // => false
 * ```
 */
export function isSymbolic(value: unknown): value is Symbolic {
  if (typeof value !== "function") return false;
  const { toTex, variables } = value as Partial<Symbolic>;
  return typeof toTex === "function" && Array.isArray(variables);
}

function fromText(text: string, scope: Scope): Symbolic {
  if (text.trim() === "")
    throw wrongExpression(text, 0, "the expression is empty", `Write for instance "x^2".`);
  const tree = parseText(text, scope);
  const variables = variablesOf(tree).sort(compareVariables);
  const names = new Set(variables.map(({ name }) => name));
  return makeSymbolic(
    tree,
    [...names].map((name) => parameterOf(name, variables, text)),
  );
}

/** A vector where elements of it are used. */
function parameterOf(name: string, variables: readonly Variable[], text: string): Parameter {
  const indices = variables.flatMap((variable) => (variable.name === name ? [variable.index] : []));
  const isVector = indices.some((index) => index !== undefined);
  if (isVector && indices.includes(undefined)) {
    throw wrongExpression(
      text,
      Math.max(0, text.indexOf(name)),
      `${name} stands there both as a number and as a vector`,
    );
  }
  return { name, length: isVector ? Math.max(...(indices as number[])) + 1 : undefined };
}
