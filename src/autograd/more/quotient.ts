// Remainders of division, the angle of a point, and x log y.

import { Tensor } from "../../tensor/tensor";
import type { Operand } from "../operand";
import { operands } from "../operand";
import { run2 } from "../record";
import type { Binary } from "../rule";
import { moreRules } from "./rules";
import type { Plain } from "./rules/quotient";
import { elementwise } from "../ops/arithmetic";

function divided(fn: string, rule: Binary<Plain>, a: Operand, b: Operand): Tensor {
  const [x, y] = operands(fn, a, b);
  return run2(rule, x, y, {
    plain: a instanceof Tensor ? (b instanceof Tensor ? "none" : "second") : "first",
  });
}

/**
 * The angle of the point with the coordinates `b` and `a`, in radians.
 *
 * @param a a tensor, or a number beside one; shapes broadcast, dtypes are promoted as in PyTorch
 * @param b a tensor, or a number beside one; shapes broadcast, dtypes are promoted as in PyTorch
 * @throws RangeError, with PyTorch's sentence, where the shapes do not broadcast
 * @see torch.atan2
 * @example
 * ```ts
 * atan2(tensor([1, -1]), tensor([0, -1]))
 * // => tensor([ 1.5708, -2.3562])
 * ```
 */
export function atan2(a: Operand, b: Operand): Tensor {
  return elementwise("atan2", moreRules.atan2, a, b);
}

/**
 * What division leaves over, with the sign of `b`, as Python's `%`.
 *
 * @param a a tensor, or a number beside one; shapes broadcast, dtypes are promoted as in PyTorch
 * @param b a tensor, or a number beside one; shapes broadcast, dtypes are promoted as in PyTorch
 * @throws RangeError, with PyTorch's sentence, where the shapes do not broadcast
 * @see torch.remainder
 * @example
 * ```ts
 * remainder(tensor([-3, 3]), 2)
 * // => tensor([1., 1.])
 * ```
 */
export function remainder(a: Operand, b: Operand): Tensor {
  return divided("remainder", moreRules.remainder, a, b);
}

/**
 * What division leaves over, with the sign of `a`, as JavaScript's `%`.
 *
 * @param a a tensor, or a number beside one; shapes broadcast, dtypes are promoted as in PyTorch
 * @param b a tensor, or a number beside one; shapes broadcast, dtypes are promoted as in PyTorch
 * @throws RangeError, with PyTorch's sentence, where the shapes do not broadcast
 * @see torch.fmod
 * @example
 * ```ts
 * fmod(tensor([-3, 3]), 2)
 * // => tensor([-1.,  1.])
 * ```
 */
export function fmod(a: Operand, b: Operand): Tensor {
  return divided("fmod", moreRules.fmod, a, b);
}

/**
 * `a log b`, and 0 where `a` is 0.
 *
 * @param a a tensor, or a number beside one; shapes broadcast, dtypes are promoted as in PyTorch
 * @param b a tensor, or a number beside one; shapes broadcast, dtypes are promoted as in PyTorch
 * @throws RangeError, with PyTorch's sentence, where the shapes do not broadcast
 * @see torch.xlogy
 * @example
 * ```ts
 * xlogy(tensor([0, 2]), tensor([0, 3]))
 * // => tensor([0.0000, 2.1972])
 * ```
 */
export function xlogy(a: Operand, b: Operand): Tensor {
  return divided("xlogy", moreRules.xlogy, a, b);
}
