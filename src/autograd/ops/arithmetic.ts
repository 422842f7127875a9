// Sums, products, quotients and powers, element by element; shapes broadcast, dtypes are promoted, as in
// PyTorch.

import { Tensor } from "../../tensor/tensor";
import type { Operand } from "../operand";
import { checkTensor, operand, operands } from "../operand";
import { filedAs, run1, run2 } from "../record";
import type { Binary } from "../rule";
import { rules } from "../rules";

/** The hot path, a tensor and a tensor or number, is short, so that V8 inlines it. */
export function elementwise(fn: string, rule: Binary, a: Operand, b: Operand): Tensor {
  if (a instanceof Tensor) return run2(rule, a, operand(fn, b, a.dtype), undefined);
  return numberFirst(fn, rule, a, b);
}

function numberFirst(fn: string, rule: Binary, a: Operand, b: Operand): Tensor {
  const [x, y] = operands(fn, a, b);
  return run2(rule, x, y, undefined);
}

/**
 * `a + b`, element by element.
 *
 * @example
 * ```ts
 * add(tensor([1, 2]), 10)
 * // => tensor([11., 12.])
 * ```
 */
export function add(a: Operand, b: Operand): Tensor {
  return elementwise("add", rules.add, a, b);
}

/**
 * `a - b`, element by element.
 *
 * @param a a tensor, or a number beside one; shapes broadcast, dtypes are promoted as in PyTorch
 * @param b a tensor, or a number beside one; shapes broadcast, dtypes are promoted as in PyTorch
 * @throws RangeError, with PyTorch's sentence, where the shapes do not broadcast
 * @see torch.sub
 * @example
 * ```ts
 * sub(1, 2)
 * // => -1
 * sub(tensor([1, 2, 3]), 2)
 * // => tensor([-1.,  0.,  1.])
 * ```
 */
export function sub(a: Operand, b: Operand): Tensor {
  const difference = elementwise("sub", rules.sub, a, b);
  return a instanceof Tensor ? difference : filedAs("RsubBackward1", difference);
}

/**
 * `a * b`, element by element.
 *
 * @param a a tensor, or a number beside one; shapes broadcast, dtypes are promoted as in PyTorch
 * @param b a tensor, or a number beside one; shapes broadcast, dtypes are promoted as in PyTorch
 * @throws RangeError, with PyTorch's sentence, where the shapes do not broadcast
 * @see torch.mul
 * @example
 * ```ts
 * mul(3, 2)
 * // => 6
 * mul(tensor([1, 2, 3]), 2)
 * // => tensor([2., 4., 6.])
 * ```
 */
export function mul(a: Operand, b: Operand): Tensor {
  return elementwise("mul", rules.mul, a, b);
}

/**
 * `a / b`, element by element; integers give floating-point numbers.
 *
 * @param a a tensor, or a number beside one; shapes broadcast, dtypes are promoted as in PyTorch
 * @param b a tensor, or a number beside one; shapes broadcast, dtypes are promoted as in PyTorch
 * @throws RangeError, with PyTorch's sentence, where the shapes do not broadcast
 * @see torch.div
 * @example
 * ```ts
 * div(1, 4)
 * // => 0.25
 * div(tensor([1, 2, 3]), 2)
 * // => tensor([0.5000, 1.0000, 1.5000])
 * ```
 */
export function div(a: Operand, b: Operand): Tensor {
  // A number by a tensor is the number times the reciprocal, as in PyTorch, whose gradient keeps the
  // reciprocal only.
  if (typeof a === "number" && b instanceof Tensor) return run1(rules.reciprocal, b, undefined).mul(a);
  return elementwise("div", rules.div, a, b);
}

/**
 * `a` to the power `b`, element by element.
 *
 * @throws RangeError for integers to a negative power
 *
 * @example
 * ```ts
 * pow(tensor([1, 2, 3]), 2)
 * // => tensor([1., 4., 9.])
 * ```
 */
export function pow(a: Operand, b: Operand): Tensor {
  if (a instanceof Tensor && typeof b === "number") return run1(rules.powScalar, a, { exponent: b });
  const power = elementwise("pow", rules.pow, a, b);
  return a instanceof Tensor ? power : filedAs("PowBackward2", power);
}

/**
 * `-a`, element by element.
 *
 * @param a a tensor of any shape
 * @see torch.neg
 * @example
 * ```ts
 * neg(3)
 * // => -3
 * neg(tensor([1, -2]))
 * // => tensor([-1.,  2.])
 * ```
 */
export function neg(a: Tensor): Tensor {
  return run1(rules.neg, checkTensor("neg", "a", a), undefined);
}

/**
 * `a * a`, element by element.
 *
 * @param a a tensor of any shape
 * @see torch.square
 * @example
 * ```ts
 * square(3)
 * // => 9
 * square(tensor([-2, 2]))
 * // => tensor([4., 4.])
 * ```
 */
export function square(a: Tensor): Tensor {
  return pow(checkTensor("square", "a", a), 2);
}
