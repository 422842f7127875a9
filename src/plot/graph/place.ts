// Graph layout: boxes in layers, from the leaves to the output (Sugiyama's method, by dagre).

import { depths } from "./depths";

export interface Point {
  x: number;
  y: number;
}

export interface Size {
  width: number;
  height: number;
}

/** Something with a size and, once it is placed, a middle. */
export interface Box extends Point, Size {}

/** An arrow between two boxes by their numbers, with the size of its label. */
export interface Arrow extends Size {
  from: number;
  to: number;
}

export type Direction = "right" | "down";

export interface Placed extends Size {
  boxes: Box[];
  /** For each arrow its corners, from foot to tip, and where its label goes. */
  arrows: { points: Point[]; label: Point }[];
}

/** What is used of dagre. */
interface Dagre {
  layout: (layers: Layers) => void;
  Graph: new (options: { multigraph: boolean }) => Layers;
}

interface Layers {
  setGraph(options: object): void;
  setNode(name: string, size: Size): void;
  setEdge(from: string, to: string, label: object, name: string): void;
  graph(): Partial<Size>;
  node(name: string): Box;
  edge(from: string, to: string, name: string): Point & { points: Point[] };
}

/**
 * Layers that arrows may pass through, over all arrows: each costs as much as a box, and time grows with
 * their square.
 */
const mostPassed = 600;

/**
 * Places the boxes in layers, one after the other to the right, or downwards; an arrow leads from a box to a
 * later one.
 */
export function place(boxes: readonly Size[], arrows: readonly Arrow[], direction: Direction): Placed {
  // Loaded where it is needed, and by hand: its declarations are those of another kind of module.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { Graph, layout } = require("@dagrejs/dagre") as Dagre;
  const layers = new Graph({ multigraph: true });
  // Downwards a chain with leaves beside it would drift aside from layer to layer, were it not aligned on one
  // side.
  const flow = direction === "right" ? { rankdir: "LR" } : { rankdir: "TB", align: "UL" };
  layers.setGraph({ ...flow, nodesep: 18, edgesep: 12, ranksep: 22, marginx: 4, marginy: 4 });
  boxes.forEach(({ width, height }, i) => layers.setNode(String(i), { width, height }));
  const isShort = shortArrows(boxes.length, arrows);
  arrows.forEach(({ from, to, width, height }, k) => {
    if (isShort[k]) layers.setEdge(String(from), String(to), { width, height, labelpos: "c" }, String(k));
  });
  layout(layers);
  const placed = boxes.map((_, i) => layers.node(String(i)));
  const { width = 0, height = 0 } = layers.graph();
  return {
    width,
    height,
    boxes: placed,
    arrows: arrows.map(({ from, to }, k) => {
      if (!isShort[k]) return direct(placed[from], placed[to], direction);
      const { points, x, y } = layers.edge(String(from), String(to), String(k));
      return { points, label: { x, y } };
    }),
  };
}

/**
 * The arrows that find their way between the boxes; where they pass too many layers, the longest ones lead
 * across.
 */
function shortArrows(boxes: number, arrows: readonly Arrow[]): boolean[] {
  const depth = depths(boxes, arrows);
  const passed = arrows.map(({ from, to }) => depth[to] - depth[from] - 1);
  const isShort = arrows.map(() => true);
  const longestFirst = arrows.map((_, k) => k).sort((i, j) => passed[j] - passed[i]);
  let sum = passed.reduce((total, count) => total + count, 0);
  for (const k of longestFirst) {
    if (sum <= mostPassed) break;
    isShort[k] = false;
    sum -= passed[k];
  }
  return isShort;
}

/** Straight from one box to another, from side to side. */
function direct(from: Box, to: Box, direction: Direction): { points: Point[]; label: Point } {
  const points: Point[] =
    direction === "right"
      ? [{ x: from.x + from.width / 2, y: from.y }, { x: to.x - to.width / 2, y: to.y }] // prettier-ignore
      : [{ x: from.x, y: from.y + from.height / 2 }, { x: to.x, y: to.y - to.height / 2 }]; // prettier-ignore
  const [foot, tip] = points;
  return { points, label: { x: (foot.x + tip.x) / 2, y: (foot.y + tip.y) / 2 } };
}
