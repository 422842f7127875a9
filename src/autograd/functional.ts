// Jacobians and Hessians of functions.

import { refuseUnknownOptions, requireFunction, wrongValue } from "../errors";
import { constant, onesLike } from "../tensor/create";
import { range } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { rowsTogether } from "./batched";
import { moveAlong } from "./directional";
import type { TensorLike } from "./grad";
import { stack } from "./ops/copies";
import type { F, Several } from "./point";
import { derivative, evaluate, isSeveral, recorded, scalar, variable } from "./point";

/** The function of each of several tensors, the others held where they are. */
function each(f: Several, x: readonly Tensor[]): [F, Tensor][] {
  return x.map((at, i) => [(moved) => f(...x.map((t, k) => (k === i ? moved : t))), at]);
}

/** The settings of `jacobian`. */
export interface JacobianOptions {
  /**
   * `"forward"` computes a column at a time, one evaluation of `f` for each element of `x`; `"reverse"` a row
   * for each element of `f(x)`: one backward pass for many of them together, where all operations allow that.
   * By default whichever needs fewer.
   */
  mode?: "forward" | "reverse";
}

/**
 * All derivatives of the elements of `f(x)` by the elements of `x`, in a tensor of the shape of `f(x)`
 * followed by that of `x`.
 *
 * @param f a function of one tensor or of several
 * @param x a tensor of n numbers, or a list of tensors
 * @param options `mode`: forward or reverse
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
  requireFunction("jacobian", f, "(x) => x.pow(2)");
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
  const found = range(at.numel()).map((i) => moveAlong("jacobian", f, [point], [oneAt(at, i)])[1].flatten());
  const table = found.length === 0 ? constant([y.numel(), 0], 0, y.dtype) : stack(found, 1);
  return table.reshape([...y.shape, ...at.shape]);
}

/**
 * All second derivatives of a function whose value is a single number, in a tensor of the shape of `x` twice.
 * Of a function of several tensors, given in a list, the table of such tensors: entry `[i][j]` is for
 * arguments `i` and `j`.
 *
 * @param f a function of one tensor or of several, whose result is one number
 * @param x a tensor of n numbers, or a list of tensors
 * @throws RangeError if the value is not a single number
 *
 * @example
 * ```ts
 * hessian((x) => x.pow(3).sum(), [1, 2])
 * // => tensor([[ 6.,  0.],
 * //         [ 0., 12.]])
 * ```
 */
export function hessian(f: F, x: TensorLike): Tensor;
export function hessian(f: Several, x: readonly Tensor[]): Tensor[][];
export function hessian(f: Several, x: TensorLike | readonly Tensor[]): Tensor | Tensor[][] {
  return isSeveral(x) ? x.map((_, i) => jacobian(gradientBy(f, i), x)) : jacobian(gradientBy(f, 0), x);
}

/** The gradient of `f` by argument `i`. */
function gradientBy(f: Several, i: number): Several {
  return (...at) => {
    const x = at[i].requiresGrad ? at[i] : variable(at[i]);
    const y = scalar("hessian", f, ...at.map((t, k) => (k === i ? x : t)));
    return derivative(y, x, onesLike(y), true);
  };
}

/** 1 at one place, 0 elsewhere. */
function oneAt(y: Tensor, i: number): Tensor {
  const values = new Array<number>(y.numel()).fill(0);
  values[i] = 1;
  return y.withValues(values);
}
