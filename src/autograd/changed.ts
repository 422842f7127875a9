// Was something that an operation saved written to since? Then its gradient would be wrong.

import { longName } from "../tensor/dtype";
import { refuseState } from "../tensor/refuse";
import { showShape } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { versionAt, versionOf } from "../tensor/version";
import type { Node } from "./record";

/** Refuses to compute gradients from tensors that were written to after `node` saved them. */
export function checkUnchanged(node: Node): void {
  const { a, b, c, out, inputs } = node;
  [a, b, c].forEach((saved, i) => checkSaved(saved, node, inputs[i] ?? null));
  checkSaved(out, node, node);
}

/** @param source what made the saved tensor */
export function checkSaved(saved: Tensor | null, { seq }: Node, source: Node | null): void {
  if (saved === null) return;
  const [before, now] = [versionAt(saved, seq), versionOf(saved)];
  if (before === now) return;
  const made =
    source === null || source.isLeaf
      ? ""
      : `, which is output 0 of ${source.name.replace(/Backward\d*$/, "")},`;
  throw refuseState(
    "one of the variables needed for gradient computation has been modified by an inplace operation: " +
      `[torch.${longName[saved.dtype]}Tensor ${showShape(saved.shape)}]${made} is at version ${now}; ` +
      `expected version ${before} instead. Hint: enable anomaly detection to find the operation that failed to ` +
      "compute its gradient, with torch.autograd.set_detect_anomaly(True, check_nan=False).",
    "Here: compute a new tensor in place of writing into this one (a.add(b), not a.add_(b)), or write into a clone().",
  );
}
