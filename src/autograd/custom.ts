// Operations of the user's own: a forward and a backward function, as torch.autograd.Function.

import { refuseUnknownOptions, wrongType } from "../errors";
import { constant, zerosLike } from "../tensor/create";
import { copy } from "../tensor/elementwise";
import { refuseState } from "../tensor/refuse";
import { Tensor } from "../tensor/tensor";
import { checkSaved } from "./changed";
import { carryBy, duals } from "./dual";
import { gradients } from "./gradients";
import { isRecording, withRecording } from "./mode";
import { Node, nodeOf, run2 } from "./record";
import type { Binary, Rule } from "./rule";
import { from } from "./rule";

/** What forward leaves for backward. Further properties may be put on it. */
export interface FunctionContext {
  /** Which arguments want a gradient; false for those that are no tensors. */
  readonly needsInputGrad: readonly boolean[];
  /** Keeps tensors for backward: arguments or the result. */
  saveForBackward(...tensors: Tensor[]): void;
  /** What was saved. */
  readonly savedTensors: readonly Tensor[];
  [name: string]: unknown;
}

type Gradients = Tensor | null | readonly (Tensor | null)[];

/** A function with its derivative. */
export interface FunctionDefinition<Args extends unknown[]> {
  /** The name that is printed: `Square` gives `grad_fn=<SquareBackward>`. */
  name?: string;
  /** Computes the result; its operations are not recorded. */
  forward(ctx: FunctionContext, ...args: Args): Tensor;
  /** From the gradient of the result, one for each argument, `null` where there is none. */
  backward(ctx: FunctionContext, gradient: Tensor): Gradients;
  /** From the tangents of the arguments (`null` for those that do not move), that of the result. Left out, it follows from backward. */
  jvp?(ctx: FunctionContext, ...tangents: (Tensor | null)[]): Tensor;
  /** Backward is not made of differentiable operations: a second derivative is refused. */
  onceDifferentiable?: boolean;
}

class Context {
  [name: string]: unknown;
  saved: readonly Tensor[] = [];
  node: Node | null = null;
  given: Tensor | null = null;
  parts: readonly (Tensor | null)[] = [];
  constructor(readonly needsInputGrad: readonly boolean[]) {}

  saveForBackward(...tensors: Tensor[]): void {
    this.saved = tensors;
  }

  get savedTensors(): readonly Tensor[] {
    const { node } = this;
    if (node !== null) for (const tensor of this.saved) checkSaved(tensor, node, null);
    return this.saved;
  }
}

/**
 * An operation with a derivative of its own.
 *
 * If backward is made of operations on tensors it can be differentiated in turn, and derivatives of any order follow.
 *
 * @returns the function to call with tensors and other arguments
 *
 * @example
 * ```ts
 * const square = defineFunction({
 *   name: "Square",
 *   forward(ctx, x: Tensor) {
 *     ctx.saveForBackward(x);
 *     return x.mul(x);
 *   },
 *   backward(ctx, g) {
 *     return g.mul(2).mul(ctx.savedTensors[0]);
 *   },
 * });
 * const x = tensor([1, 2], { requiresGrad: true });
 * square(x)
 * // => tensor([1., 4.], grad_fn=<SquareBackward>)
 * ```
 */
export function defineFunction<Args extends unknown[]>(
  definition: FunctionDefinition<Args>,
): (...args: Args) => Tensor {
  const known = ["name", "forward", "backward", "jvp", "onceDifferentiable"];
  refuseUnknownOptions("defineFunction", definition, known);
  const parts = definition as unknown as Record<string, unknown>;
  for (const part of ["forward", "backward"]) {
    if (typeof parts[part] === "function") continue;
    throw wrongType({ fn: "defineFunction", argument: part, got: parts[part], wanted: "a function" });
  }
  return (...args) => call(definition, args);
}

function call<Args extends unknown[]>(definition: FunctionDefinition<Args>, args: Args): Tensor {
  const wants = args.map((arg) => arg instanceof Tensor && arg.requiresGrad);
  const ctx = new Context(wants);
  const result: unknown = withRecording(false, () => definition.forward(ctx, ...args));
  if (!(result instanceof Tensor)) {
    throw wrongType({
      fn: nameOf(definition),
      argument: "the result of forward",
      got: result,
      wanted: "a tensor",
    });
  }
  // A result that is an argument, or was made elsewhere, keeps its own history.
  const out = result.requiresGrad || args.includes(result) ? result.detach() : result;
  if (isRecording() && wants.includes(true)) record(definition, ctx, args, out);
  if (duals.on) {
    const tensors = args.map((arg) => (arg instanceof Tensor ? arg : null));
    carryBy(tensors, out, (changes) => tangentOf(definition, ctx, changes, out));
  }
  return out;
}

const nameOf = (definition: { name?: string }): string => definition.name ?? "Custom";

function record<Args extends unknown[]>(
  definition: FunctionDefinition<Args>,
  ctx: Context,
  args: Args,
  out: Tensor,
): void {
  const inputs = args.map((arg) => (arg instanceof Tensor ? nodeOf(arg) : null));
  const node = new Node(ruleOf(definition, ctx, args.length), inputs, out.shape, out.dtype, ctx, null);
  // Once something is saved, a graph that was walked cannot be walked again.
  if (ctx.saved.length > 0) node.a = constant([], 0, out.dtype);
  ctx.node = node;
  out.setHistory(node);
}

function ruleOf<Args extends unknown[]>(
  definition: FunctionDefinition<Args>,
  ctx: Context,
  count: number,
): Rule {
  const of = (g: Tensor, _: unknown, __: unknown, index: number): Tensor | null => {
    // Backward computes the gradients of all arguments at once, and runs once for each gradient that comes.
    if (ctx.given !== g) [ctx.given, ctx.parts] = [g, gradientsOf(definition, ctx, g, count)];
    return ctx.parts[index];
  };
  const name = `${nameOf(definition)}Backward`;
  return { gradFn: name, backward: [from([], of)], tangent: "linear", foreign: true };
}

function gradientsOf<Args extends unknown[]>(
  definition: FunctionDefinition<Args>,
  ctx: Context,
  g: Tensor,
  count: number,
): readonly (Tensor | null)[] {
  const once = definition.onceDifferentiable === true;
  const compute = (): Gradients => definition.backward(ctx, g);
  const given = once ? withRecording(false, compute) : compute();
  const list = (Array.isArray(given) ? given : [given]) as readonly (Tensor | null)[];
  if (list.length !== count) {
    throw refuseState(
      `function ${nameOf(definition)}Backward returned an incorrect number of gradients (expected ${count}, got ${list.length})`,
      "Backward returns a gradient for every argument of forward, null where there is none.",
    );
  }
  return once && isRecording() ? list.map((part) => part && run2(onceOnly, part, g, undefined)) : list;
}

/** What backward does is linear in the gradient that it gets; its own derivative by that gradient is the way forward. */
function tangentOf<Args extends unknown[]>(
  definition: FunctionDefinition<Args>,
  ctx: Context,
  changes: readonly (Tensor | null)[],
  out: Tensor,
): Tensor {
  if (definition.jvp !== undefined) return definition.jvp(ctx, ...changes);
  const u = zerosLike(out, { requiresGrad: true });
  const parts = withRecording(true, () => gradientsOf(definition, ctx, u, changes.length));
  const moving = parts.flatMap((part, i) =>
    part !== null && changes[i] !== null ? [{ part, d: changes[i] }] : [],
  );
  return moving
    .map(({ part, d }) => gradients(part, u, { gradOutputs: d, createGraph: true, allowUnused: true })[0])
    .reduce<Tensor>((sum, part) => (part === null ? sum : sum.add(part)), zerosLike(out));
}

/** A gradient that was computed without being recorded; it depends on the gradient that came, but cannot say how. */
const onceOnly: Binary = {
  gradFn: "Error",
  tangent: [() => refuseTwice(), () => refuseTwice()],
  forward: (part) => copy(part),
  backward: [from([], () => refuseTwice()), from([], () => refuseTwice())],
};

function refuseTwice(): never {
  throw refuseState(
    "trying to differentiate twice a function that was marked with @once_differentiable",
    "Write backward with operations on tensors and leave out onceDifferentiable.",
  );
}
