// Rules of views, joins and casts. Most results share the memory of the input.

import { constant } from "../../tensor/create";
import type { DType } from "../../tensor/dtype";
import { promote } from "../../tensor/dtype";
import { copy, write } from "../../tensor/elementwise";
import { permuted } from "../../tensor/reduce";
import type { Shape } from "../../tensor/shape";
import { broadcastStrides, contiguousStrides, stridesAs } from "../../tensor/shape";
import { Tensor } from "../../tensor/tensor";
import { run1 } from "../record";
import type { Nary, Unary } from "../rule";
import { allDims, oneDim } from "../batching";
import { from } from "../rule";

/** Another shape for the same elements, and the name under which PyTorch files it. */
export interface Reshape {
  shape: Shape;
  gradFn: string;
  /** Nobody else holds the operand: the result is no view of it. */
  alone?: boolean;
}

/** Dimensions in another order, and the name under which PyTorch files it. */
export interface Permute {
  dims: readonly number[];
  gradFn: string;
}

/** Every `step`-th entry of one dimension, `length` of them from `start` on. */
export interface Cut {
  dim: number;
  start: number;
  step: number;
  length: number;
  /** The name under which PyTorch files it, where it is not a slice's own. */
  gradFn?: string;
  /** Which of several parts it is. */
  output?: number;
}

/** Where a slice goes back to: zeros of this shape. */
export interface Embed extends Cut {
  shape: Shape;
}

/** One entry of one dimension. */
export interface Select {
  dim: number;
  index: number;
}

/** The diagonal of two dimensions, `offset` places above the main one. */
export interface Diagonal {
  offset: number;
  dim1: number;
  dim2: number;
}

/** Along which dimension tensors are joined, and how long each is there. */
export interface Join {
  dim: number;
  lengths: readonly number[];
}

export const rearrangement: {
  readonly reshape: Unary<Reshape>;
  readonly permute: Unary<Permute>;
  readonly expand: Unary<{ shape: Shape }>;
  readonly slice: Unary<Cut>;
  readonly embed: Unary<Embed>;
  readonly select: Unary<Select>;
  readonly diagonal: Unary<Diagonal>;
  readonly diagonalEmbed: Unary<Diagonal & { shape: Shape }>;
  readonly clone: Unary;
  readonly keep: Unary;
  readonly to: Unary<{ dtype: DType }>;
  readonly cat: Nary<Join>;
  readonly stack: Nary<Join>;
} = {
  reshape: {
    gradFn: ({ gradFn }) => gradFn,
    forward: (a, { shape, alone }) => {
      const strides = a.isContiguous() ? contiguousStrides(shape) : stridesAs(a.shape, a.strides, shape);
      // A copy is nobody's memory but its own, and so the result is no view.
      if (strides === null) return Tensor.from(copy(a).memory(), shape, a.dtype);
      if (alone === true) return new Tensor(a.memory(), shape, strides, a.offset, a.dtype);
      return a.strided(shape, strides, a.offset);
    },
    batching: "unchanged",
    tangent: "linear",
    backward: [from([], (g, _, to) => g.reshape(to.shape))],
  },

  permute: {
    gradFn: ({ gradFn }) => gradFn,
    forward: (a, { dims }) => permuted(a, dims),
    batching: allDims,
    tangent: "linear",
    backward: [from([], (g, { attrs: { dims } }) => g.permute(dims.map((_, i) => dims.indexOf(i))))],
  },

  // The machine sums what comes back for repeated elements.
  expand: {
    gradFn: "ExpandBackward0",
    forward: (a, { shape }) => a.strided(shape, broadcastStrides(a.shape, a.strides, shape), a.offset),
    batching: "unchanged",
    tangent: "linear",
    backward: [from([], (g) => g)],
  },

  slice: {
    gradFn: ({ gradFn = "SliceBackward0" }) => gradFn,
    forward: (a, cut) => cutOut(a, cut),
    batching: oneDim,
    tangent: "linear",
    backward: [
      from([], (g, { attrs }, to) => run1(rearrangement.embed, g, { ...attrs, shape: to.shape }), cutOut),
    ],
  },

  // The reverse of slice: zeros, but for the entries that were cut out.
  embed: {
    gradFn: "SliceBackward0",
    forward: (a, cut) => amongZeros(a, cut, cutOut),
    batching: oneDim,
    tangent: "linear",
    backward: [
      from([], (g, { attrs: { dim, start, step, length } }) =>
        run1(rearrangement.slice, g, { dim, start, step, length }),
      ),
    ],
  },

  select: {
    gradFn: "SelectBackward0",
    forward: (a, entry) => entryOf(a, entry),
    batching: oneDim,
    tangent: "linear",
    backward: [
      from(
        [],
        (g, { attrs: { dim, index } }, to) =>
          run1(rearrangement.embed, g.unsqueeze(dim), {
            dim,
            start: index,
            step: 1,
            length: 1,
            shape: to.shape,
          }),
        entryOf,
      ),
    ],
  },

  diagonal: {
    gradFn: "DiagonalBackward0",
    forward: (a, attrs) => diagonalOf(a, attrs),
    batching: null,
    tangent: "linear",
    backward: [
      from(
        [],
        (g, { attrs }, to) => run1(rearrangement.diagonalEmbed, g, { ...attrs, shape: to.shape }),
        diagonalOf,
      ),
    ],
  },

  // The reverse: zeros, but for the diagonal.
  diagonalEmbed: {
    gradFn: "DiagonalBackward0",
    forward: (a, attrs) => amongZeros(a, attrs, diagonalOf),
    batching: null,
    tangent: "linear",
    backward: [from([], (g, { attrs }) => run1(rearrangement.diagonal, g, attrs))],
  },

  clone: {
    gradFn: "CloneBackward0",
    forward: (a) => copy(a),
    batching: "unchanged",
    tangent: "linear",
    backward: [from([], (g) => g)],
  },

  // The copy that a leaf keeps of its gradient, where that can be differentiated in turn.
  keep: {
    gradFn: "CopyBackwards",
    forward: (a) => copy(a),
    batching: "unchanged",
    tangent: "linear",
    backward: [from([], (g) => g)],
  },

  // The machine gives each gradient the dtype of its input.
  to: {
    gradFn: "ToCopyBackward0",
    forward: (a, { dtype }) => copy(a, dtype),
    batching: "unchanged",
    tangent: "linear",
    backward: [from([], (g) => g)],
  },

  cat: {
    gradFn: "CatBackward0",
    many: true,
    forward: (inputs, { dim }) => joined(inputs, dim),
    batching: oneDim,
    tangent: "linear",
    backward: [from([], (g, { attrs }, _, index) => partOf(g, attrs, index))],
  },

  // The inputs come with the new dimension, of length 1.
  stack: {
    gradFn: "StackBackward0",
    many: true,
    forward: (inputs, { dim }) => joined(inputs, dim),
    batching: oneDim,
    tangent: "linear",
    backward: [from([], (g, { attrs }, _, index) => partOf(g, attrs, index))],
  },
};

/** `a` in the region of a tensor of zeros that `region` looks at. */
function amongZeros<A extends { shape: Shape }>(
  a: Tensor,
  attrs: A,
  region: (all: Tensor, attrs: A) => Tensor,
): Tensor {
  const all = constant(attrs.shape, 0, a.dtype);
  write(a, region(all, attrs));
  return all;
}

function cutOut(a: Tensor, { dim, start, step, length }: Cut): Tensor {
  const [shape, strides] = [a.shape.slice(), a.strides.slice()];
  shape[dim] = length;
  strides[dim] *= step;
  return a.strided(shape, strides, a.offset + start * a.strides[dim]);
}

function entryOf(a: Tensor, { dim, index }: Select): Tensor {
  const without = (list: readonly number[]): number[] => list.filter((_, i) => i !== dim);
  return a.strided(without(a.shape), without(a.strides), a.offset + index * a.strides[dim]);
}

/** The diagonal comes last, behind the other dimensions. */
function diagonalOf(a: Tensor, { offset, dim1, dim2 }: Diagonal): Tensor {
  const [down, right] = [Math.max(0, -offset), Math.max(0, offset)];
  const length = Math.max(0, Math.min(a.shape[dim1] - down, a.shape[dim2] - right));
  const others = (list: readonly number[]): number[] => list.filter((_, i) => i !== dim1 && i !== dim2);
  const start = length === 0 ? 0 : down * a.strides[dim1] + right * a.strides[dim2];
  return a.strided(
    [...others(a.shape), length],
    [...others(a.strides), a.strides[dim1] + a.strides[dim2]],
    a.offset + start,
  );
}

/** What one of the joined tensors contributed. */
function partOf(g: Tensor, { dim, lengths }: Join, index: number): Tensor {
  const start = lengths.slice(0, index).reduce((sum, length) => sum + length, 0);
  return run1(rearrangement.slice, g, { dim, start, step: 1, length: lengths[index] });
}

function joined(inputs: readonly Tensor[], dim: number): Tensor {
  const dtype = inputs.map((t) => t.dtype).reduce(promote);
  const { shape } = inputs[0];
  const total = inputs.reduce((sum, t) => sum + t.shape[dim], 0);
  const all = constant(
    shape.map((length, i) => (i === dim ? total : length)),
    0,
    dtype,
  );
  let start = 0;
  for (const input of inputs) {
    const length = input.shape[dim];
    write(input, cutOut(all, { dim, start, step: 1, length }));
    start += length;
  }
  return all;
}
