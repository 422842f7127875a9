// In-place operations: writes into a tensor, and what they do to its history.

import type { DType } from "../tensor/dtype";
import { isFloating, longName } from "../tensor/dtype";
import { copy, write } from "../tensor/elementwise";
import { refuse, refuseState, refuseType } from "../tensor/refuse";
import { sameShape, showShape } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { views } from "../tensor/tensor";
import { markWritten } from "../tensor/version";
import { duals, moveTangents, outdateViews } from "./dual";
import { before, timeOf } from "./changed";
import { hasNoHistory, isOutdated, refuseMarked } from "./creation";
import { isRecording } from "./mode";
import { followEdit, watched } from "./hooks";
import { checkTensor } from "./operand";
import { refusePartialOverlap, refuseRepeated } from "./overlap";
import { Node, nodeOf, now, run2 } from "./record";
import { rules } from "./rules";
import { regionOf } from "./rules/inplace";

/**
 * Runs an operation on what `t` holds, and writes the result over it. `t` then has the history of the result;
 * if it is a view, its base has the history of having been written to in that region.
 *
 * @param compute the operation; it gets the tensor as it was, which it may keep for its gradient
 * @param first what else the operation reads
 * @param second and what besides
 * @returns `t`, with one more version
 */
export function inPlace(
  fn: string,
  t: Tensor,
  compute: (old: Tensor) => Tensor,
  first?: unknown,
  second?: unknown,
): Tensor {
  checkTensor(fn, "this tensor", t);
  // A number that is held without memory shares it with nobody.
  if (typeof t.data !== "number") refuseShared(t, first, second);
  const recording = isRecording();
  if (recording) refuseRecording(t);
  const result = compute(recording ? asItWas(t) : t);
  const out = fitting(t, result);
  // An operand that requires a gradient makes the edit of a constant a recorded one.
  if (out.requiresGrad) refuseMarked(t);
  if (typeof t.data === "number") t.data = Number(out.item());
  else write(out, t);
  const node = out.requiresGrad ? (out.node as Node) : null;
  if (node !== null && node.out === out) node.out = t;
  if (duals.on) rewriteTangents(t, out);
  markWritten(t, node === null ? before(now()) : timeOf(node.seq));
  if (node !== null) rebase(t, node);
  return t;
}

function refuseShared(t: Tensor, first: unknown, second: unknown): void {
  refuseRepeated(t);
  refusePartialOverlap(t, first);
  refusePartialOverlap(t, second);
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
  const [before, ofBase] = [t.node, t.base?.node ?? null] as (Node | null)[];
  if (t.base === null) t.setHistory(node);
  else rebaseThroughView(t, t.base, node);
  views.settle = settle;
  rebased.set(t.base ?? t, now() - 1);
  if (watched.count === 0) return;
  followEdit(t, before);
  if (t.base !== null) followEdit(t.base, ofBase);
}

/** What was written to a view was written to a region of its base. */
function rebaseThroughView(view: Tensor, base: Tensor, node: Node): void {
  const inputs = [nodeOf(base), node];
  base.setHistory(
    new Node(rules.copySlices as never, inputs, base.shape, base.dtype, regionOf(view, base), null),
  );
  view.setHistory(viewNode(view, base));
}

/** A view that was made before its base was written to comes from what the base is now. */
function settle(view: Tensor): boolean {
  const base = view.base!;
  if (isOutdated(view)) return true;
  const time = rebased.get(base);
  if (time === undefined || !base.requiresGrad || hasNoHistory(view)) return false;
  if (view.node === null || (view.node as Node).seq <= time) view.setHistory(viewNode(view, base));
  return false;
}

function viewNode(view: Tensor, base: Tensor): Node {
  const { shape, dtype } = view;
  return new Node(rules.asStrided as never, [nodeOf(base)], shape, dtype, regionOf(view, base), null);
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

/** Refuses edits that cannot be recorded, of a tensor with a history or of a view of one. */
function refuseRecording(t: Tensor): void {
  refusePart(t);
  refuseLeaf(t);
  if (t.base?.requiresGrad === true) refuseMarked(t);
}

function refuseLeaf(t: Tensor): void {
  if (!t.requiresGrad || t.base?.isLeaf === false) return;
  if (t.base === null && !t.isLeaf) return;
  throw refuseState(
    `a ${t.base === null ? "" : "view of a "}leaf Variable that requires grad is being used in an in-place operation.`,
    "Wrap the edit in noGrad(() => …), or compute a new tensor in place of editing this one.",
  );
}

const severalViews = /^(Unbind|Split|SplitWithSizes)Backward0$/;

/** Refuses to record the edit of one of several views that were made at once, or of a view of it. */
function refusePart(t: Tensor): void {
  if (t.base === null || !t.requiresGrad) return;
  const root = nodeOf(t.base);
  for (
    let node = t.node as Node | null;
    node !== null && node !== root && !node.isLeaf;
    node = node.input(0)
  ) {
    const [, maker] = severalViews.exec(node.name) ?? [];
    if (maker !== undefined) throw isPart(maker, node.attrs as { index?: number; output?: number });
  }
}

function isPart(maker: string, { index, output = index }: { index?: number; output?: number }): Error {
  return refuseState(
    `Output ${output ?? 0} of ${maker} is a view and is being modified inplace. This view is the output of a function that ` +
      "returns multiple views. Such functions do not allow the output views to be modified inplace. You should replace the " +
      "inplace operation by an out-of-place one.",
    "index() and slice() give views that can be edited.",
  );
}
