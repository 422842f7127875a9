// Elementwise selection: where, maximum, minimum, clamp, maskedFill.

import { checkValue, longName, resultTypeOf } from "../../tensor/dtype";
import { refuse, refuseType } from "../../tensor/refuse";
import type { Tensor } from "../../tensor/tensor";
import type { Operand } from "../operand";
import { checkTensor, operand, operands } from "../operand";
import { run2, run3 } from "../record";
import { rules } from "../rules";

/**
 * `a` where the condition holds, else `b`; shapes broadcast.
 *
 * A NaN of the side not taken does not show in the result, but it does in the gradient: 0 times NaN is NaN.
 *
 * @param condition a tensor of dtype bool, such as `x.gt(0)`
 *
 * @example
 * ```ts
 * const x = tensor([-1, 2]);
 * where(x.gt(0), x, 0)
 * // => tensor([0., 2.])
 * ```
 */
export function where(condition: Tensor, a: Operand, b: Operand): Tensor {
  const [x, y] = operands("where", a, b);
  return run3(rules.where, checkBool(condition), x, y, undefined);
}

/**
 * The larger of two, element by element; where they are equal each receives half of the gradient.
 *
 * @param a a tensor, or a number beside one; shapes broadcast, dtypes are promoted as in PyTorch
 * @param b a tensor, or a number beside one; shapes broadcast, dtypes are promoted as in PyTorch
 * @throws RangeError, with PyTorch's sentence, where the shapes do not broadcast
 * @see torch.maximum
 * @example
 * ```ts
 * maximum(1, 2)
 * // => 2
 * maximum(tensor([1, 2, 3]), 2)
 * // => tensor([2., 2., 3.])
 * ```
 */
export function maximum(a: Operand, b: Operand): Tensor {
  const [x, y] = operands("maximum", a, b);
  return run2(rules.maximum, x, y, undefined);
}

/**
 * The smaller of two, element by element; where they are equal each receives half of the gradient.
 *
 * @param a a tensor, or a number beside one; shapes broadcast, dtypes are promoted as in PyTorch
 * @param b a tensor, or a number beside one; shapes broadcast, dtypes are promoted as in PyTorch
 * @throws RangeError, with PyTorch's sentence, where the shapes do not broadcast
 * @see torch.minimum
 * @example
 * ```ts
 * minimum(1, 2)
 * // => 1
 * minimum(tensor([1, 2, 3]), 2)
 * // => tensor([1., 2., 2.])
 * ```
 */
export function minimum(a: Operand, b: Operand): Tensor {
  const [x, y] = operands("minimum", a, b);
  return run2(rules.minimum, x, y, undefined);
}

/**
 * Every element moved into [min, max]; a bound left out does not bind. The gradient passes between the bounds
 * and on them.
 *
 * @param a a tensor of any shape
 * @param min a number, or a tensor whose shape broadcasts
 * @param max a number, or a tensor whose shape broadcasts
 * @example
 * ```ts
 * clamp(tensor([-1, 0.5, 2]), 0, 1)
 * // => tensor([0.0000, 0.5000, 1.0000])
 * ```
 */
export function clamp(a: Tensor, min?: Operand, max?: Operand): Tensor {
  const x = checkTensor("clamp", "a", a);
  if (min === undefined && max === undefined) {
    throw refuse("torch.clamp: At least one of 'min' or 'max' must not be None", "Give one: clamp(a, 0).");
  }
  const numbers = typeof (min ?? max) === "number";
  const bounds = [min, max].filter((bound) => bound !== undefined);
  const dtype = resultTypeOf([x, ...bounds.map((bound) => operand("clamp", bound, x.dtype))]);
  const low = operand("clamp", min ?? -Infinity, dtype);
  const high = operand("clamp", max ?? Infinity, dtype);
  return run3(rules.clamp, x, low, high, { numbers, dtype });
}

/**
 * `value` where the mask holds, else `a`.
 *
 * @param a a tensor of any shape
 * @param mask a tensor of dtype bool whose shape broadcasts to that of `a`
 * @param value the number that is written
 * @see torch.Tensor.masked_fill
 * @example
 * ```ts
 * const x = tensor([1, -2]);
 * maskedFill(x, x.lt(0), 0)
 * // => tensor([1., 0.])
 * ```
 */
export function maskedFill(a: Tensor, mask: Tensor, value: number): Tensor {
  const filling = { value: checkValue("maskedFill", value) };
  checkTensor("maskedFill", "a", a);
  if (checkTensor("maskedFill", "mask", mask).dtype !== "bool") {
    throw refuseType(
      `masked_fill_ only supports boolean masks, but got mask with dtype ${longName[mask.dtype].toLowerCase()}`,
      "Make a mask by a comparison: x.lt(0).",
    );
  }
  return run2(rules.maskedFill, a, mask, filling);
}

function checkBool(condition: Tensor): Tensor {
  const { dtype } = checkTensor("where", "condition", condition);
  if (dtype === "bool") return condition;
  throw refuseType(
    `where expected condition to be a boolean tensor, but got a tensor with dtype ${longName[dtype]}`,
    "Make one by a comparison: where(x.gt(0), a, b).",
  );
}
