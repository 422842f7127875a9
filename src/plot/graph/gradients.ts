// Gradients of a drawn graph: the chain rule on the local derivatives, from the output back.

import type { GraphFunction } from "./structure";

/** A graph with more nodes is drawn without gradients. */
const most = 20_000;

/**
 * @param order all nodes, every one after its operands
 * @returns for each node the derivative of the output, a single number, by its numbers; nodes are missing
 *   whose derivative is not known
 */
export function gradients(
  root: GraphFunction,
  order: readonly GraphFunction[],
): ReadonlyMap<GraphFunction, readonly number[]> {
  const sums = new Map<GraphFunction, number[]>();
  const unknown = new Set<GraphFunction>();
  if ((root.shape ?? []).some((length) => length !== 1) || order.length > most) return sums;
  sums.set(root, [1]);
  for (const fn of [...order].reverse()) {
    const gradient = unknown.has(fn) ? undefined : sums.get(fn);
    const jacobians = gradient && fn.localJacobians?.();
    fn.nextFunctions.forEach((next, i) => {
      if (next === null) return;
      const jacobian = jacobians?.[i];
      if (gradient === undefined || !jacobian) return void unknown.add(next);
      add(sums, next, timesMatrix(gradient, jacobian));
    });
  }
  for (const fn of unknown) sums.delete(fn);
  return sums;
}

function timesMatrix(row: readonly number[], matrix: readonly (readonly number[])[]): number[] {
  return matrix[0].map((_, j) => row.reduce((sum, v, i) => sum + v * matrix[i][j], 0));
}

function add(sums: Map<GraphFunction, number[]>, fn: GraphFunction, part: readonly number[]): void {
  const before = sums.get(fn);
  sums.set(fn, before === undefined ? [...part] : before.map((v, j) => v + part[j]));
}
