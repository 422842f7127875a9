// Functions that neural networks put between their layers, element by element.

import { wrongType } from "../../errors";
import type { Tensor } from "../../tensor/tensor";
import { checkTensor } from "../operand";
import { run1 } from "../record";
import { rules } from "../rules";

/** The logistic function `1 / (1 + exp(-a))`. */
export function sigmoid(a: Tensor): Tensor {
  return run1(rules.sigmoid, checkTensor("sigmoid", "a", a), undefined);
}

/** `log(1 + exp(a))`; above 20, where both agree, `a` itself. */
export function softplus(a: Tensor): Tensor {
  return run1(rules.softplus, checkTensor("softplus", "a", a), undefined);
}

/** The logarithm of the logistic function, exact also where that is tiny. */
export function logsigmoid(a: Tensor): Tensor {
  return run1(rules.logsigmoid, checkTensor("logsigmoid", "a", a), undefined);
}

/** `a` times the logistic function of `a`, also called swish. */
export function silu(a: Tensor): Tensor {
  return run1(rules.silu, checkTensor("silu", "a", a), undefined);
}

/** `a` times how likely a normal number is below `a`. */
export function gelu(a: Tensor): Tensor {
  return run1(rules.gelu, checkTensor("gelu", "a", a), undefined);
}

/** `a` where it is positive, else `slope` times `a`. */
export function leakyRelu(a: Tensor, slope: number = 0.01): Tensor {
  return run1(rules.leakyRelu, checkTensor("leakyRelu", "a", a), {
    slope: checkNumber("leakyRelu", "slope", slope),
  });
}

/** `a` where it is positive, else `alpha * (exp(a) - 1)`. */
export function elu(a: Tensor, alpha: number = 1): Tensor {
  const bend = { alpha: checkNumber("elu", "alpha", alpha), scale: 1, inner: 1, gradFn: "EluBackward0" };
  return run1(rules.elu, checkTensor("elu", "a", a), bend);
}

function checkNumber(fn: string, argument: string, value: number): number {
  if (typeof value === "number") return value;
  throw wrongType({ fn, argument, got: value, wanted: "a number" });
}
