// Operations of the user's own: a forward and a backward function, as torch.autograd.Function.

import { refuseUnknownOptions, wrongType } from "../errors";
import { constant, zerosLike } from "../tensor/create";
import { isFloating } from "../tensor/dtype";
import { copy } from "../tensor/elementwise";
import { refuse, refuseState } from "../tensor/refuse";
import type { Shape } from "../tensor/shape";
import { showShape } from "../tensor/shape";
import { Tensor } from "../tensor/tensor";
import { checkSaved, timeOf } from "./changed";
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

/** A tensor, or several of them. */
type Results = Tensor | readonly Tensor[] | readonly [Tensor, ...Tensor[]];

/** A function with its derivative. */
export interface FunctionDefinition<Args extends unknown[], Out extends Results = Tensor> {
  /** The name that is printed: `Square` gives `grad_fn=<SquareBackward>`. */
  name?: string;
  /** Computes the result, or a list of results; its operations are not recorded. */
  forward(ctx: FunctionContext, ...args: Args): Out;
  /**
   * From the gradient of the result, one for each argument, `null` where there is none. Of several results
   * each has its gradient, 0 where none came.
   */
  backward(ctx: FunctionContext, ...gradients: Tensor[]): Gradients;
  /**
   * From the tangents of the arguments (`null` for those that do not move), that of the result or results.
   * Left out, it follows from backward.
   */
  jvp?(ctx: FunctionContext, ...tangents: (Tensor | null)[]): Out;
  /** Backward is not made of differentiable operations: a second derivative is refused. */
  onceDifferentiable?: boolean;
}

class Context {
  [name: string]: unknown;
  saved: readonly Tensor[] = [];
  node: Node | null = null;
  /** The gradients of the results that a pass has brought so far. */
  arrived: (Tensor | undefined)[] = [];
  given: Tensor | null = null;
  parts: readonly (Tensor | null)[] = [];
  constructor(
    readonly needsInputGrad: readonly boolean[],
    /** The shapes of the arguments, `null` for those that are no tensors. */
    readonly shapes: readonly (Shape | null)[],
  ) {}

  saveForBackward(...tensors: Tensor[]): void {
    this.saved = tensors;
  }

  get savedTensors(): readonly Tensor[] {
    const { node } = this;
    if (node !== null) for (const tensor of this.saved) checkSaved(tensor, timeOf(node.seq), undefined);
    return this.saved;
  }
}

/**
 * An operation with a derivative of its own.
 *
 * If backward is made of operations on tensors it can be differentiated in turn, and derivatives of any order
 * follow.
 *
 * @param definition `forward`, `backward` and, for forward mode, `jvp`
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
export function defineFunction<Args extends unknown[], Out extends Results = Tensor>(
  definition: FunctionDefinition<Args, Out>,
): (...args: Args) => Out {
  const known = ["name", "forward", "backward", "jvp", "onceDifferentiable"];
  refuseUnknownOptions("defineFunction", definition ?? null, known);
  const parts = definition as unknown as Record<string, unknown>;
  for (const part of ["forward", "backward"]) {
    if (typeof parts[part] === "function") continue;
    throw wrongType({ fn: "defineFunction", argument: part, got: parts[part], wanted: "a function" });
  }
  return (...args) => call(definition, args) as Out;
}

type Definition = FunctionDefinition<unknown[], Results>;

function call(definition: Definition, args: readonly unknown[]): Results {
  const wants = args.map((arg) => arg instanceof Tensor && arg.requiresGrad);
  const ctx = new Context(
    wants,
    args.map((arg) => (arg instanceof Tensor ? arg.shape : null)),
  );
  const result: unknown = withRecording(false, () => definition.forward(ctx, ...args));
  const several = Array.isArray(result);
  const outs = (several ? (result as unknown[]) : [result]).map((one) => ownHistory(definition, one, args));
  if (isRecording() && wants.includes(true)) record(definition, ctx, args, outs);
  if (duals.on) carry(definition, ctx, args, outs);
  return several ? outs : outs[0];
}

const nameOf = (definition: { name?: string }): string => definition.name ?? "Custom";

/** A result that is an argument, or was made elsewhere, keeps its own history. */
function ownHistory(definition: Definition, result: unknown, args: readonly unknown[]): Tensor {
  if (result instanceof Tensor) {
    return result.requiresGrad || args.includes(result) ? result.detach() : result;
  }
  throw wrongType({
    fn: nameOf(definition),
    argument: "the result of forward",
    got: result,
    wanted: "a tensor, or a list of tensors",
  });
}

function record(
  definition: Definition,
  ctx: Context,
  args: readonly unknown[],
  outs: readonly Tensor[],
): void {
  const inputs = args.map((arg) => (arg instanceof Tensor ? nodeOf(arg) : null));
  const [shape, dtype] = outs.length === 1 ? [outs[0].shape, outs[0].dtype] : [[], outs[0].dtype];
  const node = new Node(ruleOf(definition, ctx, args.length, outs), inputs, shape, dtype, ctx, null);
  // Once something is saved, a graph that was walked cannot be walked again.
  if (ctx.saved.length > 0) node.a = constant([], 0, dtype);
  ctx.node = node;
  outs.forEach((out, i) => {
    if (!isFloating(out.dtype)) return;
    if (outs.length === 1) out.setHistory(node);
    else out.setHistory(new Node(arrival(definition, ctx, i), node, out.shape, out.dtype, undefined, null));
  });
}

/**
 * One of several results: notes its gradient, and sends on a 0, so that the function's turn comes when all
 * have arrived.
 */
function arrival(definition: Definition, ctx: Context, index: number): Rule {
  const of = (g: Tensor): Tensor => {
    ctx.arrived[index] = g;
    return constant([], 0, g.dtype);
  };
  const backward = [from([], of)];
  return {
    gradFn: `${nameOf(definition)}Backward`,
    backward,
    batching: null,
    tangent: "linear",
    foreign: true,
  };
}

function ruleOf(definition: Definition, ctx: Context, count: number, outs: readonly Tensor[]): Rule {
  const shapes = outs.map(({ shape, dtype }) => ({ shape, dtype }));
  const arrived = (): Tensor[] => {
    const gs = shapes.map(({ shape, dtype }, i) => ctx.arrived[i] ?? constant(shape, 0, dtype));
    ctx.arrived = [];
    return gs;
  };
  const of = (g: Tensor, _: unknown, __: unknown, index: number): Tensor | null => {
    // Backward computes the gradients of all arguments at once, and runs once for each pass.
    if (ctx.given !== g) {
      const gs = shapes.length === 1 ? [g] : arrived();
      [ctx.given, ctx.parts] = [g, gradientsOf(definition, ctx, gs, count)];
    }
    return ctx.parts[index];
  };
  const name = `${nameOf(definition)}Backward`;
  return { gradFn: name, backward: [from([], of)], batching: null, tangent: "linear", foreign: true };
}

/** @param gs the gradients of the results */
function gradientsOf(
  definition: Definition,
  ctx: Context,
  gs: readonly Tensor[],
  count: number,
): readonly (Tensor | null)[] {
  const once = definition.onceDifferentiable === true;
  const compute = (): Gradients => definition.backward(ctx, ...gs);
  const given = once ? withRecording(false, compute) : compute();
  const list = (Array.isArray(given) ? given : [given]) as readonly (Tensor | null)[];
  if (given === undefined) {
    const wanted = "a gradient for every argument of forward, null where there is none";
    throw wrongType({ fn: nameOf(definition), argument: "the result of backward", got: given, wanted });
  }
  if (list.length !== count) {
    throw refuseState(
      `function ${nameOf(definition)}Backward returned an incorrect number of gradients (expected ${count}, got ${list.length})`,
      "Backward returns a gradient for every argument of forward, null where there is none.",
    );
  }
  list.forEach((part, i) => checkPart(definition, part, ctx.shapes[i], i));
  return once && isRecording() ? list.map((part) => part && run2(onceOnly, part, gs[0], undefined)) : list;
}

/** Refuses a gradient that is no tensor, or cannot be summed down to the shape of its argument. */
function checkPart(definition: Definition, part: unknown, shape: Shape | null, index: number): void {
  if (part === null) return;
  if (!(part instanceof Tensor)) {
    throw wrongType({
      fn: nameOf(definition),
      argument: `gradient ${index} of backward`,
      got: part,
      wanted: "a tensor, or null for an argument without gradient",
    });
  }
  if (shape === null || isExpanded(shape, part.shape)) return;
  throw refuse(
    `Function ${nameOf(definition)}Backward returned an invalid gradient at index ${index} - got ${showShape(part.shape)} ` +
      `but expected shape compatible with ${showShape(shape)}`,
    "The gradient of an argument has the shape of that argument.",
  );
}

/** True if `from` can be expanded to `to`. */
function isExpanded(from: Shape, to: Shape): boolean {
  const lead = to.length - from.length;
  return lead >= 0 && from.every((length, i) => length === 1 || length === to[i + lead]);
}

/** Gives each result its tangent. */
function carry(
  definition: Definition,
  ctx: Context,
  args: readonly unknown[],
  outs: readonly Tensor[],
): void {
  const tensors = args.map((arg) => (arg instanceof Tensor ? arg : null));
  outs.forEach((out, i) => carryBy(tensors, out, (changes) => tangentOf(definition, ctx, changes, outs, i)));
}

/**
 * What backward does is linear in the gradient that it gets; its own derivative by that gradient is the way
 * forward.
 */
function tangentOf(
  definition: Definition,
  ctx: Context,
  changes: readonly (Tensor | null)[],
  outs: readonly Tensor[],
  index: number,
): Tensor {
  if (definition.jvp !== undefined) {
    const all = definition.jvp(ctx, ...changes);
    return all instanceof Tensor ? all : all[index];
  }
  const u = zerosLike(outs[index], { requiresGrad: true });
  const gs = outs.map((out, i) => (i === index ? u : zerosLike(out)));
  const parts = withRecording(true, () => gradientsOf(definition, ctx, gs, changes.length));
  const moving = parts.flatMap((part, i) =>
    part?.requiresGrad === true && changes[i] !== null ? [{ part, d: changes[i] }] : [],
  );
  return moving
    .map(({ part, d }) => gradients(part, u, { gradOutputs: d, createGraph: true, allowUnused: true })[0])
    .reduce<Tensor>((sum, part) => (part === null ? sum : sum.add(part)), zerosLike(outs[index]));
}

/**
 * A gradient that was computed without being recorded; it depends on the gradient that came, but cannot say
 * how.
 */
const onceOnly: Binary = {
  gradFn: "Error",
  batching: null,
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
