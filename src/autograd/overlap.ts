// Overlap checks of in-place operations: whether the memory that is written is also read, by PyTorch's rules.

import { refuse } from "../tensor/refuse";
import { isContiguous, sizeOf } from "../tensor/shape";
import { Tensor } from "../tensor/tensor";

/**
 * Refuses to write to a dimension that is repeated without memory of its own: it cannot hold different
 * numbers.
 */
export function refuseRepeated({ shape, strides }: Tensor): void {
  if (!strides.some((step, i) => step === 0 && shape[i] > 1) || shape.includes(0)) return;
  throw refuse(
    "unsupported operation: more than one element of the written-to tensor refers to a single memory location. " +
      "Please clone() the tensor before performing the operation.",
    "An expanded tensor repeats its elements without copying them.",
  );
}

/**
 * Refuses an operand that lies across the elements of `t`. The very same elements in the same order do no
 * harm.
 */
export function refusePartialOverlap(t: Tensor, operand: unknown): void {
  if (overlapOf(t, operand) === "partial") throw sharedMemory();
}

/** Refuses an operand that shares elements with `t` at all. */
export function refuseOverlap(t: Tensor, operand: unknown): void {
  if (overlapOf(t, operand) !== "none") throw sharedMemory();
}

/**
 * How the elements of two tensors lie to each other. As in PyTorch, those with gaps between them count as
 * apart.
 */
function overlapOf(t: Tensor, other: unknown): "none" | "full" | "partial" {
  if (!(other instanceof Tensor) || other === t) return other === t ? "full" : "none";
  if (typeof t.data === "number" || t.data !== other.data) return "none";
  const [m, n] = [t.numel(), other.numel()];
  if (m === 0 || n === 0 || !isDense(t) || !isDense(other)) return "none";
  if (t.offset === other.offset && m === n) return sameOrder(t, other) ? "full" : "partial";
  return t.offset < other.offset + n && other.offset < t.offset + m ? "partial" : "none";
}

/** True if the elements fill a range of memory, each place once, in whatever order. */
function isDense({ shape, strides }: Tensor): boolean {
  const dims = shape.map((_, i) => i).filter((i) => shape[i] !== 1);
  dims.sort((p, q) => strides[q] - strides[p]);
  return isContiguous(
    dims.map((i) => shape[i]),
    dims.map((i) => strides[i]),
  );
}

/** True if elements of the same place in the order of reading share memory. */
function sameOrder(a: Tensor, b: Tensor): boolean {
  const steps = ({ shape, strides }: Tensor): string =>
    strides.filter((_, i) => shape[i] !== 1).join() +
    (sizeOf(shape) > 1 ? `;${shape.filter((n) => n !== 1).join()}` : "");
  return steps(a) === steps(b);
}

function sharedMemory(): RangeError {
  return refuse(
    "unsupported operation: some elements of the input tensor and the written-to tensor refer to a single memory location. " +
      "Please clone() the tensor before performing the operation.",
    "What is read here would change while it is written to.",
  );
}
