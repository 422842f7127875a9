// The point at which a function is differentiated, and the function's value there.

import { requireFunction, wrongType } from "../errors";
import { tensor, zerosLike } from "../tensor/create";
import { refuse } from "../tensor/refuse";
import { showShape } from "../tensor/shape";
import { Tensor } from "../tensor/tensor";
import { duals } from "./dual";
import type { TensorLike } from "./grad";
import { gradients } from "./gradients";
import { enableGrad, isRecording } from "./mode";

export type F = (x: Tensor) => Tensor;

/** A function of several tensors, which come as a list. */
export type Several = (...x: Tensor[]) => Tensor;

export const isSeveral = (x: unknown): x is readonly Tensor[] =>
  Array.isArray(x) && x.length > 0 && x.every((one) => one instanceof Tensor);

/** The point as a tensor whose gradient is wanted, and which stays joined to what it was computed from. */
export function variable(x: TensorLike): Tensor {
  const at = x instanceof Tensor ? enableGrad(() => x.clone()) : tensor(x);
  if (!at.requiresGrad) at.requiresGrad = true;
  return at;
}

/** True if the result is to be differentiated in turn. */
export const recorded = (x: TensorLike): boolean =>
  x instanceof Tensor && ((x.requiresGrad && isRecording()) || duals.on);

export function evaluate(fn: string, f: Several, ...at: Tensor[]): Tensor {
  requireFunction(fn, f, "(x) => x.pow(2).sum()");
  const y: unknown = enableGrad(() => f(...at));
  if (y instanceof Tensor) return y;
  throw wrongType({ fn, argument: "f", got: y, wanted: "a function that returns a tensor" });
}

export function scalar(fn: string, f: Several, ...at: Tensor[]): Tensor {
  const y = evaluate(fn, f, ...at);
  if (y.numel() === 1) return y;
  throw refuse(
    `The Tensor returned by the function given to ${fn} should contain a single element`,
    `Its shape is ${showShape(y.shape)}; reduce it, for instance with sum().`,
  );
}

/** The derivative of `y`, weighted, by one tensor; 0 where it does not depend on it. */
export function derivative(y: Tensor, at: Tensor, weights: Tensor, createGraph: boolean): Tensor {
  return derivatives(y, [at], weights, createGraph)[0];
}

/** The same by several, in one pass. */
export function derivatives(
  y: Tensor,
  at: readonly Tensor[],
  weights: Tensor,
  createGraph: boolean,
): Tensor[] {
  if (!y.requiresGrad) return at.map((x) => zerosLike(x));
  const options = { gradOutputs: weights, retainGraph: true, createGraph, allowUnused: true };
  return gradients(y, at, options).map((found, i) => found ?? zerosLike(at[i]));
}
