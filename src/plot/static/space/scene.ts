// What plotly's traces and layout say of a scene: its three axes, its box, its view.

import { usualView, type Vector } from "./camera";

/** A trace in space, as far as it is drawn here. */
export interface SpaceTrace {
  type: string;
  name?: string;
  visible?: unknown;
  x?: unknown;
  y?: unknown;
  z?: unknown;
  [attribute: string]: unknown;
}

/** Plotly's axis in space. */
export interface SpaceAxis {
  range?: number[];
  type?: string;
  title?: { text?: string } | string;
  visible?: boolean;
  gridcolor?: string;
}

interface Point {
  x?: number;
  y?: number;
  z?: number;
}

/** Plotly's `layout.scene`. */
export interface SceneLayout {
  xaxis?: SpaceAxis;
  yaxis?: SpaceAxis;
  zaxis?: SpaceAxis;
  aspectmode?: string;
  aspectratio?: Point;
  camera?: { eye?: Point; center?: Point; up?: Point; projection?: { type?: string } };
}

/** A scene that is ready to be seen. */
export interface Scene {
  axes: readonly [SpaceAxis, SpaceAxis, SpaceAxis];
  /** Least and greatest number of each axis, logarithms on a log axis. */
  ranges: readonly (readonly [number, number])[];
  /** The lengths of the box's sides. */
  sides: Vector;
  view: typeof usualView;
}

const letters = ["x", "y", "z"] as const;

export function readScene(traces: readonly SpaceTrace[], layout: SceneLayout): Scene {
  const axes = [layout.xaxis ?? {}, layout.yaxis ?? {}, layout.zaxis ?? {}] as const;
  const ranges = axes.map((axis, k) => rangeOf(axis, letters[k], traces));
  return { axes, ranges, sides: sidesOf(layout, ranges), view: viewOf(layout) };
}

/** All finite numbers of a list, of rows of numbers as well. */
export function numbersIn(values: unknown): number[] {
  if (!Array.isArray(values)) return [];
  return values.flatMap((value: unknown) =>
    Array.isArray(value)
      ? numbersIn(value)
      : typeof value === "number" && Number.isFinite(value)
        ? [value]
        : [],
  );
}

/** A number as its axis counts it. */
export function onAxis({ type }: SpaceAxis, value: number): number {
  return type === "log" ? Math.log10(value) : value;
}

function rangeOf(
  axis: SpaceAxis,
  letter: "x" | "y" | "z",
  traces: readonly SpaceTrace[],
): readonly [number, number] {
  if (axis.range?.every(Number.isFinite)) return [axis.range[0], axis.range[1]];
  const values = traces.flatMap((trace) => numbersIn(trace[letter] ?? places(trace, letter)));
  const shown = values.map((value) => onAxis(axis, value)).filter(Number.isFinite);
  const low = shown.reduce((a, b) => Math.min(a, b), Infinity);
  const high = shown.reduce((a, b) => Math.max(a, b), -Infinity);
  if (low > high) return [-1, 1];
  return low === high ? [low - 1, high + 1] : [low, high];
}

/** A surface without x or y stands over the numbers of its rows and columns. */
function places(trace: SpaceTrace, letter: "x" | "y" | "z"): number[] {
  const rows = (trace.z ?? []) as unknown[][];
  const count = letter === "x" ? (rows[0]?.length ?? 0) : rows.length;
  return Array.from({ length: count }, (_, k) => k);
}

function sidesOf({ aspectmode = "auto", aspectratio }: SceneLayout, ranges: Scene["ranges"]): Vector {
  if (aspectratio !== undefined && ["auto", "manual"].includes(aspectmode))
    return vector(aspectratio, [1, 1, 1]);
  const lengths = ranges.map(([low, high]) => Math.abs(high - low));
  const isFar = Math.max(...lengths) / Math.min(...lengths) > 4;
  if (aspectmode === "cube" || (aspectmode === "auto" && isFar)) return [1, 1, 1];
  const mean = Math.cbrt(lengths[0] * lengths[1] * lengths[2]);
  return [lengths[0] / mean, lengths[1] / mean, lengths[2] / mean];
}

function viewOf({ camera = {} }: SceneLayout): Scene["view"] {
  return {
    eye: vector(camera.eye, usualView.eye),
    center: vector(camera.center, usualView.center),
    up: vector(camera.up, usualView.up),
    orthographic: camera.projection?.type === "orthographic",
  };
}

function vector({ x, y, z }: Point = {}, missing: Vector): Vector {
  return [x ?? missing[0], y ?? missing[1], z ?? missing[2]];
}
