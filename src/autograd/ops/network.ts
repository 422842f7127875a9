// Further functions of neural networks, made of simpler ones.

import { refuseType } from "../../tensor/refuse";
import type { Tensor } from "../../tensor/tensor";
import { checkTensor } from "../operand";
import { expm1 } from "./unary";
import { elu, sigmoid, softplus } from "./activation";
import { clamp, maskedFill, where } from "./choice";
import { matmul } from "./product";
import { softmax } from "./line";

/** Every element moved into [min, max], with no gradient on the bounds. */
export function hardtanh(a: Tensor, min: number = -1, max: number = 1): Tensor {
  if (checkTensor("hardtanh", "a", a).dtype === "bool") {
    throw refuseType("Bool inputs not supported for hardtanh", 'Convert with to("float32") first.');
  }
  const inside = a.gt(min).mul(a.lt(max));
  return where(inside, a, clamp(a.detach(), min, max));
}

/** `a` moved into [0, 6]. */
export function relu6(a: Tensor): Tensor {
  return hardtanh(a, 0, 6);
}

/** A straight line from 0 at -3 to 1 at 3, constant outside. */
export function hardsigmoid(a: Tensor): Tensor {
  return hardtanh(checkTensor("hardsigmoid", "a", a).add(3), 0, 6).div(6);
}

/** `a` times `hardsigmoid(a)`. */
export function hardswish(a: Tensor): Tensor {
  const middle = checkTensor("hardswish", "a", a).mul(a.add(3)).div(6);
  return where(a.ge(3), a, maskedFill(middle, a.le(-3), 0));
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
  const moved = where(checkTensor("softshrink", "a", a).gt(0), a.sub(lambda), a.add(lambda));
  return maskedFill(moved, a.abs().le(lambda), 0);
}

/** `a` where it is farther from 0 than `lambda`, else 0. */
export function hardshrink(a: Tensor, lambda: number = 0.5): Tensor {
  return maskedFill(checkTensor("hardshrink", "a", a), a.abs().le(lambda), 0);
}

const seluAlpha = 1.6732632423543772;
const seluScale = 1.0507009873554805;

/** `elu` with the two constants that keep mean and variance (Klambauer et al. 2017). */
export function selu(a: Tensor): Tensor {
  return elu(checkTensor("selu", "a", a), seluAlpha).mul(seluScale);
}

/** `a` where it is positive, else `alpha * (exp(a / alpha) - 1)`. */
export function celu(a: Tensor, alpha: number = 1): Tensor {
  const bent = expm1(clamp(checkTensor("celu", "a", a), undefined, 0).div(alpha)).mul(alpha);
  return where(a.gt(0), a, bent);
}

/** `a` times the hyperbolic tangent of `softplus(a)`. */
export function mish(a: Tensor): Tensor {
  return checkTensor("mish", "a", a).mul(softplus(a).tanh());
}

/** `a` where it is positive, else `weight` times `a`. */
export function prelu(a: Tensor, weight: Tensor): Tensor {
  return where(checkTensor("prelu", "a", a).gt(0), a, a.mul(checkTensor("prelu", "weight", weight)));
}

/** Half of `a` along `dim`, times the logistic function of the other half. */
export function glu(a: Tensor, dim: number = -1): Tensor {
  const [first, second] = checkTensor("glu", "a", a).chunk(2, dim);
  return first.mul(sigmoid(second));
}

/** `softmax` of `-a`. */
export function softmin(a: Tensor, dim: number): Tensor {
  return softmax(checkTensor("softmin", "a", a).neg(), dim);
}

/** A layer: `input` times the transposed `weight`, plus `bias`. */
export function linear(input: Tensor, weight: Tensor, bias?: Tensor): Tensor {
  const product = matmul(checkTensor("linear", "input", input), checkTensor("linear", "weight", weight).t());
  return bias === undefined ? product : product.add(bias);
}

/** Vectors along `dim` divided by their norm of order `p`, or by `eps` where that is smaller. */
export function normalize(a: Tensor, p: number = 2, dim: number = 1, eps: number = 1e-12): Tensor {
  return checkTensor("normalize", "a", a).div(clamp(a.norm(p, dim, true), eps));
}
