// How a view was made, where PyTorch refuses to record what follows from it: its "creation meta".

import { refuseState } from "../tensor/refuse";
import type { Tensor } from "../tensor/tensor";
import { views } from "../tensor/tensor";
import { versionOf } from "../tensor/version";
import { isHiding, isRecording } from "./mode";

/** Made inside noGrad, or by a function that returns several views of one tensor. */
type Creation = "noGrad" | "several";

interface Mark {
  creation: Creation;
  /** How often the memory had been written to when the view was made. */
  version: number;
}

const marks = new WeakMap<Tensor, Mark>();
let anyMarked = false;

/** Marks a view that was just made of `from`. A view of a marked view is marked as that is. */
export function markView(view: Tensor, from: Tensor, creation: Creation | null): void {
  const inherited = anyMarked ? marks.get(from)?.creation : undefined;
  const kind = creation ?? inherited;
  if (kind === undefined) return;
  marks.set(view, { creation: kind, version: versionOf(view) });
  anyMarked = true;
  views.settle ??= isOutdated;
}

/** One of the views that a function returns, marked as such. */
export function oneOfSeveral(view: Tensor, from: Tensor): Tensor {
  if (view.base !== null) markView(view, from, isHiding() ? "noGrad" : "several");
  return view;
}

/** True for a view that was made inside noGrad, or is a view of such: it has no history. */
export function hasNoHistory(view: Tensor): boolean {
  return anyMarked && marks.get(view)?.creation === "noGrad";
}

/** Refuses to record an edit of a marked view: nobody can say what it should mean. */
export function refuseMarked(view: Tensor): void {
  const mark = anyMarked ? marks.get(view) : undefined;
  if (mark !== undefined && isRecording()) throw marked(mark, "is being");
}

/**
 * True for a marked view whose memory was written to since it was made, and whose base requires a gradient:
 * its use is not recorded.
 */
export function isOutdated(view: Tensor): boolean {
  const mark = anyMarked ? marks.get(view) : undefined;
  return mark !== undefined && view.base?.requiresGrad === true && versionOf(view) !== mark.version;
}

/** The error for the use of such a view. */
export function outdated(view: Tensor): Error {
  return marked(marks.get(view)!, "its base or another view of its base has been");
}

function marked({ creation }: Mark, what: string): Error {
  const start = `A view was created in no_grad mode and ${what} modified inplace with grad mode enabled.`;
  if (creation === "several") {
    return refuseState(
      `${start} This view is the output of a function that returns multiple views. Such functions do not allow the output views ` +
        "to be modified inplace. You should replace the inplace operation by an out-of-place one.",
      "index() and slice() give views that can be edited, and that follow the edits of their base.",
    );
  }
  return refuseState(
    `${start} Given that this use case is ambiguous and error-prone, it is forbidden. You can clarify your code by moving both ` +
      "the view and the inplace either both inside the no_grad block (if you don't want the inplace to be tracked) or both " +
      "outside (if you want the inplace to be tracked).",
    "Here the block is noGrad(() => …); detach() gives a view whose edits are never recorded.",
  );
}
