// Operations that write into the tensor they are called on, and what that does to its history.

import type { DType } from "../tensor/dtype";
import { isFloating, longName } from "../tensor/dtype";
import { copy, write } from "../tensor/elementwise";
import { refuse, refuseState, refuseType } from "../tensor/refuse";
import { sameShape, showShape } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { markWritten } from "../tensor/version";
import { duals, moveTangents, outdateViews } from "./dual";
import { isRecording } from "./mode";
import { checkTensor } from "./operand";
import { Node, nodeOf, now, run2, staleViews, viewsWithoutHistory } from "./record";
import { rules } from "./rules";
import type { Region } from "./rules/inplace";

/**
 * Runs an operation on what `t` holds, and writes the result over it. `t` then has the history of the result; if it is a
 * view, its base has the history of having been written to in that region.
 *
 * @param compute the operation; it gets the tensor as it was, which it may keep for its gradient
 * @returns `t`, with one more version
 */
export function inPlace(fn: string, t: Tensor, compute: (old: Tensor) => Tensor): Tensor {
  checkTensor(fn, "this tensor", t);
  refuseOverlap(t);
  const recording = isRecording();
  refuseHidden(t);
  if (recording) refuseLeaf(t);
  const result = compute(recording ? asItWas(t) : t);
  const out = fitting(t, result);
  if (typeof t.data === "number") t.data = out.item();
  else write(out, t);
  const node = out.requiresGrad ? (out.node as Node) : null;
  if (node !== null && node.out === out) node.out = t;
  if (duals.on) rewriteTangents(t, out);
  markWritten(t, node?.seq ?? now());
  if (node !== null) rebase(t, node);
  return t;
}

/** The values that are about to be overwritten, with the history that they have. */
function asItWas(t: Tensor): Tensor {
  const node = nodeOf(t);
  const old = copy(t);
  if (node !== null) old.setHistory(node);
  if (duals.on) moveTangents(t, old);
  return old;
}

/** `t` moves as the result does, and so does its base in the region that was written to. */
function rewriteTangents(t: Tensor, out: Tensor): void {
  const { base } = t;
  if (base !== null) {
    const all = run2(rules.copySlices, sameTangents(base, copy(base)), out, regionOf(t, base));
    moveTangents(all, base);
  }
  moveTangents(out, t);
  outdateViews(base ?? t, t);
}

function sameTangents(from: Tensor, to: Tensor): Tensor {
  moveTangents(from, to);
  return to;
}

/** When the history of a base changed, so that views that were made before learn of it. */
const rebased = new WeakMap<Tensor, number>();

function rebase(t: Tensor, node: Node): void {
  const base = baseOf(t);
  if (base === null) t.setHistory(node);
  else rebaseThroughView(t, base, node);
  staleViews.renew = renew;
  rebased.set(base ?? t, now() - 1);
}

/** What was written to a view was written to a region of its base. */
function rebaseThroughView(view: Tensor, base: Tensor, node: Node): void {
  const inputs = [nodeOf(base), node];
  base.setHistory(
    new Node(rules.copySlices as never, inputs, base.shape, base.dtype, regionOf(view, base), null),
  );
  view.setHistory(viewNode(view, base));
}

/** The tensor whose history an edit of this view changes too; a detached view has a history of its own. */
function baseOf(t: Tensor): Tensor | null {
  const { base } = t;
  return base === null || (base.requiresGrad && !t.requiresGrad) ? null : base;
}

/** A view that was made before its base was written to comes from what the base is now. */
function renew(view: Tensor): void {
  const base = view.base!;
  const time = rebased.get(base);
  if (time === undefined || !base.requiresGrad || (view.node as Node).seq > time) return;
  view.setHistory(viewNode(view, base));
}

function viewNode(view: Tensor, base: Tensor): Node {
  const { shape, dtype } = view;
  return new Node(rules.asStrided as never, [nodeOf(base)], shape, dtype, regionOf(view, base), null);
}

function regionOf({ shape, strides, offset }: Tensor, base: Tensor): Region {
  return { shape, strides, offset: offset - base.offset };
}

/** The result in the dtype of the tensor that receives it. */
function fitting(t: Tensor, result: Tensor): Tensor {
  if (!sameShape(t.shape, result.shape)) {
    throw refuse(
      `output with shape ${showShape(t.shape)} doesn't match the broadcast shape ${showShape(result.shape)}`,
      "An operation in place cannot change the shape; use the one that returns a new tensor.",
    );
  }
  if (category(result.dtype) > category(t.dtype)) {
    throw refuseType(
      `result type ${longName[result.dtype]} can't be cast to the desired output type ${longName[t.dtype]}`,
      `Convert first, with to("${result.dtype}"), or use the operation that returns a new tensor.`,
    );
  }
  return result.dtype === t.dtype ? result : result.to(t.dtype);
}

const category = (dtype: DType): number => (dtype === "bool" ? 0 : isFloating(dtype) ? 2 : 1);

/** Refuses to record the edit of a view that was made without being recorded. */
export function refuseHidden(t: Tensor): void {
  if (!viewsWithoutHistory.has(t) || !isRecording()) return;
  throw refuseState(
    "A view was created in no_grad mode and is being modified inplace with grad mode enabled. Given that this use case is " +
      "ambiguous and error-prone, it is forbidden. You can clarify your code by moving both the view and the inplace either " +
      "both inside the no_grad block (if you don't want the inplace to be tracked) or both outside (if you want the inplace " +
      "to be tracked).",
    "Here the block is noGrad(() => …); detach() gives a view whose edits are never recorded.",
  );
}

function refuseLeaf(t: Tensor): void {
  const wayOut = "Wrap the edit in noGrad(() => …), or compute a new tensor in place of editing this one.";
  if (t.requiresGrad && t.isLeaf) {
    throw refuseState("a leaf Variable that requires grad is being used in an in-place operation.", wayOut);
  }
  if (t.requiresGrad && t.base !== null && t.base.requiresGrad && t.base.isLeaf) {
    throw refuseState(
      "a view of a leaf Variable that requires grad is being used in an in-place operation.",
      wayOut,
    );
  }
}

/** A dimension that is repeated without memory of its own cannot hold different numbers. */
function refuseOverlap({ shape, strides }: Tensor): void {
  if (!strides.some((step, i) => step === 0 && shape[i] > 1)) return;
  throw refuse(
    "unsupported operation: more than one element of the written-to tensor refers to a single memory location. " +
      "Please clone() the tensor before performing the operation.",
    "An expanded tensor repeats its elements without copying them.",
  );
}
