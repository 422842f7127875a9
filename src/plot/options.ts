// The options of plot, read and checked once: afterwards they can be relied on.

import { refuseUnknownOptions, wrongType, wrongValue } from "../errors";
import type { ShowOptions } from "./figure";
import { type Format, parseFormat } from "./format";
import { withMinus } from "./minus";
import { drawable } from "./numbers";
import { readFlag, readList, readPlotly, readWords } from "./readers";
import type { Config, Layout, Trace } from "./spec";

/** The limits of an axis, the smaller first. */
export type Limits = readonly [low: number, high: number];

/** How an axis is divided. */
export type Scale = "linear" | "log";

/** What every picture with axes takes. */
export interface AxesOptions extends ShowOptions {
  /** The label of the x axis. Plotly's `<sub>` and `<sup>` are understood, TeX is not. */
  xlabel?: string;
  ylabel?: string;
  /** The limits of the x axis, in the units of the data also where it is logarithmic. */
  xlim?: Limits;
  ylim?: Limits;
  title?: string;
  /** Names of the curves, in their order. Without it there is no legend. */
  legend?: string | readonly string[];
  /**
   * Matplotlib's format strings, one a curve: `"-"`, `"m--"`, `"g-."`, `"r:"`, `"o"`, `"C2s-"`. They repeat
   * where there are more curves. Where they name no colour, curves take colours in turn that colour-blind
   * people can tell apart.
   */
  fmts?: string | readonly string[];
  /** Width and height in inches of 96 pixels; [6, 4] where it is not given, that is 576 by 384 pixels. */
  figsize?: readonly [width: number, height: number];
  /** `false` leaves out the grid lines. */
  grid?: boolean;
  /** Plotly's own layout, merged over what comes from the other options. */
  layout?: Layout;
  /** Plotly's own traces, drawn after the curves. */
  traces?: readonly Trace[];
  /** Plotly's own configuration, merged over ours: `{ scrollZoom: true }`. */
  config?: Config;
}

/** What `plot` takes. */
export interface PlotOptions extends AxesOptions {
  xscale?: Scale;
  yscale?: Scale;
}

/** The options after they were checked. */
export interface CheckedOptions {
  xlabel?: string;
  ylabel?: string;
  title?: string;
  xlim?: Limits;
  ylim?: Limits;
  xscale: Scale;
  yscale: Scale;
  legend: readonly string[];
  formats: readonly Format[];
  figsize: readonly [number, number];
  grid: boolean;
  layout: Layout;
  traces: readonly Trace[];
  config: Config;
  show: boolean;
}

/** The names that `plot` knows. */
export const plotOptionNames: readonly (keyof PlotOptions)[] = [
  "xlabel",
  "ylabel",
  "legend",
  "xlim",
  "ylim",
  "xscale",
  "yscale",
  "fmts",
  "figsize",
  "title",
  "grid",
  "layout",
  "traces",
  "config",
  "show",
];

/** D2L's four line styles, without its colours: magenta, green and red are hard to tell apart for many. */
const defaultFormats = ["-", "--", "-.", ":"];

/** Checks every option; `known` are the names that the calling function takes. */
export function readOptions(fn: string, options: PlotOptions, known: readonly string[]): CheckedOptions {
  refuseUnknownOptions(fn, options, known);
  const { xscale = "linear", yscale = "linear", fmts = defaultFormats } = options;
  const texts = typeof fmts === "string" ? [fmts] : readList(fn, "options.fmts", fmts);
  if (texts.length === 0) {
    throw wrongValue({ fn, argument: "options.fmts", got: fmts, wanted: "at least one format string" });
  }
  return {
    xlabel: readWords(fn, "options.xlabel", options.xlabel),
    ylabel: readWords(fn, "options.ylabel", options.ylabel),
    title: readWords(fn, "options.title", options.title),
    xscale: readScale(fn, "options.xscale", xscale),
    yscale: readScale(fn, "options.yscale", yscale),
    xlim: readLimits(fn, "options.xlim", options.xlim, xscale),
    ylim: readLimits(fn, "options.ylim", options.ylim, yscale),
    legend: readLegend(fn, options.legend),
    formats: texts.map((text, k) => parseFormat(fn, `options.fmts[${k}]`, text)),
    figsize: readSize(fn, options.figsize ?? [6, 4]),
    grid: readFlag(fn, "options.grid", options.grid, true),
    ...readPlotly(fn, options),
    show: readFlag(fn, "options.show", options.show, true),
  };
}

/** Two finite numbers, the smaller first, both positive on a log axis. */
export function readLimits(
  fn: string,
  argument: string,
  limits: Limits | undefined,
  scale: Scale = "linear",
): Limits | undefined {
  if (limits === undefined) return undefined;
  const got: unknown = limits;
  if (!Array.isArray(got) || got.length !== 2 || !got.every(Number.isFinite)) {
    throw wrongType({ fn, argument, got, wanted: "two finite numbers such as [0, 3]" });
  }
  if (limits[0] >= limits[1]) {
    throw wrongValue({ fn, argument, got, wanted: "two limits, the smaller one first" });
  }
  if (!isRoomy(limits)) {
    throw wrongValue({ fn, argument, got, wanted: "two limits between which an axis can be divided" });
  }
  if (scale === "log" && limits[0] <= 0) {
    throw wrongValue({ fn, argument, got, wanted: "two positive limits on a log axis" });
  }
  return limits;
}

/** Not beyond what can be drawn, nor so close together that no digits are left between them. */
function isRoomy([low, high]: Limits): boolean {
  const size = Math.max(Math.abs(low), Math.abs(high));
  return size === drawable(size) && high - low > 1e-12 * size;
}

function readScale(fn: string, argument: string, scale: unknown): Scale {
  if (scale === "linear" || scale === "log") return scale;
  throw wrongValue({ fn, argument, got: scale, wanted: `"linear" or "log"` });
}

function readLegend(fn: string, legend: unknown = []): readonly string[] {
  if (typeof legend === "string") return [withMinus(legend)];
  return readList(fn, "options.legend", legend, "a name or an array of names").map((name, k) => {
    return readWords(fn, `options.legend[${k}]`, name ?? null) as string;
  });
}

/** In inches; a size in pixels is the usual mistake. */
function readSize(fn: string, size: unknown): readonly [number, number] {
  const isSize =
    Array.isArray(size) &&
    size.length === 2 &&
    size.every((side) => typeof side === "number" && side >= 1 && side <= 40);
  if (isSize) return size as [number, number];
  throw wrongValue({
    fn,
    argument: "options.figsize",
    got: size,
    wanted: "width and height in inches, from 1 to 40, such as [6, 4]",
  });
}
