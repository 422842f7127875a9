// A program: leaves, calls of operations one after the other, and what is differentiated. Printed, it can be
// pasted.

import type { Arg } from "./chooser";
import { isRef } from "./chooser";
import type { OperationName } from "./table";
import type { DType } from "./value";

/**
 * How a leaf lies in memory that it does not fill in the order of reading: with its dimensions in reverse, with
 * gaps, or behind something else.
 */
export type Layout = "reversed" | "gaps" | "behind";

export interface Leaf {
  readonly id: number;
  readonly shape: readonly number[];
  readonly dtype: DType;
  readonly numbers: readonly number[];
  readonly grad: boolean;
  /** Where it is a view of other memory. */
  readonly layout?: Layout;
}

/** One call; its results get the numbers `results`. */
export interface Call {
  readonly op: OperationName;
  readonly args: readonly Arg[];
  readonly results: readonly number[];
  /** The reference refuses it, so the library must. */
  readonly refused: boolean;
  /** Inside noGrad. */
  readonly frozen: boolean;
  /** Written as a method of the first argument. */
  readonly method: boolean;
}

/** A backward pass between the calls. */
export interface Pass {
  readonly backward: number;
}

export type Step = Call | Pass;

/**
 * How a result becomes one number: weighted and summed, or first summed along its first or last dimension.
 */
export type Tail = "whole" | "first" | "last";

export interface Program {
  readonly leaves: readonly Leaf[];
  readonly steps: readonly Step[];
  readonly tail: Tail;
  /** All results are differentiated, or the last one. */
  readonly all: boolean;
}

export const isPass = (step: Step): step is Pass => "backward" in step;
export const calls = (program: Program): Call[] =>
  program.steps.filter((step): step is Call => !isPass(step));

export const nameOf = (id: number): string => (id < 26 ? String.fromCharCode(97 + id) : `t${id}`);

function shownNumber(x: number): string {
  return Object.is(x, -0) ? "-0" : String(x);
}

function nested(shape: readonly number[], items: readonly string[]): string {
  if (shape.length === 0) return items[0];
  const [n, ...rest] = shape;
  const size = items.length / Math.max(1, n);
  return `[${Array.from({ length: n }, (_, i) => nested(rest, items.slice(i * size, (i + 1) * size))).join(", ")}]`;
}

/** What makes a view of a copy of `t`. */
function laidOut(t: string, { layout, shape }: Leaf): string {
  if (layout === "gaps") return `n.stack([${t}, ${t}], -1).select(-1, 0)`;
  if (layout === "behind") return `n.stack([${t}, ${t}]).select(0, 1)`;
  const reversed = shape.map((_, d) => d).reverse().join(", "); // prettier-ignore
  return `${t}.permute(${reversed}).clone().permute(${reversed})`;
}

function shownLeaf(leaf: Leaf): string {
  const { id, shape, dtype, numbers, grad, layout } = leaf;
  const hidden = shape.includes(0);
  const items = numbers.map((x) => (dtype === "bool" ? String(x !== 0) : shownNumber(x)));
  const data = hidden
    ? `n.zeros([${shape.join(", ")}], { dtype: "${dtype}"`
    : `n.tensor(${nested(shape, items)}, { dtype: "${dtype}"`;
  const name = nameOf(id);
  if (layout === undefined) return `const ${name} = ${data}${grad ? ", requiresGrad: true" : ""} });`;
  const whole = `const ${name}0 = ${data} });\nconst ${name} = ${laidOut(`${name}0`, leaf)};`;
  return grad ? `${whole}\n${name}.requiresGrad = true;` : whole;
}

function shownArg(arg: Arg): string {
  if (arg === undefined) return "undefined";
  if (typeof arg === "number") return shownNumber(arg);
  if (arg === "inf" || arg === "-inf") return arg === "inf" ? "Infinity" : "-Infinity";
  if (arg === null || typeof arg !== "object") return JSON.stringify(arg);
  if (isRef(arg)) return nameOf(arg.$);
  if (Array.isArray(arg)) return `[${(arg as readonly Arg[]).map(shownArg).join(", ")}]`;
  return `{ ${Object.entries(arg)
    .map(([key, value]) => `${key}: ${shownArg(value)}`)
    .join(", ")} }`;
}

function shownCall({ op, args, results, refused, frozen, method }: Call): string {
  const words = args.map(shownArg);
  const text = method ? `${words[0]}.${op}(${words.slice(1).join(", ")})` : `n.${op}(${words.join(", ")})`;
  const whole = frozen ? `n.noGrad(() => ${text})` : text;
  if (refused) return `${whole}; // refused`;
  if (results.length === 1 && !several.has(op) && !(op === "max" || op === "min"))
    return `const ${nameOf(results[0])} = ${whole};`;
  if (results.length === 1)
    return `const ${nameOf(results[0])} = ${several.has(op) ? `${whole}[0]` : whole};`;
  return results.length === 0
    ? `${whole};`
    : `const [${results.map(nameOf).join(", ")}] = Object.values(${whole});`;
}

const several: ReadonlySet<string> = new Set(["unbind", "split", "chunk", "meshgrid", "gradient"]);

/** The program as lines of TypeScript, without the leaves that nothing uses. */
export function shown(program: Program): string {
  const text = program.steps.map((step) =>
    isPass(step)
      ? `${nameOf(step.backward)}.backward(n.onesLike(${nameOf(step.backward)}), { retainGraph: true });`
      : shownCall(step),
  );
  return [...usedLeaves(program).map(shownLeaf), ...text].join("\n");
}

function refsOf(arg: Arg): number[] {
  if (typeof arg !== "object" || arg === null) return [];
  if (isRef(arg)) return [arg.$];
  return Array.isArray(arg) ? (arg as readonly Arg[]).flatMap(refsOf) : [];
}

export function usedLeaves(program: Program): Leaf[] {
  const used = new Set(
    program.steps.flatMap((step) => (isPass(step) ? [step.backward] : step.args.flatMap(refsOf))),
  );
  return program.leaves.filter(({ id }) => used.has(id));
}

/** Plain data for JSON: numbers that it does not have become texts. */
export function plain(program: Program): unknown {
  const number = (x: number): number | string =>
    Number.isFinite(x) && !Object.is(x, -0) ? x : Object.is(x, -0) ? "-0" : String(x);
  return {
    tail: program.tail,
    all: program.all,
    leaves: usedLeaves(program).map((leaf) => ({ ...leaf, numbers: leaf.numbers.map(number) })),
    steps: program.steps.map((step) =>
      isPass(step) ? step : { ...step, args: step.args.map((arg) => arg ?? null) },
    ),
  };
}
