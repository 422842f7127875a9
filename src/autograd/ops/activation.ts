// The logistic function and softplus, element by element.

import type { Tensor } from "../../tensor/tensor";
import { checkTensor } from "../operand";
import { run1 } from "../record";
import { rules } from "../rules";

/**
 * The logistic function `1 / (1 + exp(-a))`.
 *
 * @param a a tensor of any shape
 * @returns a tensor of the same shape; whole numbers and booleans become float32
 * @see torch.sigmoid
 * @example
 * ```ts
 * sigmoid(0)
 * // => 0.5
 * sigmoid(tensor([-2, 2]))
 * // => tensor([0.1192, 0.8808])
 * ```
 */
export function sigmoid(a: Tensor): Tensor {
  return run1(rules.sigmoid, checkTensor("sigmoid", "a", a), undefined);
}

/**
 * `log(1 + exp(a))`; above 20, where both agree, `a` itself.
 *
 * @param a a tensor of any shape
 * @see torch.softplus
 * @example
 * ```ts
 * softplus(0)
 * // => 0.6931471805599453
 * softplus(tensor([-2, 2]))
 * // => tensor([0.1269, 2.1269])
 * ```
 */
export function softplus(a: Tensor): Tensor {
  return run1(rules.softplus, checkTensor("softplus", "a", a), undefined);
}
