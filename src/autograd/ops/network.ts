// Further functions of neural networks, made of simpler ones.

import type { Tensor } from "../../tensor/tensor";
import { checkTensor } from "../operand";
import { filedAs, run1 } from "../record";
import { rules } from "../rules";
import { sigmoid } from "./activation";
import { clamp, where } from "./choice";
import { matmul } from "./product";
import { softmax } from "./line";

/** Every element moved into [min, max], with no gradient on the bounds. */
export function hardtanh(a: Tensor, min: number = -1, max: number = 1): Tensor {
  return run1(rules.hardtanh, checkTensor("hardtanh", "a", a), { min, max });
}

/** `a` moved into [0, 6]. */
export function relu6(a: Tensor): Tensor {
  return hardtanh(a, 0, 6);
}

/** A straight line from 0 at -3 to 1 at 3, constant outside. */
export function hardsigmoid(a: Tensor): Tensor {
  return run1(rules.hardsigmoid, checkTensor("hardsigmoid", "a", a), undefined);
}

/** `a` times `hardsigmoid(a)`. */
export function hardswish(a: Tensor): Tensor {
  return run1(rules.hardswish, checkTensor("hardswish", "a", a), undefined);
}

/** `a / (1 + |a|)`. */
export function softsign(a: Tensor): Tensor {
  return checkTensor("softsign", "a", a).div(a.abs().add(1));
}

/** `a` less its hyperbolic tangent. */
export function tanhshrink(a: Tensor): Tensor {
  return checkTensor("tanhshrink", "a", a).sub(a.tanh());
}

/** `a` moved towards 0 by `lambda`; what is nearer becomes 0. */
export function softshrink(a: Tensor, lambda: number = 0.5): Tensor {
  return run1(rules.softshrink, checkTensor("softshrink", "a", a), { lambda });
}

/** `a` where it is farther from 0 than `lambda`, else 0. */
export function hardshrink(a: Tensor, lambda: number = 0.5): Tensor {
  return run1(rules.hardshrink, checkTensor("hardshrink", "a", a), { lambda });
}

const seluAlpha = 1.6732632423543772;
const seluScale = 1.0507009873554805;

/** `elu` with the two constants that keep mean and variance (Klambauer et al. 2017). */
export function selu(a: Tensor): Tensor {
  const bend = { alpha: seluAlpha, scale: seluScale, inner: 1, gradFn: "EluBackward0" };
  return run1(rules.elu, checkTensor("selu", "a", a), bend);
}

/** `a` where it is positive, else `alpha * (exp(a / alpha) - 1)`. */
export function celu(a: Tensor, alpha: number = 1): Tensor {
  const bend = { alpha, scale: 1, inner: 1 / alpha, gradFn: "CeluBackward0" };
  return run1(rules.elu, checkTensor("celu", "a", a), bend);
}

/** `a` times the hyperbolic tangent of `softplus(a)`. */
export function mish(a: Tensor): Tensor {
  return run1(rules.mish, checkTensor("mish", "a", a), undefined);
}

/** `a` where it is positive, else `weight` times `a`. */
export function prelu(a: Tensor, weight: Tensor): Tensor {
  const scaled = checkTensor("prelu", "a", a).mul(checkTensor("prelu", "weight", weight));
  return filedAs("PreluKernelBackward0", where(a.gt(0), a, scaled));
}

/** Half of `a` along `dim`, times the logistic function of the other half. */
export function glu(a: Tensor, dim: number = -1): Tensor {
  const [first, second] = checkTensor("glu", "a", a).chunk(2, dim);
  return filedAs("GluBackward0", first.mul(sigmoid(second)));
}

/** `softmax` of `-a`. */
export function softmin(a: Tensor, dim: number): Tensor {
  return softmax(checkTensor("softmin", "a", a).neg(), dim);
}

/** A layer: `input` times the transposed `weight`, plus `bias`. */
export function linear(input: Tensor, weight: Tensor, bias?: Tensor): Tensor {
  const product = matmul(checkTensor("linear", "input", input), checkTensor("linear", "weight", weight).t());
  if (bias === undefined) return product;
  return filedAs(input.ndim === 2 ? "AddmmBackward0" : "AddBackward0", product.add(bias));
}

/** Vectors along `dim` divided by their norm of order `p`, or by `eps` where that is smaller. */
export function normalize(a: Tensor, p: number = 2, dim: number = 1, eps: number = 1e-12): Tensor {
  return checkTensor("normalize", "a", a).div(clamp(a.norm(p, dim, true), eps));
}
