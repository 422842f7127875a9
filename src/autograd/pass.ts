// The gradient map of one backward pass: which nodes take part, in which order, and the gradient that has reached each.

import type { Tensor } from "../tensor/tensor";
import type { Node } from "./record";

/** One walk over a graph. It keeps its own gradients; nodes only carry their place in it. */
export class Pass {
  /** Newest first, leaves last: whatever sends a gradient to a node comes before it. */
  readonly order: readonly Node[];
  private readonly gradients: (Tensor | undefined)[];
  private readonly needed: readonly boolean[] | null;
  private readonly asked: readonly boolean[] | null;

  /** @param wanted if given, only the ways that lead to these nodes are walked */
  constructor(roots: readonly Node[], wanted: readonly Node[] | null) {
    this.order = reachable(roots);
    this.number();
    this.gradients = new Array<Tensor | undefined>(this.order.length);
    this.asked = wanted === null ? null : this.places(wanted);
    this.needed = this.asked === null ? null : this.leadingTo(this.asked);
  }

  /** Numbers the nodes by their place in this pass. */
  number(): void {
    for (let i = 0; i < this.order.length; i++) this.order[i].slot = i;
  }

  private places(nodes: readonly Node[]): boolean[] {
    const places = new Array<boolean>(this.order.length).fill(false);
    for (const node of nodes) if (this.has(node)) places[node.slot] = true;
    return places;
  }

  private leadingTo(asked: readonly boolean[]): boolean[] {
    const needed = [...asked];
    for (let i = needed.length - 1; i >= 0; i--) {
      needed[i] ||= this.order[i].inputs.some((input) => input !== null && needed[input.slot]);
    }
    return needed;
  }

  private has(node: Node): boolean {
    return this.order[node.slot] === node;
  }

  needs(node: Node): boolean {
    return this.needed === null || this.needed[node.slot];
  }

  /** True if a gradient at `node` has anywhere to go. */
  leadsOn(node: Node): boolean {
    for (let i = 0; i < node.inputs.length; i++) {
      const input = node.inputs[i];
      if (input !== null && this.needs(input)) return true;
    }
    return false;
  }

  gradientOf(node: Node): Tensor | undefined {
    return this.has(node) ? this.gradients[node.slot] : undefined;
  }

  /** Adds to what has reached `node`. */
  add(node: Node, gradient: Tensor): void {
    const before = this.gradients[node.slot];
    this.gradients[node.slot] = before === undefined ? gradient : before.add(gradient);
  }

  /** Forgets a gradient that has been passed on, unless it was asked for. */
  drop(node: Node): void {
    if (this.asked === null || !this.asked[node.slot]) this.gradients[node.slot] = undefined;
  }
}

let running: Pass | null = null;

/** Runs `walk`, during which a rule may start a pass of its own over the same nodes. */
export function during(pass: Pass, walk: () => void): void {
  const outer = running;
  running = pass;
  try {
    walk();
  } finally {
    running = outer;
    outer?.number();
  }
}

/** All nodes from which the roots were computed, newest first, leaves last. */
function reachable(roots: readonly Node[]): Node[] {
  const operations: Node[] = [];
  const leaves: Node[] = [];
  const stack: Node[] = [...roots];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    const list = node.isLeaf ? leaves : operations;
    if (list[node.slot] === node) continue;
    node.slot = list.push(node) - 1;
    for (let i = 0; i < node.inputs.length; i++) {
      const input = node.inputs[i];
      if (input !== null) stack.push(input);
    }
  }
  sortNewestFirst(operations);
  for (const leaf of leaves) operations.push(leaf);
  return operations;
}

/** A chain is met in this order already; looking first spares a million comparisons by callback. */
function sortNewestFirst(nodes: Node[]): void {
  for (let i = 1; i < nodes.length; i++) {
    if (nodes[i - 1].seq < nodes[i].seq) {
      nodes.sort((p, q) => q.seq - p.seq);
      return;
    }
  }
}
