// Local Jacobians: the derivative of one operation by each of its inputs, for pictures of the graph.

import { zerosLike } from "../tensor/create";
import { sizeOf } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { fit } from "./fit";
import { withRecording } from "./mode";
import type { Node } from "./record";
import { type Saved, slots } from "./rule";
import { keptInput, isSmall, keptResult } from "./keptValues";

/**
 * The Jacobians of an operation, one an input: rows are the numbers of the result, columns those of the
 * input. `null` for an input through which no gradient flows, and where the numbers are too many, or were not
 * kept. They are known also after the graph was released.
 */
export function localJacobians(node: Node): (number[][] | null)[] {
  const { inputs } = node;
  const result = keptResult(node);
  if (node.rule === null || result === null) return inputs.map(() => null);
  return withRecording(false, () =>
    inputs.map((input, i) => (input === null || !isSmall(input.shape) ? null : jacobian(node, i, result))),
  );
}

function jacobian(node: Node, index: number, result: Tensor): number[][] | null {
  const input = node.inputs[index]!;
  const { of, reads } = node.rule!.backward[index] ?? node.rule!.backward[0];
  const saved = savedOf(node, result);
  if (slots.some((slot, bit) => reads & (1 << bit) && saved[slot] === null)) return null;
  return unitsLike(result).map((unit) => {
    const row = of(unit, { ...(saved as Saved), attrs: node.attrs }, input, index);
    return row === null ? new Array<number>(sizeOf(input.shape)).fill(0) : fit(row, input).toFlatArray();
  });
}

/**
 * What the gradients may read: what was saved for them or, after it was released, what was kept to be looked
 * at.
 */
function savedOf(node: Node, result: Tensor): Record<keyof Saved, Tensor | null> {
  const [a, b, c] = [0, 1, 2].map((i) => (i < node.inputs.length ? keptInput(node, i) : null));
  return { a: node.a ?? a, b: node.b ?? b, c: node.c ?? c, out: node.out ?? result };
}

/** One tensor for each element, which is 1 there and 0 elsewhere. */
function unitsLike(t: Tensor): Tensor[] {
  return Array.from({ length: t.numel() }, (_, k) => {
    const unit = new Array<number>(t.numel()).fill(0);
    unit[k] = 1;
    return zerosLike(t).withValues(unit);
  });
}
