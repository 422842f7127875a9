// How the attributes of an operation change when its gradients gain a dimension in front, one row for each
// element of a result.

import type { Norm } from "./rules/reduction";

/** For an operation along one dimension. */
export const oneDim = <A extends { dim: number }>(attrs: A): A => ({ ...attrs, dim: attrs.dim + 1 });

/** For an operation along several dimensions. */
export const manyDims = <A extends { dims: readonly number[] }>(attrs: A): A => ({
  ...attrs,
  dims: behind(attrs.dims),
});

/** For an operation that names every dimension. */
export const allDims = <A extends { dims: readonly number[] }>(attrs: A): A => ({
  ...attrs,
  dims: [0, ...behind(attrs.dims)],
});

/** The Euclidean norm of everything; other norms are walked row by row. */
export const wholeNorm = (attrs: Norm): Norm | null => (attrs.all && attrs.p === 2 ? manyDims(attrs) : null);

const behind = (dims: readonly number[]): number[] => dims.map((dim) => dim + 1);
