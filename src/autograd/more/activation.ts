// Activation functions of neural networks that have a slope or gate of their own.

import type { Tensor } from "../../tensor/tensor";
import { checkNumber, checkTensor } from "../operand";
import { run1 } from "../record";
import { moreRules } from "./rules";

/**
 * The logarithm of the logistic function, exact also where that is tiny.
 *
 * @param a a tensor of any shape
 * @see torch.nn.functional.logsigmoid
 * @example
 * ```ts
 * logsigmoid(tensor([-1, 1]))
 * // => tensor([-1.3133, -0.3133])
 * ```
 */
export function logsigmoid(a: Tensor): Tensor {
  return run1(moreRules.logsigmoid, checkTensor("logsigmoid", "a", a), undefined);
}

/**
 * `a` times the logistic function of `a`, also called swish.
 *
 * @param a a tensor of any shape
 * @see torch.nn.functional.silu
 * @example
 * ```ts
 * silu(tensor([-1, 1]))
 * // => tensor([-0.2689,  0.7311])
 * ```
 */
export function silu(a: Tensor): Tensor {
  return run1(moreRules.silu, checkTensor("silu", "a", a), undefined);
}

/**
 * `a` times how likely a normal number is below `a`.
 *
 * @param a a tensor of any shape
 * @see torch.nn.functional.gelu
 * @example
 * ```ts
 * gelu(tensor([-1, 1]))
 * // => tensor([-0.1587,  0.8413])
 * ```
 */
export function gelu(a: Tensor): Tensor {
  return run1(moreRules.gelu, checkTensor("gelu", "a", a), undefined);
}

/**
 * `a` where it is positive, else `slope` times `a`.
 *
 * @param a a tensor of any shape
 * @param slope the slope below 0
 * @see torch.nn.functional.leaky_relu
 * @example
 * ```ts
 * leakyRelu(tensor([-1, 1]))
 * // => tensor([-0.0100,  1.0000])
 * ```
 */
export function leakyRelu(a: Tensor, slope: number = 0.01): Tensor {
  return run1(moreRules.leakyRelu, checkTensor("leakyRelu", "a", a), {
    slope: checkNumber("leakyRelu", "slope", slope),
  });
}

/**
 * `a` where it is positive, else `alpha * (exp(a) - 1)`.
 *
 * @param a a tensor of any shape
 * @param alpha minus the value at -Infinity
 * @see torch.nn.functional.elu
 * @example
 * ```ts
 * elu(tensor([-1, 1]))
 * // => tensor([-0.6321,  1.0000])
 * ```
 */
export function elu(a: Tensor, alpha: number = 1): Tensor {
  const bend = { alpha: checkNumber("elu", "alpha", alpha), scale: 1, inner: 1, gradFn: "EluBackward0" };
  return run1(moreRules.elu, checkTensor("elu", "a", a), bend);
}
