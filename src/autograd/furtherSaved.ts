// What PyTorch saves for the gradients of operations that take several steps here, beside what the steps
// save.

import type { GraphNode, Tensor } from "../tensor/tensor";

const furtherSaved = new WeakMap<GraphNode, readonly Tensor[]>();

/**
 * Notes tensors that PyTorch saves for the gradient of a result: an edit in place of one of them is noticed.
 */
export function alsoSaving(result: Tensor, ...saved: readonly Tensor[]): Tensor {
  if (saved.length > 0 && !result.isLeaf) furtherSaved.set(result.node!, saved);
  return result;
}

/** The tensors that `alsoSaving` noted. */
export function furtherSavedBy(node: GraphNode): readonly Tensor[] {
  return furtherSaved.get(node) ?? [];
}
