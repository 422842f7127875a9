// Rules of the reductions sum, mean and norm.

import type { DType } from "../../tensor/dtype";
import { isFloating, longName } from "../../tensor/dtype";
import { zerosLike } from "../../tensor/create";
import { normOf } from "../../tensor/norms";
import type { Fold } from "../../tensor/reduce";
import { reduce } from "../../tensor/reduce";
import { refuse, refuseType } from "../../tensor/refuse";
import { reducedShape, sizeOf } from "../../tensor/shape";
import { sumOf } from "../../tensor/sums";
import type { Tensor } from "../../tensor/tensor";
import { isRecording } from "../mode";
import type { Target, Unary } from "../rule";
import { manyDims, wholeNorm } from "../batching";
import { from } from "../rule";

/** Which dimensions are reduced, ascending, and whether they stay with length 1. */
export interface Reduction {
  dims: readonly number[];
  keepdim: boolean;
  /** No dimension was named: everything is reduced. */
  all: boolean;
}

/** A vector norm: the p-th root of the sum of p-th powers, or its limit for 0 and infinity. */
export interface Norm extends Reduction {
  p: number;
}

export const reduction: {
  readonly sum: Unary<Reduction>;
  readonly mean: Unary<Reduction>;
  readonly norm: Unary<Norm>;
} = {
  sum: {
    gradFn: numbered("Sum"),
    forward: (a, { dims, keepdim }) => reduce(a, dims, keepdim, countable(a.dtype), sumOf),
    batching: manyDims,
    tangent: "linear",
    backward: [from([], (g, { attrs }, to) => spread(g, attrs, to))],
  },

  mean: {
    gradFn: numbered("Mean"),
    forward: (a, { dims, keepdim }) => reduce(a, dims, keepdim, onlyFloats("mean", a.dtype), meanOf),
    batching: manyDims,
    tangent: "linear",
    backward: [from([], (g, { attrs }, to) => spread(g, attrs, to).div(countOf(attrs, to)))],
  },

  norm: {
    gradFn: "LinalgVectorNormBackward0",
    forward: (a, { p, dims, keepdim }) => {
      const fold = normOf(p, onlyFloats("norm", a.dtype));
      if (p < 0 || p === Infinity) refuseEmpty(p, a, dims);
      return reduce(a, dims, keepdim, a.dtype, fold);
    },
    batching: wholeNorm,
    tangent: "grouped",
    backward: [
      from(["a", "out"], (g, { a, out, attrs }, to) =>
        normGradient(attrs, a, kept(g, attrs, to), kept(out, attrs, to)),
      ),
    ],
  },
};

/** PyTorch counts two operations: over everything, and over some dimensions. */
export function numbered(name: string): (attrs: Reduction) => string {
  return ({ all }) => `${name}Backward${all ? 0 : 1}`;
}

/** A result with the reduced dimensions put back, of length 1. A single number broadcasts without. */
export function kept(t: Tensor, { dims, keepdim }: Reduction, to: Target): Tensor {
  return keepdim || t.ndim === 0 ? t : t.reshape(reducedShape(to.shape, dims, true));
}

/** A result repeated along the dimensions that were reduced. */
export function spread(t: Tensor, attrs: Reduction, to: Target): Tensor {
  return kept(t, attrs, to).expand(to.shape);
}

/** How many elements make one of the result. */
export function countOf({ dims }: Reduction, { shape }: Target): number {
  return sizeOf(dims.map((i) => shape[i]));
}

/** Sums of true and false count. */
export const countable = (dtype: DType): DType => (dtype === "bool" ? "int32" : dtype);

/** Refuses integers, in PyTorch's words for each operation. */
export function onlyFloats(fn: keyof typeof floatsWanted, dtype: DType): DType {
  if (isFloating(dtype)) return dtype;
  throw refuseType(floatsWanted[fn](longName[dtype]), 'Convert with to("float32") first.');
}

/**
 * The same for operations whose loops PyTorch has for floating-point numbers only; `kernel` is the name of
 * the loop.
 */
export function floatsOnly(kernel: string, dtype: DType): DType {
  if (isFloating(dtype)) return dtype;
  throw refuseType(
    `"${kernel}" not implemented for '${longName[dtype]}'`,
    'Convert with to("float32") first.',
  );
}

/** Refuses true and false, for which PyTorch has no loop of this name. */
export function notBool(kernel: string, dtype: DType): DType {
  if (dtype !== "bool") return dtype;
  throw refuseType(`"${kernel}" not implemented for 'Bool'`, 'Convert with to("int32") first.');
}

const floatsWanted = {
  mean: (got: string): string =>
    `mean(): could not infer output dtype. Input dtype must be either a floating point or complex dtype. Got: ${got}`,
  norm: (got: string): string =>
    `linalg.vector_norm: Expected a floating point or complex tensor as input. Got ${got}`,
  variance: (): string => "std and var only support floating point and complex dtypes",
};

const meanOf: Fold = (data, start, step, n) => sumOf(data, start, step, n) / n;

/**
 * The gradient of a norm; `g` and `norm` have the reduced dimensions with length 1. At 0, where a norm has no
 * derivative, PyTorch takes 0, which is in the subgradient. The number of elements other than 0 has
 * gradient 0. What depends on the norm alone is computed before it meets the elements.
 */
function normGradient({ p, dims }: Norm, a: Tensor, g: Tensor, norm: Tensor): Tensor {
  if (p === 0) return zerosLike(a);
  if (p === 1) return a.sign().mul(g);
  if (p === 2) return euclideanGradient(a, g, norm);
  const size = a.abs();
  if (Math.abs(p) === Infinity) {
    // Elements that share the extreme share the gradient.
    const extreme = size.eq(norm);
    return a.sign().mul(g.div(extreme.sum(dims, true)).mul(extreme));
  }
  if (p < 1) {
    const scaled = a
      .sign()
      .mul(size.pow(p - 1))
      .maskedFill(a.eq(0), 0);
    return scaled.mul(g.mul(norm.pow(1 - p)));
  }
  const scaled = p < 2 ? a.sign().mul(size.pow(p - 1)) : a.mul(size.pow(p - 2));
  return scaled.mul(g.div(norm.pow(p - 1)).maskedFill(norm.eq(0), 0));
}

function euclideanGradient(a: Tensor, g: Tensor, norm: Tensor): Tensor {
  // Recorded in PyTorch's order of operations, which makes second derivatives at 0 NaN, as they are there.
  if (isRecording()) return g.mul(a.div(norm).maskedFill(norm.eq(0), 0));
  return a.mul(g.div(norm).maskedFill(norm.eq(0), 0));
}

function refuseEmpty(p: number, a: Tensor, dims: readonly number[]): void {
  if (dims.every((dim) => a.shape[dim] !== 0)) return;
  const order = Number.isFinite(p) ? String(p) : p > 0 ? "inf" : "-inf";
  throw refuse(
    `linalg.vector_norm cannot compute the ${order} norm on an empty tensor because the operation does not have an identity`,
    "Check numel() first.",
  );
}
