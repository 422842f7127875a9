// The type of a rule: how an operation computes its result, and how gradients and tangents pass through it.

import type { DType } from "../tensor/dtype";
import type { Shape } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";

/**
 * What a gradient may be computed from: the operation's inputs `a`, `b`, `c` in their order, and its result.
 */
export interface Saved {
  readonly a: Tensor;
  readonly b: Tensor;
  readonly c: Tensor;
  readonly out: Tensor;
}

/** The tensor that a gradient is for. */
export interface Target {
  readonly shape: Shape;
  readonly dtype: DType;
}

/** The gradient of one input. */
export interface Gradient<A> {
  /**
   * Which tensors must be kept for it, as bits in the order of `slots`. Where none is, a graph can be walked
   * any number of times.
   */
  readonly reads: number;
  /**
   * @param g the gradient of the result
   * @param node what was saved, and the operation's attributes
   * @param to the input that the gradient is for; where shapes were broadcast, the machine sums down to its
   *   shape afterwards
   * @param index the number of that input
   * @returns the gradient, or `null` where there is none
   */
  readonly of: (g: Tensor, node: Saved & { readonly attrs: A }, to: Target, index: number) => Tensor | null;
  /**
   * Where the gradient is 0 but in a region: that region of `total`, which has the shape and dtype of the
   * input, for it to be added there.
   */
  readonly region?: (total: Tensor, attrs: A) => Tensor;
}

export const slots = ["a", "b", "c", "out"] as const;

/** The name of something saved. */
export type Slot = (typeof slots)[number];

/** A gradient that reads the tensors named, and, by its type, no others. */
export function from<K extends Slot, A>(
  names: readonly K[],
  of: (g: Tensor, node: Pick<Saved, K> & { readonly attrs: A }, to: Target, index: number) => Tensor | null,
  region?: Gradient<A>["region"],
): Gradient<A> {
  return { reads: names.reduce((bits, name) => bits | (1 << slots.indexOf(name)), 0), of, region };
}

/** What the change `d` of one input changes in the result. */
export type Tangent<A> = (d: Tensor, node: Saved & { readonly attrs: A }) => Tensor;

/**
 * Forward mode: how a result changes with its inputs. Functions, one an input, whose results are added; or,
 * where that follows from what is there already, the reason why it does:
 *
 * - `linear`: the operation itself, applied to the changes
 * - `multilinear`: the product rule; the operation itself, with one input after the other exchanged for its
 *   change
 * - `elementwise`: each element of the result depends on the elements in its own place only, so that its
 *   derivative is a factor, and the gradient's formula multiplies with it, whichever way one goes
 * - `symmetric`: the same, since the Jacobian equals its transpose
 * - `grouped`: each number of the result depends on a group of elements; the sum of gradients times changes
 *   over the group
 */
export type Forward<A> =
  "linear" | "multilinear" | "elementwise" | "symmetric" | "grouped" | readonly Tangent<A>[];

/**
 * Backward for many elements of a result at once: gradients have one more dimension in front. The attributes
 * with which the gradients' formulas then hold, `"unchanged"` where they count no dimensions, or `null` where
 * the rows have to be walked one by one.
 */
export type Batching<A> = "unchanged" | ((attrs: A) => object | null) | null;

/**
 * What all operations have in common; `backward` has one gradient for each input, or a single one for them
 * all.
 */
export interface Rule<A = unknown> {
  /**
   * PyTorch's name for it, as it is printed: `MulBackward0`. Where PyTorch has several, it may depend on the
   * arguments.
   */
  readonly gradFn: string | ((attrs: A) => string);
  readonly tangent: Forward<A>;
  readonly batching: Batching<A>;
  readonly backward: readonly Gradient<A>[];
  /** The gradients may be tensors that someone else holds: their code is the user's. */
  readonly foreign?: true;
}

/** An operation on one tensor; `A` are its further arguments, such as dimensions. */
export interface Unary<A = undefined> extends Rule<A> {
  readonly forward: (a: Tensor, attrs: A) => Tensor;
  readonly backward: readonly [Gradient<A>];
}

/** An operation on two tensors. */
export interface Binary<A = undefined> extends Rule<A> {
  readonly forward: (a: Tensor, b: Tensor, attrs: A) => Tensor;
  readonly backward: readonly [Gradient<A>, Gradient<A>];
}

/** An operation on three tensors. */
export interface Ternary<A = undefined> extends Rule<A> {
  readonly forward: (a: Tensor, b: Tensor, c: Tensor, attrs: A) => Tensor;
  readonly backward: readonly [Gradient<A>, Gradient<A>, Gradient<A>];
}

/** An operation on any number of tensors, which treats them alike. */
export interface Nary<A = undefined> extends Rule<A> {
  readonly many: true;
  readonly forward: (inputs: readonly Tensor[], attrs: A) => Tensor;
  readonly backward: readonly [Gradient<A>];
}
