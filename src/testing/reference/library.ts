// Runs a program in the library.

import * as n from "../../index";
import type { Tensor } from "../../index";
import type { Arg } from "./chooser";
import { isRef } from "./chooser";
import type { Call, Leaf, Program } from "./program";
import { isPass } from "./program";

type Callable = (...args: unknown[]) => unknown;

export interface Outcome {
  readonly tensors: readonly (Tensor | undefined)[];
  /** What each call threw; no entry for those that did not. */
  readonly errors: ReadonlyMap<number, unknown>;
}

export function leafTensor(leaf: Leaf): Tensor {
  const { shape, dtype, numbers, grad } = leaf;
  const t = laidOut(n.zeros([...shape], { dtype }).withValues(numbers), leaf);
  t.requiresGrad = grad;
  return t;
}

/** A view with the same numbers. */
function laidOut(t: Tensor, { layout, shape }: Leaf): Tensor {
  if (layout === undefined) return t;
  if (layout === "gaps") return n.stack([t, t], -1).select(-1, 0);
  if (layout === "behind") return n.stack([t, t]).select(0, 1);
  const reversed = shape.map((_, d) => d).reverse();
  return t.permute(reversed).clone().permute(reversed);
}

/** The step at which the library refused something that the reference computes ends the run. */
export function runLibrary(program: Program, leaves: readonly Tensor[], passes: boolean = true): Outcome {
  const tensors: (Tensor | undefined)[] = [];
  program.leaves.forEach(({ id }, k) => (tensors[id] = leaves[k]));
  const errors = new Map<number, unknown>();
  for (const [k, step] of program.steps.entries()) {
    try {
      if (isPass(step)) {
        const t = tensors[step.backward]!;
        if (passes && t.requiresGrad) t.backward(n.onesLike(t), { retainGraph: true });
      } else {
        const found = flattened(called(step, tensors));
        if (found.length !== step.results.length && !step.refused)
          throw new Error(`${step.op} gives ${found.length} tensors, not ${step.results.length}`);
        step.results.forEach((id, i) => (tensors[id] = found[i]));
      }
    } catch (error) {
      errors.set(k, error);
      if (isPass(step) || !step.refused) break;
    }
  }
  return { tensors, errors };
}

function called({ op, args, frozen, method }: Call, tensors: readonly (Tensor | undefined)[]): unknown {
  const given = args.map((arg) => resolved(arg, tensors));
  const run = (): unknown => {
    const [first, ...rest] = given;
    const own = (first as Record<string, unknown> | null)?.[op];
    const free = (n as unknown as Record<string, unknown>)[op];
    if (free === undefined || (method && first instanceof n.Tensor && typeof own === "function")) {
      return (own as Callable).apply(first, rest);
    }
    return (free as Callable)(...given);
  };
  return frozen ? n.noGrad(run) : run();
}

function resolved(arg: Arg, tensors: readonly (Tensor | undefined)[]): unknown {
  if (arg === "inf" || arg === "-inf") return arg === "inf" ? Infinity : -Infinity;
  if (typeof arg !== "object" || arg === null) return arg;
  if (isRef(arg)) return tensors[arg.$];
  return Array.isArray(arg) ? (arg as readonly Arg[]).map((item) => resolved(item, tensors)) : arg;
}

/** A tensor, a list, a pair of values and indices or a truth, as a list of tensors. */
function flattened(result: unknown): Tensor[] {
  if (result instanceof n.Tensor) return [result];
  if (typeof result === "boolean") return [n.tensor(result, { dtype: "bool" })];
  return Object.values(result as object).filter((item): item is Tensor => item instanceof n.Tensor);
}
