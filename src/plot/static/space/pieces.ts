// What is in a scene, in small pieces that can be painted from far to near: facets of surfaces, stretches of
// lines, marks.

import { placeOf, polyline, type Project } from "./box";
import type { Seen, Vector } from "./camera";
import { colorAt, type Colorscale } from "./colors";
import { numbersIn, onAxis, type Scene, type SpaceTrace } from "./scene";

/** A piece as SVG, and its distance from the eye. */
export interface Piece {
  depth: number;
  svg: string;
}

/** What plotly itself has settled for a trace. */
export interface Look {
  colorscale: Colorscale;
  color: string;
}

interface Levels {
  show?: boolean;
  start?: number;
  end?: number;
  size?: number;
  color?: string;
  width?: number;
}

/** A corner of a facet: its place in the box, where it is seen, its height as the axis counts it. */
interface Corner {
  seen: Seen;
  height: number;
  color: number;
}

export function piecesOf(trace: SpaceTrace, look: Look, scene: Scene, project: Project): Piece[] {
  const toBox = (point: readonly number[]): Vector => {
    const [x, y, z] = point.map((value, k) =>
      placeOf(onAxis(scene.axes[k], value), scene.ranges[k], scene.sides[k]),
    );
    return [x, y, z];
  };
  const see = (point: readonly number[]): Seen => project(toBox(point));
  if (trace.type === "surface") return facets(trace, look, see);
  if (trace.type === "mesh3d") return triangles(trace, look, see);
  return curve(trace, look, see);
}

type See = (point: readonly number[]) => Seen;

function facets(trace: SpaceTrace, look: Look, see: See): Piece[] {
  const heights = trace.z as (number | null)[][];
  const colors = (trace.surfacecolor ?? heights) as (number | null)[][];
  const xs = trace.x as (number | number[])[] | undefined;
  const ys = trace.y as (number | number[])[] | undefined;
  // Both can be given for every corner.
  const placeIn = (list: typeof xs, along: number, row: number, column: number): number => {
    const value = list?.[Array.isArray(list[0]) ? row : along];
    return Array.isArray(value) ? value[column] : (value ?? along);
  };
  const corner = (i: number, j: number): Corner | undefined => {
    const [height, color] = [heights[i]?.[j], colors[i]?.[j]];
    if (height == null || color == null || !Number.isFinite(height)) return undefined;
    return { seen: see([placeIn(xs, j, i, j), placeIn(ys, i, i, j), height]), height, color };
  };
  const grid = heights.map((row, i) => row.map((_, j) => corner(i, j)));
  const paint = painter(trace, look, numbersIn(colors));
  const levels = levelsOf((trace.contours as { z?: Levels } | undefined)?.z);
  return grid.slice(1).flatMap((row, i) =>
    row.slice(1).flatMap((_, j) => {
      const corners = [grid[i][j], grid[i][j + 1], grid[i + 1][j + 1], grid[i + 1][j]];
      return corners.every((one) => one !== undefined) ? [facet(corners, paint, levels)] : [];
    }),
  );
}

/** A filled polygon; its edge in the same colour leaves no seam. */
function facet(
  corners: readonly Corner[],
  paint: (value: number) => string,
  levels: ReturnType<typeof levelsOf>,
): Piece {
  const seen = corners.map((corner) => corner.seen);
  const color = paint(mean(corners.map((corner) => corner.color)));
  const filled = polyline(seen).replace(
    "<polyline",
    `<polygon fill="${color}" stroke="${color}" stroke-width="0.6"`,
  );
  return { depth: mean(seen.map(({ depth }) => depth)), svg: filled + levels(corners) };
}

/** The contour lines across a facet. */
function levelsOf({ show, start, end, size, color = "#444", width = 2 }: Levels = {}): (
  corners: readonly Corner[],
) => string {
  if (!show || start === undefined || end === undefined || size === undefined || !(size > 0)) return () => "";
  const count = Math.min(500, Math.floor((end - start) / size + 1e-6) + 1);
  const levels = Array.from({ length: count }, (_, k) => start + k * size);
  const style = `stroke="${color}" stroke-width="${width}" fill="none"`;
  return (corners) =>
    levels
      .map((level) => crossings(corners, level))
      .filter(({ length }) => length === 2)
      .map((ends) => polyline(ends).replace("<polyline", `<polyline ${style}`))
      .join("");
}

/** Where the edges of a facet go through a height. */
function crossings(corners: readonly Corner[], level: number): Seen[] {
  return corners.flatMap((from, k) => {
    const to = corners[(k + 1) % corners.length];
    if (from.height < level === to.height < level) return [];
    const part = (level - from.height) / (to.height - from.height);
    const mix = (a: number, b: number): number => a + part * (b - a);
    return [
      {
        x: mix(from.seen.x, to.seen.x),
        y: mix(from.seen.y, to.seen.y),
        depth: mix(from.seen.depth, to.seen.depth),
      },
    ];
  });
}

function painter(
  trace: SpaceTrace,
  { colorscale }: Look,
  values: readonly number[],
): (value: number) => string {
  const low = (trace.cmin as number | undefined) ?? values.reduce((a, b) => Math.min(a, b), Infinity);
  const high = (trace.cmax as number | undefined) ?? values.reduce((a, b) => Math.max(a, b), -Infinity);
  return (value) => colorAt(colorscale, high === low ? 0.5 : (value - low) / (high - low));
}

function triangles(trace: SpaceTrace, look: Look, see: See): Piece[] {
  const [x, y, z] = [trace.x, trace.y, trace.z] as number[][];
  const [i, j, k] = [trace.i, trace.j, trace.k] as (number[] | undefined)[];
  const intensity = trace.intensity as number[] | undefined;
  const paint = intensity === undefined ? () => look.color : painter(trace, look, intensity);
  const corner = (n: number): Corner => ({
    seen: see([x[n], y[n], z[n]]),
    height: z[n],
    color: intensity?.[n] ?? 0,
  });
  return (i ?? []).map((first, n) => facet([first, j![n], k![n]].map(corner), paint, () => ""));
}

function curve(trace: SpaceTrace, look: Look, see: See): Piece[] {
  const [x, y, z] = [trace.x, trace.y, trace.z] as (number | null)[][];
  const points = x.map((_, n) => [x[n], y[n], z[n]]);
  const seen = points.map((point) =>
    point.every((value) => Number.isFinite(value)) ? see(point as number[]) : undefined,
  );
  const mode = (trace.mode as string | undefined) ?? "lines+markers";
  const color = colorOf(trace.line) ?? colorOf(trace.marker) ?? look.color;
  const width = (trace.line as { width?: number } | undefined)?.width ?? 2;
  const size = (trace.marker as { size?: number } | undefined)?.size ?? 8;
  const lines = mode.includes("lines")
    ? seen.slice(1).flatMap((to, n) => stretch(seen[n], to, color, width))
    : [];
  const marks = mode.includes("markers")
    ? seen.flatMap((at) => mark(at, colorOf(trace.marker) ?? color, size))
    : [];
  return [...lines, ...marks];
}

function stretch(from: Seen | undefined, to: Seen | undefined, color: string, width: number): Piece[] {
  if (from === undefined || to === undefined) return [];
  const style = `stroke="${color}" stroke-width="${width}" stroke-linecap="round" fill="none"`;
  // A line that lies on a surface is seen.
  const depth = (from.depth + to.depth) / 2 - 0.02;
  return [{ depth, svg: polyline([from, to]).replace("<polyline", `<polyline ${style}`) }];
}

function mark(at: Seen | undefined, color: string, size: number): Piece[] {
  if (at === undefined) return [];
  const svg = `<circle cx="${at.x.toFixed(2)}" cy="${at.y.toFixed(2)}" r="${size / 2}" fill="${color}"/>`;
  return [{ depth: at.depth - 0.03, svg }];
}

function colorOf(style: unknown): string | undefined {
  const color = (style as { color?: unknown } | undefined)?.color;
  return typeof color === "string" ? color : undefined;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
