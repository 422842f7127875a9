// SVG paths as plotly's shapes take them: many lines or boxes in one.

import type { Box, Point } from "./place";

const at = ({ x, y }: Point): string => `${round(x)},${round(y)}`;

function round(v: number): number {
  return Math.round(v * 10) / 10;
}

/** A box with rounded corners. */
export function boxPath({ x, y, width, height }: Box, radius: number): string {
  const [left, right, top, bottom] = [x - width / 2, x + width / 2, y - height / 2, y + height / 2].map(
    round,
  );
  if (radius === 0) return `M${left},${top} H${right} V${bottom} H${left} Z`;
  const r = radius;
  return (
    `M${left + r},${top} L${right - r},${top} Q${right},${top} ${right},${top + r} L${right},${bottom - r} ` +
    `Q${right},${bottom} ${right - r},${bottom} L${left + r},${bottom} Q${left},${bottom} ${left},${bottom - r} ` +
    `L${left},${top + r} Q${left},${top} ${left + r},${top} Z`
  );
}

/** A line through corners, rounded, that ends where the arrow's head begins. */
export function linePath(points: readonly Point[], headLength: number): string {
  const shortened = [...points.slice(0, -1), back(points, headLength)];
  const [first, ...rest] = shortened;
  const bends = rest.slice(0, -1).map((corner, i) => {
    const after = i + 2 === rest.length ? rest[i + 1] : middle(corner, rest[i + 1]);
    return `Q${at(corner)} ${at(after)}`;
  });
  return bends.length === 0 ? `M${at(first)} L${at(rest[0])}` : `M${at(first)} ${bends.join(" ")}`;
}

/** The head of an arrow, a triangle with its tip at the last point. */
export function headPath(points: readonly Point[], length: number): string {
  const tip = points[points.length - 1];
  const foot = back(points, length);
  const across = { x: ((tip.y - foot.y) * 4) / 9, y: (-(tip.x - foot.x) * 4) / 9 };
  const [left, right] = [1, -1].map((side) => ({ x: foot.x + side * across.x, y: foot.y + side * across.y }));
  return `M${at(tip)} L${at(left)} L${at(right)} Z`;
}

/** The point a little before the end. */
function back(points: readonly Point[], length: number): Point {
  const [before, tip] = points.slice(-2);
  const distance = Math.hypot(tip.x - before.x, tip.y - before.y) || 1;
  const share = Math.min(1, length / distance);
  return { x: tip.x + (before.x - tip.x) * share, y: tip.y + (before.y - tip.y) * share };
}

function middle(a: Point, b: Point): Point {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}
