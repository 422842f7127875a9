// What PyTorch refuses although it could be computed: the library refuses it in the same words.

import type { Program } from "./program";
import { calls } from "./program";
import { table } from "./table";

interface Kind {
  sentence: RegExp;
  why: string;
  /** Only programs with an edit in place can meet it. */
  edits?: true;
}

export const kinds: readonly Kind[] = [
  {
    sentence: /the `-` operator, (with|on) a bool tensor/,
    why: "PyTorch's gradients of atan2, pow and logaddexp subtract operands that are truth values",
  },
  {
    sentence: /modified by an inplace operation/,
    why: "the gradient needs numbers that are gone",
    edits: true,
  },
  {
    sentence: /some elements of the input tensor and the written-to tensor refer to a single memory location/,
    why: "an operand overlaps what is written",
    edits: true,
  },
  {
    sentence:
      /A view was created in no_grad mode and (is being|its base or another view of its base has been) modified inplace with grad mode enabled/,
    why: "nobody can say whether the edit is recorded",
    edits: true,
  },
  {
    sentence: /a (view of a )?leaf Variable that requires grad is being used in an in-place operation/,
    why: "a leaf has no history",
    edits: true,
  },
  {
    sentence:
      /Output \d+ of \w+ is a view (of a view which was created in no_grad mode )?and is being modified inplace/,
    why: "one of several views is edited",
    edits: true,
  },
];

/** True for a sentence of the table, in a program that can meet it. */
export function refusalOfPyTorch(message: string, program: Program): boolean {
  const edits = calls(program).some(({ op }) => table[op].inPlace === true);
  return kinds.some((kind) => kind.sentence.test(message) && (edits || kind.edits === undefined));
}
