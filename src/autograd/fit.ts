// Gradients reduced to the shape and dtype of the input that they are for.

import type { Shape } from "../tensor/shape";
import { range, sameShape } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import type { Target } from "./rule";

/**
 * Undoes broadcasting and promotion: an element that was used many times receives the sum of what came from
 * each use.
 */
export function fit(gradient: Tensor, to: Target): Tensor {
  return fitFrom(0, gradient, to);
}

/** The same behind a first dimension that counts rows, and stays. */
export function fitBehind(gradient: Tensor, to: Target): Tensor {
  return fitFrom(1, gradient, to);
}

function fitFrom(first: number, gradient: Tensor, to: Target): Tensor {
  const summed = sameShape(gradient.shape, to.shape) ? gradient : sumTo(first, gradient, to.shape);
  return summed.dtype === to.dtype ? summed : summed.to(to.dtype);
}

function sumTo(first: number, gradient: Tensor, shape: Shape): Tensor {
  const lead = gradient.ndim - shape.length;
  const repeated = range(gradient.ndim).filter(
    (i) => i >= first && (i < first + lead || (shape[i - lead] === 1 && gradient.shape[i] !== 1)),
  );
  return gradient.sum(repeated, true).reshape(shape);
}
