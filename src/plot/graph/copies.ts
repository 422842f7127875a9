// Leaves of large graphs, drawn beside each of their uses: arrows across the whole picture would hide it.

import type { Graph, Vertex } from "./read";

/** In a smaller graph every leaf is drawn once. */
const fewest = 25;

/**
 * The graph with one copy of each leaf and constant for each of its uses, where it is large. The output stays
 * last.
 */
export function withCopies(graph: Graph): Graph {
  if (graph.vertices.length < fewest) return graph;
  const vertices: Vertex[] = [];
  const moved = new Map<number, number>();
  const edges = graph.edges.map((edge) => ({ ...edge }));
  graph.vertices.forEach((vertex, i) => {
    const isComputed = vertex.expression !== undefined;
    for (const edge of edges) {
      if (edge.to !== i || graph.vertices[edge.from].expression !== undefined) continue;
      edge.from = -vertices.push(graph.vertices[edge.from]);
    }
    if (isComputed) moved.set(i, vertices.push(vertex) - 1);
  });
  const placed = (index: number): number => (index < 0 ? -index - 1 : moved.get(index)!);
  return { ...graph, vertices, edges: edges.map((edge) => ({ ...edge, from: placed(edge.from), to: placed(edge.to) })) }; // prettier-ignore
}
