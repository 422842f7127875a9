// Numbers that users write as operands, made tensors. Nobody else sees these, so that the same number can be
// the same tensor again.

import type { DType } from "../tensor/dtype";
import { Tensor } from "../tensor/tensor";

/** The numbers written last; the step of a loop seldom has more. */
const latest: Tensor[] = Array.from({ length: 4 }, () => Tensor.scalar(0, "float32"));
let oldest = 0;

/**
 * The number as a tensor; `value` is already rounded to `dtype`. A loop that adds the same number a million
 * times makes it once.
 */
export function literal(value: number, dtype: DType): Tensor {
  for (let i = 0; i < latest.length; i++) {
    const known = latest[i];
    if (known.dtype === dtype && Object.is(known.data, value)) return known;
  }
  const made = Tensor.scalar(value, dtype);
  latest[oldest] = made;
  oldest = (oldest + 1) % latest.length;
  return made;
}

/** True for the tensor of a number written just now: the number says all about it. */
export function isLiteral(t: Tensor): boolean {
  return latest.includes(t);
}
