// Reverse mode: the chain rule, from results back to what they were computed from. Names no operation.

import { refuseState } from "../tensor/refuse";
import type { Tensor } from "../tensor/tensor";
import { lastWrite } from "../tensor/version";
import { checkUnchanged, timeOf } from "./changed";
import { refuseNaN } from "./anomaly";
import { duals, isTraced } from "./dual";
import { fit } from "./fit";
import { runHooks, watched } from "./hooks";
import { setRecording } from "./mode";
import { enter, leave, Pass } from "./pass";
import type { Node } from "./record";
import { recorder } from "./record";

/** How a pass treats the graph. */
export interface PassOptions {
  /** Keep what was saved, so that the graph can be walked again. */
  retainGraph?: boolean;
  /** Record the pass itself, so that gradients can be differentiated in turn. Implies `retainGraph`. */
  createGraph?: boolean;
}

/**
 * Walks from `roots`, which receive the gradients `seeds`, back to the leaves, or only to the nodes `wanted`.
 *
 * Nodes are visited newest first. When a node's turn comes, all that it will ever receive has arrived,
 * for a gradient only ever flows to what is older. So each rule runs once, however many ways lead through it.
 *
 * @param collect reads off what has arrived; what it returns is returned
 */
export function propagate<T>(
  roots: readonly Node[],
  seeds: readonly Tensor[],
  wanted: readonly Node[] | null,
  { createGraph = false, retainGraph = createGraph }: PassOptions,
  collect: (pass: Pass) => T,
): T {
  const pass = new Pass(roots, wanted);
  for (let i = 0; i < roots.length; i++) pass.add(roots[i], seeds[i]);
  const outer = enter(pass);
  // Inside a derivative in forward mode the pass is made of operations, which carry tangents.
  const before = setRecording(createGraph || duals.on);
  try {
    for (const node of pass.order) {
      let gradient = pass.gradientOf(node);
      if (gradient === undefined) continue;
      if (watched.count > 0) gradient = runHooks(node, gradient, pass);
      if (!sendToInputs(node, gradient, pass)) continue;
      if (!retainGraph) node.release();
      pass.drop(node);
    }
    return collect(pass);
  } finally {
    setRecording(before);
    leave(outer);
  }
}

/**
 * One step of the chain rule: what reaches a result, times the derivative by each input, goes on to that
 * input.
 *
 * @returns false if no input needs it
 */
function sendToInputs(node: Node, gradient: Tensor, pass: Pass): boolean {
  const { rule } = node;
  let needed = false;
  for (let i = 0, n = node.fanIn; i < n; i++) {
    const input = node.input(i);
    if (input === null || !pass.needs(input)) continue;
    if (!needed) checkUsable(node);
    needed = true;
    const { of, region } = rule!.backward[i] ?? rule!.backward[0];
    if (region !== undefined && !isTraced()) {
      pass.addRegion(input, gradient, (total) => region(total, node.attrs));
      continue;
    }
    const part = of(gradient, node, input, i);
    if (part === null) continue;
    if (recorder.onNode !== null) refuseNaN(node, part, i);
    pass.add(input, fit(part, input), isFresh(part, gradient, node));
  }
  return needed;
}

/** Refuses a node whose saved tensors are gone, or were written to. */
function checkUsable(node: Node): void {
  if (node.released) throw alreadyReleased();
  if (timeOf(node.seq) <= lastWrite) checkUnchanged(node);
}

/** True for memory that the rule made just now, and that no one else holds. */
function isFresh(part: Tensor, gradient: Tensor, { rule, a, b, c, out }: Node): boolean {
  if (typeof part.data === "number" || part.base !== null || part === gradient) return false;
  return rule!.foreign !== true && part !== a && part !== b && part !== c && part !== out;
}

function alreadyReleased(): Error {
  return refuseState(
    "Trying to backward through the graph a second time (or directly access saved tensors after they have already been " +
      "freed). Saved intermediate values of the graph are freed when you call .backward() or autograd.grad(). Specify " +
      "retain_graph=True if you need to backward through the graph a second time or if you need to access saved tensors " +
      "after calling backward.",
    "Here: pass { retainGraph: true } the first time, or compute the result anew.",
  );
}
