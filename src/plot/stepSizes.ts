import { asIs, refuseUnknownOptions, wrongType, wrongValue } from "../errors";
import { type FloatName, floatTypes } from "../numeric/floatTypes";
import type { StepSizeCurve, StepSizeStudy, StudiedRule } from "../numeric/stepSizeStudy";
import { type Channels, channelsOf, hexOf, readableOn } from "../display/contrast";
import { cycleColor } from "./colors";
import { defaultConfig, Figure } from "./figure";
import { layoutOf, merged } from "./layout";
import { type PlotOptions, readOptions } from "./options";
import type { Trace } from "./spec";
import { say } from "./sentences";

/** What `plotStepSizes` takes. */
export type StepSizesOptions = Pick<
  PlotOptions,
  "title" | "figsize" | "xlim" | "ylim" | "layout" | "traces" | "config" | "show"
>;

const known = ["title", "figsize", "xlim", "ylim", "layout", "traces", "config", "show"];

/**
 * Draws a study of step sizes: the error of every rule against `h` on log-log axes, float64 with solid lines
 * and filled points, float32 with dashed lines and hollow points. Dotted and labelled is what theory expects:
 * the error of truncation falls with the power of the rule, that of rounding grows as `1/h`. A star marks the
 * best step; shaded is the zone where `x + h` is rounded to `x`. An error of 0, which has no place on a log
 * axis, stands at half of the last digit of the exact value.
 *
 * @param study what `stepSizeStudy` returns
 * @param options labels and limits; any attribute of plotly can be given as `layout`, `traces` or `config`
 * @throws TypeError where `study` is none, and for unknown options; RangeError where no error can be drawn
 * @example
 * ```ts
 * plotStepSizes(stepSizeStudy((x) => x * x * x - 1 / x, 1, 4, { rules: ["forward", "central"], dtypes: ["float64"] }))
 * // => Figure: forward, float64, central, float64, 3 curves, 2 rows of points; step h from 5e-18 to 0.4, error from 6.64e-12 to 4
 * ```
 */
export function plotStepSizes(study: StepSizeStudy, options: StepSizesOptions = {}): Figure {
  requireStudy(study);
  refuseUnknownOptions("plotStepSizes", options, known);
  const axes = {
    xlabel: say("step h"),
    ylabel: say("error"),
    xscale: "log",
    yscale: "log",
    figsize: [7, 5],
  } as const;
  const xlim = limitsOf(study.curves);
  const checked = readOptions("plotStepSizes", { ...axes, xlim, ...options }, [
    ...known,
    "xlabel",
    "ylabel",
    "xscale",
    "yscale",
  ]);
  const layout = layoutOf(checked, { hasLegend: true, notes: [], extents: {} });
  const shapes = zones(study.curves);
  // The stars come last, to stand above all curves.
  const traces = [...study.curves.map((curve) => line(curve, study)), ...theory(study), ...stars(study)];
  const figure = new Figure({
    data: [...traces, ...checked.traces],
    layout: merged({ ...layout, shapes }, checked.layout),
    config: { ...defaultConfig, ...checked.config },
  });
  return checked.show ? figure.show() : figure;
}

function requireStudy(study: Partial<StepSizeStudy> | null | undefined): void {
  const fn = "plotStepSizes";
  const isCurve = (curve: Partial<StepSizeCurve> | null): boolean =>
    Array.isArray(curve?.h) && Array.isArray(curve.error);
  if (!Array.isArray(study?.curves) || study.curves.length === 0 || !study.curves.every(isCurve)) {
    const hint = "plotStepSizes(stepSizeStudy(f, x, exact))";
    throw wrongType({ fn, argument: "study", got: study, wanted: "what stepSizeStudy returns", hint });
  }
  const { curves, exact = NaN } = study;
  const errors = curves.flatMap(({ error }) => error);
  if (curves.some(({ error, dtype }) => error.some((e) => onLogAxis(e, dtype, exact) < Infinity))) return;
  throw wrongValue({
    fn,
    argument: "the errors of the study",
    got: asIs(`${[...new Set(errors)].slice(0, 4).join(", ")} only`),
    wanted: "numbers with a place on a log axis, at least one",
    hint: "Where f is a number at x and beside it, and its derivative is not 0, they are.",
  });
}

/** All steps, with a little air. */
function limitsOf(curves: readonly StepSizeCurve[]): [number, number] | undefined {
  const sizes = curves.flatMap(({ h }) => h.map(Math.abs));
  return sizes.length === 0 ? undefined : [Math.min(...sizes) / 2, Math.max(...sizes) * 4];
}

function colorOf(rule: StudiedRule, { curves }: StepSizeStudy): string {
  return cycleColor([...new Set(curves.map((curve) => curve.rule))].indexOf(rule));
}

/** Half of the last digit of the exact value, below which no error can be told from 0. */
function leastError(dtype: FloatName, exact: number): number {
  return (floatTypes[dtype].epsilon / 2) * Math.abs(exact);
}

/** A logarithm exists of what is larger than 0 only: the rest is a gap. */
function onLogAxis(error: number, dtype: FloatName, exact: number): number {
  return error > 0 ? error : error === 0 ? leastError(dtype, exact) || NaN : NaN;
}

function curveName(rule: StudiedRule, dtype: string): string {
  return say("{rule}, {dtype}", { rule: say(rule), dtype });
}

/** The errors of a rule in one type. */
function line({ rule, dtype, h, error }: StepSizeCurve, study: StepSizeStudy): Trace {
  const color = colorOf(rule, study);
  const isDouble = dtype === "float64";
  return {
    type: "scatter",
    mode: "lines+markers",
    x: h.map(Math.abs),
    y: error.map((e) => onLogAxis(e, dtype, study.exact)),
    name: curveName(rule, dtype),
    line: { color, dash: isDouble ? "solid" : "dash" },
    marker: { size: isDouble ? 4 : 5, color: isDouble ? color : "#ffffff", line: { color, width: 1 } },
  };
}

/** The straight lines of theory: truncation once for each rule, rounding once for each type. */
function theory(study: StepSizeStudy): Trace[] {
  const models = study.curves.flatMap((curve) => modelOf(curve, study.exact) ?? []);
  const firstOf = <K>(key: (model: Model) => K): Model[] => {
    return models.filter((model, i) => models.findIndex((other) => key(other) === key(model)) === i);
  };
  return [
    ...firstOf(({ curve }) => curve.rule).map((model) => truncation(model, study)),
    ...firstOf(({ curve }) => curve.dtype).flatMap(({ curve }) => roundings(models, curve)),
  ];
}

/** A curve as theory has it: `size * h ** slope` above the step `corner`, where rounding is as large. */
interface Model {
  curve: StepSizeCurve;
  largest: number;
  size: number;
  corner: number;
}

/** The model that meets the error of the largest step; undefined where that is nothing but rounding. */
function modelOf(curve: StepSizeCurve, exact: number): Model | undefined {
  const { h, error, slope, rounding, dtype } = curve;
  const measured = h.map((step, i) => [Math.abs(step), error[i]]).filter(([, e]) => e > 0);
  const [largest, first] = measured.reduce((a, b) => (b[0] > a[0] ? b : a), [0, NaN]);
  const size = first / largest ** slope;
  const corner =
    rounding > 0 ? (rounding / size) ** (1 / (slope + 1)) : (leastError(dtype, exact) / size) ** (1 / slope);
  return corner < largest / 10 ? { curve, largest, size, corner } : undefined;
}

const powers: Readonly<Record<number, string>> = { 1: "h", 2: "h²", 4: "h⁴" };

function truncation({ curve, largest, size, corner }: Model, study: StepSizeStudy): Trace {
  const error = (h: number): number => size * h ** curve.slope;
  return dotted(largest, corner, error, `∝ ${powers[curve.slope]}`, colorOf(curve.rule, study));
}

/** From the most exact corner on, to where nothing is left of the derivative. */
function roundings(models: readonly Model[], { dtype, rounding, h, error }: StepSizeCurve): Trace[] {
  if (!(rounding > 0)) return [];
  const corners = models.filter(({ curve }) => curve.dtype === dtype && curve.rounding > 0);
  const from = Math.max(...corners.map(({ corner }) => corner));
  const most = Math.max(...error.filter(Number.isFinite));
  const to = Math.max(rounding / most, Math.min(...h.map(Math.abs)));
  return [dotted(from, to, (step) => rounding / step, "∝ 1/h", "#606060")];
}

/** The colour of a curve, dark enough for words on white. */
/** White paper seen through the darker of the zones: what can be read there can be read on the paper. */
const zone: Channels = [222, 222, 222];

function inkOf(color: string): string {
  return hexOf(readableOn(zone, channelsOf(color) ?? [0, 0, 0]));
}

/** A straight line between two steps, with its label beside the middle. */
function dotted(from: number, to: number, error: (h: number) => number, label: string, color: string): Trace {
  const x = [from, Math.sqrt(from * to), to];
  return {
    type: "scatter",
    mode: "lines+text",
    x,
    y: x.map(error),
    text: ["", label, ""],
    textposition: error(from) > error(to) ? "bottom right" : "top right",
    textfont: { color: inkOf(color) },
    showlegend: false,
    hoverinfo: "skip",
    line: { color, dash: "dot", width: 1.5 },
  };
}

/** The best steps. */
function stars(study: StepSizeStudy): Trace[] {
  return study.curves.flatMap(({ best, rule, dtype }) => {
    if (best === undefined) return [];
    const color = colorOf(rule, study);
    const fill = dtype === "float64" ? color : "#ffffff";
    const edge = dtype === "float64" ? "#000000" : color;
    return {
      type: "scatter",
      mode: "markers",
      x: [Math.abs(best.h)],
      y: [onLogAxis(best.error, dtype, study.exact)],
      showlegend: false,
      text: [say("best h of {rule}, {dtype}: {h}", { rule: say(rule), dtype, h: best.h.toPrecision(2) })],
      marker: { symbol: "star", size: 12, color: fill, line: { color: edge, width: 1 } },
    };
  });
}

/** One shaded zone for each type in which steps vanish, with its name below the curves. */
function zones(curves: readonly StepSizeCurve[]): object[] {
  const types = new Map<string, { from: number; to: number }>();
  for (const { dtype, vanishing, h } of curves) {
    if (vanishing === undefined) continue;
    types.set(dtype, { from: Math.min(...h.map(Math.abs)) / 2, to: Math.abs(vanishing) });
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
    label: {
      text: say("x + h = x in {dtype}", { dtype }),
      // The narrow zone within the wide one begins at the left edge.
      textposition: dtype === "float64" ? "bottom left" : "bottom right",
      font: { size: 10, color: "#606060" },
    },
  }));
}
