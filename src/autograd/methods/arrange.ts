// Sorting, matrices, and further ways to choose and rearrange, as methods.

import type { Shape } from "../../tensor/shape";
import type { Tensor } from "../../tensor/tensor";
import * as arrange from "../ops/arrange";
import type { ValuesAndIndices } from "../ops/extreme";
import * as linalg from "../ops/linalg";
import * as line from "../ops/line";
import * as order from "../ops/order";
import * as product from "../ops/product";

export const arrangeMethods = {
  /** The sign of a determinant and the logarithm of its size, which neither overflow nor vanish as it does. */
  slogdet(this: Tensor): { sign: Tensor; logabsdet: Tensor } {
    return linalg.slogdet(this);
  },

  /** The logarithm of a determinant: NaN where that is negative. */
  logdet(this: Tensor): Tensor {
    return linalg.logdet(this);
  },

  /** The lower triangle `l` for which `l` times its transpose is this, a symmetric matrix with positive eigenvalues. */
  cholesky(this: Tensor): Tensor {
    return linalg.cholesky(this);
  },

  /** The pseudoinverse: the inverse where there is one, else what comes closest. */
  pinv(this: Tensor): Tensor {
    return linalg.pinv(this);
  },

  /** A square matrix times itself, `n` times; negative powers are those of its inverse. */
  matrixPower(this: Tensor, n: number): Tensor {
    return linalg.matrixPower(this, n);
  },

  /** The product of a matrix and a vector. */
  mv(this: Tensor, other: Tensor): Tensor {
    return product.mv(this, other);
  },

  /** The product of two matrices. */
  mm(this: Tensor, other: Tensor): Tensor {
    return product.mm(this, other);
  },

  /** The products of two stacks of equally many matrices. */
  bmm(this: Tensor, other: Tensor): Tensor {
    return product.bmm(this, other);
  },

  /** The sum of products of two vectors of equal length. */
  vdot(this: Tensor, other: Tensor): Tensor {
    return product.vdot(this, other);
  },

  /** The sums of products over the last dimensions of both: `result[i][j] = sum of a[i][k] * b[j][k]`. */
  inner(this: Tensor, other: Tensor): Tensor {
    return product.inner(this, other);
  },

  /** The products of all elements of this with all of `b`: each element of this becomes a block, itself times `b` (Kronecker's product). */
  kron(this: Tensor, other: Tensor): Tensor {
    return product.kron(this, other);
  },

  /** The elements of each line along `dim` in ascending (or descending) order, and where they were. Equal ones keep their order. */
  sort(this: Tensor, dim?: number, descending?: boolean): ValuesAndIndices {
    return order.sort(this, dim, descending);
  },

  /** The indices that sort each line along `dim`. */
  argsort(this: Tensor, dim?: number, descending?: boolean): Tensor {
    return order.argsort(this, dim, descending);
  },

  /** The `k` largest (or smallest) elements of each line along `dim`, sorted, and where they are. */
  topk(this: Tensor, k: number, dim?: number, largest?: boolean): ValuesAndIndices {
    return order.topk(this, k, dim, largest);
  },

  /** The `k`-th smallest element of each line along `dim`, counted from 1, and where it is. */
  kthvalue(this: Tensor, k: number, dim?: number, keepdim?: boolean): ValuesAndIndices {
    return order.kthvalue(this, k, dim, keepdim);
  },

  /** The most frequent element of each line along `dim`, the smallest of several, and where it is last. */
  mode(this: Tensor, dim?: number, keepdim?: boolean): ValuesAndIndices {
    return order.mode(this, dim, keepdim);
  },

  /** The number below which the part `q` of the elements of each line along `dim` lies; between two elements on the straight line. */
  quantile(this: Tensor, q: number | readonly number[] | Tensor, dim?: number, keepdim?: boolean): Tensor {
    return order.quantile(this, q, dim, keepdim);
  },

  /** The entries along `dim`, one tensor each, without that dimension. */
  unbind(this: Tensor, dim?: number): Tensor[] {
    return arrange.unbind(this, dim);
  },

  /** Entry `i` along `dim`, without that dimension. */
  select(this: Tensor, dim: number, index: number): Tensor {
    return arrange.select(this, dim, index);
  },

  /** `length` entries along `dim` from `start` on. */
  narrow(this: Tensor, dim: number, start: number, length: number): Tensor {
    return arrange.narrow(this, dim, start, length);
  },

  /** The entries along `dim` that `indices` names. */
  indexSelect(this: Tensor, dim: number, indices: Tensor | readonly number[]): Tensor {
    return arrange.indexSelect(this, dim, indices);
  },

  /** The elements where the mask holds, in a row. */
  maskedSelect(this: Tensor, mask: Tensor): Tensor {
    return arrange.maskedSelect(this, mask);
  },

  /** Where an element is not 0: a row of indices for each. */
  nonzero(this: Tensor): Tensor {
    return arrange.nonzero(this);
  },

  /** A dimension moved from one place to another. */
  movedim(this: Tensor, from: number, to: number): Tensor {
    return arrange.movedim(this, from, to);
  },

  /** The dimensions of length 1 repeated to this shape. */
  broadcastTo(this: Tensor, shape: Shape): Tensor {
    return arrange.broadcastTo(this, shape);
  },

  /** One dimension made several. */
  unflatten(this: Tensor, dim: number, sizes: Shape): Tensor {
    return arrange.unflatten(this, dim, sizes);
  },

  /** The diagonal of the first two dimensions (or of `dim1` and `dim2`), as the last dimension. */
  diagonal(this: Tensor, offset?: number, dim1?: number, dim2?: number): Tensor {
    return arrange.diagonal(this, offset, dim1, dim2);
  },

  /** The differences of neighbours along `dim`, `n` times over. */
  diff(this: Tensor, n?: number, dim?: number): Tensor {
    return arrange.diff(this, n, dim);
  },

  /** The elements along `dim` that `indices` names for each line; as `gather`, but shapes broadcast. */
  takeAlongDim(this: Tensor, indices: Tensor, dim: number): Tensor {
    return arrange.takeAlongDim(this, indices, dim);
  },

  /** A copy with the elements of `source` (or one number) written to the places along `dim` that `indices` names. */
  scatter(this: Tensor, dim: number, indices: Tensor, source: Tensor | number): Tensor {
    return arrange.scatter(this, dim, indices, source);
  },

  /** A copy with the elements of `source` added at the places along `dim` that `indices` names. */
  scatterAdd(this: Tensor, dim: number, indices: Tensor, source: Tensor): Tensor {
    return arrange.scatterAdd(this, dim, indices, source);
  },

  /** The logarithms of the sums of exponentials of all elements up to each one, along `dim`. */
  logcumsumexp(this: Tensor, dim: number): Tensor {
    return line.logcumsumexp(this, dim);
  },
};
