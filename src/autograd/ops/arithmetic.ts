// Sums, products, quotients and powers, element by element; shapes broadcast, dtypes are promoted, as in PyTorch.

import { Tensor } from "../../tensor/tensor";
import type { Operand } from "../operand";
import { checkTensor, operand, operands } from "../operand";
import { run1, run2 } from "../record";
import type { Binary } from "../rule";
import { rules } from "../rules";
import type { Plain } from "../rules/quotient";

/** The hot path: a tensor and a tensor or number. */
function elementwise(fn: string, rule: Binary, a: Operand, b: Operand): Tensor {
  if (a instanceof Tensor) return run2(rule, a, operand(fn, b, a.dtype), undefined);
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

/** `a - b`, element by element. */
export function sub(a: Operand, b: Operand): Tensor {
  return elementwise("sub", rules.sub, a, b);
}

/** `a * b`, element by element. */
export function mul(a: Operand, b: Operand): Tensor {
  return elementwise("mul", rules.mul, a, b);
}

/** `a / b`, element by element; integers give floating-point numbers. */
export function div(a: Operand, b: Operand): Tensor {
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
  return elementwise("pow", rules.pow, a, b);
}

/** `-a`, element by element. */
export function neg(a: Tensor): Tensor {
  return run1(rules.neg, checkTensor("neg", "a", a), undefined);
}

/** `a * a`, element by element. */
export function square(a: Tensor): Tensor {
  return pow(checkTensor("square", "a", a), 2);
}

function divided(fn: string, rule: Binary<Plain>, a: Operand, b: Operand): Tensor {
  const [x, y] = operands(fn, a, b);
  return run2(rule, x, y, {
    plain: a instanceof Tensor ? (b instanceof Tensor ? "none" : "second") : "first",
  });
}

/** The angle of the point with the coordinates `b` and `a`, in radians. */
export function atan2(a: Operand, b: Operand): Tensor {
  return elementwise("atan2", rules.atan2, a, b);
}

/** What division leaves over, with the sign of `b`, as Python's `%`. */
export function remainder(a: Operand, b: Operand): Tensor {
  return divided("remainder", rules.remainder, a, b);
}

/** What division leaves over, with the sign of `a`, as JavaScript's `%`. */
export function fmod(a: Operand, b: Operand): Tensor {
  return divided("fmod", rules.fmod, a, b);
}

/** `a log b`, and 0 where `a` is 0. */
export function xlogy(a: Operand, b: Operand): Tensor {
  return divided("xlogy", rules.xlogy, a, b);
}
