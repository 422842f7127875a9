// The recorder: what an operation leaves behind, so that gradients can find their way back.

import type { DType } from "../tensor/dtype";
import { isFloating } from "../tensor/dtype";
import type { Shape } from "../tensor/shape";
import type { GraphNode, Tensor } from "../tensor/tensor";
import { carry, duals } from "./dual";
import { localJacobians } from "./local";
import { isRecording } from "./mode";
import type { Binary, Nary, Rule, Saved, Ternary, Unary } from "./rule";
import { besideOf, inputSeen, resultSeen, type Seen, seenOf } from "./seen";

/** Nodes are numbered as they are made, so that a node's inputs always have smaller numbers. */
let count = 0;

const noInputs: readonly null[] = [];

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
  /** The operation's further arguments; of a leaf, the tensor whose gradient gathers here: one field less for each of a million nodes. */
  readonly attrs: unknown;
  /** The result, to be looked at. */
  seen: Seen = null;
  /** The operand through which no gradient flows, or one for each input where there may be several; to be looked at. */
  beside: Seen | readonly Seen[] = null;

  constructor(
    /** What was done; `null` for a leaf. */
    readonly rule: Rule | null,
    /** Where the inputs came from; `null` for those through which no gradient flows. A lone one stands without a list, which a long chain would have a million of. */
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
    return resultSeen(this);
  }

  /** The operands as the operation saw them, where their numbers are few. */
  get operands(): readonly (Tensor | null)[] {
    return this.inputs.map((_, i) => inputSeen(this, i));
  }

  /** The derivative of the result by each input; see `localJacobians`. */
  localJacobians(): readonly (number[][] | null)[] {
    return localJacobians(this);
  }

  /** Lets go of what was saved. Nodes that saved nothing can be walked again. */
  release(): void {
    if (this.a === nothing && this.b === nothing && this.c === nothing && this.out === nothing) return;
    this.a = this.b = this.c = this.out = gone;
  }

  /** True once what was saved is gone. */
  get released(): boolean {
    return this.out === gone;
  }
}

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
const gone = undefined as unknown as Tensor;

/** The node that a gradient for `t` goes to: the operation it came from, or its own leaf; `null` if it wants none. */
export function nodeOf(t: Tensor): Node | null {
  if (!t.requiresGrad) return null;
  if (staleViews.renew !== null && t.base !== null) staleViews.renew(t);
  return (t.node ??= new Node(null, noInputs, t.shape, t.dtype, undefined, t)) as Node;
}

/** Computes an operation on one tensor and records it. */
export function run1<A>(rule: Unary<A>, a: Tensor, attrs: A): Tensor {
  const out = rule.forward(a, attrs);
  if (a.requiresGrad) {
    if (isRecorded(out)) save(hang(out, rule, nodeOf(a)!, attrs), rule.backward[0].reads, a, a, a, out);
    else if (out.base !== null) viewsWithoutHistory.add(out);
  }
  if (duals.on) carry(rule as Rule, [a], attrs, out);
  return out;
}

/** Computes an operation on two tensors and records it. */
export function run2<A>(rule: Binary<A>, a: Tensor, b: Tensor, attrs: A): Tensor {
  const out = rule.forward(a, b, attrs);
  if ((a.requiresGrad || b.requiresGrad) && isRecorded(out)) {
    const [forA, forB] = rule.backward;
    const reads = (a.requiresGrad ? forA.reads : 0) | (b.requiresGrad ? forB.reads : 0);
    const node = hang(out, rule, [nodeOf(a), nodeOf(b)], attrs);
    save(node, reads, a, b, b, out);
    if (!a.requiresGrad) node.beside = besideOf(a);
    else if (!b.requiresGrad) node.beside = besideOf(b);
  }
  if (duals.on) carry(rule as Rule, [a, b], attrs, out);
  return out;
}

/** Computes an operation on three tensors and records it. */
export function run3<A>(rule: Ternary<A>, a: Tensor, b: Tensor, c: Tensor, attrs: A): Tensor {
  const out = rule.forward(a, b, c, attrs);
  if ((a.requiresGrad || b.requiresGrad || c.requiresGrad) && isRecorded(out)) {
    const [forA, forB, forC] = rule.backward;
    const reads =
      (a.requiresGrad ? forA.reads : 0) |
      (b.requiresGrad ? forB.reads : 0) |
      (c.requiresGrad ? forC.reads : 0);
    const node = hang(out, rule, [nodeOf(a), nodeOf(b), nodeOf(c)], attrs);
    save(node, reads, a, b, c, out);
    node.beside = [a, b, c].map((t) => (t.requiresGrad ? null : besideOf(t)));
  }
  if (duals.on) carry(rule as Rule, [a, b, c], attrs, out);
  return out;
}

/** Computes an operation on any number of tensors and records it. Such operations save nothing but their attributes. */
export function runN<A>(rule: Nary<A>, inputs: readonly Tensor[], attrs: A): Tensor {
  const out = rule.forward(inputs, attrs);
  if (inputs.some((t) => t.requiresGrad) && isRecorded(out)) hang(out, rule, inputs.map(nodeOf), attrs);
  if (duals.on) carry(rule as Rule, inputs, attrs, out);
  return out;
}

/** Views, made inside noGrad, of tensors with a history: nobody can say what a recorded edit of one should mean. */
export const viewsWithoutHistory: WeakSet<Tensor> = new WeakSet();

/** What is to be done with a view before its node is asked for; nothing until an operation writes to the memory of a tensor. */
export const staleViews: { renew: ((view: Tensor) => void) | null } = { renew: null };

function isRecorded(out: Tensor): boolean {
  return isRecording() && isFloating(out.dtype);
}

function hang<A>(out: Tensor, rule: Rule<A>, from: Node | readonly (Node | null)[], attrs: A): Node {
  const node = new Node(rule as Rule, from, out.shape, out.dtype, attrs, null);
  node.seen = seenOf(out);
  out.setHistory(node);
  if (recorder.onNode !== null) recorder.onNode(node);
  return node;
}

/** Who else wants to know of every recorded operation. */
export const recorder: { onNode: ((node: Node) => void) | null } = { onNode: null };

/** Keeps what the gradients will read. */
function save(node: Node, reads: number, a: Tensor, b: Tensor, c: Tensor, out: Tensor): void {
  if (reads & 1) node.a = a;
  if (reads & 2) node.b = b;
  if (reads & 4) node.c = c;
  if (reads & 8) node.out = out;
}
