// Which tensors of a program hang together with an operation, and whether one of them is edited.

import { type Arg, isRef } from "../testing/reference/chooser";
import { cuts } from "../testing/reference/cuts";
import { type Call, calls, type Program } from "../testing/reference/program";
import { type OperationName, table } from "../testing/reference/table";
import { views } from "../testing/reference/views";

function refsOf({ args }: Call): number[] {
  return args.flat<readonly Arg[], 1>().flatMap((arg) => (isRef(arg) ? [arg.$] : []));
}

/** Whether a call in place writes into one of these tensors. */
export function edits(program: Program, tensors: ReadonlySet<number>): boolean {
  return calls(program).some((step) => table[step.op].inPlace === true && tensors.has(refsOf(step)[0]));
}

/** Whether a call in place reads another view of what it writes to. */
export function editsWithItself(program: Program): boolean {
  return calls(program).some((step) => {
    if (table[step.op].inPlace !== true) return false;
    const [written, ...read] = refsOf(step);
    return read.some((id) => id !== written && memoryOf(program, id) === memoryOf(program, written));
  });
}

/** The tensor whose memory another one has. */
function memoryOf(program: Program, id: number): number {
  const maker = calls(program).find(({ results }) => results.includes(id));
  const shares =
    maker !== undefined && (maker.op in views || maker.op in cuts || table[maker.op].inPlace === true);
  return shares ? memoryOf(program, refsOf(maker)[0]) : id;
}

/** The first result of each call of a kind, and all that was computed from them. */
export function reached(
  program: Program,
  isSource: (step: Call) => boolean,
  first: readonly number[] = [],
): Set<number> {
  const found = new Set(first);
  for (const step of calls(program))
    if (refsOf(step).some((id) => found.has(id))) step.results.forEach((id) => found.add(id));
    else if (isSource(step) && step.results.length > 0) found.add(step.results[0]);
  return found;
}

/** The operands of an operation, what they were computed from, and what was computed from those. */
export function around(program: Program, op: OperationName): Set<number> {
  const found = new Set(calls(program).flatMap((step) => (step.op === op ? refsOf(step) : [])));
  for (const step of [...calls(program)].reverse())
    if (step.results.some((id) => found.has(id))) refsOf(step).forEach((id) => found.add(id));
  return reached(program, () => false, [...found]);
}
