// Programs written by hand, for the differences from PyTorch that are accepted.

import type { Arg, Ref } from "../testing/reference/chooser";
import type { Call, Leaf, Program, Step } from "../testing/reference/program";
import type { OperationName } from "../testing/reference/table";

export const leaf = (id: number, numbers: readonly number[], more: Partial<Leaf> = {}): Leaf => ({
  id,
  numbers,
  shape: [numbers.length],
  dtype: "float64",
  grad: false,
  ...more,
});

export const call = (op: OperationName, args: readonly Arg[], ...results: number[]): Call => ({
  op,
  args,
  results,
  refused: false,
  frozen: false,
  method: false,
});

export const program = (leaves: readonly Leaf[], ...steps: Step[]): Program => ({
  leaves,
  steps,
  tail: "whole",
  all: true,
});

/** The first two tensors of a program. */
export const a: Ref = { $: 0 };
export const b: Ref = { $: 1 };
