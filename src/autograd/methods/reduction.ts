// Reductions and products as methods.

import type { Dims } from "../../tensor/shape";
import type { Tensor } from "../../tensor/tensor";
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
};
