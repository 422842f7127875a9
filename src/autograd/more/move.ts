// Copies with elements in other places: flip, roll, repeat, pad, split.

import { full } from "../../tensor/create";
import { refuse } from "../../tensor/refuse";
import type { Dims, Shape } from "../../tensor/shape";
import { checkInteger, checkWhole, range, wrapDim, wrapDims } from "../../tensor/shape";
import type { Tensor } from "../../tensor/tensor";
import { oneOfSeveral } from "../creation";
import { checkTensor } from "../operand";
import { filedAs, run1 } from "../record";
import { rules } from "../rules";
import { slice } from "../ops/choose";
import { moved } from "../ops/moved";
import { cat } from "../ops/copies";
import { reshape, unsafeView } from "../ops/shape";

/**
 * The entries of these dimensions in reverse order.
 *
 * @param a a tensor of any shape
 * @param dims the dimensions
 * @see torch.flip
 * @example
 * ```ts
 * flip(tensor([1, 2, 3]), 0)
 * // => tensor([3., 2., 1.])
 * ```
 */
export function flip(a: Tensor, dims: Dims): Tensor {
  const { ndim } = checkTensor("flip", "a", a);
  // No dimension means none here, not every one.
  const turned = Array.isArray(dims) && dims.length === 0 ? [] : wrapDims(dims, ndim);
  return moved(a, a.shape, "FlipBackward0", (index) =>
    index.map((i, dim) => (turned.includes(dim) ? a.shape[dim] - 1 - i : i)),
  );
}

/**
 * The entries moved on by `shift` along `dim`; what leaves at the end comes in at the front. Without `dim`
 * all elements form one row.
 *
 * @param a a tensor of any shape
 * @param shift by how many places
 * @param dim a dimension; all if left out, from the end if negative
 * @throws RangeError, with PyTorch's sentence, where there is no such dimension
 * @see torch.roll
 * @example
 * ```ts
 * roll(tensor([1, 2, 3]), 1)
 * // => tensor([3., 1., 2.])
 * ```
 */
export function roll(a: Tensor, shift: number, dim?: number): Tensor {
  checkTensor("roll", "a", a);
  checkInteger("roll", "shift", shift);
  if (a.ndim === 0 && dim !== undefined) throw noDimensions(dim);
  if (a.numel() === 0) return filedAs("RollBackward0", a.clone());
  if (dim === undefined) return unsafeView(roll(reshape(a, [-1]), shift, 0), a.shape, "RollBackward0");
  const along = wrapDim(dim, a.ndim);
  const n = a.shape[along];
  return moved(a, a.shape, "RollBackward0", (index) =>
    index.map((i, d) => (d === along ? (((i - shift) % n) + n) % n : i)),
  );
}

function noDimensions(dim: number): RangeError {
  return refuse(
    `Dimension specified as ${dim} but tensor has no dimensions`,
    "A single number has no entries.",
  );
}

/**
 * The whole tensor repeated, `times[i]` times along dimension i; dimensions that are missing are put in
 * front.
 *
 * @param a a tensor of any shape
 * @param times how many times along each dimension
 * @see torch.Tensor.repeat
 * @example
 * ```ts
 * repeat(tensor([1, 2]), [2])
 * // => tensor([1., 2., 1., 2.])
 * ```
 */
export function repeat(a: Tensor, times: Shape): Tensor {
  checkTensor("repeat", "a", a);
  const lead = checkWhole("repeat", "times", times).length - a.ndim;
  if (lead < 0) {
    throw refuse(
      "Number of dimensions of repeat dims can not be smaller than number of dimensions of tensor",
      `Give a number for each of the ${a.ndim} dimensions.`,
    );
  }
  const from = [...range(lead).map(() => 1), ...a.shape];
  const shape = from.map((length, i) => length * times[i]);
  if (times.some((count) => count < 0)) {
    throw refuse(
      `Trying to create tensor with negative dimension ${Math.min(...shape)}: [${shape.join(", ")}]`,
      "A dimension is repeated 0 times or more.",
    );
  }
  return moved(reshape(a, from), shape, "RepeatBackward0", (index) => index.map((i, dim) => i % from[dim]));
}

/**
 * As `repeat`, but missing numbers at the front count as 1.
 *
 * @param a a tensor of any shape
 * @param times how many times along each dimension
 * @see torch.tile
 * @example
 * ```ts
 * tile(tensor([1, 2]), [2, 1])
 * // => tensor([[1., 2.],
 * //         [1., 2.]])
 * ```
 */
export function tile(a: Tensor, times: Shape): Tensor {
  const missing = Math.max(0, checkTensor("tile", "a", a).ndim - checkWhole("tile", "times", times).length);
  return repeat(a, [...range(missing).map(() => 1), ...times]);
}

/**
 * Each entry repeated in place, along `dim`, or, without it, each element of the tensor laid out in a row.
 *
 * @param a a tensor of any shape
 * @param times how many times
 * @param dim a dimension; all if left out, from the end if negative
 * @throws RangeError, with PyTorch's sentence, where there is no such dimension
 * @see torch.repeat_interleave
 * @example
 * ```ts
 * repeatInterleave(tensor([1, 2]), 2)
 * // => tensor([1., 1., 2., 2.])
 * ```
 */
export function repeatInterleave(a: Tensor, times: number, dim?: number): Tensor {
  checkTensor("repeatInterleave", "a", a);
  checkInteger("repeatInterleave", "times", times);
  if (times < 0) throw refuse("Repeats must be non-negative", `It was ${times}.`);
  if (dim === undefined) return repeatInterleave(reshape(a, [-1]), times, 0);
  const along = wrapDim(dim, a.ndim);
  const shape = a.shape.map((length, i) => (i === along ? length * times : length));
  return moved(a, shape, "ViewBackward0", (index) =>
    index.map((i, d) => (d === along ? Math.floor(i / times) : i)),
  );
}

/**
 * More entries around: `widths` are those before and after the last dimension, then the one before it, and so
 * on.
 *
 * @param a a tensor of any shape
 * @param widths how many entries before and after, the last dimension first
 * @param value what the new entries hold
 * @see torch.nn.functional.pad
 * @example
 * ```ts
 * pad(tensor([1, 2]), [1, 2])
 * // => tensor([0., 1., 2., 0., 0.])
 * ```
 */
export function pad(a: Tensor, widths: readonly number[], value: number = 0): Tensor {
  checkTensor("pad", "a", a);
  if (checkWhole("pad", "widths", widths).length % 2 !== 0) {
    throw refuse(
      "Padding length must be divisible by 2",
      "Each dimension has a width before it and one after it.",
    );
  }
  if (widths.length > 2 * a.ndim) {
    throw refuse(
      "Padding length should be less than or equal to two times the input dimension but got padding length " +
        `${widths.length} and input of dimension ${a.ndim}`,
      `There are ${widths.length} widths for ${a.ndim} dimensions.`,
    );
  }
  const padded = range(widths.length / 2).reduce((result, k) => {
    const dim = a.ndim - 1 - k;
    const wall = (width: number): Tensor =>
      full(
        result.shape.map((length, i) => (i === dim ? width : length)),
        value,
        { dtype: a.dtype },
      );
    const [before, after] = [widths[2 * k], widths[2 * k + 1]];
    const length = result.shape[dim] + before + after;
    if (Math.min(length, result.shape[dim] + before, result.shape[dim] + after) < 0)
      throw tooNarrow(result.shape[dim], before, after);
    // A negative width takes entries away.
    const inner = slice(result, Math.max(0, -before), result.shape[dim] + Math.min(0, after), { dim });
    return cat([wall(Math.max(0, before)), inner, wall(Math.max(0, after))], dim);
  }, a);
  return padded === a ? a : filedAs("ConstantPadNdBackward0", padded);
}

function tooNarrow(size: number, before: number, after: number): RangeError {
  return refuse(
    "narrow(): length must be non-negative.",
    `Widths of ${before} and ${after} take away more than the ${size} entries that there are.`,
  );
}

/** Refuses to cut a single number. */
function checkCut(fn: string, a: Tensor): Tensor {
  if (checkTensor(fn, "a", a).ndim > 0) return a;
  throw refuse(`${fn} expects at least a 1-dimensional tensor`, "A single number has no entries.");
}

function checkSize(size: number | readonly number[], total: number): void {
  if (typeof size !== "number") {
    if (checkWhole("split", "size", size).every((n) => n >= 0)) return;
    throw refuse(
      `split_with_sizes expects split_sizes have only non-negative entries, but got split_sizes=[${size.join(", ")}]`,
      "A part has no entry, or more.",
    );
  }
  checkInteger("split", "size", size);
  if (size > 0 || (size === 0 && total === 0)) return;
  throw refuse(
    size === 0
      ? `split_size can only be 0 if dimension size is 0, but got dimension size of ${total}`
      : `split expects split_size be non-negative, but got split_size=${size}`,
    "Each part has one entry at least.",
  );
}

/**
 * Parts of `size` entries each along `dim`, the last one what is left; or parts of the sizes given.
 *
 * @param a a tensor of any shape
 * @param size how many entries a part has, or a list of such numbers
 * @param dim the dimension, from the end if negative
 * @throws RangeError, with PyTorch's sentence, where there is no such dimension
 * @see torch.split
 * @example
 * ```ts
 * split(tensor([1, 2, 3]), 2)
 * // => [ tensor([1., 2.]), tensor([3.]) ]
 * ```
 */
export function split(a: Tensor, size: number | readonly number[], dim: number = 0): Tensor[] {
  const along = wrapDim(dim, checkCut("split", a).ndim);
  const total = a.shape[along];
  checkSize(size, total);
  const sizes =
    typeof size === "number"
      ? range(Math.max(1, Math.ceil(total / Math.max(1, size)))).map(() => size)
      : size;
  if (typeof size !== "number" && sizes.reduce((sum, n) => sum + n, 0) !== total) {
    throw refuse(
      `split_with_sizes expects split_sizes to sum exactly to ${total} (input tensor's size at dimension ${along}), ` +
        `but got split_sizes=[${sizes.join(", ")}]`,
      "The sizes must add up to the length of the dimension.",
    );
  }
  let start = 0;
  const gradFn = typeof size === "number" ? "SplitBackward0" : "SplitWithSizesBackward0";
  return sizes.map((n, output) => {
    const length = Math.min(n, total - start);
    const part = run1(rules.slice, a, { dim: along, start, step: 1, length, gradFn, output });
    start += length;
    return oneOfSeveral(part, a);
  });
}

/**
 * At most `count` parts of equal size along `dim`; the last one may be smaller.
 *
 * @param a a tensor of any shape
 * @param count how many parts
 * @param dim the dimension, from the end if negative
 * @throws RangeError, with PyTorch's sentence, where there is no such dimension
 * @see torch.chunk
 * @example
 * ```ts
 * chunk(tensor([1, 2, 3]), 2)
 * // => [ tensor([1., 2.]), tensor([3.]) ]
 * ```
 */
export function chunk(a: Tensor, count: number, dim: number = 0): Tensor[] {
  const along = wrapDim(dim, checkCut("chunk", a).ndim);
  checkInteger("chunk", "count", count);
  if (count <= 0) {
    throw refuse(
      `chunk expects \`chunks\` to be greater than 0, got: ${count}`,
      "Ask for one part at least.",
    );
  }
  const length = a.shape[along];
  return split(a, length === 0 ? range(count).map(() => 0) : Math.ceil(length / count), along);
}
