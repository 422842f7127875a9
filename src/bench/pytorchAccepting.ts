// When a difference from PyTorch is an accepted one.

import { calls, type Program } from "../testing/reference/program";
import type { OperationName } from "../testing/reference/table";
import type { Difference } from "./pytorchCompare";
import { around, edits, editsWithItself, reached } from "./pytorchEdits";

export interface Accepted {
  /** The kinds of difference, as `pytorchCompare` words them. */
  readonly kind: RegExp;
  /** What the text of the difference says. */
  readonly text?: RegExp;
  /** Only in programs with this operation, or with all of these. */
  readonly uses?: OperationName | readonly OperationName[];
  /** Only where a tensor that this operation made, or that was computed from such, is edited. */
  readonly editedFrom?: OperationName;
  /** Only where an operand of this operation, or what shares its history, is edited. */
  readonly editedOperand?: OperationName;
  /** The same as `editedFrom`, of what was made inside noGrad. */
  readonly editedFrozen?: true;
  /** Only where a tensor is edited with an operand that shares memory with it. */
  readonly editedByItself?: true;
  /** Only as far as the numbers differ by no more than this share of the largest. */
  readonly within?: number;
  readonly reason: string;
  readonly program: Program;
}

export function accepts(one: Accepted, program: Program, { kind, text, off }: Difference): boolean {
  const { uses, within, editedFrom, editedOperand, editedFrozen = false, editedByItself = false } = one;
  if (!one.kind.test(kind) || one.text?.test(text) === false) return false;
  if (within !== undefined && !(off !== undefined && off <= within)) return false;
  if (
    editedFrom !== undefined &&
    !edits(
      program,
      reached(program, ({ op }) => op === editedFrom),
    )
  )
    return false;
  if (
    editedFrozen &&
    !edits(
      program,
      reached(program, ({ frozen }) => frozen),
    )
  )
    return false;
  if (editedOperand !== undefined && !edits(program, around(program, editedOperand))) return false;
  if (editedByItself && !editsWithItself(program)) return false;
  return [uses ?? []].flat().every((name) => calls(program).some(({ op }) => op === name));
}
