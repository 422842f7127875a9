// The recorder: the graph of nodes that operations leave behind for reverse mode.

import { partsKey } from "../display/parts";
import type { DType } from "../tensor/dtype";
import { isFloating } from "../tensor/dtype";
import type { Shape } from "../tensor/shape";
import type { GraphNode, Tensor } from "../tensor/tensor";
import { views } from "../tensor/tensor";
import { markView, outdated } from "./creation";
import { localJacobians } from "./local";
import { isHiding, isRecording } from "./mode";
import type { Binary, Nary, Rule, Saved, Ternary, Unary } from "./rule";
import { slots } from "./rule";
import { keptOperandOf, keptInput, keptResult, type Kept, keptOf } from "./keptValues";

/** Nodes are numbered as they are made, so that a node's inputs always have smaller numbers. */
let count = 0;

const noInputs: readonly null[] = [];

const ofResult = 1 << slots.indexOf("out");

/**
 * What a gradient reads, as bits: nothing for an input without one, but for the result, which is saved, as
 * PyTorch does, whichever input wants a gradient.
 */
function readsOf({ reads }: { readonly reads: number }, node: Node | null): number {
  return node === null ? reads & ofResult : reads;
}

/** The number that the next node will get. */
export const now = (): number => count;

/** One recorded operation, or a leaf: a place where gradients gather. */
export class Node implements GraphNode, Saved {
  readonly seq: number = count++;
  /** The place of this node in the pass that is under way. */
  slot = -1;
  a!: Tensor;
  b!: Tensor;
  c!: Tensor;
  out!: Tensor;
  /**
   * The operation's further arguments; of a leaf, the tensor whose gradient gathers here: one field less for
   * each of a million nodes.
   */
  readonly attrs: unknown;
  /** The result, to be looked at. */
  kept: Kept = null;
  /**
   * The operand through which no gradient flows, or one for each input where there may be several; to be
   * looked at.
   */
  keptOperands: Kept | readonly Kept[] = null;

  constructor(
    /** What was done; `null` for a leaf. */
    readonly rule: Rule | null,
    /**
     * Where the inputs came from; `null` for those through which no gradient flows. A lone one stands without
     * a list, which a long chain would have a million of.
     */
    private readonly from: Node | readonly (Node | null)[],
    /** The shape and dtype of the result, and so of its gradient. */
    readonly shape: Shape,
    readonly dtype: DType,
    attrs: unknown,
    leaf: Tensor | null,
  ) {
    this.attrs = leaf ?? attrs;
    this.a = this.b = this.c = this.out = nothing;
  }

  get name(): string {
    if (this.rule === null) return "AccumulateGrad";
    const { gradFn } = this.rule;
    return names.get(this) ?? (typeof gradFn === "string" ? gradFn : gradFn(this.attrs));
  }

  get isLeaf(): boolean {
    return this.rule === null;
  }

  /** How many inputs there are. */
  get fanIn(): number {
    return Array.isArray(this.from) ? this.from.length : 1;
  }

  /** Where input `i` came from. */
  input(i: number): Node | null {
    return Array.isArray(this.from) ? (this.from as (Node | null)[])[i] : (this.from as Node);
  }

  /** Where all of them came from. */
  get inputs(): readonly (Node | null)[] {
    return Array.isArray(this.from) ? (this.from as (Node | null)[]) : [this.from as Node];
  }

  /** The tensor whose gradient gathers here, for a leaf. */
  get leaf(): Tensor | null {
    return this.rule === null ? (this.attrs as Tensor) : null;
  }

  /** The nodes of the inputs, as PyTorch's `next_functions`. */
  get nextFunctions(): readonly (Node | null)[] {
    return this.inputs;
  }

  /** The tensor whose gradient gathers here, as PyTorch's `variable`. */
  get variable(): Tensor | null {
    return this.leaf;
  }

  /** The result as it was made, where its numbers are few. */
  get value(): Tensor | null {
    return keptResult(this);
  }

  /** The operands as the operation saw them, where their numbers are few. */
  get operands(): readonly (Tensor | null)[] {
    return this.inputs.map((_, i) => keptInput(this, i));
  }

  /** The derivative of the result by each input; see `localJacobians`. */
  localJacobians(): readonly (number[][] | null)[] {
    return localJacobians(this);
  }

  /** Lets go of what was saved. Nodes that saved nothing can be walked again. */
  release(): void {
    if (this.a === nothing && this.b === nothing && this.c === nothing && this.out === nothing) return;
    this.a = this.b = this.c = this.out = released;
  }

  /** True once what was saved is gone. */
  get released(): boolean {
    return this.out === released;
  }
}

/** What a debugger shows of a node: what it did, and where its inputs came from. */
Object.defineProperty(Node.prototype, partsKey, {
  value(this: Node): Record<string, unknown> {
    const { name, nextFunctions, shape, dtype } = this;
    return { name, nextFunctions, shape, dtype };
  },
});

/** Names of results that took several operations here, but only one in PyTorch. */
const names = new WeakMap<Node, string>();

/** Files a new result under the name that PyTorch gives to all the operations that made it. */
export function filedAs(gradFn: string, result: Tensor): Tensor {
  if (!result.isLeaf) names.set(result.node as Node, gradFn);
  return result;
}

/** Stands where no tensor was saved; rules cannot reach it, since their types name what they read. */
const nothing = null as unknown as Tensor;

/** Stands where what was saved has been let go of. */
const released = undefined as unknown as Tensor;

/**
 * The node that a gradient for `t` goes to: the operation it came from, or its own leaf; `null` if it wants
 * none.
 */
export function nodeOf(t: Tensor): Node | null {
  if (!t.requiresGrad) return null;
  if (t.base !== null && views.settle?.(t) === true) throw outdated(t);
  return (t.node ??= new Node(null, noInputs, t.shape, t.dtype, undefined, t)) as Node;
}

/** Computes an operation on one tensor and records it. */
export function run1<A>(rule: Unary<A>, a: Tensor, attrs: A): Tensor {
  const out = rule.forward(a, attrs);
  if (isRecorded(out) && a.requiresGrad)
    save(hang(out, rule, nodeOf(a)!, attrs), rule.backward[0].reads, a, a, a, out);
  if (out.base !== null) markView(out, a, isHiding() ? "noGrad" : null);
  recorder.afterRun?.(rule as Rule, [a], attrs, out);
  return out;
}

/** Computes an operation on two tensors and records it. */
export function run2<A>(rule: Binary<A>, a: Tensor, b: Tensor, attrs: A): Tensor {
  const out = rule.forward(a, b, attrs);
  if (isRecorded(out) && (a.requiresGrad || b.requiresGrad)) {
    const ofA = nodeOf(a);
    const ofB = nodeOf(b);
    const node = hang(out, rule, [ofA, ofB], attrs);
    save(node, readsOf(rule.backward[0], ofA) | readsOf(rule.backward[1], ofB), a, b, b, out);
    if (ofA === null) node.keptOperands = keptOperandOf(a);
    else if (ofB === null) node.keptOperands = keptOperandOf(b);
  }
  recorder.afterRun?.(rule as Rule, [a, b], attrs, out);
  return out;
}

/** Computes an operation on three tensors and records it. */
export function run3<A>(rule: Ternary<A>, a: Tensor, b: Tensor, c: Tensor, attrs: A): Tensor {
  const out = rule.forward(a, b, c, attrs);
  if (isRecorded(out) && (a.requiresGrad || b.requiresGrad || c.requiresGrad)) {
    const [forA, forB, forC] = rule.backward;
    const [ofA, ofB, ofC] = [nodeOf(a), nodeOf(b), nodeOf(c)];
    const node = hang(out, rule, [ofA, ofB, ofC], attrs);
    save(node, readsOf(forA, ofA) | readsOf(forB, ofB) | readsOf(forC, ofC), a, b, c, out);
    node.keptOperands = [a, b, c].map((t) => (t.requiresGrad ? null : keptOperandOf(t)));
  }
  recorder.afterRun?.(rule as Rule, [a, b, c], attrs, out);
  return out;
}

/**
 * Computes an operation on any number of tensors and records it. Such operations save nothing but their
 * attributes.
 */
export function runN<A>(rule: Nary<A>, inputs: readonly Tensor[], attrs: A): Tensor {
  const out = rule.forward(inputs, attrs);
  if (isRecorded(out) && inputs.some((t) => t.requiresGrad)) hang(out, rule, inputs.map(nodeOf), attrs);
  recorder.afterRun?.(rule as Rule, inputs, attrs, out);
  return out;
}

function isRecorded(out: Tensor): boolean {
  return isRecording() && isFloating(out.dtype);
}

function hang<A>(out: Tensor, rule: Rule<A>, from: Node | readonly (Node | null)[], attrs: A): Node {
  const node = new Node(rule as Rule, from, out.shape, out.dtype, attrs, null);
  node.kept = keptOf(out);
  out.setHistory(node);
  if (recorder.onNode !== null) recorder.onNode(node);
  return node;
}

/** Who else wants to know of operations. */
export const recorder: {
  /** Gets every recorded operation. */
  onNode: ((node: Node) => void) | null;
  /** Gets every operation that was computed: forward mode, while a derivative is under way. */
  afterRun: ((rule: Rule, inputs: readonly Tensor[], attrs: unknown, out: Tensor) => void) | null;
} = { onNode: null, afterRun: null };

/** Keeps what the gradients will read. */
function save(node: Node, reads: number, a: Tensor, b: Tensor, c: Tensor, out: Tensor): void {
  if (reads & 1) node.a = a;
  if (reads & 2) node.b = b;
  if (reads & 4) node.c = c;
  if (reads & 8) node.out = out;
}
