// Gathering by a rule for indices: what flip, roll, repeat, pad and diagonals have in common.

import { positionsBy } from "../../tensor/positions";
import type { Shape } from "../../tensor/shape";
import type { Tensor } from "../../tensor/tensor";
import { run1 } from "../record";
import { rules } from "../rules";

/** A new tensor of `shape`, whose element at each index is the one of `a` at the index that `from` gives. */
export function moved(
  a: Tensor,
  shape: Shape,
  gradFn: string,
  from: (index: readonly number[]) => number[],
): Tensor {
  return run1(rules.gather, a, { positions: positionsBy(shape, a.shape, from), shape, gradFn });
}
