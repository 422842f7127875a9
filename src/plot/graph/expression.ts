// An operation as mathematics writes it: MulBackward0 of x and a1 is x · a1.

import type { GraphFunction } from "./structure";
import { numbersText } from "./text";

type Write = (operands: readonly string[], fn: GraphFunction) => string;

const infix =
  (sign: string): Write =>
  ([a, b]) =>
    `${a} ${sign} ${b}`;

const writings: Readonly<Record<string, Write>> = {
  Add: infix("+"),
  Sub: infix("−"),
  Rsub: infix("−"),
  Mul: infix("·"),
  Div: infix("/"),
  Mm: infix("@"),
  Mv: infix("@"),
  Bmm: infix("@"),
  Dot: infix("·"),
  Pow: ([a, b], { attrs }) => power(a, b ?? exponentIn(attrs)),
  Reciprocal: ([a]) => `1 / ${a}`,
  Neg: ([a]) => `−${a}`,
  Abs: ([a]) => `|${a}|`,
  Norm: ([a]) => `‖${a}‖`,
  LinalgVectorNorm: ([a]) => `‖${a}‖`,
  Sqrt: ([a]) => `√${a}`,
};

const mostLetters = 28;

/** For instance `x · a1`; what has no sign is written as a function: `sin(x)`. */
export function expression(fn: GraphFunction, operands: readonly string[]): string {
  const operation = fn.name.replace(/Backward\d*$/, "");
  const write = Object.hasOwn(writings, operation) ? writings[operation] : undefined;
  const name = operation.charAt(0).toLowerCase() + operation.slice(1);
  const text = write?.(operands, fn) ?? `${name}(${operands.join(", ")})`;
  return text.length <= mostLetters ? text : `${name}(…)`;
}

function power(base: string, exponent: string): string {
  const raised: Readonly<Record<string, string>> = { 2: "²", 3: "³" };
  return Object.hasOwn(raised, exponent) ? `${base}${raised[exponent]}` : `${base}^${exponent}`;
}

function exponentIn(attrs: unknown): string {
  const { exponent } = (attrs ?? {}) as { exponent?: unknown };
  return typeof exponent === "number" ? operandText([exponent]) : "…";
}

/**
 * An operand without a name: its number, in brackets where it is negative, or its numbers where they are few.
 */
export function operandText(numbers: readonly number[]): string {
  const text = numbersText(numbers, 3) ?? "constant";
  return text.startsWith("-") ? `(${text})` : text;
}
