// Running maxima, minima and sums of exponentials along one dimension.

import { constant } from "../../tensor/create";
import { placesAlong } from "../../tensor/scan";
import type { Tensor } from "../../tensor/tensor";
import { alsoSaving } from "../furtherSaved";
import { run1 } from "../record";
import { rules } from "../rules";
import { moreRules } from "./rules";
import type { ValuesAndIndices } from "../ops/extreme";
import { Pair } from "../ops/extreme";
import { alongOf } from "../ops/scan";

/**
 * The largest of all elements up to each one, along `dim`, and its index.
 *
 * @param a a tensor of any shape
 * @param dim the dimension, from the end if negative
 * @throws RangeError, with PyTorch's sentence, where there is no such dimension
 * @see torch.cummax
 * @example
 * ```ts
 * cummax(tensor([1, 3, 2]), 0).values
 * // => tensor([1., 3., 3.])
 * ```
 */
export function cummax(a: Tensor, dim: number): ValuesAndIndices {
  return runningExtreme("cummax", a, dim, (x, best) => x >= best);
}

/**
 * The smallest of all elements up to each one, along `dim`, and its index.
 *
 * @param a a tensor of any shape
 * @param dim the dimension, from the end if negative
 * @throws RangeError, with PyTorch's sentence, where there is no such dimension
 * @see torch.cummin
 * @example
 * ```ts
 * cummin(tensor([3, 1, 2]), 0).values
 * // => tensor([3., 1., 1.])
 * ```
 */
export function cummin(a: Tensor, dim: number): ValuesAndIndices {
  return runningExtreme("cummin", a, dim, (x, best) => x <= best);
}

/**
 * The logarithms of the sums of exponentials of all elements up to each one, along `dim`.
 *
 * @param a a tensor of any shape
 * @param dim the dimension, from the end if negative
 * @throws RangeError, with PyTorch's sentence, where there is no such dimension
 * @see torch.logcumsumexp
 * @example
 * ```ts
 * logcumsumexp(tensor([0, 0, 0]), 0)
 * // => tensor([0.0000, 0.6931, 1.0986])
 * ```
 */
export function logcumsumexp(a: Tensor, dim: number): Tensor {
  return run1(moreRules.logcumsumexp, a, { dim: alongOf("logcumsumexp", a, dim) });
}

function runningExtreme(
  fn: string,
  a: Tensor,
  dim: number,
  beats: (x: number, best: number) => boolean,
): ValuesAndIndices {
  const along = alongOf(fn, a, dim);
  const indices = new Array<number>(a.numel());
  const positions = new Array<number>(a.numel());
  placesAlong(a, along, (data, start, step, n) => {
    let best = 0;
    for (let k = 0; k < n; k++) {
      const [x, before] = [data[start + k * step], data[start + best * step]];
      if (Number.isNaN(x) || (!Number.isNaN(before) && beats(x, before))) best = k;
      indices[start + k * step] = best;
      positions[start + k * step] = start + best * step;
    }
    return best;
  });
  const gradFn = fn === "cummax" ? "CummaxBackward0" : "CumminBackward0";
  const values = run1(rules.gather, a, { positions, shape: a.shape, gradFn });
  const found = constant(a.shape, 0, "int32").withValues(indices);
  return new Pair(fn, alsoSaving(values, a, found), found);
}
