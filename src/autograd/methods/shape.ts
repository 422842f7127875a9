// Methods whose arguments differ from their function's: lengths one by one, or in another order.

import type { NestedData } from "../../tensor/nested";
import type { Numbers } from "../../tensor/shape";
import { listed } from "../../tensor/shape";
import type { Tensor } from "../../tensor/tensor";
import type { Operand } from "../operand";
import * as ops from "../ops";
import type { Index } from "../ops/choose";
import type { SetIndexOptions } from "../ops/write";
import * as write from "../ops/write";

export const shapeMethods = {
  /** The same elements in another shape, `reshape(2, 3)` or `reshape([2, 3])`; one length may be -1. */
  reshape(this: Tensor, ...shape: Numbers): Tensor {
    return ops.reshape(this, listed(shape));
  },

  /** The same elements in another shape, in the same memory: as `reshape`, but never a copy. */
  view(this: Tensor, ...shape: Numbers): Tensor {
    return ops.view(this, listed(shape));
  },

  /** The dimensions in the order given. */
  permute(this: Tensor, ...dims: Numbers): Tensor {
    return ops.permute(this, listed(dims));
  },

  /** Dimensions of length 1 repeated to the lengths given. */
  expand(this: Tensor, ...shape: Numbers): Tensor {
    return ops.expand(this, listed(shape));
  },

  /** What Python's `x[i, j, …]` chooses. */
  index(this: Tensor, ...indices: Index[]): Tensor {
    return ops.index(this, ...indices);
  },

  /** This where the condition holds, else `other`. */
  where(this: Tensor, condition: Tensor, other: Operand): Tensor {
    return ops.where(condition, this, other);
  },

  /**
   * Writes to what `index(…indices)` chooses, as Python's `t[i, j, …] = value`.
   *
   * @param indices one index, or several in a list; a list that is itself an index stands in a list
   *
   * @example
   * ```ts
   * const t = zeros(2, 3);
   * t.setIndex([0, "1:"], 5)
   * // => tensor([[0., 5., 5.],
   * //         [0., 0., 0.]])
   * ```
   */
  setIndex(
    this: Tensor,
    indices: Index | readonly Index[],
    value: Tensor | NestedData,
    options?: SetIndexOptions,
  ): Tensor {
    return write.setIndex(this, indices, value, options);
  },
};
