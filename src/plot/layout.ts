// Plotly's layout from the options: axes, labels, limits, legend, size.

import { cycle } from "./colors";
import { extent } from "./numbers";
import type { CheckedOptions, Limits, Scale } from "./options";
import type { Layout } from "./spec";

const pixelsPerInch = 96;

/** What an axis shows, besides its options. */
interface Axis {
  label?: string;
  scale: Scale;
  limits?: Limits;
  /** What the curves take up on it. */
  extent?: Limits;
  grid: boolean;
}

/** What the curves ask of the layout, besides the options. */
interface Needs {
  hasLegend: boolean;
  /** Remarks on what is drawn, to stand in the picture. */
  notes: readonly string[];
  /** Limits of the y axis where the caller gives none. */
  yRange?: Limits;
  /** What the curves take up. */
  extents: { x?: Limits; y?: Limits };
}

/** The whole layout. */
export function layoutOf(options: CheckedOptions, { hasLegend, notes, yRange, extents }: Needs): Layout {
  const { xlabel, ylabel, xscale, yscale, xlim, title, grid, figsize } = options;
  const ylim = options.ylim ?? padded(yRange, yscale);
  const top = 16 + (title === undefined ? 0 : 28) + (hasLegend ? 24 : 0);
  const own: Layout = {
    width: Math.round(figsize[0] * pixelsPerInch),
    height: Math.round(figsize[1] * pixelsPerInch),
    margin: { l: 56, r: 24, t: top, b: notes.length > 0 ? 68 : 44 },
    colorway: [...cycle],
    xaxis: axis({ label: xlabel, scale: xscale, limits: xlim, extent: extents.x, grid }),
    yaxis: axis({ label: ylabel, scale: yscale, limits: ylim, extent: extents.y, grid }),
    showlegend: hasLegend,
    ...(hasLegend && { legend: { orientation: "h", x: 0, xanchor: "left", y: 1.02, yanchor: "bottom" } }),
    ...(notes.length > 0 && { annotations: [remark(notes.join("; "))] }),
    ...(title !== undefined && { title: { text: title, x: 0.5, y: 0.98, yanchor: "top" } }),
  };
  return merged(own, options.layout);
}

function axis({ label, scale, limits, extent, grid }: Axis): object {
  return {
    type: scale,
    ...(label !== undefined && { title: { text: label, standoff: 8 } }),
    ...(limits !== undefined && { range: scale === "log" ? limits.map(Math.log10) : [...limits] }),
    showgrid: grid,
    gridcolor: "#e5e5e5",
    zeroline: scale === "linear",
    zerolinecolor: "#b0b0b0",
    showline: true,
    mirror: true,
    linecolor: "#808080",
    ticks: "outside",
    ...(scale === "log" && logTicks(limits ?? extent)),
    exponentformat: scale === "log" || needsPowers(limits ?? extent) ? "power" : "none",
    automargin: true,
  };
}

/**
 * Between two powers of ten plotly writes 2 3 4 5 6 7 8 9, of which nobody can tell the power. Two to six
 * powers get their numbers, nothing between them; about one power is divided at 1, 2 and 5, with whole
 * numbers.
 */
function logTicks(range: Limits | undefined): object {
  const decades = Math.log10((range?.[1] ?? 1) / (range?.[0] ?? 1));
  if (decades >= 1.5 && decades <= 6) return { dtick: 1 };
  return decades >= 0.8 && decades < 1.5 ? { dtick: "D2", tickformat: "~g" } : {};
}

/** Plain numbers for people up to a million and down to a thousandth, 2×10⁹ beyond. */
function needsPowers(range: Limits | undefined): boolean {
  const largest = Math.max(...(range ?? [1]).map(Math.abs));
  return largest > 2e6 || (largest > 0 && largest < 2e-3);
}

/** Small words at the lower right, below the frame and its numbers, where they hide nothing. */
function remark(text: string): object {
  const corner = { xref: "paper", x: 1, xanchor: "right", yref: "paper", y: 0, yanchor: "top", yshift: -48 };
  return { text, ...corner, showarrow: false, font: { size: 10, color: "#606060" } };
}

/** A little air around what is to be seen, so that no curve runs along the frame. */
function padded(range: Limits | undefined, scale: Scale): Limits | undefined {
  if (range === undefined) return undefined;
  const [low, high] = scale === "log" ? range.map(Math.log10) : range;
  const air = 0.05 * (high - low) || Math.abs(high) / 2 || 1;
  const limits = [low - air, high + air];
  return (scale === "log" ? limits.map((limit) => 10 ** limit) : limits) as [number, number];
}

/** One object over another, key by key; arrays and values of the second replace those of the first. */
export function merged(below: Layout, over: Layout): Layout {
  const result: Layout = { ...below };
  for (const [key, value] of Object.entries(over)) {
    const under = result[key];
    result[key] = isPlain(under) && isPlain(value) ? merged(under, value) : value;
  }
  return result;
}

function isPlain(value: unknown): value is Layout {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);
}

/** The range that holds all of the ranges. */
export function union(ranges: readonly (Limits | undefined)[]): Limits | undefined {
  return extent(ranges.flatMap((range) => range ?? []));
}
