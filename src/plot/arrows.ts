// Arrows as plotly's lines: it has no trace of its own for them, and an annotation for each would weigh far
// more.

import { say } from "./sentences";
import type { Trace } from "./spec";

/** A vector and the point where its arrow begins. */
export interface Arrow {
  x: number;
  y: number;
  u: number;
  v: number;
}

export interface ArrowStyle {
  /** From the vector to the arrow's length on the axes. */
  scale: number;
  /** How far apart the arrows' feet are. */
  spacing: { x: number; y: number };
  color: string;
  /** Whether a step along x is as long on the paper as one along y. */
  equal: boolean;
}

/** The length of a head in spacings, at most, and in arrows, at most. */
const headLength = 0.35;
/** Half the width of a head, in its lengths. */
const headWidth = 0.45;

type Point = readonly [x: number, y: number];

/**
 * Three traces, whatever the number of arrows: the feet, which tell their vectors under the mouse, the shafts
 * and the heads.
 */
export function arrowTraces(arrows: readonly Arrow[], style: ArrowStyle): Trace[] {
  const drawn = arrows.map((arrow) => parts(arrow, style));
  const { color } = style;
  const common = { type: "scatter", showlegend: false };
  return [
    {
      ...common,
      name: say("{count} arrows", { count: arrows.length }),
      mode: "markers",
      x: arrows.map(({ x }) => x),
      y: arrows.map(({ y }) => y),
      customdata: arrows.map(({ u, v }) => [u, v]),
      hovertemplate: "at (%{x:.4g}, %{y:.4g})<br>(%{customdata[0]:.4g}, %{customdata[1]:.4g})<extra></extra>",
      marker: { color, size: 3 },
    },
    {
      ...common,
      ...polylines(drawn.map(({ shaft }) => shaft)),
      name: "",
      mode: "lines",
      hoverinfo: "skip",
      line: { color, width: 1.5, simplify: false },
    },
    {
      ...common,
      ...polylines(drawn.map(({ head }) => head)),
      name: "",
      mode: "lines",
      fill: "toself",
      fillcolor: color,
      hoverinfo: "skip",
      line: { color, width: 0.5, simplify: false },
    },
  ];
}

/** All lines in one, with gaps between them. */
function polylines(lines: readonly (readonly Point[])[]): { x: (number | null)[]; y: (number | null)[] } {
  const points = lines.filter((line) => line.length > 0).flatMap((line) => [...line, [null, null] as const]);
  points.pop();
  return { x: points.map(([x]) => x), y: points.map(([, y]) => y) };
}

/** Shaft and head. Widths are measured on the paper, where the two axes may have different scales. */
function parts(
  { x, y, u, v }: Arrow,
  { scale, spacing, equal }: ArrowStyle,
): { shaft: Point[]; head: Point[] } {
  const unit = equal ? Math.min(spacing.x, spacing.y) : 1;
  const [unitX, unitY] = equal ? [unit, unit] : [spacing.x, spacing.y];
  const [dx, dy] = [(scale * u) / unitX, (scale * v) / unitY];
  const length = Math.hypot(dx, dy);
  if (length === 0) return { shaft: [], head: [] };
  const head = headLength * Math.min(1, length);
  const at = (along: number, across: number): Point => [
    x + (unitX * (dx * along - dy * across)) / length,
    y + (unitY * (dy * along + dx * across)) / length,
  ];
  const tip = at(length, 0);
  const [left, right] = [at(length - head, head * headWidth), at(length - head, -head * headWidth)];
  return { shaft: [[x, y], at(length - head, 0)], head: [tip, left, right, tip] };
}
