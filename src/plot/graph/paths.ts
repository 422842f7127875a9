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

/**
 * A smooth line through the points, so that a label at one of them stands on it; it ends where the arrow's
 * head begins. (Catmull and Rom's splines, as cubic curves.)
 */
export function linePath(points: readonly Point[], headLength: number): string {
  const through = [...points.slice(0, -1), back(points, headLength)];
  if (through.length === 2) return `M${at(through[0])} L${at(through[1])}`;
  const point = (i: number): Point => through[Math.min(Math.max(i, 0), through.length - 1)];
  const bends = through.slice(1).map((end, i) => {
    const [before, start, after] = [point(i - 1), point(i), point(i + 2)];
    return `C${at(aside(start, before, end, 1))} ${at(aside(end, start, after, -1))} ${at(end)}`;
  });
  return `M${at(through[0])} ${bends.join(" ")}`;
}

/** Where a curve through `from` is led to, parallel to the line between its neighbours. */
function aside(from: Point, before: Point, after: Point, sign: 1 | -1): Point {
  return { x: from.x + (sign * (after.x - before.x)) / 6, y: from.y + (sign * (after.y - before.y)) / 6 };
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
