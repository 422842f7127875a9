// The functions of tensors, which take numbers and complex numbers as well: a function written with them can
// be differentiated by differences, by the complex step and automatically.

import * as ops from "../autograd/ops";
import type { Operand } from "../autograd/operand";
import { Complex } from "../numeric/complex";
import { Tensor } from "../tensor/tensor";

export { lift, type Lifted } from "./lift";

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

/**
 * e to the power of the argument. Of a number it is a number, of a complex number a complex one, of a tensor
 * a tensor of its shape.
 *
 * @throws TypeError for anything else
 * @see torch.exp
 * @example
 * ```ts
 * exp(0)
 * // => 1
 * exp(tensor([0, 1]))
 * // => tensor([1.0000, 2.7183])
 * ```
 */
export const exp: Elementary = elementary("exp", Math.exp, ops.exp);
/**
 * The natural logarithm. Of a number it is a number, of a complex number a complex one, of a tensor a tensor
 * of its shape.
 *
 * @throws TypeError for anything else
 * @see torch.log
 * @example
 * ```ts
 * log(1)
 * // => 0
 * log(tensor([1, 2]))
 * // => tensor([0.0000, 0.6931])
 * ```
 */
export const log: Elementary = elementary("log", Math.log, ops.log);
/**
 * The square root. Of a number it is a number, of a complex number a complex one, of a tensor a tensor of its
 * shape.
 *
 * @throws TypeError for anything else
 * @see torch.sqrt
 * @example
 * ```ts
 * sqrt(4)
 * // => 2
 * sqrt(tensor([4, 9]))
 * // => tensor([2., 3.])
 * ```
 */
export const sqrt: Elementary = elementary("sqrt", Math.sqrt, ops.sqrt);
/**
 * The size without the sign. Of a number it is a number, of a complex number a complex one, of a tensor a
 * tensor of its shape.
 *
 * @throws TypeError for anything else
 * @see torch.abs
 * @example
 * ```ts
 * abs(-2)
 * // => 2
 * abs(tensor([-1, 3]))
 * // => tensor([1., 3.])
 * ```
 */
export const abs: Elementary = elementary("abs", Math.abs, ops.abs);
/**
 * -1, 0 or 1. Of a number it is a number, of a complex number a complex one, of a tensor a tensor of its
 * shape.
 *
 * @throws TypeError for anything else
 * @see torch.sign
 * @example
 * ```ts
 * sign(-2)
 * // => -1
 * sign(tensor([-1, 0, 3]))
 * // => tensor([-1.,  0.,  1.])
 * ```
 */
export const sign: Elementary = elementary("sign", Math.sign, ops.sign);
/**
 * The sine; angles in radians. Of a number it is a number, of a complex number a complex one, of a tensor a
 * tensor of its shape.
 *
 * @throws TypeError for anything else
 * @see torch.sin
 * @example
 * ```ts
 * sin(0)
 * // => 0
 * sin(tensor([0, 1]))
 * // => tensor([0.0000, 0.8415])
 * ```
 */
export const sin: Elementary = elementary("sin", Math.sin, ops.sin);
/**
 * The cosine; angles in radians. Of a number it is a number, of a complex number a complex one, of a tensor a
 * tensor of its shape.
 *
 * @throws TypeError for anything else
 * @see torch.cos
 * @example
 * ```ts
 * cos(0)
 * // => 1
 * cos(tensor([0, 1]))
 * // => tensor([1.0000, 0.5403])
 * ```
 */
export const cos: Elementary = elementary("cos", Math.cos, ops.cos);
/**
 * The tangent; angles in radians. Of a number it is a number, of a complex number a complex one, of a tensor
 * a tensor of its shape.
 *
 * @throws TypeError for anything else
 * @see torch.tan
 * @example
 * ```ts
 * tan(0)
 * // => 0
 * tan(tensor([0, 1]))
 * // => tensor([0.0000, 1.5574])
 * ```
 */
export const tan: Elementary = elementary("tan", Math.tan, ops.tan);
/**
 * The angle in radians whose sine is the argument. Of a number it is a number, of a complex number a complex
 * one, of a tensor a tensor of its shape.
 *
 * @throws TypeError for anything else
 * @see torch.asin
 * @example
 * ```ts
 * asin(0)
 * // => 0
 * asin(tensor([0, 0.5]))
 * // => tensor([0.0000, 0.5236])
 * ```
 */
export const asin: Elementary = elementary("asin", Math.asin, ops.asin);
/**
 * The angle in radians whose cosine is the argument. Of a number it is a number, of a complex number a
 * complex one, of a tensor a tensor of its shape.
 *
 * @throws TypeError for anything else
 * @see torch.acos
 * @example
 * ```ts
 * acos(1)
 * // => 0
 * acos(tensor([0, 0.5]))
 * // => tensor([1.5708, 1.0472])
 * ```
 */
export const acos: Elementary = elementary("acos", Math.acos, ops.acos);
/**
 * The angle in radians whose tangent is the argument. Of a number it is a number, of a complex number a
 * complex one, of a tensor a tensor of its shape.
 *
 * @throws TypeError for anything else
 * @see torch.atan
 * @example
 * ```ts
 * atan(0)
 * // => 0
 * atan(tensor([0, 2]))
 * // => tensor([0.0000, 1.1071])
 * ```
 */
export const atan: Elementary = elementary("atan", Math.atan, ops.atan);
/**
 * The hyperbolic sine. Of a number it is a number, of a complex number a complex one, of a tensor a tensor of
 * its shape.
 *
 * @throws TypeError for anything else
 * @see torch.sinh
 * @example
 * ```ts
 * sinh(0)
 * // => 0
 * sinh(tensor([0, 2]))
 * // => tensor([0.0000, 3.6269])
 * ```
 */
export const sinh: Elementary = elementary("sinh", Math.sinh, ops.sinh);
/**
 * The hyperbolic cosine. Of a number it is a number, of a complex number a complex one, of a tensor a tensor
 * of its shape.
 *
 * @throws TypeError for anything else
 * @see torch.cosh
 * @example
 * ```ts
 * cosh(0)
 * // => 1
 * cosh(tensor([0, 2]))
 * // => tensor([1.0000, 3.7622])
 * ```
 */
export const cosh: Elementary = elementary("cosh", Math.cosh, ops.cosh);
/**
 * The hyperbolic tangent. Of a number it is a number, of a complex number a complex one, of a tensor a tensor
 * of its shape.
 *
 * @throws TypeError for anything else
 * @see torch.tanh
 * @example
 * ```ts
 * tanh(0)
 * // => 0
 * tanh(tensor([0, 2]))
 * // => tensor([0.0000, 0.9640])
 * ```
 */
export const tanh: Elementary = elementary("tanh", Math.tanh, ops.tanh);
/**
 * The number whose hyperbolic sine is the argument. Of a number it is a number, of a complex number a complex
 * one, of a tensor a tensor of its shape.
 *
 * @throws TypeError for anything else
 * @see torch.asinh
 * @example
 * ```ts
 * asinh(0)
 * // => 0
 * asinh(tensor([0, 2]))
 * // => tensor([0.0000, 1.4436])
 * ```
 */
export const asinh: Elementary = elementary("asinh", Math.asinh, ops.asinh);
/**
 * The number whose hyperbolic cosine is the argument. Of a number it is a number, of a complex number a
 * complex one, of a tensor a tensor of its shape.
 *
 * @throws TypeError for anything else
 * @see torch.acosh
 * @example
 * ```ts
 * acosh(1)
 * // => 0
 * acosh(tensor([1, 3]))
 * // => tensor([0.0000, 1.7627])
 * ```
 */
export const acosh: Elementary = elementary("acosh", Math.acosh, ops.acosh);
/**
 * The number whose hyperbolic tangent is the argument. Of a number it is a number, of a complex number a
 * complex one, of a tensor a tensor of its shape.
 *
 * @throws TypeError for anything else
 * @see torch.atanh
 * @example
 * ```ts
 * atanh(0)
 * // => 0
 * atanh(tensor([0, 0.9]))
 * // => tensor([0.0000, 1.4722])
 * ```
 */
export const atanh: Elementary = elementary("atanh", Math.atanh, ops.atanh);
/**
 * The logarithm of 1 plus the argument. Of a number it is a number, of a complex number a complex one, of a
 * tensor a tensor of its shape.
 *
 * @throws TypeError for anything else
 * @see torch.log1p
 * @example
 * ```ts
 * log1p(1e-10)
 * // => 9.999999999500001e-11
 * log1p(tensor([0, 1]))
 * // => tensor([0.0000, 0.6931])
 * ```
 */
export const log1p: Elementary = elementary("log1p", Math.log1p, ops.log1p);
/**
 * e to the power of the argument, minus 1. Of a number it is a number, of a complex number a complex one, of
 * a tensor a tensor of its shape.
 *
 * @throws TypeError for anything else
 * @see torch.expm1
 * @example
 * ```ts
 * expm1(1e-10)
 * // => 1.00000000005e-10
 * expm1(tensor([0, 1]))
 * // => tensor([0.0000, 1.7183])
 * ```
 */
export const expm1: Elementary = elementary("expm1", Math.expm1, ops.expm1);
/**
 * The logarithm to the base 2. Of a number it is a number, of a complex number a complex one, of a tensor a
 * tensor of its shape.
 *
 * @throws TypeError for anything else
 * @see torch.log2
 * @example
 * ```ts
 * log2(8)
 * // => 3
 * log2(tensor([1, 2]))
 * // => tensor([0., 1.])
 * ```
 */
export const log2: Elementary = elementary("log2", Math.log2, ops.log2);
/**
 * The logarithm to the base 10. Of a number it is a number, of a complex number a complex one, of a tensor a
 * tensor of its shape.
 *
 * @throws TypeError for anything else
 * @see torch.log10
 * @example
 * ```ts
 * log10(1000)
 * // => 3
 * log10(tensor([1, 10]))
 * // => tensor([0., 1.])
 * ```
 */
export const log10: Elementary = elementary("log10", Math.log10, ops.log10);
/**
 * The logistic function `1 / (1 + exp(-a))`. Of a number it is a number, of a complex number a complex one,
 * of a tensor a tensor of its shape.
 *
 * @throws TypeError for anything else
 * @see torch.sigmoid
 * @example
 * ```ts
 * sigmoid(0)
 * // => 0.5
 * sigmoid(tensor([-2, 2]))
 * // => tensor([0.1192, 0.8808])
 * ```
 */
export const sigmoid: Elementary = elementary("sigmoid", (x) => 1 / (1 + Math.exp(-x)), ops.sigmoid);
/**
 * `log(1 + exp(a))`. Of a number it is a number, of a complex number a complex one, of a tensor a tensor of
 * its shape.
 *
 * @throws TypeError for anything else
 * @see torch.softplus
 * @example
 * ```ts
 * softplus(0)
 * // => 0.6931471805599453
 * softplus(tensor([-2, 2]))
 * // => tensor([0.1269, 2.1269])
 * ```
 */
export const softplus: Elementary = elementary(
  "softplus",
  (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
  ops.softplus,
);
/**
 * The argument where it is positive, else 0. Of a number it is a number, of a complex number a complex one,
 * of a tensor a tensor of its shape.
 *
 * @throws TypeError for anything else
 * @see torch.relu
 * @example
 * ```ts
 * relu(-1)
 * // => 0
 * relu(tensor([-2, 2]))
 * // => tensor([0., 2.])
 * ```
 */
export const relu: Elementary = elementary("relu", (x) => Math.max(0, x), ops.relu);
/**
 * The argument times itself. Of a number it is a number, of a complex number a complex one, of a tensor a
 * tensor of its shape.
 *
 * @throws TypeError for anything else
 * @see torch.square
 * @example
 * ```ts
 * square(3)
 * // => 9
 * square(tensor([-2, 2]))
 * // => tensor([4., 4.])
 * ```
 */
export const square: Elementary = elementary("square", (x) => x * x, ops.square);
/**
 * 1 divided by the argument. Of a number it is a number, of a complex number a complex one, of a tensor a
 * tensor of its shape.
 *
 * @throws TypeError for anything else
 * @see torch.reciprocal
 * @example
 * ```ts
 * reciprocal(4)
 * // => 0.25
 * reciprocal(tensor([1, 2]))
 * // => tensor([1.0000, 0.5000])
 * ```
 */
export const reciprocal: Elementary = elementary("reciprocal", (x) => 1 / x, ops.reciprocal);
/**
 * The argument with the other sign. Of a number it is a number, of a complex number a complex one, of a
 * tensor a tensor of its shape.
 *
 * @throws TypeError for anything else
 * @see torch.neg
 * @example
 * ```ts
 * neg(3)
 * // => -3
 * neg(tensor([1, -2]))
 * // => tensor([-1.,  2.])
 * ```
 */
export const neg: Elementary = elementary("neg", (x) => -x, ops.neg);

/**
 * `a + b`. Of two numbers it is a number, of complex numbers a complex one; of tensors, whose shapes
 * broadcast, a tensor of the promoted dtype.
 *
 * @throws TypeError for anything else; RangeError, with PyTorch's sentence, where shapes do not broadcast
 * @see torch.add
 * @example
 * ```ts
 * add(1, 2)
 * // => 3
 * add(tensor([1, 2, 3]), 2)
 * // => tensor([3., 4., 5.])
 * ```
 */
export const add: Arithmetic = arithmetic("add", (a, b) => a + b, ops.add);
/**
 * `a - b`. Of two numbers it is a number, of complex numbers a complex one; of tensors, whose shapes
 * broadcast, a tensor of the promoted dtype.
 *
 * @throws TypeError for anything else; RangeError, with PyTorch's sentence, where shapes do not broadcast
 * @see torch.sub
 * @example
 * ```ts
 * sub(1, 2)
 * // => -1
 * sub(tensor([1, 2, 3]), 2)
 * // => tensor([-1.,  0.,  1.])
 * ```
 */
export const sub: Arithmetic = arithmetic("sub", (a, b) => a - b, ops.sub);
/**
 * `a * b`. Of two numbers it is a number, of complex numbers a complex one; of tensors, whose shapes
 * broadcast, a tensor of the promoted dtype.
 *
 * @throws TypeError for anything else; RangeError, with PyTorch's sentence, where shapes do not broadcast
 * @see torch.mul
 * @example
 * ```ts
 * mul(3, 2)
 * // => 6
 * mul(tensor([1, 2, 3]), 2)
 * // => tensor([2., 4., 6.])
 * ```
 */
export const mul: Arithmetic = arithmetic("mul", (a, b) => a * b, ops.mul);
/**
 * `a / b`. Of two numbers it is a number, of complex numbers a complex one; of tensors, whose shapes
 * broadcast, a tensor of the promoted dtype.
 *
 * @throws TypeError for anything else; RangeError, with PyTorch's sentence, where shapes do not broadcast
 * @see torch.div
 * @example
 * ```ts
 * div(1, 4)
 * // => 0.25
 * div(tensor([1, 2, 3]), 2)
 * // => tensor([0.5000, 1.0000, 1.5000])
 * ```
 */
export const div: Arithmetic = arithmetic("div", (a, b) => a / b, ops.div);
/**
 * `a` to the power `b`. Of two numbers it is a number, of complex numbers a complex one; of tensors, whose
 * shapes broadcast, a tensor of the promoted dtype.
 *
 * @throws TypeError for anything else; RangeError, with PyTorch's sentence, where shapes do not broadcast
 * @see torch.pow
 * @example
 * ```ts
 * pow(2, 10)
 * // => 1024
 * pow(tensor([1, 2, 3]), 2)
 * // => tensor([1., 4., 9.])
 * ```
 */
export const pow: Arithmetic = arithmetic("pow", (a, b) => a ** b, ops.pow);
/**
 * The larger of two. Of two numbers it is a number, of complex numbers a complex one; of tensors, whose
 * shapes broadcast, a tensor of the promoted dtype.
 *
 * @throws TypeError for anything else; RangeError, with PyTorch's sentence, where shapes do not broadcast
 * @see torch.maximum
 * @example
 * ```ts
 * maximum(1, 2)
 * // => 2
 * maximum(tensor([1, 2, 3]), 2)
 * // => tensor([2., 2., 3.])
 * ```
 */
export const maximum: Arithmetic = arithmetic("maximum", (a, b) => Math.max(a, b), ops.maximum);
/**
 * The smaller of two. Of two numbers it is a number, of complex numbers a complex one; of tensors, whose
 * shapes broadcast, a tensor of the promoted dtype.
 *
 * @throws TypeError for anything else; RangeError, with PyTorch's sentence, where shapes do not broadcast
 * @see torch.minimum
 * @example
 * ```ts
 * minimum(1, 2)
 * // => 1
 * minimum(tensor([1, 2, 3]), 2)
 * // => tensor([1., 2., 2.])
 * ```
 */
export const minimum: Arithmetic = arithmetic("minimum", (a, b) => Math.min(a, b), ops.minimum);
