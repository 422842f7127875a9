// Version checks: whether a saved tensor was written to since, which would make its gradient wrong.

import { longName } from "../tensor/dtype";
import { refuseState } from "../tensor/refuse";
import { showShape } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { versionAt, versionOf } from "../tensor/version";
import type { Node } from "./record";
import { furtherSavedBy } from "./furtherSaved";

/** The time of the operation of this number. Between two operations lies another time. */
export const timeOf = (seq: number): number => 2 * seq;

/**
 * The time just before that operation, and after all others: when an operation in place reads its operands,
 * and when edits that are not recorded are noted.
 */
export const before = (seq: number): number => 2 * seq - 1;

/** Refuses to compute gradients from tensors that were written to after `node` saved them. */
export function checkUnchanged(node: Node): void {
  const { a, b, c, out, seq } = node;
  // Of an operand PyTorch names what made it as it is now, of a result the operation itself.
  for (const saved of [a, b, c]) checkSaved(saved, before(seq), saved?.gradFn?.name);
  checkSaved(out, timeOf(seq), node.name);
  for (const saved of furtherSavedBy(node)) checkSaved(saved, before(seq), undefined);
}

/**
 * @param time when it was saved
 * @param maker the name of what made the saved tensor
 */
export function checkSaved(saved: Tensor | null, time: number, maker: string | undefined): void {
  if (saved === null) return;
  const [then, now] = [versionAt(saved, time), versionOf(saved)];
  if (then === now) return;
  const made = maker === undefined ? "" : `, which is output 0 of ${maker.replace(/Backward\d*$/, "")},`;
  throw refuseState(
    "one of the variables needed for gradient computation has been modified by an inplace operation: " +
      `[torch.${longName[saved.dtype]}Tensor ${showShape(saved.shape)}]${made} is at version ${now}; ` +
      `expected version ${then} instead. Hint: enable anomaly detection to find the operation that failed to ` +
      "compute its gradient, with torch.autograd.set_detect_anomaly(True, check_nan=False).",
    "Here: compute a new tensor in place of writing into this one (a.add(b), not a.add_(b)), or write into a clone().",
  );
}
