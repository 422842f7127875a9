// Derivatives of functions: Jacobians, Hessians, and their products with vectors.

import { wrongType } from "../errors";
import { constant, onesLike, tensor, zerosLike } from "../tensor/create";
import { refuse } from "../tensor/refuse";
import { range, sameShape, showShape } from "../tensor/shape";
import { Tensor } from "../tensor/tensor";
import type { TensorLike } from "./grad";
import { gradients } from "./gradients";
import { enableGrad, isRecording } from "./mode";
import { checkTensor } from "./operand";
import { stack } from "./ops/shape";

type F = (x: Tensor) => Tensor;

/**
 * All derivatives of the elements of `f(x)` by the elements of `x`, in a tensor of the shape of `f(x)` followed by that of `x`.
 *
 * @example
 * ```ts
 * jacobian((x) => x.pow(2), [1, 2])
 * // => tensor([[2., 0.],
 * //         [0., 4.]])
 * ```
 */
export function jacobian(f: F, x: TensorLike): Tensor {
  const at = variable(x);
  const y = evaluate("jacobian", f, at);
  const rows = range(y.numel()).map((i) => derivative(y, at, oneAt(y, i), recorded(x)));
  const table =
    rows.length === 0 ? constant([0, at.numel()], 0, y.dtype) : stack(rows.map((row) => row.flatten()));
  return table.reshape([...y.shape, ...at.shape]);
}

/**
 * All second derivatives of a function whose value is a single number, in a tensor of the shape of `x` twice.
 *
 * @throws RangeError if the value is not a single number
 *
 * @example
 * ```ts
 * hessian((x) => x.pow(3).sum(), [1, 2])
 * // => tensor([[ 6.,  0.],
 * //         [ 0., 12.]])
 * ```
 */
export function hessian(f: F, x: TensorLike): Tensor {
  return jacobian((at) => {
    const y = scalar("hessian", f, at);
    return derivative(y, at, onesLike(y), true);
  }, x);
}

/**
 * `f(x)`, and the product of `v` with the Jacobian: one backward pass. `v` has the shape of `f(x)` and may be left out
 * where that is a single number.
 */
export function vjp(f: F, x: TensorLike, v?: TensorLike): [value: Tensor, product: Tensor] {
  const at = variable(x);
  const y = evaluate("vjp", f, at);
  if (v === undefined && y.numel() !== 1) {
    throw refuse(
      "The vector v can only be None if the user-provided function returns a single Tensor with a single element.",
      `The value has shape ${showShape(y.shape)}; give a v of that shape.`,
    );
  }
  const weights = v === undefined ? onesLike(y) : vectorLike(v, y);
  return [y.detach(), derivative(y, at, weights, recorded(x))];
}

/** `f(x)`, and the product of the Hessian with `v`, without computing the Hessian: the gradient of gradient times `v`. */
export function hvp(f: F, x: TensorLike, v: TensorLike): [value: Tensor, product: Tensor] {
  const at = variable(x);
  const y = scalar("hvp", f, at);
  const g = derivative(y, at, onesLike(y), true);
  return [y.detach(), derivative(g, at, vectorLike(v, at), recorded(x))];
}

/** The point as a tensor whose gradient is wanted, and which stays joined to what it was computed from. */
function variable(x: TensorLike): Tensor {
  const at = x instanceof Tensor ? enableGrad(() => x.clone()) : tensor(x);
  if (!at.requiresGrad) at.requiresGrad = true;
  return at;
}

/** True if the result is to be differentiated in turn. */
const recorded = (x: TensorLike): boolean => x instanceof Tensor && x.requiresGrad && isRecording();

function evaluate(fn: string, f: F, at: Tensor): Tensor {
  const y: unknown = enableGrad(() => f(at));
  if (y instanceof Tensor) return y;
  throw wrongType({ fn, argument: "f", got: y, wanted: "a function that returns a tensor" });
}

function scalar(fn: string, f: F, at: Tensor): Tensor {
  const y = evaluate(fn, f, at);
  if (y.numel() === 1) return y;
  throw refuse(
    `The Tensor returned by the function given to ${fn} should contain a single element`,
    `Its shape is ${showShape(y.shape)}; reduce it, for instance with sum().`,
  );
}

function derivative(y: Tensor, at: Tensor, weights: Tensor, createGraph: boolean): Tensor {
  if (!y.requiresGrad) return zerosLike(at);
  const options = { gradOutputs: weights, retainGraph: true, createGraph, allowUnused: true };
  return gradients(y, at, options)[0] ?? zerosLike(at);
}

/** 1 at one place, 0 elsewhere. */
function oneAt(y: Tensor, i: number): Tensor {
  const values = new Array<number>(y.numel()).fill(0);
  values[i] = 1;
  return y.withValues(values);
}

function vectorLike(v: TensorLike, like: Tensor): Tensor {
  const given = v instanceof Tensor ? v : tensor(v, { dtype: like.dtype });
  if (sameShape(checkTensor("vjp", "v", given).shape, like.shape)) return given;
  throw refuse(
    `v has invalid size: should be torch.Size(${showShape(like.shape)}) but got torch.Size(${showShape(given.shape)}).`,
    "A vector in a product has the shape of what it is multiplied with.",
  );
}
