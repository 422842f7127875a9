// The functions of tensors, which take numbers and complex numbers as well: a function written with them can be differentiated
// by differences, by the complex step and automatically.

import * as ops from "../autograd/ops";
import type { Operand } from "../autograd/operand";
import { Complex } from "../numeric/complex";
import { Tensor } from "../tensor/tensor";

/** A function of a tensor, element by element, of a number, or of a complex number. */
export interface Elementary {
  (a: Tensor): Tensor;
  (a: number): number;
  (a: Complex): Complex;
  <T extends Tensor | Complex | number>(a: T): T;
}

/** An operation on two tensors, numbers or complex numbers; a number may stand beside either. */
export interface Arithmetic {
  (a: number, b: number): number;
  (a: Complex, b: Complex | number): Complex;
  (a: number, b: Complex): Complex;
  (a: Operand, b: Operand): Tensor;
}

function elementary(
  name: keyof Complex,
  ofNumber: (a: number) => number,
  ofTensor: (a: Tensor) => Tensor,
): Elementary {
  const f = (a: unknown): unknown => {
    if (a instanceof Tensor) return ofTensor(a);
    if (typeof a === "number") return ofNumber(a);
    return a instanceof Complex ? (a[name] as () => Complex)() : ofTensor(a as Tensor);
  };
  return named(name, f) as Elementary;
}

type Rule = "add" | "sub" | "mul" | "div" | "pow" | "maximum" | "minimum";

function arithmetic(
  name: Rule,
  ofNumbers: (a: number, b: number) => number,
  ofTensors: (a: Operand, b: Operand) => Tensor,
): Arithmetic {
  const f = (a: unknown, b: unknown): unknown => {
    if (a instanceof Tensor || b instanceof Tensor) return ofTensors(a as Operand, b as Operand);
    if (typeof a === "number" && typeof b === "number") return ofNumbers(a, b);
    if (a instanceof Complex) return a[name](b as Complex | number);
    return b instanceof Complex ? new Complex(a as number)[name](b) : ofTensors(a as Operand, b as Operand);
  };
  return named(name, f) as Arithmetic;
}

function named(name: string, f: (...values: unknown[]) => unknown): unknown {
  return Object.defineProperty(f, "name", { value: name });
}

/** e to the power of the argument. */
export const exp: Elementary = elementary("exp", Math.exp, ops.exp);
/** The natural logarithm. */
export const log: Elementary = elementary("log", Math.log, ops.log);
/** The square root. */
export const sqrt: Elementary = elementary("sqrt", Math.sqrt, ops.sqrt);
/** The size without the sign. */
export const abs: Elementary = elementary("abs", Math.abs, ops.abs);
/** -1, 0 or 1. */
export const sign: Elementary = elementary("sign", Math.sign, ops.sign);
/** The sine; angles in radians. */
export const sin: Elementary = elementary("sin", Math.sin, ops.sin);
/** The cosine; angles in radians. */
export const cos: Elementary = elementary("cos", Math.cos, ops.cos);
/** The tangent; angles in radians. */
export const tan: Elementary = elementary("tan", Math.tan, ops.tan);
/** The angle in radians whose sine is the argument. */
export const asin: Elementary = elementary("asin", Math.asin, ops.asin);
/** The angle in radians whose cosine is the argument. */
export const acos: Elementary = elementary("acos", Math.acos, ops.acos);
/** The angle in radians whose tangent is the argument. */
export const atan: Elementary = elementary("atan", Math.atan, ops.atan);
/** The hyperbolic sine. */
export const sinh: Elementary = elementary("sinh", Math.sinh, ops.sinh);
/** The hyperbolic cosine. */
export const cosh: Elementary = elementary("cosh", Math.cosh, ops.cosh);
/** The hyperbolic tangent. */
export const tanh: Elementary = elementary("tanh", Math.tanh, ops.tanh);
/** The number whose hyperbolic sine is the argument. */
export const asinh: Elementary = elementary("asinh", Math.asinh, ops.asinh);
/** The number whose hyperbolic cosine is the argument. */
export const acosh: Elementary = elementary("acosh", Math.acosh, ops.acosh);
/** The number whose hyperbolic tangent is the argument. */
export const atanh: Elementary = elementary("atanh", Math.atanh, ops.atanh);
/** The logarithm of 1 plus the argument. */
export const log1p: Elementary = elementary("log1p", Math.log1p, ops.log1p);
/** e to the power of the argument, minus 1. */
export const expm1: Elementary = elementary("expm1", Math.expm1, ops.expm1);
/** The logarithm to the base 2. */
export const log2: Elementary = elementary("log2", Math.log2, ops.log2);
/** The logarithm to the base 10. */
export const log10: Elementary = elementary("log10", Math.log10, ops.log10);
/** The logistic function `1 / (1 + exp(-a))`. */
export const sigmoid: Elementary = elementary("sigmoid", (x) => 1 / (1 + Math.exp(-x)), ops.sigmoid);
/** `log(1 + exp(a))`. */
export const softplus: Elementary = elementary(
  "softplus",
  (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
  ops.softplus,
);
/** The argument where it is positive, else 0. */
export const relu: Elementary = elementary("relu", (x) => Math.max(0, x), ops.relu);
/** The argument times itself. */
export const square: Elementary = elementary("square", (x) => x * x, ops.square);
/** 1 divided by the argument. */
export const reciprocal: Elementary = elementary("reciprocal", (x) => 1 / x, ops.reciprocal);
/** The argument with the other sign. */
export const neg: Elementary = elementary("neg", (x) => -x, ops.neg);

/** `a + b`. */
export const add: Arithmetic = arithmetic("add", (a, b) => a + b, ops.add);
/** `a - b`. */
export const sub: Arithmetic = arithmetic("sub", (a, b) => a - b, ops.sub);
/** `a * b`. */
export const mul: Arithmetic = arithmetic("mul", (a, b) => a * b, ops.mul);
/** `a / b`. */
export const div: Arithmetic = arithmetic("div", (a, b) => a / b, ops.div);
/** `a` to the power `b`. */
export const pow: Arithmetic = arithmetic("pow", (a, b) => a ** b, ops.pow);
/** The larger of two. */
export const maximum: Arithmetic = arithmetic("maximum", (a, b) => Math.max(a, b), ops.maximum);
/** The smaller of two. */
export const minimum: Arithmetic = arithmetic("minimum", (a, b) => Math.min(a, b), ops.minimum);
