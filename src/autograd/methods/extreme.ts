// max, min and median as methods: a tensor, or, along a dimension, values and indices.

import type { Tensor } from "../../tensor/tensor";
import type { ValuesAndIndices } from "../ops/extreme";
import { max, median, min } from "../ops/extreme";

/** What is found depends on whether a dimension is named. */
export interface ExtremeMethods {
  /** The largest element; or, along `dim`, the largest of each line and its index. */
  max(): Tensor;
  max(dim: number, keepdim?: boolean): ValuesAndIndices;
  /** The smallest element; or, along `dim`, the smallest of each line and its index. */
  min(): Tensor;
  min(dim: number, keepdim?: boolean): ValuesAndIndices;
  /** The middle element; or, along `dim`, the median of each line and its index. */
  median(): Tensor;
  median(dim: number, keepdim?: boolean): ValuesAndIndices;
}

type Found = Tensor & ValuesAndIndices;

export const extremeMethods: ExtremeMethods = {
  max(this: Tensor, dim?: number, keepdim?: boolean): Found {
    return max(this, dim as number, keepdim) as Found;
  },
  min(this: Tensor, dim?: number, keepdim?: boolean): Found {
    return min(this, dim as number, keepdim) as Found;
  },
  median(this: Tensor, dim?: number, keepdim?: boolean): Found {
    return median(this, dim as number, keepdim) as Found;
  },
};
