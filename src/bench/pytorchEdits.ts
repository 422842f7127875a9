// Which tensors of a program hang together with an operation, and whether one of them is edited.

import { type Arg, isRef } from "../testing/reference/chooser";
import { type Call, calls, type Program } from "../testing/reference/program";
import { type OperationName, table } from "../testing/reference/table";

function refsOf({ args }: Call): number[] {
  return args.flat<readonly Arg[], 1>().flatMap((arg) => (isRef(arg) ? [arg.$] : []));
}

/** Whether a call in place writes into one of these tensors. */
export function edits(program: Program, tensors: ReadonlySet<number>): boolean {
  return calls(program).some((step) => table[step.op].inPlace === true && tensors.has(refsOf(step)[0]));
}

/** The results of the calls of a kind, and all that was computed from them. */
export function reached(
  program: Program,
  isSource: (step: Call) => boolean,
  first: readonly number[] = [],
): Set<number> {
  const found = new Set(first);
  for (const step of calls(program))
    if (isSource(step) || refsOf(step).some((id) => found.has(id)))
      step.results.forEach((id) => found.add(id));
  return found;
}

/** The operands of an operation, what they were computed from, and what was computed from those. */
export function around(program: Program, op: OperationName): Set<number> {
  const found = new Set(calls(program).flatMap((step) => (step.op === op ? refsOf(step) : [])));
  for (const step of [...calls(program)].reverse())
    if (step.results.some((id) => found.has(id))) refsOf(step).forEach((id) => found.add(id));
  return reached(program, () => false, [...found]);
}
