// Plotly's traces from curves: gaps, fewer points, format.

import { asIs, wrongValue } from "../errors";
import { cycleColor } from "./colors";
import type { Format } from "./format";
import type { CheckedOptions } from "./options";
import { drawable } from "./numbers";
import { type Points, reduced } from "./reduce";
import type { Trace } from "./spec";
import { say } from "./sentences";

/** Traces, and what the figure's text has to say about them. */
export interface Drawn {
  traces: Trace[];
  notes: string[];
}

/** One trace a curve, each with at most `most` points. */
export function toTraces(
  fn: string,
  curves: readonly Points[],
  options: CheckedOptions,
  most: number,
): Drawn {
  const colors = colorsOf(curves.length, options.formats);
  const drawable = curves.map((curve, k) => withGaps(fn, curve, k, options));
  const shown = drawable.map(({ points }) => reduced(points, most));
  const traces = shown.map((points, k) => {
    const format = options.formats[k % options.formats.length];
    return trace(points, { name: options.legend[k], format, color: colors[k] });
  });
  const left = drawable.reduce((sum, { left }) => sum + left, 0);
  return {
    traces,
    notes: [
      ...reducedNote(
        drawable.map((d) => d.points),
        shown,
      ),
      ...leftNote(left),
    ],
  };
}

/** Curves whose format names no colour take those of the cycle in turn, as in Matplotlib. */
function colorsOf(count: number, formats: readonly Format[]): string[] {
  let turn = 0;
  return Array.from({ length: count }, (_, k) => formats[k % formats.length].color ?? cycleColor(turn++));
}

/** The curve with NaN wherever it cannot be drawn, and how many points a log axis took away. */
function withGaps(
  fn: string,
  { x, y }: Points,
  k: number,
  options: CheckedOptions,
): { points: Points; left: number } {
  const [isX, isY] = [drawableOn(options.xscale), drawableOn(options.yscale)];
  const gapped = Float64Array.from(y);
  let [kept, left] = [0, 0];
  for (let i = 0; i < gapped.length; i++) {
    if (isX(x[i]) && isY(y[i])) {
      kept++;
      continue;
    }
    if (isLeft(x[i], options.xscale) || isLeft(y[i], options.yscale)) left++;
    gapped[i] = NaN;
  }
  if (kept === 0) throw nothingToDraw(fn, k, y, left);
  return { points: { x, y: gapped }, left };
}

function drawableOn(scale: "linear" | "log"): (v: number) => boolean {
  return scale === "log" ? (v) => drawable(v) > 0 : (v) => !Number.isNaN(drawable(v));
}

/** A number that only a linear axis has a place for. */
function isLeft(v: number, scale: "linear" | "log"): boolean {
  return scale === "log" && v <= 0 && v > -Infinity;
}

/** An empty picture would not say why it is empty. */
function nothingToDraw(fn: string, k: number, y: ArrayLike<number>, left: number): RangeError {
  const some = Array.from({ length: Math.min(4, y.length) }, (_, i) => y[i]).join(", ");
  return wrongValue({
    fn,
    argument: `the number of points of curve ${k} that can be drawn`,
    got: asIs(`none of ${some}${y.length > 4 ? ", …" : ""}`),
    wanted: "at least 1",
    hint: whyNothing(y, left),
  });
}

function whyNothing(y: ArrayLike<number>, left: number): string {
  if (left > 0) return "A log axis has a place for positive numbers only.";
  const isTooLarge = Array.from(y).some((v) => Number.isFinite(v) && Number.isNaN(drawable(v)));
  return isTooLarge
    ? "Numbers above 1e300 are too large for an axis: scale them, or draw their logarithm."
    : "Only finite numbers can be drawn.";
}

function trace({ x, y }: Points, style: { name?: string; format: Format; color: string }): Trace {
  const { name, format, color } = style;
  return {
    type: "scatter",
    mode: modeOf(format, y),
    x: Array.from(x),
    y: Array.from(y),
    ...(name === undefined ? { showlegend: false } : { name }),
    // Plotly's own simplification leaves corners that the eye sees.
    ...(format.dash !== undefined && { line: { color, dash: format.dash, width: 2, simplify: false } }),
    marker: {
      color,
      size: format.markerSize ?? 6,
      ...(format.symbol !== undefined && { symbol: format.symbol }),
    },
  };
}

/** A line through lone points would be invisible: then they are marked. */
function modeOf({ dash, symbol }: Format, y: ArrayLike<number>): string {
  if (symbol !== undefined) return dash === undefined ? "markers" : "lines+markers";
  for (let i = 1; i < y.length; i++) {
    if (Number.isFinite(y[i - 1]) && Number.isFinite(y[i])) return "lines";
  }
  return "markers";
}

function reducedNote(all: readonly Points[], shown: readonly Points[]): string[] {
  const count = (curves: readonly Points[]): number => curves.reduce((sum, { y }) => sum + y.length, 0);
  return count(shown) < count(all)
    ? [say("{drawn} of {total} points drawn", { drawn: count(shown), total: count(all) })]
    : [];
}

function leftNote(left: number): string[] {
  if (left === 0) return [];
  if (left === 1) return [say("1 point left out that is not positive on a log axis")];
  return [say("{count} points left out that are not positive on a log axis", { count: left })];
}
