// Rules of the products of vectors and matrices.

import { dotOf, matricesTimes } from "../../tensor/product";
import { Tensor } from "../../tensor/tensor";
import type { Binary } from "../rule";
import { from } from "../rule";

type Name = "dot" | "mv" | "mm" | "bmm";

export const product: { readonly [K in Name]: Binary } = {
  // Two vectors.
  dot: {
    gradFn: "DotBackward0",
    forward: (a, b) => dotOf(a, b),
    batching: null,
    tangent: "multilinear",
    backward: [from(["b"], (g, { b }) => g.mul(b)), from(["a"], (g, { a }) => g.mul(a))],
  },

  // A matrix and a vector.
  mv: {
    gradFn: "MvBackward0",
    forward: (a, b) => {
      const [n, k] = a.shape;
      return reshaped(matricesTimes(oneMatrix(a), b.strided([1, k, 1], [0, b.strides[0], 0], b.offset)), [n]);
    },
    batching: null,
    tangent: "multilinear",
    backward: [from(["b"], (g, { b }) => g.outer(b)), from(["a"], (g, { a }) => a.t().matmul(g))],
  },

  // Two matrices.
  mm: {
    gradFn: "MmBackward0",
    forward: (a, b) => reshaped(matricesTimes(oneMatrix(a), oneMatrix(b)), [a.shape[0], b.shape[1]]),
    batching: "unchanged",
    tangent: "multilinear",
    backward: [from(["b"], (g, { b }) => g.matmul(b.t())), from(["a"], (g, { a }) => a.t().matmul(g))],
  },

  // Two stacks of matrices, equally many.
  bmm: {
    gradFn: "BmmBackward0",
    forward: (a, b) => matricesTimes(a, b),
    batching: null,
    tangent: "multilinear",
    backward: [
      from(["b"], (g, { b }) => g.matmul(b.transpose(1, 2))),
      from(["a"], (g, { a }) => a.transpose(1, 2).matmul(g)),
    ],
  },
};

function oneMatrix(a: Tensor): Tensor {
  return a.strided([1, ...a.shape], [0, ...a.strides], a.offset);
}

function reshaped(rows: Tensor, shape: readonly number[]): Tensor {
  return Tensor.from(rows.memory(), shape, rows.dtype);
}
