// Copies: clone, to, cat and stack.

import type { DType } from "../../tensor/dtype";
import { checkDType } from "../../tensor/dtype";
import { refuse } from "../../tensor/refuse";
import { sameShape, showShape, wrapDim } from "../../tensor/shape";
import type { Tensor } from "../../tensor/tensor";
import { checkTensor, checkTensors } from "../operand";
import { run1, runN } from "../record";
import { rules } from "../rules";
import { reshape, unsqueeze } from "./shape";

/**
 * A copy with memory of its own, through which gradients flow.
 *
 * @param a a tensor of any shape
 * @see torch.clone
 * @example
 * ```ts
 * const x = tensor([1, 2]);
 * clone(x).zero_();
 * x
 * // => tensor([1., 2.])
 * ```
 */
export function clone(a: Tensor): Tensor {
  return run1(rules.clone, checkTensor("clone", "a", a), undefined);
}

/**
 * The same numbers in another dtype; the tensor itself if it has that dtype already.
 *
 * @param a a tensor of any shape
 * @param dtype `"float32"`, `"float64"`, `"int32"` or `"bool"`
 * @see torch.Tensor.to
 * @example
 * ```ts
 * to(tensor([1.7, -1.7]), "int32")
 * // => tensor([ 1, -1], dtype=torch.int32)
 * ```
 */
export function to(a: Tensor, dtype: DType): Tensor {
  checkTensor("to", "a", a);
  return checkDType("to", dtype) === a.dtype ? a : run1(rules.to, a, { dtype });
}

/**
 * Tensors joined along a dimension that they have.
 *
 * @param tensors tensors whose shapes differ in `dim` only
 * @param dim the dimension, from the end if negative
 * @example
 * ```ts
 * cat([tensor([1, 2]), tensor([3])])
 * // => tensor([1., 2., 3.])
 * ```
 */
export function cat(tensors: readonly Tensor[], dim: number = 0): Tensor {
  if (checkTensors("cat", tensors).length === 0)
    throw refuse("torch.cat(): expected a non-empty list of Tensors", "Give at least one tensor.");
  const flat = tensors.findIndex((tensor) => tensor.ndim === 0);
  if (flat >= 0) {
    throw refuse(
      `zero-dimensional tensor (at position ${flat}) cannot be concatenated`,
      "stack joins tensors without dimensions.",
    );
  }
  // An empty vector joins anything, as in PyTorch.
  const solid = tensors.filter((tensor) => !sameShape(tensor.shape, [0]));
  const first = solid[0] ?? tensors[0];
  const along = wrapDim(dim, first.ndim);
  solid.forEach((tensor, i) => checkJoin(first, tensor, along, i));
  const shaped = tensors.map((part) =>
    solid.includes(part) || solid.length === 0 ? part : emptyLike(part, first, along),
  );
  return runN(rules.cat, shaped, { dim: along, lengths: shaped.map((part) => part.shape[along]) });
}

/** An empty vector in the shape that it needs beside `first`. */
function emptyLike(part: Tensor, first: Tensor, dim: number): Tensor {
  return reshape(
    part,
    first.shape.map((length, i) => (i === dim ? 0 : length)),
  );
}

function checkJoin(first: Tensor, next: Tensor, dim: number, index: number): void {
  if (first.ndim !== next.ndim) {
    throw refuse(
      `Tensors must have same number of dimensions: got ${first.ndim} and ${next.ndim}`,
      "unsqueeze adds a dimension; stack joins along a new one.",
    );
  }
  const wrong = first.shape.findIndex((length, i) => i !== dim && length !== next.shape[i]);
  if (wrong < 0) return;
  throw refuse(
    `Sizes of tensors must match except in dimension ${dim}. Expected size ${first.shape[wrong]} but got size ` +
      `${next.shape[wrong]} for tensor number ${index} in the list.`,
    `The shapes were ${showShape(first.shape)} and ${showShape(next.shape)}.`,
  );
}

/**
 * Tensors of equal shape joined along a new dimension.
 *
 * @param tensors a list of tensors
 * @param dim the dimension, from the end if negative
 * @throws RangeError, with PyTorch's sentence, where there is no such dimension
 * @see torch.stack
 * @example
 * ```ts
 * stack([tensor([1, 2]), tensor([3, 4])])
 * // => tensor([[1., 2.],
 * //         [3., 4.]])
 * ```
 */
export function stack(tensors: readonly Tensor[], dim: number = 0): Tensor {
  if (checkTensors("stack", tensors).length === 0)
    throw refuse("stack expects a non-empty TensorList", "Give at least one tensor.");
  wrapDim(dim, tensors[0].ndim + 1);
  tensors.forEach((tensor, i) => {
    if (sameShape(tensor.shape, tensors[0].shape)) return;
    throw refuse(
      `stack expects each tensor to be equal size, but got ${showShape(tensors[0].shape)} at entry 0 and ` +
        `${showShape(tensor.shape)} at entry ${i}`,
      "cat joins tensors of different length along a dimension that they have.",
    );
  });
  const along = wrapDim(dim, tensors[0].ndim + 1);
  return runN(
    rules.stack,
    tensors.map((tensor) => unsqueeze(tensor, along)),
    { dim: along, lengths: tensors.map(() => 1) },
  );
}
