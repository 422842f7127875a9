// Runs a program in the reference.

import type { Arg } from "./chooser";
import { isRef } from "./chooser";
import type { Call, Leaf, Program } from "./program";
import { isPass } from "./program";
import { table } from "./table";
import type { Value } from "./value";
import { constantValue, evaluation, firstMoved, isFloat, Refusal, restartNoise } from "./value";

/** How far leaves are moved: h, -h, h/2, -h/2. */
export const moveBy: number = 2 ** -10;
const moves = [moveBy, -moveBy, moveBy / 2, -moveBy / 2];

export function leafValue(leaf: Leaf): Value {
  const value = constantValue(leaf.shape, leaf.dtype, leaf.numbers);
  return { ...value, leaf: leaf.grad, view: leaf.layout !== undefined };
}

/** Calls the definition; a refusal is `null`. */
export function defined(
  call: Pick<Call, "op" | "args" | "frozen">,
  values: readonly (Value | null)[],
): Value[] | null {
  evaluation.frozen = call.frozen;
  try {
    const args = call.args.map((arg) => resolved(arg, values));
    const result = (table[call.op].define as (...args: unknown[]) => Value | readonly Value[])(...args);
    return (Array.isArray(result) ? result : [result]) as Value[];
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  } finally {
    evaluation.frozen = false;
  }
}

function resolved(arg: Arg, values: readonly (Value | null)[]): unknown {
  if (arg === "inf" || arg === "-inf") return arg === "inf" ? Infinity : -Infinity;
  if (typeof arg !== "object" || arg === null) return arg;
  if (isRef(arg)) return values[arg.$];
  return Array.isArray(arg) ? (arg as readonly Arg[]).map((item) => resolved(item, values)) : arg;
}

/** One element of one leaf. */
export interface Moved {
  readonly leaf: number;
  readonly element: number;
  readonly lane: number;
}

export interface Interpreted {
  readonly values: readonly (Value | null)[];
  /** What was differentiated on the way, lane by lane. */
  readonly passed: Float64Array;
  readonly moved: readonly Moved[];
}

/**
 * Which elements are moved, and in which lanes: those of leaves that require a gradient, unless they are too
 * large to notice.
 */
function movedOf(program: Program): Moved[] {
  return program.leaves
    .filter(({ grad }) => grad)
    .flatMap(({ id, numbers }) => numbers.map((x, element) => ({ x, leaf: id, element })))
    .filter(({ x }) => Math.abs(x) < 1e4)
    .map(({ leaf, element }, k) => ({ leaf, element, lane: firstMoved + k * moves.length }));
}

export function interpret(program: Program): Interpreted {
  const moved = movedOf(program);
  evaluation.lanes = firstMoved + moves.length * moved.length;
  restartNoise();
  const values: (Value | null)[] = [];
  for (const leaf of program.leaves) values[leaf.id] = leafValue(leaf);
  for (const { leaf, element, lane } of moved)
    moves.forEach((by, k) => (values[leaf]!.cells[element].lanes[lane + k] += by));
  const passed = new Float64Array(evaluation.lanes);
  for (const step of program.steps) {
    if (isPass(step)) addTo(passed, values[step.backward]!, () => 1);
    else defined(step, values)?.forEach((value, k) => (values[step.results[k]] = value));
  }
  return { values, passed, moved };
}

/** Adds the weighted sum of a value's numbers, lane by lane. */
export function addTo(total: Float64Array, value: Value, weight: (i: number) => number): void {
  value.cells.forEach(({ lanes }, i) => {
    for (let lane = 0; lane < total.length; lane++) total[lane] += weight(i) * lanes[value.still ? 1 : lane];
  });
}

/** The derivative of a sum of lanes by a moved element, or `null` where it is not smooth there. */
export function derivativeBy(
  total: ArrayLike<number>,
  lane: number,
): { slope: number; error: number } | null {
  const [f0, plus, minus, halfPlus, halfMinus] = [1, lane, lane + 1, lane + 2, lane + 3].map((k) => total[k]);
  const coarse = (plus - minus) / (2 * moveBy);
  const fine = (halfPlus - halfMinus) / moveBy;
  const slope = (4 * fine - coarse) / 3;
  const ahead = (4 * halfPlus - plus - 3 * f0) / moveBy;
  const behind = (3 * f0 + minus - 4 * halfMinus) / moveBy;
  const scale = Math.max(1, Math.abs(slope));
  const smooth = Math.abs(coarse - fine) < 1e-3 * scale && Math.abs(ahead - behind) < 2e-3 * scale;
  if (!smooth) return null;
  return { slope, error: Math.abs(slope - fine) + (Math.abs(f0) * 1e-12) / moveBy };
}

export const requiresGrad = (value: Value): boolean => isFloat(value.dtype) && !value.still;
