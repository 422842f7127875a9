// Derivatives of functions: Jacobians, Hessians, and their products with vectors.

import { refuseUnknownOptions, wrongType, wrongValue } from "../errors";
import { constant, onesLike, tensor, zerosLike } from "../tensor/create";
import { refuse } from "../tensor/refuse";
import { range, sameShape, showShape } from "../tensor/shape";
import { Tensor } from "../tensor/tensor";
import { rowsTogether } from "./batched";
import type { Level } from "./dual";
import { duals, tangentIn, withLevel } from "./dual";
import type { TensorLike } from "./grad";
import { gradients } from "./gradients";
import { enableGrad, isRecording } from "./mode";
import { checkTensor } from "./operand";
import { stack } from "./ops/shape";

type F = (x: Tensor) => Tensor;

/** A function of several tensors, which come as a list. */
type Several = (...x: Tensor[]) => Tensor;

const isSeveral = (x: unknown): x is readonly Tensor[] =>
  Array.isArray(x) && x.length > 0 && x.every((one) => one instanceof Tensor);

/** The function of each of several tensors, the others held where they are. */
function each(f: Several, x: readonly Tensor[]): [F, Tensor][] {
  return x.map((at, i) => [(moved) => f(...x.map((t, k) => (k === i ? moved : t))), at]);
}

/** The settings of `jacobian`. */
export interface JacobianOptions {
  /**
   * `"forward"` computes a column at a time, one evaluation of `f` for each element of `x`; `"reverse"` a row for
   * each element of `f(x)`: one backward pass for many of them together, where all operations allow that. By default
   * whichever needs fewer.
   */
  mode?: "forward" | "reverse";
}

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
export function jacobian(f: F, x: TensorLike, options?: JacobianOptions): Tensor;
export function jacobian(f: Several, x: readonly Tensor[], options?: JacobianOptions): Tensor[];
export function jacobian(
  f: Several,
  x: TensorLike | readonly Tensor[],
  options: JacobianOptions = {},
): Tensor | Tensor[] {
  return isSeveral(x) ? each(f, x).map(([g, at]) => jacobianOf(g, at, options)) : jacobianOf(f, x, options);
}

function jacobianOf(f: F, x: TensorLike, options: JacobianOptions): Tensor {
  refuseUnknownOptions("jacobian", options, ["mode"]);
  const at = variable(x);
  const y = evaluate("jacobian", f, at);
  const mode = options.mode ?? (y.numel() > at.numel() ? "forward" : "reverse");
  if (mode === "forward") return columns(f, at, y, recorded(x));
  if (mode === "reverse") return rows(y, at, recorded(x));
  const wanted = '"forward" or "reverse"';
  throw wrongValue({ fn: "jacobian", argument: "options.mode", got: mode, wanted });
}

function rows(y: Tensor, at: Tensor, createGraph: boolean): Tensor {
  const table = (createGraph ? null : rowsTogether(y, at)) ?? rowByRow(y, at, createGraph);
  return table.reshape([...y.shape, ...at.shape]);
}

/** One backward pass for each element of `y`. */
export function rowByRow(y: Tensor, at: Tensor, createGraph: boolean): Tensor {
  const found = range(y.numel()).map((i) => derivative(y, at, oneAt(y, i), createGraph).flatten());
  return found.length === 0 ? constant([0, at.numel()], 0, y.dtype) : stack(found);
}

function columns(f: F, at: Tensor, y: Tensor, createGraph: boolean): Tensor {
  const point = createGraph ? at : at.detach();
  const found = range(at.numel()).map((i) => pushForward("jacobian", f, point, oneAt(at, i))[1].flatten());
  const table = found.length === 0 ? constant([y.numel(), 0], 0, y.dtype) : stack(found, 1);
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
export function vjp(f: F, x: TensorLike, v?: TensorLike): [value: Tensor, product: Tensor];
export function vjp(f: Several, x: readonly Tensor[], v?: TensorLike): [value: Tensor, products: Tensor[]];
export function vjp(
  f: Several,
  x: TensorLike | readonly Tensor[],
  v?: TensorLike,
): [Tensor, Tensor | Tensor[]] {
  if (!isSeveral(x)) return vjpOf(f, x, v);
  const found = each(f, x).map(([g, at]) => vjpOf(g, at, v));
  return [found[0][0], found.map(([, product]) => product)];
}

function vjpOf(f: F, x: TensorLike, v?: TensorLike): [Tensor, Tensor] {
  const at = variable(x);
  const y = evaluate("vjp", f, at);
  if (v === undefined && y.numel() !== 1) {
    throw refuse(
      "The vector v can only be None if the user-provided function returns a single Tensor with a single element.",
      `The value has shape ${showShape(y.shape)}; give a v of that shape.`,
    );
  }
  const weights = v === undefined ? onesLike(y) : vectorLike(v, y);
  const value = recorded(x) ? y : y.detach();
  return [value, derivative(y, at, weights, recorded(x))];
}

/**
 * `f(x)`, and the product of its Jacobian with `v`: how fast `f` changes when `x` moves along `v`. Forward mode: one
 * evaluation of `f` with dual numbers, no graph.
 *
 * @example
 * ```ts
 * jvp((x) => x.pow(2), [1, 2], [1, 10])
 * // => [ tensor([1., 4.]), tensor([ 2., 40.]) ]
 * ```
 */
export function jvp(f: F, x: TensorLike, v: TensorLike): [value: Tensor, product: Tensor];
export function jvp(
  f: Several,
  x: readonly Tensor[],
  v: readonly TensorLike[],
): [value: Tensor, product: Tensor];
export function jvp(
  f: Several,
  x: TensorLike | readonly Tensor[],
  v: TensorLike | readonly TensorLike[],
): [Tensor, Tensor] {
  if (!isSeveral(x)) return jvpOf(f, x, v as TensorLike);
  // A product with several vectors is the sum of the products with each.
  const found = each(f, x).map(([g, at], i) => jvpOf(g, at, (v as readonly TensorLike[])[i]));
  return found.reduce(([value, sum], [, product]) => [value, sum.add(product)]);
}

function jvpOf(f: F, x: TensorLike, v: TensorLike): [Tensor, Tensor] {
  const at = x instanceof Tensor ? x : tensor(x);
  return pushForward("jvp", f, at, vectorLike(v, at));
}

/** Evaluates `f` at `x` while it moves along `v`. */
export function pushForward(
  fn: string,
  f: F,
  x: Tensor,
  v: Tensor,
  onStep?: Level["onStep"],
): [Tensor, Tensor] {
  const at = x.clone();
  const level: Level = { tangents: new WeakMap([[at, v]]), onStep };
  const y: unknown = withLevel(level, () => f(at));
  if (!(y instanceof Tensor)) {
    throw wrongType({ fn, argument: "f", got: y, wanted: "a function that returns a tensor" });
  }
  return [y, tangentIn(level, y) ?? zerosLike(y)];
}

/**
 * `f(x)`, and the product of the Hessian with `v`, without computing the Hessian: how the gradient changes when `x` moves
 * along `v`, forward mode over reverse mode.
 */
export function hvp(f: F, x: TensorLike, v: TensorLike): [value: Tensor, product: Tensor] {
  const given = x instanceof Tensor ? x : tensor(x);
  let value = given;
  const gradient: F = (at) => {
    const free = variable(at);
    value = scalar("hvp", f, free);
    return derivative(value, free, onesLike(value), recorded(x));
  };
  const [, product] = pushForward("hvp", gradient, given, vectorLike(v, given));
  return recorded(x) ? [value, product] : [value.detach(), product.detach()];
}

/** The point as a tensor whose gradient is wanted, and which stays joined to what it was computed from. */
function variable(x: TensorLike): Tensor {
  const at = x instanceof Tensor ? enableGrad(() => x.clone()) : tensor(x);
  if (!at.requiresGrad) at.requiresGrad = true;
  return at;
}

/** True if the result is to be differentiated in turn. */
const recorded = (x: TensorLike): boolean =>
  x instanceof Tensor && ((x.requiresGrad && isRecording()) || duals.on);

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
