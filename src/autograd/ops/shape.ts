// Views in another shape: the results share the memory of the input, where its strides allow it.

import { longName } from "../../tensor/dtype";
import { refuse } from "../../tensor/refuse";
import type { Shape } from "../../tensor/shape";
import { checkWhole, range, showShape, sizeOf, stridesAs, wrapDim, wrapDims } from "../../tensor/shape";
import type { Dims } from "../../tensor/shape";
import type { Tensor } from "../../tensor/tensor";
import { checkTensor } from "../operand";
import { run1 } from "../record";
import { rules } from "../rules";

/**
 * The same elements in another shape; one length may be -1 and is worked out.
 *
 * @param a a tensor of any shape
 * @param shape the new lengths, whose product is the number of elements
 * @example
 * ```ts
 * reshape(tensor([1, 2, 3, 4]), [2, -1])
 * // => tensor([[1., 2.],
 * //         [3., 4.]])
 * ```
 */
export function reshape(a: Tensor, shape: Shape, gradFn?: string): Tensor {
  if (gradFn !== undefined) return reshaped("reshape", a, shape, () => gradFn);
  return reshaped("reshape", a, shape, (target) =>
    checkTensor("reshape", "a", a).isContiguous()
      ? "ViewBackward0"
      : stridesAs(a.shape, a.strides, target) === null
        ? "UnsafeViewBackward0"
        : "ReshapeAliasBackward0",
  );
}

/**
 * The same elements in another shape, in the same memory: as `reshape`, which copies where it must, but never
 * a copy.
 *
 * @param a a tensor of any shape
 * @param shape the new lengths; one may be -1
 * @throws RangeError, with PyTorch's sentence, where the elements do not lie as the shape needs them, as
 *   those of a transposed matrix do not
 *
 * @example
 * ```ts
 * const a = tensor([1, 2, 3, 4]);
 * view(a, [2, 2]).setIndex(0, 0);
 * a
 * // => tensor([0., 0., 3., 4.])
 * ```
 */
export function view(a: Tensor, shape: Shape): Tensor {
  return reshaped("view", a, shape, (target) => {
    if (stridesAs(a.shape, a.strides, target) !== null) return "ViewBackward0";
    throw refuse(
      "view size is not compatible with input tensor's size and stride (at least one dimension spans across two contiguous " +
        "subspaces). Use .reshape(...) instead.",
      "reshape() makes a copy where the elements do not lie row by row.",
    );
  });
}

/**
 * As reshape, of an intermediate step that nobody else holds: the result is no view. By default PyTorch's
 * name for the last step of a product of stacks.
 */
export function unsafeView(a: Tensor, shape: Shape, gradFn: string = "UnsafeViewBackward0"): Tensor {
  return run1(rules.reshape, a, { shape: inferred(a, shape), gradFn, alone: true });
}

function reshaped(fn: string, a: Tensor, shape: Shape, nameFor: (target: Shape) => string): Tensor {
  checkTensor(fn, "a", a);
  const target = inferred(a, checkWhole(fn, "shape", shape));
  return run1(rules.reshape, a, { shape: target, gradFn: nameFor(target) });
}

/** The shape with its -1 worked out. */
function inferred(a: Tensor, shape: Shape): Shape {
  const size = a.numel();
  const open = shape.indexOf(-1);
  const below = shape.findIndex((length) => length < -1);
  if (below >= 0) {
    throw refuse(
      `invalid shape dimension ${shape[below]} at index ${below} of shape [${shape.join(", ")}]`,
      "A length is 0 or more, or -1 for the one that follows from the others.",
    );
  }
  const rest = sizeOf(shape.filter((length) => length !== -1));
  if (open !== shape.lastIndexOf(-1)) {
    throw refuse("only one dimension can be inferred", `The shape asked for was ${showShape(shape)}.`);
  }
  if (open >= 0 && size === 0 && rest === 0) {
    throw refuse(
      `cannot reshape tensor of 0 elements into shape ${showShape(shape)} because the unspecified dimension size -1 ` +
        "can be any value and is ambiguous",
      "Write the length in place of -1.",
    );
  }
  if (open >= 0 ? size % rest !== 0 : size !== rest) {
    throw refuse(
      `shape '${showShape(shape)}' is invalid for input of size ${size}`,
      `The tensor has shape ${showShape(a.shape)}; the product of the new lengths must be ${size}.`,
    );
  }
  return shape.map((length) => (length === -1 ? size / rest : length));
}

/**
 * The dimensions from `start` to `end`, both included, made one; all by default.
 *
 * @param a a tensor of any shape
 * @param start the first dimension
 * @param end the last dimension
 * @see torch.flatten
 * @example
 * ```ts
 * flatten(tensor([[1, 2], [3, 4]]))
 * // => tensor([1., 2., 3., 4.])
 * ```
 */
export function flatten(a: Tensor, start: number = 0, end: number = -1): Tensor {
  checkTensor("flatten", "a", a);
  if (a.ndim === 0) {
    for (const dim of [start, end]) wrapDim(dim, 0);
    return reshape(a, [1]);
  }
  const [first, last] = [wrapDim(start, a.ndim), wrapDim(end, a.ndim)];
  if (first > last) {
    throw refuse(
      "flatten() has invalid args: start_dim cannot come after end_dim",
      "Name the first dimension first.",
    );
  }
  if (first === last) return a;
  const joined = sizeOf(a.shape.slice(first, last + 1));
  return reshape(a, [...a.shape.slice(0, first), joined, ...a.shape.slice(last + 1)]);
}

/**
 * Two dimensions exchanged.
 *
 * @param a a tensor of any shape
 * @param dim0 a dimension
 * @param dim1 another one
 * @see torch.transpose
 * @example
 * ```ts
 * transpose(zeros(2, 3, 4), 0, 2).shape
 * // => [ 4, 3, 2 ]
 * ```
 */
export function transpose(a: Tensor, dim0: number, dim1: number): Tensor {
  checkTensor("transpose", "a", a);
  const [p, q] = [wrapDim(dim0, a.ndim), wrapDim(dim1, a.ndim)];
  const dims = range(a.ndim).map((i) => (i === p ? q : i === q ? p : i));
  return run1(rules.permute, a, { dims, gradFn: "TransposeBackward0" });
}

/**
 * A matrix with rows and columns exchanged; a vector stays as it is.
 *
 * @param a a matrix
 * @see torch.t
 * @example
 * ```ts
 * t(tensor([[1, 2], [3, 4]]))
 * // => tensor([[1., 3.],
 * //         [2., 4.]])
 * ```
 */
export function t(a: Tensor): Tensor {
  checkTensor("t", "a", a);
  if (a.ndim > 2) {
    throw refuse(
      `t() expects a tensor with <= 2 dimensions, but self is ${a.ndim}D`,
      "Use transpose(dim0, dim1) or permute(dims).",
    );
  }
  return run1(rules.permute, a, { dims: range(a.ndim).reverse(), gradFn: "TBackward0" });
}

/**
 * The dimensions in the order given.
 *
 * @param a a tensor of any shape
 * @param dims all dimensions, in the new order
 * @see torch.permute
 * @example
 * ```ts
 * permute(zeros(2, 3, 4), [2, 0, 1]).shape
 * // => [ 4, 2, 3 ]
 * ```
 */
export function permute(a: Tensor, dims: readonly number[]): Tensor {
  checkTensor("permute", "a", a);
  checkWhole("permute", "dims", dims);
  if (dims.length !== a.ndim) {
    throw refuse(
      "permute(sparse_coo): number of dimensions in the tensor input does not match the length of the desired ordering " +
        `of dimensions i.e. input.dim() = ${a.ndim} is not equal to len(dims) = ${dims.length}`,
      "Name every dimension once.",
    );
  }
  const wrapped = dims.map((dim) => wrapDim(dim, a.ndim));
  if (new Set(wrapped).size !== dims.length) {
    throw refuse("permute(): duplicate dims are not allowed.", "Name every dimension once.");
  }
  return run1(rules.permute, a, { dims: wrapped, gradFn: "PermuteBackward0" });
}

/**
 * Without the dimensions of length 1: all of them, or those named. Other dimensions that are named stay.
 *
 * @param a a tensor of any shape
 * @param dim a dimension, or several; all if left out, from the end if negative
 * @throws RangeError, with PyTorch's sentence, where there is no such dimension
 * @see torch.squeeze
 * @example
 * ```ts
 * squeeze(zeros(1, 2, 1)).shape
 * // => [ 2 ]
 * ```
 */
export function squeeze(a: Tensor, dim?: Dims): Tensor {
  checkTensor("squeeze", "a", a);
  const dims = wrapDims(dim, a.ndim);
  const shape = a.shape.filter((length, i) => length !== 1 || !dims.includes(i));
  return run1(rules.reshape, a, {
    shape,
    gradFn: dim === undefined ? "SqueezeBackward0" : "SqueezeBackward1",
  });
}

/**
 * With a new dimension of length 1 at `dim`.
 *
 * @param a a tensor of any shape
 * @param dim the dimension, from the end if negative
 * @throws RangeError, with PyTorch's sentence, where there is no such dimension
 * @see torch.unsqueeze
 * @example
 * ```ts
 * unsqueeze(tensor([1, 2]), 1).shape
 * // => [ 2, 1 ]
 * ```
 */
export function unsqueeze(a: Tensor, dim: number): Tensor {
  checkTensor("unsqueeze", "a", a);
  const at = wrapDim(dim, a.ndim + 1);
  const shape = [...a.shape.slice(0, at), 1, ...a.shape.slice(at)];
  return run1(rules.reshape, a, { shape, gradFn: "UnsqueezeBackward0" });
}

/**
 * Dimensions of length 1 repeated to the lengths given, and new ones put in front; -1 leaves a length as it
 * is.
 *
 * @param a a tensor of any shape
 * @param shape a list of lengths
 * @see torch.Tensor.expand
 * @example
 * ```ts
 * expand(tensor([[1], [2]]), [2, 3])
 * // => tensor([[1., 1., 1.],
 * //         [2., 2., 2.]])
 * ```
 */
export function expand(a: Tensor, shape: Shape): Tensor {
  checkTensor("expand", "a", a);
  const lead = checkWhole("expand", "shape", shape).length - a.ndim;
  if (lead < 0) {
    throw refuse(
      `expand(torch.${longName[a.dtype]}Tensor{${showShape(a.shape)}}, size=${showShape(shape)}): the number of sizes provided (${shape.length}) must be greater or equal to the number of dimensions ` +
        `in the tensor (${a.ndim})`,
      `The tensor has shape ${showShape(a.shape)}.`,
    );
  }
  const target = shape.map((length, i) => (length === -1 && i >= lead ? a.shape[i - lead] : length));
  target.forEach((length, i) => checkExpansion(a, i < lead ? 1 : a.shape[i - lead], length, i, shape));
  return run1(rules.expand, a, { shape: target });
}

function checkExpansion(a: Tensor, from: number, to: number, dim: number, target: Shape): void {
  if (to < 0) {
    throw refuse(
      `The expanded size of the tensor (${to}) isn't allowed in a leading, non-existing dimension ${dim}`,
      "Only lengths that are there can be left as they are with -1.",
    );
  }
  if (from === to || from === 1) return;
  throw refuse(
    `The expanded size of the tensor (${to}) must match the existing size (${from}) at non-singleton dimension ${dim}.  ` +
      `Target sizes: ${showShape(target)}.  Tensor sizes: ${showShape(a.shape)}`,
    "Only dimensions of length 1 can be repeated.",
  );
}
