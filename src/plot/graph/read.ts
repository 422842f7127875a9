// From a tensor to the vertices of its graph: which are drawn, what each is called, its value and its
// gradient.

import { gradients } from "./gradients";
import { Namer } from "./names";
import { expression, operandText } from "./expression";
import { flat, type GraphFunction, type GraphTensor, type HasNumbers } from "./structure";

/** What a vertex is. */
export type Kind = "leaf" | "constant" | "operation" | "output";

/** One box of the picture. */
export interface Vertex {
  kind: Kind;
  name: string;
  /** How it was computed, `x · a1`; missing for what was not computed. */
  expression?: string;
  shape: readonly number[];
  value?: readonly number[];
  /** The derivative of the output by it. */
  gradient?: readonly number[];
  /** What PyTorch calls the operation. */
  operation?: string;
}

/** One arrow of the picture: from an operand to the result. */
export interface Edge {
  from: number;
  to: number;
  /** The derivative of the result by the operand; rows are the numbers of the result. */
  jacobian?: readonly (readonly number[])[];
}

export interface Graph {
  vertices: Vertex[];
  edges: Edge[];
  /** How many nodes the whole graph has, and how many names of the caller are not in it. */
  total: number;
  strangers: string[];
}

/** The part of the graph next to the output, at most `most` boxes; the output comes last. */
export function readGraph(
  output: GraphTensor,
  names: Readonly<Record<string, GraphTensor>>,
  most: number,
): Graph {
  const root = rootOf(output);
  const order = operandsFirst(root);
  const shown = nearest(root, most);
  const namer = new Namer(names);
  const gradient = gradients(root, order);
  const builder = new Builder(namer, shown, gradient);
  order.filter((fn) => shown.has(fn)).forEach((fn) => builder.add(fn, fn === root));
  return { ...builder.graph, total: order.length, strangers: namer.strangers() };
}

/** A leaf has no function of its own on it: one stands in for it. */
function rootOf(output: GraphTensor): GraphFunction {
  const { gradFn, shape } = output;
  return gradFn ?? { name: "AccumulateGrad", nextFunctions: [], variable: output, value: output, shape };
}

/** All nodes, every one after its operands. Walks with a stack of its own: a chain may be very long. */
function operandsFirst(root: GraphFunction): GraphFunction[] {
  const order: GraphFunction[] = [];
  const seen = new Set<GraphFunction>([root]);
  const stack: { fn: GraphFunction; next: number }[] = [{ fn: root, next: 0 }];
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const { nextFunctions } = top.fn;
    while (top.next < nextFunctions.length && skip(nextFunctions[top.next], seen)) top.next++;
    if (top.next === nextFunctions.length) {
      order.push(top.fn);
      stack.pop();
      continue;
    }
    const fn = nextFunctions[top.next++]!;
    seen.add(fn);
    stack.push({ fn, next: 0 });
  }
  return order;
}

function skip(fn: GraphFunction | null, seen: ReadonlySet<GraphFunction>): boolean {
  return fn === null || seen.has(fn);
}

/** The nodes with the shortest ways to the output, at most `most`. */
function nearest(root: GraphFunction, most: number): ReadonlySet<GraphFunction> {
  const found = new Set([root]);
  for (const fn of found) {
    for (const next of fn.nextFunctions) {
      if (found.size === most) return found;
      if (next !== null) found.add(next);
    }
  }
  return found;
}

/** Adds one box after another; constants that the caller named get boxes, too. */
class Builder {
  readonly graph: { vertices: Vertex[]; edges: Edge[] } = { vertices: [], edges: [] };
  private readonly indices = new Map<object, number>();

  constructor(
    private readonly namer: Namer,
    private readonly shown: ReadonlySet<GraphFunction>,
    private readonly gradientOf: ReadonlyMap<GraphFunction, readonly number[]>,
  ) {}

  add(fn: GraphFunction, isOutput: boolean): void {
    const isLeaf = fn.variable != null;
    const operands = isLeaf ? [] : fn.nextFunctions.map((next, i) => this.operand(next, fn.operands?.[i]));
    const name = this.namer.nameOf(fn.variable ?? fn, isLeaf ? "x" : isOutput ? "y" : "v");
    const value = flat(isLeaf ? (fn.value ?? fn.variable) : fn.value);
    const to = this.push(fn, {
      kind: isLeaf ? "leaf" : isOutput ? "output" : "operation",
      name,
      shape: fn.shape ?? fn.variable?.shape ?? [],
      ...(value !== undefined && { value }),
      ...(this.gradientOf.has(fn) && { gradient: this.gradientOf.get(fn) }),
      ...(!isLeaf && { expression: expression(fn, operands.map(({ label }) => label)), operation: fn.name }), // prettier-ignore
    });
    const jacobians = operands.some(({ fn }) => fn) ? fn.localJacobians?.() : undefined;
    operands.forEach(({ index: from }, i) => {
      if (from === undefined) return;
      const jacobian = jacobians?.[i];
      this.graph.edges.push({ from, to, ...(jacobian && { jacobian }) });
    });
  }

  /** What an operand is called, and its box if it has one. */
  private operand(
    fn: GraphFunction | null,
    seen: HasNumbers | null | undefined,
  ): { label: string; index?: number; fn?: GraphFunction } {
    if (fn !== null) {
      if (!this.shown.has(fn)) return { label: "…" };
      const index = this.indices.get(fn)!;
      return { label: this.graph.vertices[index].name, index, fn };
    }
    const numbers = flat(seen);
    const name = seen == null ? undefined : this.namer.given(seen);
    if (name === undefined) return { label: numbers === undefined ? "constant" : operandText(numbers) };
    return { label: name, index: this.indices.get(seen!) ?? this.constant(seen!, name, numbers) };
  }

  private constant(tensor: HasNumbers, name: string, value: readonly number[] | undefined): number {
    const shape = (tensor as Partial<GraphTensor>).shape ?? [];
    return this.push(tensor, { kind: "constant", name, shape, ...(value && { value }) });
  }

  private push(key: object, vertex: Vertex): number {
    const index = this.graph.vertices.push(vertex) - 1;
    this.indices.set(key, index);
    return index;
  }
}
