// What the graph keeps to be looked at: the numbers that small operations saw and made. Gradients do not need them.

import type { DType } from "../tensor/dtype";
import type { Shape } from "../tensor/shape";
import { sizeOf } from "../tensor/shape";
import { Tensor } from "../tensor/tensor";
import { versionAt, versionOf } from "../tensor/version";
import { isLiteral } from "./literal";
import type { Node } from "./record";

/** A number, or the tensor that holds a few; `null` for more than can be looked at. */
export type Seen = number | Tensor | null;

/** The most numbers that are kept. */
const most = 16;

/** What is kept of a result; of a lone number only the number, so that no tensor lives longer for it. */
export function seenOf(t: Tensor): Seen {
  return typeof t.data === "number" ? t.data : fewOf(t);
}

/** What is kept of an operand through which no gradient flows, and for which the graph has no node. */
export function besideOf(t: Tensor): Seen {
  return isLiteral(t) ? seenOf(t) : fewOf(t);
}

function fewOf(t: Tensor): Tensor | null {
  return isSmall(t.shape) ? t : null;
}

export function isSmall(shape: Shape): boolean {
  return shape.length === 0 || sizeOf(shape) <= most;
}

/** The result of a node as it was made; `null` where it was not kept, or has been written to since. */
export function resultSeen(node: Node): Tensor | null {
  return seenBy(node, node.seq);
}

/** An input of a node as the operation saw it; `null` where it was not kept, or has been written to since. */
export function inputSeen({ inputs, beside, seq, dtype }: Node, index: number): Tensor | null {
  const input = inputs[index];
  if (input !== null) return seenBy(input, seq);
  return shown(Array.isArray(beside) ? (beside as Seen[])[index] : (beside as Seen), dtype, seq);
}

function seenBy({ leaf, seen, dtype }: Node, time: number): Tensor | null {
  return shown(leaf === null ? seen : fewOf(leaf), dtype, time);
}

function shown(seen: Seen, dtype: DType, time: number): Tensor | null {
  return typeof seen === "number" ? Tensor.scalar(seen, dtype) : unchanged(seen, time);
}

function unchanged(t: Tensor | null, time: number): Tensor | null {
  return t !== null && versionAt(t, time) === versionOf(t) ? t : null;
}
