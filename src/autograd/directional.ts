// Vector-Jacobian, Jacobian-vector and Hessian-vector products, without the full tables of derivatives.

import { requireFunction, wrongType } from "../errors";
import { onesLike, tensor, zerosLike } from "../tensor/create";
import { refuse } from "../tensor/refuse";
import { sameShape, showShape } from "../tensor/shape";
import { Tensor } from "../tensor/tensor";
import type { Level } from "./dual";
import { tangentIn, withLevel } from "./dual";
import type { TensorLike } from "./grad";
import { checkTensor } from "./operand";
import type { F, Several } from "./point";
import { derivatives, evaluate, isSeveral, recorded, scalar, variable } from "./point";

/**
 * `f(x)`, and the product of `v` with the Jacobian: one backward pass. `v` has the shape of `f(x)` and may be
 * left out where that is a single number. For several tensors, given in a list, there are several products.
 *
 * @param f a function of one tensor or of several
 * @param x one tensor, numbers, or a list of tensors
 * @param v a tensor of the shape of `f(x)`; 1 if left out for a single number
 * @see torch.autograd.functional.vjp
 * @example
 * ```ts
 * const [value, product] = vjp((x) => x.square(), tensor([1, 2]), tensor([10, 1]));
 * value
 * // => tensor([1., 4.])
 * product
 * // => tensor([20.,  4.])
 * ```
 */
export function vjp(f: F, x: TensorLike, v?: TensorLike): [value: Tensor, product: Tensor];
export function vjp(f: Several, x: readonly Tensor[], v?: TensorLike): [value: Tensor, products: Tensor[]];
export function vjp(
  f: Several,
  x: TensorLike | readonly Tensor[],
  v?: TensorLike,
): [Tensor, Tensor | Tensor[]] {
  const given = listOf(x);
  const at = given.map(variable);
  const y = evaluate("vjp", f, ...at);
  if (v === undefined && y.numel() !== 1) {
    throw refuse(
      "The vector v can only be None if the user-provided function returns a single Tensor with a single element.",
      `The value has shape ${showShape(y.shape)}; give a v of that shape.`,
    );
  }
  const kept = given.some(recorded);
  const weights = v === undefined ? onesLike(y) : vectorLike(v, y);
  return [kept ? y : y.detach(), alike(x, derivatives(y, at, weights, kept))];
}

/**
 * `f(x)`, and the product of its Jacobian with `v`: how fast `f` changes when `x` moves along `v`. Forward
 * mode: one evaluation of `f` with dual numbers, no graph. Several tensors, given in a list, move along as
 * many vectors.
 *
 * @param f a function of one tensor or of several
 * @param x a tensor, numbers, or a list of tensors
 * @param v the direction, in the shape of `x`
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
  const at = listOf(x);
  return moveAlong("jvp", f, at, vectorsLike(v, x, at));
}

/**
 * `f(x)`, and the product of the Hessian with `v`, without computing the Hessian: how the gradient changes
 * when `x` moves along `v`, forward mode over reverse mode. Several tensors, given in a list, move along as
 * many vectors, and there are as many products.
 *
 * @param f a function of one tensor or of several, whose result is one number
 * @param x a tensor, numbers, or a list of tensors
 * @param v the direction, in the shape of `x`
 * @example
 * ```ts
 * hvp((x) => x.pow(3).sum(), [1, 2], [1, 0])
 * // => [ tensor(9.), tensor([6., 0.]) ]
 * ```
 */
export function hvp(f: F, x: TensorLike, v: TensorLike): [value: Tensor, product: Tensor];
export function hvp(
  f: Several,
  x: readonly Tensor[],
  v: readonly TensorLike[],
): [value: Tensor, products: Tensor[]];
export function hvp(
  f: Several,
  x: TensorLike | readonly Tensor[],
  v: TensorLike | readonly TensorLike[],
): [Tensor, Tensor | Tensor[]] {
  const given = listOf(x);
  const kept = given.some(recorded);
  const { result, tangentOf } = moving(given, vectorsLike(v, x, given), (...at) => {
    const free = at.map(variable);
    const value = scalar("hvp", f, ...free);
    return { value, gradient: derivatives(value, free, onesLike(value), kept) };
  });
  const products = result.gradient.map(tangentOf);
  const plain = (t: Tensor): Tensor => (kept ? t : t.detach());
  return [plain(result.value), alike(x, products.map(plain))];
}

/** The value of `f` at `x`, and how it changes while all of `x` move along `v`. */
export function moveAlong(
  fn: string,
  f: Several,
  x: readonly Tensor[],
  v: readonly Tensor[],
): [value: Tensor, change: Tensor] {
  requireFunction(fn, f, "(x) => x.pow(2).sum()");
  const { result, tangentOf } = moving(x, v, f as (...at: Tensor[]) => unknown);
  if (result instanceof Tensor) return [result, tangentOf(result)];
  throw wrongType({ fn, argument: "f", got: result, wanted: "a function that returns a tensor" });
}

/** What `f` returns while `x` moves along `v`, and how whatever it computed changes. */
function moving<T>(
  x: readonly Tensor[],
  v: readonly Tensor[],
  f: (...at: Tensor[]) => T,
): { result: T; tangentOf: (t: Tensor) => Tensor } {
  const at = x.map((t) => t.clone());
  const level: Level = { tangents: new WeakMap(at.map((t, i) => [t, v[i]])) };
  const result = withLevel(level, () => f(...at));
  return { result, tangentOf: (t) => tangentIn(level, t) ?? zerosLike(t) };
}

const listOf = (x: TensorLike | readonly Tensor[]): readonly Tensor[] =>
  isSeveral(x) ? x : [x instanceof Tensor ? x : tensor(x)];

/** One result for one tensor, a list for a list. */
const alike = (x: TensorLike | readonly Tensor[], found: Tensor[]): Tensor | Tensor[] =>
  isSeveral(x) ? found : found[0];

function vectorsLike(
  v: TensorLike | readonly TensorLike[] | undefined,
  x: TensorLike | readonly Tensor[],
  at: readonly Tensor[],
): Tensor[] {
  if (v === undefined) {
    throw refuse(
      "The vector v can only be None if the input to the user-provided function is a single Tensor with a single element.",
      "Give a v of the shape of x.",
    );
  }
  if (!isSeveral(x)) return [vectorLike(v as TensorLike, at[0])];
  const list = Array.isArray(v) ? (v as TensorLike[]) : [v as TensorLike];
  if (list.length === at.length) return list.map((one, i) => vectorLike(one, at[i], i));
  throw refuse(
    `v is a tuple of invalid length: should be ${at.length} but got ${list.length}.`,
    "Give a vector for each tensor of x, in a list.",
  );
}

/** @param entry which vector of a list it is */
function vectorLike(v: TensorLike, like: Tensor, entry?: number): Tensor {
  const given = v instanceof Tensor ? v : tensor(v, { dtype: like.dtype });
  if (sameShape(checkTensor("vjp", "v", given).shape, like.shape)) return given;
  const which = entry === undefined ? "v" : `Entry ${entry} in v`;
  throw refuse(
    `${which} has invalid size: should be torch.Size(${showShape(like.shape)}) but got torch.Size(${showShape(given.shape)}).`,
    "A vector in a product has the shape of what it is multiplied with.",
  );
}
