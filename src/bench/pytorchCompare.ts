// Whether the library and PyTorch agree on a program, and if not, on what kind of thing and at which
// operation.

import type { Tensor } from "../index";
import { lossOf, outputsOf, tolerated } from "../testing/reference/compare";
import { interpret, type Interpreted } from "../testing/reference/interpret";
import { leafTensor, type Outcome, runLibrary } from "../testing/reference/library";
import { calls, isPass, nameOf, type Program } from "../testing/reference/program";

type Listed = readonly (number | string)[];

/** What PyTorch says of a program. */
export interface Answer {
  readonly errors: Readonly<Record<string, string>>;
  readonly tensors: Readonly<Record<string, { dtype: string; shape: number[]; numbers: Listed }>>;
  readonly grads: Readonly<Record<string, Listed | null>>;
  readonly backward?: string;
}

export interface Own {
  readonly outcome: Outcome;
  readonly leaves: readonly Tensor[];
  readonly reference: Interpreted;
  readonly outputs: readonly number[];
  /** The step at which the library ended, or -1. */
  readonly until: number;
  readonly backward?: string;
}

export interface Difference {
  /** `value amax`, `refused add_`: what differs, and the operation that made it. */
  readonly kind: string;
  readonly text: string;
  /** How far numbers differ, beside the largest of PyTorch's. */
  readonly off?: number;
}

const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split("\n")[0];

export function ours(program: Program): Own {
  const reference = interpret(program);
  const leaves = program.leaves.map(leafTensor);
  const outcome = runLibrary(program, leaves);
  const ended = [...outcome.errors.keys()].filter((k) => {
    const step = program.steps[k];
    return isPass(step) || !step.refused;
  });
  const until = ended[0] ?? -1;
  const outputs = until < 0 ? outputsOf(program, reference, outcome) : [];
  try {
    if (outputs.length > 0) lossOf(outputs, outcome.tensors, program.tail).backward();
    return { outcome, leaves, reference, outputs, until };
  } catch (error) {
    return { outcome, leaves, reference, outputs, until, backward: firstLine(error) };
  }
}

export function compared(program: Program, own: Own, answer: Answer): Difference[] {
  const found = [...refusals(program, own, answer), ...tensors(program, own, answer)];
  return found.length > 0 ? found.slice(0, 1) : gradients(program, own, answer).slice(0, 1);
}

function refusals(program: Program, { outcome, backward }: Own, answer: Answer): Difference[] {
  const found = program.steps.flatMap((step, k) => {
    const [here, there] = [outcome.errors.get(k), answer.errors[k]];
    const op = isPass(step) ? "backward" : step.op;
    if (here === undefined && there !== undefined)
      return [{ kind: `not refused ${op}`, text: `PyTorch: ${there}` }];
    if (here !== undefined && there === undefined)
      return [{ kind: `refused ${op}`, text: `here: ${firstLine(here)}` }];
    return [];
  });
  if (found.length > 0 || (backward === undefined) === (answer.backward === undefined)) return found;
  const kind = backward === undefined ? "not refused backward" : "refused backward";
  return [{ kind, text: backward ?? answer.backward! }];
}

function makerOf(program: Program, id: number): string {
  return calls(program).find(({ results }) => results.includes(id))?.op ?? "leaf";
}

function tensors(program: Program, { outcome, reference, until }: Own, answer: Answer): Difference[] {
  return Object.entries(answer.tensors).flatMap(([key, there]) => {
    const id = Number(key);
    const [here, value] = [outcome.tensors[id], reference.values[id]];
    if (here === undefined || value === null || value === undefined) return [];
    const [got, wanted] = [`${here.dtype} [${here.shape.join()}]`, `${there.dtype} [${there.shape.join()}]`];
    const op = makerOf(program, id);
    if (got !== wanted)
      return [{ kind: `shape or dtype ${op}`, text: `${nameOf(id)}: here ${got}, PyTorch ${wanted}` }];
    const numbers = here.toFlatArray();
    const wrong =
      until < 0 ? numbers.findIndex((x, i) => !tolerated(x, numberOf(there.numbers[i]), value, i)) : -1;
    if (wrong < 0) return [];
    const text = `${nameOf(id)}: here [${numbers.join(", ")}], PyTorch [${there.numbers.join(", ")}]`;
    return [{ kind: `value ${op}`, text, off: offOf(numbers, there.numbers.map(numberOf)) }];
  });
}

const numberOf = (x: number | string): number =>
  typeof x === "number" ? x : x === "inf" ? Infinity : x === "-inf" ? -Infinity : NaN;

/** How far the numbers differ, beside the largest of `wanted`. */
function offOf(numbers: readonly number[], wanted: readonly number[]): number {
  const size = Math.max(0, ...wanted.map(Math.abs).filter(Number.isFinite));
  return Math.max(...numbers.map((x, i) => (Object.is(x, wanted[i]) ? 0 : Math.abs(x - wanted[i]) / size)));
}

function gradients(program: Program, { leaves, until }: Own, answer: Answer): Difference[] {
  if (until >= 0 || answer.backward !== undefined) return [];
  return program.leaves.flatMap((leaf, k) => {
    const there = answer.grads[leaf.id] ?? null;
    if (!leaf.grad || (there === null && leaves[k].grad === null)) return [];
    const numbers = leaves[k].grad?.toFlatArray() ?? leaf.numbers.map(() => 0);
    const wanted = there?.map(numberOf) ?? leaf.numbers.map(() => 0);
    const single =
      program.leaves.some(({ dtype }) => dtype !== "float64") ||
      JSON.stringify(program.steps).includes("float32");
    const rtol = single ? 2e-3 : 1e-7;
    const size = Math.max(1, ...wanted.map(Math.abs).filter(Number.isFinite));
    const same = (x: number, y: number): boolean => Object.is(x, y) || Math.abs(x - y) <= rtol * size;
    if (numbers.every((x, i) => same(x, wanted[i]))) return [];
    const text = `${nameOf(leaf.id)}.grad: here [${numbers.join(", ")}], PyTorch [${wanted.join(", ")}]`;
    const ops = [...new Set(calls(program).map(({ op }) => op))];
    return [{ kind: `gradient ${ops.length <= 2 ? ops.join(" ") : "composed"}`, text }];
  });
}
