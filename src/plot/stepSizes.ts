import { refuseUnknownOptions, wrongType } from "../errors";
import type { StepSizeCurve, StepSizeStudy } from "../numeric/stepSizeStudy";
import { cycleColor } from "./colors";
import { Figure } from "./figure";
import { layoutOf } from "./layout";
import { type PlotOptions, readOptions } from "./options";
import type { Trace } from "./spec";

/** What `plotStepSizes` takes. */
export type StepSizesOptions = Pick<PlotOptions, "title" | "figsize" | "xlim" | "ylim" | "layout" | "show">;

const known: readonly (keyof StepSizesOptions)[] = ["title", "figsize", "xlim", "ylim", "layout", "show"];

/**
 * Draws a study of step sizes: the error of every rule against `h` on log-log axes, float64 with solid lines and float32 with dashed
 * ones; dotted the slopes of theory (the error of truncation falls with the power of the rule, that of rounding grows as `1/h`); a star
 * at the best step; shaded the zone where `x + h` is rounded to `x`.
 *
 * @param study what `stepSizeStudy` returns
 * @throws TypeError where `study` is none, and for unknown options
 * @example
 * ```ts
 * plotStepSizes(stepSizeStudy((x) => x * x * x - 1 / x, 1, 4, { rules: ["forward", "central"], dtypes: ["float64"] }))
 * // => Figure: forward, float64, central, float64, 2 curves, 2 rows of points; step h from 1e-17 to 0.1, error from 6.64e-12 to 4
 * ```
 */
export function plotStepSizes(study: StepSizeStudy, options: StepSizesOptions = {}): Figure {
  if (!Array.isArray((study as Partial<StepSizeStudy> | undefined)?.curves)) {
    throw wrongType({
      fn: "plotStepSizes",
      argument: "study",
      got: study,
      wanted: "what stepSizeStudy returns",
      hint: "plotStepSizes(stepSizeStudy(f, x, exact))",
    });
  }
  refuseUnknownOptions("plotStepSizes", options, known);
  const axes = { xlabel: "step h", ylabel: "error", xscale: "log", yscale: "log", figsize: [7, 5] } as const;
  const checked = readOptions("plotStepSizes", { ...axes, ...options }, [
    ...known,
    "xlabel",
    "ylabel",
    "xscale",
    "yscale",
  ]);
  const layout = layoutOf(checked, { hasLegend: true, notes: [], extents: {} });
  const shapes = zones(study.curves);
  const traces = study.curves.flatMap((curve) => tracesOf(curve, study.curves));
  const figure = new Figure({ data: traces, layout: { ...layout, shapes } });
  return checked.show ? figure.show() : figure;
}

/** One curve of a study: its errors, theory's two slopes, the star at its best step. */
function tracesOf(curve: StepSizeCurve, all: readonly StepSizeCurve[]): Trace[] {
  const rules = [...new Set(all.map(({ rule }) => rule))];
  const color = cycleColor(rules.indexOf(curve.rule));
  const dash = curve.dtype === "float64" ? "solid" : "dash";
  // An error of 0 has no place on a log axis: it leaves a gap.
  const y = curve.error.map((error) => (error > 0 ? error : NaN));
  const name = `${curve.rule}, ${curve.dtype}`;
  const line: Trace = {
    type: "scatter",
    mode: "lines+markers",
    x: curve.h,
    y,
    name,
    line: { color, dash },
    marker: { size: 4, color },
  };
  return [line, ...theory(curve, color), ...star(curve, color)];
}

/** Straight lines on log-log axes: the error of truncation from the largest step down, that of rounding from the best step on. */
function theory({ h, error, slope, best }: StepSizeCurve, color: string): Trace[] {
  const start = h.reduce(
    (most, step, i) => (error[i] > 0 && Math.abs(step) > Math.abs(h[most] ?? 0) ? i : most),
    -1,
  );
  if (start === -1 || best === undefined || best.h === h[start]) return [];
  const [h0, e0] = [Math.abs(h[start]), error[start]];
  const truncation = (step: number): number => e0 * (step / h0) ** slope;
  const corner = truncation(Math.abs(best.h));
  const last = Math.min(...h.map(Math.abs));
  // Rounding meets truncation at the best step, and ends where the error is as large as the first one.
  const end = Math.max(last, (Math.abs(best.h) * corner) / e0);
  const dotted = {
    type: "scatter",
    mode: "lines",
    showlegend: false,
    hoverinfo: "skip",
    line: { color, dash: "dot", width: 1 },
  };
  const x = [h0, Math.abs(best.h), end];
  return [{ ...dotted, x, y: [e0, corner, (corner * Math.abs(best.h)) / end] }];
}

function star({ best, rule, dtype }: StepSizeCurve, color: string): Trace[] {
  if (best === undefined || !(best.error > 0)) return [];
  const marker = { symbol: "star", size: 12, color, line: { color: "#000000", width: 1 } };
  const text = `best h of ${rule}, ${dtype}: ${best.h.toPrecision(2)}`;
  return [
    {
      type: "scatter",
      mode: "markers",
      x: [best.h],
      y: [best.error],
      showlegend: false,
      text: [text],
      marker,
    },
  ];
}

/** One shaded zone for each type in which steps vanish. */
function zones(curves: readonly StepSizeCurve[]): object[] {
  const types = new Map<string, { from: number; to: number }>();
  for (const { dtype, vanishing, h } of curves) {
    if (vanishing === undefined) continue;
    types.set(dtype, { from: Math.min(...h.map(Math.abs)), to: Math.abs(vanishing) });
  }
  return [...types].map(([dtype, { from, to }]) => ({
    type: "rect",
    xref: "x",
    yref: "paper",
    x0: from,
    x1: to,
    y0: 0,
    y1: 1,
    line: { width: 0 },
    fillcolor: dtype === "float64" ? "rgba(90,90,90,0.20)" : "rgba(90,90,90,0.10)",
    layer: "below",
    label: { text: `x + h = x in ${dtype}`, textposition: "top left", font: { size: 10, color: "#606060" } },
  }));
}
