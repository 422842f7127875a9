// Gradient hooks: functions that see, and may change, the gradient that reaches a tensor.

import { wrongType } from "../errors";
import { refuse, refuseState, refuseType } from "../tensor/refuse";
import { sameShape, showShape } from "../tensor/shape";
import { Tensor } from "../tensor/tensor";
import type { Pass } from "./pass";
import type { Node } from "./record";
import { nodeOf, run1 } from "./record";
import { rearrangement } from "./rules/shape";

/** Gets the gradient of a tensor; what it returns, if anything, takes the gradient's place. */
export type GradientHook = (gradient: Tensor) => Tensor | void;

/** Takes a hook away again. */
export interface HookHandle {
  remove(): void;
}

/** How many nodes are watched: as long as none is, a pass does not look. */
export const watched = { count: 0 };

const hooks = new WeakMap<Node, Set<GradientHook>>();
const retaining = new WeakMap<Node, Tensor>();
const gathered = new WeakMap<Tensor, Set<(leaf: Tensor) => void>>();

/** Calls `hook` with the whole gradient of `t` in every pass that computes it. */
export function registerHook(t: Tensor, hook: GradientHook): HookHandle {
  const node = nodeOf(t);
  if (node === null) {
    throw refuseState(
      "cannot register a hook on a tensor that doesn't require gradient",
      "Make it with { requiresGrad: true }, or compute it from such tensors.",
    );
  }
  checkFunction("registerHook", hook);
  return register(hooks, node, (gradient) => hook(gradient));
}

/** Calls `hook` with the leaf `t` after a pass has added to its `grad`. */
export function registerPostAccumulateGradHook(t: Tensor, hook: (leaf: Tensor) => void): HookHandle {
  if (!t.requiresGrad || !t.isLeaf) {
    throw refuseState(
      "post accumulate grad hooks cannot be registered on non-leaf tensors",
      "Only a leaf gathers gradients; registerHook serves other tensors.",
    );
  }
  checkFunction("registerPostAccumulateGradHook", hook);
  return register(gathered, t, (leaf) => hook(leaf));
}

/** Keeps the gradient of a tensor that is no leaf in its `grad`. */
export function retainGrad(t: Tensor): void {
  const node = nodeOf(t);
  if (node === null) {
    throw refuseState(
      "can't retain_grad on Tensor that has requires_grad=False",
      "Make it with { requiresGrad: true }, or compute it from such tensors.",
    );
  }
  if (node.isLeaf || retaining.has(node)) return;
  retaining.set(node, t);
  watched.count++;
}

/** After `t`, whose node was `before`, was edited: the gradient that is kept is the one of what it is now. */
export function followEdit(t: Tensor, before: Node | null): void {
  if (before === null || retaining.get(before) !== t) return;
  retaining.delete(before);
  retaining.set(nodeOf(t)!, t);
}

/** Runs the hooks of `node` on what has reached it. */
export function runHooks(node: Node, gradient: Tensor, pass: Pass): Tensor {
  let result = gradient;
  for (const hook of hooks.get(node) ?? []) result = checked(hook(result), result);
  if (result !== gradient) pass.replace(node, result);
  const keeper = retaining.get(node);
  if (keeper !== undefined)
    keeper.grad = keeper.grad?.add(result) ?? run1(rearrangement.keep, result, undefined);
  return result;
}

/** Tells those who wait for it that a leaf has gathered a gradient. */
export function afterGathering(leaf: Tensor): void {
  for (const hook of gathered.get(leaf) ?? []) hook(leaf);
}

function checked(returned: unknown, before: Tensor): Tensor {
  if (returned === undefined || returned === null) return before;
  if (!(returned instanceof Tensor)) {
    throw refuseType(
      `expected Variable, but hook returned '${typeof returned}'`,
      "Return a tensor that takes the gradient's place, or nothing.",
    );
  }
  if (sameShape(returned.shape, before.shape)) return returned;
  throw refuse(
    "hook has changed the size of value",
    `The gradient has shape ${showShape(before.shape)}, what the hook returned ${showShape(returned.shape)}.`,
  );
}

function register<K extends object, H>(table: WeakMap<K, Set<H>>, key: K, hook: H): HookHandle {
  const set = table.get(key) ?? new Set<H>();
  table.set(key, set.add(hook));
  watched.count++;
  return {
    remove: () => {
      if (set.delete(hook)) watched.count--;
    },
  };
}

function checkFunction(fn: string, hook: unknown): void {
  if (typeof hook === "function") return;
  throw wrongType({ fn, argument: "hook", got: hook, wanted: "a function" });
}
