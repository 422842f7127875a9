// Depths of graph nodes: the distance of a box from the leaves.

interface Ends {
  from: number;
  to: number;
}

/**
 * The number of arrows on the longest way to each box; a leaf stands just before its first use. Arrows lead
 * from a box to a later one.
 */
export function depths(boxes: number, arrows: readonly Ends[]): number[] {
  const depth = new Array<number>(boxes).fill(0);
  const inOrder = [...arrows].sort((a, b) => a.to - b.to);
  for (const { from, to } of inOrder) depth[to] = Math.max(depth[to], depth[from] + 1);
  const isLeaf = new Array<boolean>(boxes).fill(true);
  for (const { to } of arrows) isLeaf[to] = false;
  const firstUse = new Array<number>(boxes).fill(Infinity);
  for (const { from, to } of arrows) firstUse[from] = Math.min(firstUse[from], depth[to]);
  return depth.map((d, i) => (isLeaf[i] && firstUse[i] < Infinity ? firstUse[i] - 1 : d));
}
