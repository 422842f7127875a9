// Numbers that users write as operands, made tensors. Nobody else sees these, so that the same number can be the same tensor again.

import type { DType } from "../tensor/dtype";
import { Tensor } from "../tensor/tensor";

let latest = Tensor.scalar(0, "float32");

/** The number as a tensor; `value` is already rounded to `dtype`. A loop that adds the same number a million times makes it once. */
export function literal(value: number, dtype: DType): Tensor {
  if (latest.dtype !== dtype || !Object.is(latest.data, value)) latest = Tensor.scalar(value, dtype);
  return latest;
}

/** True for the tensor of the number written last: the number says all about it. */
export function isLiteral(t: Tensor): boolean {
  return t === latest;
}
