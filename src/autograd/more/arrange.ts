// Dimensions moved, split and joined, diagonals and grids.

import type { Shape } from "../../tensor/shape";
import { checkInteger, checkWhole, range, sizeOf, wrapDim } from "../../tensor/shape";
import { refuse } from "../../tensor/refuse";
import type { Tensor } from "../../tensor/tensor";
import { checkTensor, checkTensors } from "../operand";
import { filedAs, run1 } from "../record";
import { rules } from "../rules";
import { cat } from "../ops/copies";
import { expand, permute, reshape } from "../ops/shape";

/**
 * A dimension moved from one place to another.
 *
 * @param a a tensor of any shape
 * @param from where it stands
 * @param to where it is to stand
 * @see torch.movedim
 * @example
 * ```ts
 * movedim(zeros(2, 3, 4), 0, 2).shape
 * // => [ 3, 4, 2 ]
 * ```
 */
export function movedim(a: Tensor, from: number, to: number): Tensor {
  const { ndim } = checkTensor("movedim", "a", a);
  if (ndim === 0) {
    for (const dim of [from, to]) wrapDim(dim, 0);
    return a;
  }
  const [source, target] = [wrapDim(from, ndim), wrapDim(to, ndim)];
  const rest = range(ndim).filter((dim) => dim !== source);
  return permute(a, [...rest.slice(0, target), source, ...rest.slice(target)]);
}

/**
 * The dimensions of length 1 repeated to this shape.
 *
 * @param a a tensor of any shape
 * @param shape a list of lengths
 * @see torch.broadcast_to
 * @example
 * ```ts
 * broadcastTo(tensor([1, 2]), [2, 2])
 * // => tensor([[1., 2.],
 * //         [1., 2.]])
 * ```
 */
export function broadcastTo(a: Tensor, shape: Shape): Tensor {
  return expand(a, shape);
}

/**
 * One dimension made several.
 *
 * @param a a tensor of any shape
 * @param dim the dimension, from the end if negative
 * @param sizes the lengths of the new dimensions; one may be -1
 * @throws RangeError, with PyTorch's sentence, where there is no such dimension
 * @see torch.unflatten
 * @example
 * ```ts
 * unflatten(tensor([1, 2, 3, 4]), 0, [2, 2])
 * // => tensor([[1., 2.],
 * //         [3., 4.]])
 * ```
 */
export function unflatten(a: Tensor, dim: number, sizes: Shape): Tensor {
  const along = wrapDim(dim, checkTensor("unflatten", "a", a).ndim);
  if (checkWhole("unflatten", "sizes", sizes).length === 0)
    throw refuse("unflatten: sizes must be non-empty", "Give the lengths that the dimension is made of.");
  const known = sizeOf(sizes.filter((n) => n !== -1));
  const filled = sizes.map((n) => (n === -1 ? a.shape[along] / known : n));
  if (sizeOf(filled) !== a.shape[along] || !filled.every((n) => Number.isInteger(n) && n >= 0)) {
    throw refuse(
      `unflatten: Provided sizes [${sizes.join(", ")}] don't multiply up to the size of dim ${along} ` +
        `(${a.shape[along]}) in the input tensor`,
      "One of the sizes may be -1, for what is left.",
    );
  }
  return reshape(a, [...a.shape.slice(0, along), ...filled, ...a.shape.slice(along + 1)], "ViewBackward0");
}

/**
 * Tensors joined side by side: along the second dimension, vectors along their only one.
 *
 * @param tensors a list of tensors
 * @see torch.hstack
 * @example
 * ```ts
 * hstack([tensor([1, 2]), tensor([3])])
 * // => tensor([1., 2., 3.])
 * ```
 */
export function hstack(tensors: readonly Tensor[]): Tensor {
  const list = checkTensors("hstack", tensors).map((t) => (t.ndim === 0 ? reshape(t, [1]) : t));
  return cat(list, list[0]?.ndim === 1 ? 0 : 1);
}

/**
 * Tensors joined one below the other; vectors are rows.
 *
 * @param tensors a list of tensors
 * @see torch.vstack
 * @example
 * ```ts
 * vstack([tensor([1, 2]), tensor([3, 4])])
 * // => tensor([[1., 2.],
 * //         [3., 4.]])
 * ```
 */
export function vstack(tensors: readonly Tensor[]): Tensor {
  return cat(checkTensors("vstack", tensors).map((t) => (t.ndim < 2 ? reshape(t, [1, -1]) : t)));
}

/**
 * The diagonal of the first two dimensions (or of `dim1` and `dim2`), as the last dimension.
 *
 * @param a a tensor of any shape
 * @param offset how far above the main diagonal, negative below it
 * @param dim1 another one
 * @param dim2 another one
 * @see torch.diagonal
 * @example
 * ```ts
 * diagonal(tensor([[1, 2], [3, 4]]))
 * // => tensor([1., 4.])
 * ```
 */
export function diagonal(a: Tensor, offset: number = 0, dim1: number = 0, dim2: number = 1): Tensor {
  const { ndim } = checkTensor("diagonal", "a", a);
  checkInteger("diagonal", "offset", offset);
  const [p, q] = [wrapDim(dim1, ndim), wrapDim(dim2, ndim)];
  if (p !== q && ndim > 1) return run1(rules.diagonal, a, { offset, dim1: p, dim2: q });
  throw refuse(
    `diagonal dimensions cannot be identical ${dim1}, ${dim2}`,
    "A diagonal runs through two dimensions.",
  );
}

/**
 * Tables of the coordinates of a grid, one for each vector; with `indexing` `"xy"` the first two dimensions
 * change places.
 *
 * @param tensors a list of tensors
 * @param indexing `"ij"` (rows first) or `"xy"`
 * @see torch.meshgrid
 * @example
 * ```ts
 * const [x, y] = meshgrid([tensor([1, 2]), tensor([3, 4])]);
 * x
 * // => tensor([[1., 1.],
 * //         [2., 2.]])
 * y
 * // => tensor([[3., 4.],
 * //         [3., 4.]])
 * ```
 */
export function meshgrid(tensors: readonly Tensor[], indexing: "ij" | "xy" = "ij"): Tensor[] {
  if (checkTensors("meshgrid", tensors).length === 0)
    throw refuse("meshgrid expects a non-empty TensorList", "Give a row of coordinates for each dimension.");
  const lengths = tensors.map((t) => checkLine(t).numel());
  const tables = tensors.map((t, i) =>
    expand(
      reshape(
        t,
        lengths.map((_, k) => (k === i ? -1 : 1)),
      ),
      lengths,
    ),
  );
  return indexing === "xy" && tensors.length > 1
    ? tables.map((t) => filedAs("ExpandBackward0", t.transpose(0, 1)))
    : tables;
}

function checkLine(t: Tensor): Tensor {
  if (t.ndim < 2) return t;
  throw refuse(
    `torch.meshgrid: Expected 0D or 1D tensor in the tensor list but got: ${String(t)}`.split("\n")[0],
    "Each tensor is the row of coordinates of one dimension.",
  );
}
