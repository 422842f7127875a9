// Kept values: operands and results of small operations, for pictures of the graph. Gradients do not need
// them.

import type { DType } from "../tensor/dtype";
import type { Shape } from "../tensor/shape";
import { sizeOf } from "../tensor/shape";
import { Tensor } from "../tensor/tensor";
import { versionAt, versionOf } from "../tensor/version";
import { before, timeOf } from "./changed";
import { isLiteral } from "./literal";
import type { Node } from "./record";

/** A number, or the tensor that holds a few; `null` for more than can be looked at. */
export type Kept = number | Tensor | null;

/** The most numbers that are kept. */
const most = 16;

/** What is kept of a result; of a lone number only the number, so that no tensor lives longer for it. */
export function keptOf(t: Tensor): Kept {
  return typeof t.data === "number" ? t.data : fewOf(t);
}

/** What is kept of an operand through which no gradient flows, and for which the graph has no node. */
export function keptOperandOf(t: Tensor): Kept {
  return isLiteral(t) ? keptOf(t) : fewOf(t);
}

function fewOf(t: Tensor): Tensor | null {
  return isSmall(t.shape) ? t : null;
}

export function isSmall(shape: Shape): boolean {
  return shape.length === 0 || sizeOf(shape) <= most;
}

/** The result of a node as it was made; `null` where it was not kept, or has been written to since. */
export function keptResult(node: Node): Tensor | null {
  return seenBy(node, timeOf(node.seq));
}

/** An input of a node as the operation saw it; `null` where it was not kept, or has been written to since. */
export function keptInput({ inputs, keptOperands, seq, dtype }: Node, index: number): Tensor | null {
  const input = inputs[index];
  if (input !== null) return seenBy(input, before(seq));
  return shown(
    Array.isArray(keptOperands) ? (keptOperands as Kept[])[index] : (keptOperands as Kept),
    dtype,
    before(seq),
  );
}

function seenBy({ leaf, kept, dtype }: Node, time: number): Tensor | null {
  return shown(leaf === null ? kept : fewOf(leaf), dtype, time);
}

function shown(seen: Kept, dtype: DType, time: number): Tensor | null {
  return typeof seen === "number" ? Tensor.scalar(seen, dtype) : unchanged(seen, time);
}

function unchanged(t: Tensor | null, time: number): Tensor | null {
  return t !== null && versionAt(t, time) === versionOf(t) ? t : null;
}
