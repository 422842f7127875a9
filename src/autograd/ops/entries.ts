// unbind, select and narrow: entries along one dimension, as views.

import { checkInteger, range, showShape, wrapDim } from "../../tensor/shape";
import { refuse } from "../../tensor/refuse";
import type { Tensor } from "../../tensor/tensor";
import { oneOfSeveral } from "../creation";
import { checkTensor } from "../operand";
import { filedAs } from "../record";
import { index, slice } from "./choose";

/**
 * The entries along `dim`, one tensor each, without that dimension.
 *
 * @param a a tensor of any shape
 * @param dim the dimension, from the end if negative
 * @throws RangeError, with PyTorch's sentence, where there is no such dimension
 * @see torch.unbind
 * @example
 * ```ts
 * unbind(tensor([[1, 2], [3, 4]]))
 * // => [ tensor([1., 2.]), tensor([3., 4.]) ]
 * ```
 */
export function unbind(a: Tensor, dim: number = 0): Tensor[] {
  if (checkTensor("unbind", "a", a).ndim === 0) {
    throw refuse("Dimension specified as 0 but tensor has no dimensions", "A single number has no entries.");
  }
  const along = wrapDim(dim, a.ndim);
  return range(a.shape[along]).map((i) => oneOfSeveral(filedAs("UnbindBackward0", select(a, along, i)), a));
}

/**
 * Entry `i` along `dim`, without that dimension.
 *
 * @param a a tensor of any shape
 * @param dim the dimension, from the end if negative
 * @param i which entry, from the end if negative
 * @throws RangeError, with PyTorch's sentence, where there is no such dimension
 * @see torch.select
 * @example
 * ```ts
 * select(tensor([[1, 2], [3, 4]]), 1, 0)
 * // => tensor([1., 3.])
 * ```
 */
export function select(a: Tensor, dim: number, i: number): Tensor {
  refuseNumber("select", a);
  checkInteger("select", "i", i);
  const along = wrapDim(dim, a.ndim);
  const length = a.shape[along];
  if (i < -length || i >= length) {
    throw refuse(
      `select(): index ${i} out of range for tensor of size ${showShape(a.shape)} at dimension ${along}`,
      "Entries are counted from 0, or from the end with -1.",
    );
  }
  return index(a, ...range(along).map(() => ":" as const), i);
}

/**
 * `length` entries along `dim` from `start` on.
 *
 * @param a a tensor of any shape
 * @param dim the dimension, from the end if negative
 * @param start the first entry, from the end if negative
 * @param length how many entries
 * @throws RangeError, with PyTorch's sentence, where there is no such dimension
 * @see torch.narrow
 * @example
 * ```ts
 * narrow(tensor([1, 2, 3, 4]), 0, 1, 2)
 * // => tensor([2., 3.])
 * ```
 */
export function narrow(a: Tensor, dim: number, start: number, length: number): Tensor {
  refuseNumber("narrow", a);
  checkInteger("narrow", "start", start);
  checkInteger("narrow", "length", length);
  const along = wrapDim(dim, a.ndim);
  const size = a.shape[along];
  if (length < 0) throw refuse("narrow(): length must be non-negative.", `It was ${length}.`);
  if (start < -size || start > size) {
    throw refuse(
      `start out of range (expected to be in range of [${-size}, ${size}], but got ${start})`,
      "Entries are counted from 0, or from the end with -1.",
    );
  }
  const first = start < 0 ? start + size : start;
  if (first + length > size) {
    throw refuse(
      `start (${first}) + length (${length}) exceeds dimension size (${size}).`,
      "The range must lie within the dimension.",
    );
  }
  return slice(a, first, first + length, { dim: along });
}

function refuseNumber(fn: string, a: Tensor): void {
  if (checkTensor(fn, "a", a).ndim > 0) return;
  throw refuse(`${fn}() cannot be applied to a 0-dim tensor.`, "A single number has no entries.");
}
