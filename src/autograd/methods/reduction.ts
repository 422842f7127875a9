// Reductions and products as methods.

import type { Dims } from "../../tensor/shape";
import type { Tensor } from "../../tensor/tensor";
import * as extremes from "../ops/extreme";
import * as lines from "../ops/line";
import * as linalg from "../ops/linalg";
import * as matrices from "../ops/matrix";
import * as products from "../ops/product";
import type { NormOrder } from "../ops/reduction";
import * as ops from "../ops/reduction";

export const reductionMethods = {
  /** The sum over everything, or over the dimensions `dim`. */
  sum(this: Tensor, dim?: Dims, keepdim?: boolean): Tensor {
    return ops.sum(this, dim, keepdim);
  },

  /** The mean over everything, or over the dimensions `dim`. */
  mean(this: Tensor, dim?: Dims, keepdim?: boolean): Tensor {
    return ops.mean(this, dim, keepdim);
  },

  /** The vector norm of order `p`. */
  norm(this: Tensor, p?: NormOrder, dim?: Dims, keepdim?: boolean): Tensor {
    return ops.norm(this, p, dim, keepdim);
  },

  /** The sum of products with another vector. */
  dot(this: Tensor, other: Tensor): Tensor {
    return products.dot(this, other);
  },

  /** The product of matrices. */
  matmul(this: Tensor, other: Tensor): Tensor {
    return products.matmul(this, other);
  },

  /** The table of all products with another vector's elements. */
  outer(this: Tensor, other: Tensor): Tensor {
    return products.outer(this, other);
  },

  /** The product over everything, or over the dimensions `dim`. */
  prod(this: Tensor, dim?: Dims, keepdim?: boolean): Tensor {
    return ops.prod(this, dim, keepdim);
  },

  /** The variance over everything, or over the dimensions `dim`. */
  variance(this: Tensor, dim?: Dims, keepdim?: boolean, options?: ops.VarianceOptions): Tensor {
    return ops.variance(this, dim, keepdim, options);
  },

  /** The standard deviation. */
  std(this: Tensor, dim?: Dims, keepdim?: boolean, options?: ops.VarianceOptions): Tensor {
    return ops.std(this, dim, keepdim, options);
  },

  /** The logarithm of the sum of exponentials. */
  logsumexp(this: Tensor, dim?: Dims, keepdim?: boolean): Tensor {
    return ops.logsumexp(this, dim, keepdim);
  },

  /** The largest over the dimensions `dim`; equal ones share the gradient. */
  amax(this: Tensor, dim?: Dims, keepdim?: boolean): Tensor {
    return extremes.amax(this, dim, keepdim);
  },

  /** The smallest over the dimensions `dim`; equal ones share the gradient. */
  amin(this: Tensor, dim?: Dims, keepdim?: boolean): Tensor {
    return extremes.amin(this, dim, keepdim);
  },

  /** The index of the largest element. */
  argmax(this: Tensor, dim?: number, keepdim?: boolean): Tensor {
    return extremes.argmax(this, dim, keepdim);
  },

  /** The index of the smallest element. */
  argmin(this: Tensor, dim?: number, keepdim?: boolean): Tensor {
    return extremes.argmin(this, dim, keepdim);
  },

  /** The sums of all elements up to each one. */
  cumsum(this: Tensor, dim: number): Tensor {
    return lines.cumsum(this, dim);
  },

  /** The products of all elements up to each one. */
  cumprod(this: Tensor, dim: number): Tensor {
    return lines.cumprod(this, dim);
  },

  /** The largest of all elements up to each one, and its index. */
  cummax(this: Tensor, dim: number): extremes.ValuesAndIndices {
    return lines.cummax(this, dim);
  },

  /** The smallest of all elements up to each one, and its index. */
  cummin(this: Tensor, dim: number): extremes.ValuesAndIndices {
    return lines.cummin(this, dim);
  },

  /** Exponentials divided by their sum along `dim`. */
  softmax(this: Tensor, dim: number): Tensor {
    return lines.softmax(this, dim);
  },

  /** The logarithm of softmax. */
  logSoftmax(this: Tensor, dim: number): Tensor {
    return lines.logSoftmax(this, dim);
  },

  /** The determinant of a square matrix. */
  det(this: Tensor): Tensor {
    return linalg.det(this);
  },

  /** The inverse of a square matrix. */
  inv(this: Tensor): Tensor {
    return linalg.inv(this);
  },

  /** The sum of the diagonal. */
  trace(this: Tensor): Tensor {
    return matrices.trace(this);
  },

  /** The diagonal of a matrix, or a matrix with this on its diagonal. */
  diag(this: Tensor, offset?: number): Tensor {
    return matrices.diag(this, offset);
  },

  /** The upper triangle. */
  triu(this: Tensor, diagonal?: number): Tensor {
    return matrices.triu(this, diagonal);
  },

  /** The lower triangle. */
  tril(this: Tensor, diagonal?: number): Tensor {
    return matrices.tril(this, diagonal);
  },
};
