// Gradients of functions made of straight pieces: constant within a piece, and still part of the graph.

import { zerosLike } from "../../tensor/create";
import { copy } from "../../tensor/elementwise";
import type { Tensor } from "../../tensor/tensor";
import { isRecording } from "../mode";
import { run2 } from "../record";
import type { Binary } from "../rule";
import { from } from "../rule";

/**
 * The gradient `slope`, of which `x` only says in which piece an element lies. PyTorch records it as a function
 * of `x` too, so that the second derivative of `relu` is 0 and not an error for want of a graph.
 *
 * @param gradFn PyTorch's name of the gradient's own gradient
 */
export function pieceOf(x: Tensor, slope: Tensor, gradFn: string): Tensor {
  return isRecording() && x.requiresGrad ? run2(onPiece, slope, x, gradFn) : slope;
}

const onPiece: Binary<string> = {
  gradFn: (name) => name,
  forward: (slope) => copy(slope),
  batching: "unchanged",
  tangent: "elementwise",
  backward: [from([], (g) => g), from([], (g) => zerosLike(g))],
};
