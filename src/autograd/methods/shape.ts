// Rearranging and choosing as methods.

import type { DType } from "../../tensor/dtype";
import type { Dims, Numbers } from "../../tensor/shape";
import { listed } from "../../tensor/shape";
import type { Tensor } from "../../tensor/tensor";
import type { Index, SliceOptions } from "../ops/choose";
import * as choose from "../ops/choose";
import * as gathers from "../ops/gather";
import * as moves from "../ops/move";
import * as ops from "../ops/shape";

export const shapeMethods = {
  /** The same elements in another shape, `reshape(2, 3)` or `reshape([2, 3])`; one length may be -1. */
  reshape(this: Tensor, ...shape: Numbers): Tensor {
    return ops.reshape(this, listed(shape));
  },

  /** The dimensions from `start` to `end` made one. */
  flatten(this: Tensor, start?: number, end?: number): Tensor {
    return ops.flatten(this, start, end);
  },

  /** Two dimensions exchanged. */
  transpose(this: Tensor, dim0: number, dim1: number): Tensor {
    return ops.transpose(this, dim0, dim1);
  },

  /** A matrix with rows and columns exchanged. */
  t(this: Tensor): Tensor {
    return ops.t(this);
  },

  /** The dimensions in the order given. */
  permute(this: Tensor, ...dims: Numbers): Tensor {
    return ops.permute(this, listed(dims));
  },

  /** Without the dimensions of length 1. */
  squeeze(this: Tensor, dim?: Dims): Tensor {
    return ops.squeeze(this, dim);
  },

  /** With a new dimension of length 1 at `dim`. */
  unsqueeze(this: Tensor, dim: number): Tensor {
    return ops.unsqueeze(this, dim);
  },

  /** Dimensions of length 1 repeated to the lengths given. */
  expand(this: Tensor, ...shape: Numbers): Tensor {
    return ops.expand(this, listed(shape));
  },

  /** What Python's `x[i, j, …]` chooses. */
  index(this: Tensor, ...indices: Index[]): Tensor {
    return choose.index(this, ...indices);
  },

  /** The entries from `start` up to, not including, `end`. */
  slice(this: Tensor, start?: number, end?: number, options?: SliceOptions): Tensor {
    return choose.slice(this, start, end, options);
  },

  /** A copy with memory of its own, through which gradients flow. */
  clone(this: Tensor): Tensor {
    return ops.clone(this);
  },

  /** The same numbers in another dtype. */
  to(this: Tensor, dtype: DType): Tensor {
    return ops.to(this, dtype);
  },

  /** The entries of these dimensions in reverse order. */
  flip(this: Tensor, ...dims: Numbers): Tensor {
    return moves.flip(this, listed(dims));
  },

  /** The entries moved on by `shift` along `dim`. */
  roll(this: Tensor, shift: number, dim?: number): Tensor {
    return moves.roll(this, shift, dim);
  },

  /** The whole tensor repeated. */
  repeat(this: Tensor, ...times: Numbers): Tensor {
    return moves.repeat(this, listed(times));
  },

  /** Each entry repeated in place. */
  repeatInterleave(this: Tensor, times: number, dim?: number): Tensor {
    return moves.repeatInterleave(this, times, dim);
  },

  /** The elements that `index` names along `dim`. */
  gather(this: Tensor, dim: number, index: Tensor): Tensor {
    return gathers.gather(this, dim, index);
  },

  /** The elements at these places, counted in the order of reading. */
  take(this: Tensor, index: Tensor): Tensor {
    return gathers.take(this, index);
  },

  /** Parts of `size` entries each along `dim`. */
  split(this: Tensor, size: number | readonly number[], dim?: number): Tensor[] {
    return moves.split(this, size, dim);
  },

  /** At most `count` parts of equal size along `dim`. */
  chunk(this: Tensor, count: number, dim?: number): Tensor[] {
    return moves.chunk(this, count, dim);
  },
};
