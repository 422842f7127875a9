// Whether the library and the reference agree on a program: values, shapes, dtypes, refusals and gradients.

import * as n from "../../index";
import type { Tensor } from "../../index";
import { isRef } from "./chooser";
import type { Interpreted } from "./interpret";
import { addTo, derivativeBy, interpret } from "./interpret";
import type { Outcome } from "./library";
import { leafTensor, runLibrary } from "./library";
import type { Program, Tail } from "./program";
import { calls, isPass, nameOf, shown } from "./program";
import { refusalOfPyTorch } from "./refusals";
import { secondDerivatives } from "./second";
import { table } from "./table";
import type { Value } from "./value";
import { isFloat, sizeOf } from "./value";
import { groupsOf } from "./define";

/** What was found out about a program. */
export interface Verdict {
  /** Empty where all agree. */
  readonly problems: readonly string[];
  /** The operations that ran to their end. */
  readonly used: readonly string[];
  /** How many derivatives were compared with differences. */
  readonly derivatives: number;
}

export function judge(program: Program): Verdict {
  const reference = interpret(program);
  const leaves = program.leaves.map(leafTensor);
  const outcome = runLibrary(program, leaves);
  const problems = refusals(program, outcome);
  const ended = [...outcome.errors.keys()].some((k) => isPass(program.steps[k]) || !program.steps[k].refused);
  problems.push(...values(outcome, reference, ended));
  const used = calls(program).flatMap(({ op, refused }) => (refused || ended ? [] : [op as string]));
  if (ended || problems.length > 0) return { problems, used, derivatives: 0 };
  return { used, ...gradients(program, reference, leaves, outcome) };
}

function refusals(program: Program, { errors }: Outcome): string[] {
  const problems: string[] = [];
  for (const [k, error] of errors) {
    const step = program.steps[k];
    const message = error instanceof Error ? error.message : String(error);
    const expected = !isPass(step) && step.refused && !/undefined|is not a function|internal/.test(message);
    if (!expected && !refusalOfPyTorch(message, program)) problems.push(`refused: ${message.split("\n")[0]}`);
  }
  const last = Math.max(-1, ...errors.keys());
  program.steps.forEach((step, k) => {
    const reached =
      k <= last || ![...errors.keys()].some((e) => isPass(program.steps[e]) || !program.steps[e].refused);
    if (!isPass(step) && step.refused && reached && !errors.has(k))
      problems.push(`${step.op} was not refused`);
  });
  return problems;
}

function values({ tensors }: Outcome, reference: Interpreted, ended: boolean): string[] {
  return reference.values.flatMap((value, id) => {
    const tensor = tensors[id];
    if (value === null || value === undefined || tensor === undefined) return [];
    const problem = differs(tensor, value, !ended);
    return problem === null ? [] : [`${nameOf(id)}: ${problem}`];
  });
}

function differs(tensor: Tensor, value: Value, final: boolean): string | null {
  const [got, wanted] = [
    `${tensor.dtype} [${tensor.shape.join(", ")}]`,
    `${value.dtype} [${value.shape.join(", ")}]`,
  ];
  if (got !== wanted) return `${got} in place of ${wanted}`;
  // A program that ended early has not yet edited what the reference has.
  if (!final || sizeOf(value.shape) === 0) return null;
  const numbers = tensor.toFlatArray();
  const wrong = numbers.findIndex((x, i) => !agrees(x, value, i));
  if (wrong < 0) return null;
  return `[${numbers.join(", ")}] in place of [${value.cells.map(({ lanes }) => lanes[0]).join(", ")}]`;
}

/**
 * How far an element may be off: some times as far as it moves when every computed number moves in its last
 * places.
 */
function agrees(x: number, { dtype, cells }: Value, i: number): boolean {
  const [rounded, exact, up, down] = cells[i].lanes;
  const lanes = [rounded, exact, up, down];
  if (!isFloat(dtype)) return x === rounded || lanes.some((y) => y !== rounded);
  if (Object.is(x, rounded) || (x === rounded && x === 0)) return true;
  // Where the last places decide between finite and not, nothing can be said.
  if (new Set(lanes.map(kindOf)).size > 1) return true;
  if (kindOf(x) !== kindOf(rounded)) return false;
  if (!Number.isFinite(x)) return true;
  const moved = Math.max(...lanes.map((y) => Math.abs(y - rounded)));
  const unit = dtype === "float32" ? 4e-6 : 1e-11;
  return Math.abs(x - rounded) <= 64 * moved + unit * Math.max(Math.abs(rounded), 1e-2);
}

/** Whether two numbers agree as far as an element's tolerance goes. */
export function tolerated(x: number, y: number, value: Value, i: number): boolean {
  if (Object.is(x, y) || x === y) return true;
  const { lanes } = value.cells[i];
  const few = lanes.subarray(0, 4);
  if (!isFloat(value.dtype)) return few.some((lane) => lane !== lanes[0]);
  if (new Set(Array.from(few, kindOf)).size > 1) return true;
  if (kindOf(x) !== kindOf(y)) return false;
  const moved = Math.max(...few.map((lane) => Math.abs(lane - lanes[0])));
  const unit = value.dtype === "float32" ? 8e-6 : 1e-10;
  return Math.abs(x - y) <= 128 * moved + unit * Math.max(Math.abs(y), 1e-2);
}

const kindOf = (x: number): string => (Number.isFinite(x) ? "finite" : String(x));

const weightOf = (i: number): number => [1, -2, 0.5, 3, -0.75, 1.5][i % 6];

/**
 * The floating-point results whose numbers are finite: the last one, or all of them, are summed to be
 * differentiated.
 */
export function outputsOf(program: Program, { values }: Interpreted, { tensors }: Outcome): number[] {
  const finite = (value: Value): boolean =>
    value.cells.every(({ lanes }) => lanes.every((x) => Math.abs(x) < 1e6));
  const found = calls(program)
    .flatMap(({ results }) => results)
    .filter(
      (id) => tensors[id]?.requiresGrad === true && finite(values[id]!) && values[id]!.cells.length > 0,
    );
  // With all of them a gradient is a sum of many, in memory of its own; with the last one it may be a view.
  return program.all ? found : found.slice(-1);
}

const alongOf = (tail: Tail, shape: readonly number[]): number => (tail === "first" ? 0 : shape.length - 1);

/** With which weight each element counts. */
function weightsFor(shape: readonly number[], tail: Tail): (i: number) => number {
  if (tail === "whole" || shape.length === 0) return weightOf;
  const weights: number[] = [];
  groupsOf(shape, [alongOf(tail, shape)]).forEach((group, k) =>
    group.forEach((i) => (weights[i] = weightOf(k))),
  );
  return (i) => weights[i];
}

function numberOf(t: Tensor, tail: Tail): Tensor {
  if (t.ndim === 0) return t;
  const part = tail === "whole" ? t : t.sum(alongOf(tail, t.shape));
  const weights = Array.from({ length: part.numel() }, (_, i) => weightOf(i));
  return part.mul(n.zeros([...part.shape], { dtype: "float64" }).withValues(weights)).sum();
}

export function lossOf(ids: readonly number[], tensors: readonly (Tensor | undefined)[], tail: Tail): Tensor {
  return ids.map((id) => numberOf(tensors[id]!, tail)).reduce((a, b) => a.add(b));
}

function gradients(
  program: Program,
  reference: Interpreted,
  leaves: Tensor[],
  outcome: Outcome,
): Omit<Verdict, "used"> {
  const ids = outputsOf(program, reference, outcome);
  const wanting = program.leaves.flatMap((leaf, k) => (leaf.grad ? [{ ...leaf, tensor: leaves[k] }] : []));
  if (wanting.length === 0 || (ids.length === 0 && !program.steps.some(isPass)))
    return { problems: [], derivatives: 0 };
  const total = reference.passed.slice();
  const { tail } = program;
  try {
    if (ids.length > 0) lossOf(ids, outcome.tensors, tail).backward();
  } catch (error) {
    const { message } = error as Error;
    return {
      problems: refusalOfPyTorch(message, program) ? [] : [`backward: ${message.split("\n")[0]}`],
      derivatives: 0,
    };
  }
  for (const id of ids) addTo(total, reference.values[id]!, weightsFor(reference.values[id]!.shape, tail));
  const problems: string[] = [];
  let derivatives = 0;
  const tolerance = precisionOf(program);
  for (const { leaf, element, lane } of reference.moved) {
    const expected = derivativeBy(total, lane);
    if (expected === null) continue;
    const { grad } = wanting.find(({ id }) => id === leaf)!.tensor;
    const got = grad === null ? 0 : grad.toFlatArray()[element];
    const allowed = tolerance * Math.max(1, Math.abs(expected.slope)) + 10 * expected.error;
    const agree = Math.abs(got - expected.slope) <= allowed;
    if (!agree && (meetsKink(reference, lane) || isConvention(program, reference, got))) continue;
    derivatives++;
    if (!agree)
      problems.push(`the gradient of ${nameOf(leaf)} at ${element} is ${got}, not ${expected.slope}`);
  }
  if (problems.length === 0) problems.push(...forward(program, ids, wanting, tolerance));
  if (problems.length === 0) problems.push(...second(program, ids, wanting));
  return { problems, derivatives };
}

/** At a kink each rule chooses a slope, so that the whole may be smooth where the parts are not. */
function meetsKink({ values }: Interpreted, lane: number): boolean {
  return values.some((value) => value?.cells.some(({ lanes }) => derivativeBy(lanes, lane) === null));
}

/** Whether a gradient is right, by the rules of its operations, though it is not the derivative of the whole. */
function isConvention(program: Program, reference: Interpreted, got: number): boolean {
  return (Number.isNaN(got) && isSteep(program, reference)) || areBoundsTied(program, reference);
}

/**
 * Whether a power of 0 has an infinite slope: where 0 does not move, as in a - a, the whole is smooth, and the
 * chain rule says infinity times 0, here as in PyTorch.
 */
function isSteep(program: Program, { values }: Interpreted): boolean {
  const roots = calls(program).filter(({ op }) => op === "pow" || op === "pow_");
  return roots.some(({ args: [a] }) => isRef(a) && values[a.$]!.cells.some(({ lanes }) => lanes[1] === 0));
}

/**
 * Whether both bounds of a clamp are the same numbers and move together: each of its gradients then takes
 * the other bound for the result, here as in PyTorch, and the differences see both.
 */
function areBoundsTied(program: Program, { values }: Interpreted): boolean {
  const same = (a: Float64Array, b: Float64Array): boolean => a.every((x, lane) => x === b[lane]);
  return calls(program).some(({ op, args: [, min, max] }) => {
    if (!op.startsWith("clamp") || !isRef(min) || !isRef(max)) return false;
    return values[min.$]!.cells.some((low) =>
      values[max.$]!.cells.some((high) => same(low.lanes, high.lanes)),
    );
  });
}

/** Programs that compute in float32 have its rounding in their gradients. */
const precisionOf = (program: Program): number => (isSingle(program) ? 2e-3 : 1e-6);

function isSingle(program: Program): boolean {
  return (
    program.leaves.some(({ dtype }) => dtype !== "float64") ||
    calls(program).some(({ args }) => JSON.stringify(args).includes("float32"))
  );
}

/** The change along one direction, by dual numbers, is the gradient times the direction. */
function forward(
  program: Program,
  ids: readonly number[],
  wanting: readonly { id: number; tensor: Tensor }[],
  tolerance: number,
): string[] {
  if (!isQuiet(program) || ids.length === 0) return [];
  const directions = wanting.map(({ tensor }) =>
    n
      .zeros([...tensor.shape], { dtype: tensor.dtype })
      .withValues(Array.from({ length: tensor.numel() }, (_, i) => weightOf(i + 2))),
  );
  const f = (...at: Tensor[]): Tensor => {
    let k = 0;
    const all = program.leaves.map((leaf) => (leaf.grad ? at[k++] : leafTensor(leaf)));
    return lossOf(ids, runLibrary(program, all).tensors, program.tail);
  };
  const points = wanting.map(({ tensor }) => tensor.detach());
  const [, change] = n.jvp(f, points, directions);
  const terms = wanting.flatMap(({ tensor }, k) =>
    tensor.grad === null ? [] : tensor.grad.toFlatArray().map((g, i) => g * directions[k].toFlatArray()[i]),
  );
  const expected = terms.reduce((sum, x) => sum + x, 0);
  const scale = terms.reduce((sum, x) => sum + Math.abs(x), 1);
  const got = change.item();
  if (
    Math.abs(got - expected) <= 10 * tolerance * scale ||
    !Number.isFinite(expected) ||
    !Number.isFinite(got)
  )
    return [];
  return [`forward mode gives ${got}, reverse mode ${expected}`];
}

/** A derivative of the gradient; float32 is too coarse for its differences. */
function second(program: Program, ids: readonly number[], wanting: readonly { tensor: Tensor }[]): string[] {
  const isByConvention = calls(program).some(({ op }) => conventional.has(op));
  if (!isQuiet(program) || ids.length === 0 || isSingle(program) || isByConvention) return [];
  const directions = wanting.map(({ tensor }) =>
    Array.from({ length: tensor.numel() }, (_, i) => weightOf(i + 1)),
  );
  return secondDerivatives(program, (tensors) => lossOf(ids, tensors, program.tail), directions);
}

/**
 * Operations whose gradient is not the derivative of what they compute: of a matrix that is not symmetric, PyTorch's
 * `cholesky` reads one triangle and gives the gradient to both.
 */
const conventional: ReadonlySet<string> = new Set(["cholesky"]);

/** Whether all derivatives of a program are those of what it computes. */
function isQuiet(program: Program): boolean {
  return program.steps.every((step) => !isPass(step) && !step.frozen && !stops.has(step.op));
}

/** Operations that no derivative passes. */
const stops: ReadonlySet<string> = new Set(["detach"]);

export function report(program: Program, problems: readonly string[]): string {
  return `${problems.slice(0, 4).join("\n")}\n\n${shown(program)}`;
}

export const isInPlace = (op: keyof typeof table): boolean => table[op].inPlace === true;
