// The state of one backward pass: which nodes take part, their order, and the gradient that reached each.

import { constant } from "../tensor/create";
import { accumulate, copy } from "../tensor/elementwise";
import type { Tensor } from "../tensor/tensor";
import { isTraced } from "./dual";
import type { Node } from "./record";

/** What a node is to a pass that was asked for certain nodes only. */
const enum Role {
  /** No way leads on from it to a node that was asked for. */
  none,
  /** It lies on such a way. */
  between,
  /** Its gradient was asked for. */
  asked,
}

/** One walk over a graph. It keeps its own gradients; nodes only carry their place in it. */
export class Pass {
  /** Newest first, leaves last: whatever sends a gradient to a node comes before it. */
  readonly order: readonly Node[];
  private readonly gradients: (Tensor | undefined)[];
  private readonly roles: Role[] | null;
  /** True where the gradient is held by no one but this pass, so that it may be written to. */
  private own: (boolean | undefined)[] | null = null;

  /** @param asked if given, only the ways that lead to these nodes are walked */
  constructor(roots: readonly Node[], asked: readonly Node[] | null) {
    this.order = reachable(roots);
    this.number();
    this.gradients = new Array<Tensor | undefined>(this.order.length);
    this.roles = asked === null ? null : rolesFor(this.order, asked);
  }

  /** Numbers the nodes by their place in this pass. */
  number(): void {
    const { order } = this;
    for (let i = 0; i < order.length; i++) order[i].slot = i;
  }

  needs(node: Node): boolean {
    return this.roles === null || this.roles[node.slot] !== Role.none;
  }

  /** True if a gradient at `node` has anywhere to go. */
  leadsOn(node: Node): boolean {
    for (let i = 0, n = node.fanIn; i < n; i++) {
      const input = node.input(i);
      if (input !== null && this.needs(input)) return true;
    }
    return false;
  }

  /** What has reached `node`; `undefined` also for a node that takes no part. */
  gradientOf(node: Node): Tensor | undefined {
    return stands(node, this.order) ? this.gradients[node.slot] : undefined;
  }

  /** Adds to what has reached `node`; `own` says that no one else holds this gradient. */
  add(node: Node, gradient: Tensor, own: boolean = false): void {
    const { slot } = node;
    const before = this.gradients[slot];
    if (before === undefined) this.gradients[slot] = gradient;
    else if (this.owns(node) && !isTraced()) return accumulate(gradient, before);
    else this.gradients[slot] = before.add(gradient);
    if (own || before !== undefined) this.claim(node);
  }

  /**
   * Adds a gradient that is 0 but in a region. A thousand regions of one tensor share one memory in place of
   * a thousand arrays of zeros.
   */
  addRegion(node: Node, gradient: Tensor, region: (total: Tensor) => Tensor): void {
    const before = this.gradients[node.slot];
    if (before === undefined) this.gradients[node.slot] = constant(node.shape, 0, node.dtype);
    else if (!this.owns(node)) this.gradients[node.slot] = copy(before);
    this.claim(node);
    accumulate(gradient, region(this.gradients[node.slot]!));
  }

  /** True if no one else holds what has reached `node`. */
  owns(node: Node): boolean {
    return this.own !== null && this.own[node.slot] === true;
  }

  /** Numbers are not written to: their tensors may be shared. */
  private claim({ slot, shape }: Node): void {
    if (shape.length > 0) (this.own ??= new Array<undefined>(this.order.length))[slot] = true;
  }

  /** Puts another gradient in the place of what has reached `node`. */
  replace(node: Node, gradient: Tensor): void {
    this.gradients[node.slot] = gradient;
    if (this.own !== null) this.own[node.slot] = false;
  }

  /** Forgets a gradient that has been passed on, unless it was asked for. */
  drop(node: Node): void {
    if (this.roles === null || this.roles[node.slot] !== Role.asked) this.gradients[node.slot] = undefined;
  }
}

let running: Pass | null = null;

/** Makes `pass` the one that is under way; returns the one that was, to be given back to `leave`. */
export function enter(pass: Pass): Pass | null {
  const outer = running;
  running = pass;
  return outer;
}

/**
 * Goes back to the pass around the one that ends: a rule may have started one of its own over the same nodes.
 */
export function leave(outer: Pass | null): void {
  running = outer;
  outer?.number();
}

/** True if the node has its place in this list. Looking outside an array first is what V8 does slowly. */
function stands(node: Node, list: readonly Node[]): boolean {
  const { slot } = node;
  return slot >= 0 && slot < list.length && list[slot] === node;
}

const stack: Node[] = [];

/** All nodes from which the roots were computed, newest first, leaves last. */
function reachable(roots: readonly Node[]): Node[] {
  const operations: Node[] = [];
  const leaves: Node[] = [];
  for (let i = 0; i < roots.length; i++) stack.push(roots[i]);
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    const list = node.leaf === null ? operations : leaves;
    if (stands(node, list)) continue;
    node.slot = list.push(node) - 1;
    for (let i = 0, n = node.fanIn; i < n; i++) {
      const input = node.input(i);
      if (input !== null) stack.push(input);
    }
  }
  sortNewestFirst(operations);
  for (let i = 0; i < leaves.length; i++) operations.push(leaves[i]);
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

/** Marks the nodes asked for, then, oldest first, whatever has one of them among its inputs. */
function rolesFor(order: readonly Node[], asked: readonly Node[]): Role[] {
  const roles: Role[] = [];
  for (let i = 0; i < order.length; i++) roles.push(Role.none);
  for (let i = 0; i < asked.length; i++) {
    if (stands(asked[i], order)) roles[asked[i].slot] = Role.asked;
  }
  for (let i = order.length - 1; i >= 0; i--) {
    const node = order[i];
    for (let k = 0, n = node.fanIn; k < n && roles[i] === Role.none; k++) {
      const input = node.input(k);
      if (input !== null && roles[input.slot] !== Role.none) roles[i] = Role.between;
    }
  }
  return roles;
}
