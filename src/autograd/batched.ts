// Many backward passes at once: gradients with one more dimension in front, a row for each element of the
// result. A Jacobian takes one walk through the graph where each row by itself would take one.
//
// Most rules multiply a gradient element by element, and broadcasting does that for all rows together. Rules
// that count dimensions are told that theirs have moved back by one.

import { constant } from "../tensor/create";
import { sizeOf } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { lastWrite } from "../tensor/version";
import { checkUnchanged, timeOf } from "./changed";
import { duals } from "./dual";
import { fitBehind } from "./fit";
import { watched } from "./hooks";
import { withRecording } from "./mode";
import { cat } from "./ops/copies";
import { Pass } from "./pass";
import type { Node } from "./record";
import { nodeOf, recorder } from "./record";

/** So many numbers are handled at a time, which is what the processor keeps close at hand. */
const most = 65536;

/**
 * The gradients of every element of `y` by `at`, one a row, not recorded.
 *
 * @returns `null` where rows have to be walked one by one: an operation mixes them, or someone watches
 */
export function rowsTogether(y: Tensor, at: Tensor): Tensor | null {
  if (duals.on || watched.count > 0 || recorder.onNode !== null) return null;
  const [root, wanted] = [nodeOf(y), nodeOf(at)];
  if (root === null || wanted === null || y.numel() < 2) return null;
  const attrs = attributesOf(new Pass([root], [wanted]));
  if (attrs === null) return null;
  return withRecording(false, () => {
    const parts: Tensor[] = [];
    for (let first = 0; first < y.numel();) {
      const pass = new Pass([root], [wanted]);
      const rows = Math.min(rowsAtOnce(pass), y.numel() - first);
      parts.push(walk(pass, rows, seedsOf(y, first, rows), wanted, attrs));
      first += rows;
    }
    return parts.length === 1 ? parts[0] : cat(parts);
  });
}

/** The attributes of each operation on the way, in the order of the pass. */
function attributesOf(pass: Pass): unknown[] | null {
  const found: unknown[] = [];
  for (const node of pass.order) {
    const batching = node.rule === null || !pass.leadsOn(node) ? "unchanged" : node.rule.batching;
    if (batching === null || node.released) return null;
    const attrs = batching === "unchanged" ? node.attrs : batching(node.attrs);
    if (attrs === null) return null;
    found.push(attrs);
  }
  return found;
}

function rowsAtOnce({ order }: Pass): number {
  const largest = Math.max(...order.map(({ shape }) => sizeOf(shape)));
  return Math.max(1, Math.floor(most / largest));
}

/** Row `i` is 1 at element `first + i`. */
function seedsOf(y: Tensor, first: number, rows: number): Tensor {
  const size = y.numel();
  const seeds = constant([rows, ...y.shape], 0, y.dtype);
  const data = seeds.memory();
  for (let i = 0; i < rows; i++) data[i * size + first + i] = 1;
  return seeds;
}

function walk(pass: Pass, rows: number, seeds: Tensor, wanted: Node, attrs: readonly unknown[]): Tensor {
  const { order } = pass;
  pass.add(order[0], seeds);
  for (let i = 0; i < order.length; i++) {
    const gradient = pass.gradientOf(order[i]);
    if (gradient === undefined || !pass.leadsOn(order[i])) continue;
    sendRows(order[i], gradient, pass, rows, attrs[i]);
    pass.drop(order[i]);
  }
  const found = pass.gradientOf(wanted) ?? constant([rows, ...wanted.shape], 0, wanted.dtype);
  return found.reshape([rows, sizeOf(wanted.shape)]);
}

/** One step of the chain rule, for all rows. */
function sendRows(node: Node, gradient: Tensor, pass: Pass, rows: number, attrs: unknown): void {
  const { rule, inputs, a, b, c, out } = node;
  if (timeOf(node.seq) <= lastWrite) checkUnchanged(node);
  for (let i = 0; i < inputs.length; i++) {
    const input = inputs[i];
    if (input === null || !pass.needs(input)) continue;
    const { of } = rule!.backward[i] ?? rule!.backward[0];
    const to = { shape: [rows, ...input.shape], dtype: input.dtype };
    const part = of(gradient, { a, b, c, out, attrs }, to, i);
    if (part !== null) pass.add(input, fitBehind(part, to));
  }
}
