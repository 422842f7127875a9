// stepsSlider: a figure that moves without a kernel, by plotly's own slider over positions that were computed
// before.

import { refuseUnknownOptions, shown, wrongType, wrongValue } from "../errors";
import { captured } from "../display/capture";
import { Figure, type ShowOptions } from "./figure";
import { merged } from "./layout";
import { threw } from "./functionErrors";
import { readFlag, readText } from "./readers";
import { simplified } from "./simplify";
import type { Layout, Trace } from "./spec";
import { say } from "./sentences";

/** What `stepsSlider` takes. */
export interface StepsOptions extends ShowOptions {
  /** The name of the value beside the slider. */
  label?: string;
  /** What the positions are called; the values where it is not given. */
  names?: readonly string[];
  /** The number of the position at the start; 0 where it is not given. */
  start?: number;
}

/** The most positions. */
const mostSteps = 200;

/**
 * Draws one figure for each value and lets the reader move between them by plotly's own slider, which works
 * without a kernel: on a static page, in VS Code, in a notebook that is read only. Only what differs between
 * the positions is kept for each of them (`restyle`, never frames), so that 30 positions of a tangent line
 * weigh less than 10 KB. Shows the picture at once and returns the `Figure`.
 *
 * @param f the figure for a value; the pictures that it draws are not shown one by one. All must have the
 *   same number of traces
 * @param values the positions, at least two
 * @param options `label`, `names`, `start`
 * @throws TypeError where `f` returns no figure; RangeError for fewer than 2 or more than 200 values, or
 *   figures with different numbers of traces
 * @example
 * ```ts
 * const square = (x: number) => x ** 2;
 * stepsSlider((x0) => plotTangent(square, x0, { xlim: [-2, 2], show: false }), linspace(-1, 1, 5), { label: "x0" })
 * // => Figure: f(x), Tangent line (x = −1, slope −2), point (−1, 1); x from -2 to 2, f(x) from -5 to 4; slider x0 from -1 to 1 in 5 steps
 * ```
 */
export function stepsSlider<T>(
  f: (value: T) => Figure,
  values: readonly T[],
  options: StepsOptions = {},
): Figure {
  const { start, label, names, show } = readSteps(f, values, options);
  const specs = values.map((value, k) => specOf(f, value, k));
  const first = specs[start];
  const steps = changes(specs).map((change, k) => ({ label: names[k], ...change }));
  const slider = {
    active: start,
    currentvalue: { prefix: label === "" ? "" : `${label} = ` },
    pad: { t: 40 },
    steps,
  };
  const layout = merged(first.layout, { sliders: [slider] });
  const told = { label: label && `${label} `, first: names[0], last: names[names.length - 1] };
  const notes = [
    say("slider {label}from {first} to {last} in {count} steps", { ...told, count: values.length }),
  ];
  const data = first.data.map(withFewerCorners);
  const figure = new Figure({ data, layout: withRoom(layout), config: first.config }, notes);
  return show ? figure.show() : figure;
}

/** A figure as plotly takes it. */
export interface Spec {
  data: Trace[];
  layout: Layout;
  config: Record<string, unknown>;
}

function readSteps(
  f: unknown,
  values: unknown,
  options: StepsOptions,
): Required<Pick<StepsOptions, "start" | "label" | "names" | "show">> {
  const fn = "stepsSlider";
  refuseUnknownOptions(fn, options, ["label", "names", "start", "show"]);
  if (typeof f !== "function") throw wrongType({ fn, argument: "f", got: f, wanted: "a function that returns a figure" }); // prettier-ignore
  if (!Array.isArray(values) || values.length < 2 || values.length > mostSteps) {
    throw wrongValue({ fn, argument: "values", got: values, wanted: `an array of 2 to ${mostSteps} values` });
  }
  const { start = 0, names = values.map(nameOf) } = options;
  const label = readText(fn, "options.label", options.label) ?? "";
  const show = readFlag(fn, "options.show", options.show, true);
  if (!Number.isInteger(start) || start < 0 || start >= values.length) {
    throw wrongValue({ fn, argument: "options.start", got: start, wanted: `from 0 to ${values.length - 1}` });
  }
  if (
    !Array.isArray(names) ||
    names.length !== values.length ||
    names.some((name) => typeof name !== "string")
  ) {
    throw wrongValue({
      fn,
      argument: "options.names",
      got: names,
      wanted: `${values.length} names, one a value`,
    });
  }
  return { start, label, names, show };
}

function nameOf(value: unknown): string {
  return typeof value === "number" ? String(Number(value.toPrecision(4))) : String(value);
}

function specOf<T>(f: (value: T) => Figure, value: T, k: number): Spec {
  const figure: unknown = called(() => quietly(() => f(value)), `values[${k}]`, value);
  if (figure instanceof Figure) return figure.toJSON();
  throw wrongType({ fn: "stepsSlider", argument: `f(values[${k}])`, got: figure, wanted: "a figure" });
}

/** An error of the user's function, with the position at which it came. */
function called<T>(call: () => T, place: string, value: unknown): T {
  try {
    return call();
  } catch (cause) {
    const call = { fn: "stepsSlider", argument: "f", at: `${place} = ${shown(value)}` };
    const wanted = "a function that can be called with every value";
    throw threw(call, wanted, cause, "Leave out the values that it cannot take.");
  }
}

type Flat = Map<string, unknown>;

/** A call of plotly's that moves a figure to a position. */
export interface Change {
  method: string;
  args: unknown[];
}

/** What moving to each position changes: everything that is not the same in all of them, and nothing else. */
export function changes(specs: readonly Spec[]): Change[] {
  const counts = specs.map(({ data }) => data.length);
  if (counts.some((count) => count !== counts[0])) {
    const wanted = "as many in every figure";
    throw wrongValue({
      fn: "stepsSlider",
      argument: "the number of traces",
      got: [...new Set(counts)],
      wanted,
    });
  }
  const traces = specs[0].data.map((_, t) => specs.map(({ data }) => flattened(data[t])));
  const layouts = specs.map(({ layout }) => flattened(layout));
  const moving = traces.map(varying);
  const indices = moving.flatMap((paths, t) => (paths.length > 0 ? [t] : []));
  const paths = [...new Set(moving.flat())];
  const layoutPaths = varying(layouts);
  return specs.map((_, k) => {
    const restyle = Object.fromEntries(
      paths.map((path) => [path, indices.map((t) => brief(traces[t][k].get(path)))]),
    );
    if (layoutPaths.length === 0) return { method: "restyle", args: [restyle, indices] };
    const relayout = Object.fromEntries(layoutPaths.map((path) => [path, layouts[k].get(path) ?? null]));
    return { method: "update", args: [restyle, relayout, indices] };
  });
}

/** Five digits are more than a picture shows, four more than a map does; they are kept for each position. */
function brief(value: unknown, digits: number = 5): unknown {
  if (!Array.isArray(value)) return value ?? null;
  if (value.every((v) => typeof v === "number")) return value.map((v) => Number(v.toPrecision(digits)));
  return Array.isArray(value[0]) ? value.map((row) => brief(row, 4)) : value;
}

/** The leaves of an object by their dotted paths; arrays are leaves. */
function flattened(object: object, prefix = ""): Flat {
  return new Map(
    Object.entries(object).flatMap(([key, value]: [string, unknown]): [string, unknown][] => {
      const isInner = typeof value === "object" && value !== null && !Array.isArray(value);
      return isInner ? [...flattened(value, `${prefix}${key}.`)] : [[`${prefix}${key}`, value]];
    }),
  );
}

/** The paths at which the objects are not all the same. */
function varying(objects: readonly Flat[]): string[] {
  const paths = [...new Set(objects.flatMap((object) => [...object.keys()]))];
  return paths.filter((path) => {
    const texts = objects.map((object) => JSON.stringify(object.get(path)));
    return texts.some((text) => text !== texts[0]);
  });
}

/** A long line with as many corners as the eye can tell. */
function withFewerCorners(trace: Trace): Trace {
  const { x, y, mode } = trace as { x?: (number | null)[]; y?: (number | null)[]; mode?: string };
  if (mode !== "lines" || !Array.isArray(x) || !Array.isArray(y) || y.length < 50) return trace;
  const kept = simplified(x, y);
  return { ...trace, x: kept.map((i) => x[i]), y: kept.map((i) => y[i]) };
}

/** Room for the slider under the x axis. */
function withRoom(layout: Layout): Layout {
  const { height = 384, margin = {} } = layout as { height?: number; margin?: { b?: number } };
  return { ...layout, height: height + 70, margin: { ...margin, b: (margin.b ?? 44) + 70 } };
}

/** Takes what `f` shows in place of showing it. */
function quietly<T>(f: () => T): T {
  let result!: T;
  captured(() => void (result = f()));
  return result;
}
