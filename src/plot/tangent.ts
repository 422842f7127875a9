// plotTangent: a curve, its tangent line, the point of contact, and the slope triangle.

import { asIs, refuseUnknownOptions, wrongType, wrongValue } from "../errors";
import { tangentLine } from "../numeric/tangentLine";
import type { Figure } from "./figure";
import type { RealFunction } from "./numbers";
import { type AxesOptions, type Limits, plotOptionNames, readLimits, readOptions } from "./options";
import { draw } from "./plot";
import type { Points } from "./reduce";
import { grid, guarded, sample } from "./sample";
import type { Trace } from "./spec";
import { signed } from "./minus";
import { say } from "./sentences";

/** A line as `tangentLine` returns it. */
export interface Tangent {
  readonly slope: number;
  /** Where it touches the curve. */
  readonly x0?: number;
}

/** What `plotTangent` takes; log axes, on which a line is no line, it does not. */
export interface TangentOptions extends AxesOptions {
  /** The exact slope, where it is known. */
  slope?: number;
  /** The tangent, as `tangentLine(f, x0)` returns it. */
  tangent?: Tangent;
  /**
   * Draws the slope triangle: `true` with a readable width, a number with that Δx (negative: to the left).
   */
  triangle?: boolean | number;
}

const names = [
  ...plotOptionNames.filter((name) => name !== "xscale" && name !== "yscale"),
  "slope",
  "tangent",
  "triangle",
];

/** The point of contact with the slope there. */
interface Contact {
  x0: number;
  y0: number;
  slope: number;
}

/**
 * Draws `f`, its tangent line at `x0` and the point of contact, shows the picture at once and returns the
 * `Figure`.
 *
 * The slope is `options.slope`, else that of `options.tangent`, else it is computed as `tangentLine(f, x0)`
 * does. Without `xlim` the picture reaches from `x0 - w` to `x0 + w` with `w = max(1, |x0| / 2)`.
 *
 * @param f the function; it is not drawn through its poles
 * @param x0 where the line touches the curve
 * @param options those of `plot` without log axes, and `slope`, `tangent`, `triangle`
 * @throws TypeError for an argument or option of the wrong kind; RangeError where `f` is not finite at `x0`,
 *   throws, or has no tangent that differences can find (a kink): there a slope can be given
 * @example
 * ```ts
 * plotTangent((x) => x ** 3 - 1 / x, 1, { slope: 4, xlim: [0.5, 1.5], triangle: true })
 * // => Figure: f(x), Tangent line (x = 1, slope 4), slope triangle, point (1, 0); x from 0.5 to 1.5, f(x) from -2 to 2.708
 * ```
 */
export function plotTangent(f: RealFunction, x0: number, options: TangentOptions = {}): Figure {
  const { slope, tangent, triangle, ...axes } = readTangentOptions(x0, options);
  const contact = contactOf(f, x0, slope ?? tangent?.slope);
  const xlim = limitsAround(x0, readLimits("plotTangent", "options.xlim", axes.xlim), triangle);
  const name = variableIn(axes.xlabel);
  const line = say("Tangent line ({name} = {x}, slope {slope})", {
    name,
    x: short(x0),
    slope: short(contact.slope),
  });
  const checked = readOptions(
    "plotTangent",
    { xlabel: "x", ylabel: "f(x)", legend: [axes.ylabel ?? "f(x)", line], ...axes, xlim },
    names,
  );
  const curve = sample(guarded("plotTangent", "f", f), grid(xlim, "linear"));
  const run = runOf(triangle, xlim);
  const marks = [
    ...triangleTraces(contact, run),
    pointTrace(contact, labelPosition(contact, run, isAbove(curve, contact, xlim))),
  ];
  return draw("plotTangent", [curve, lineOver(xlim, contact)], {
    ...checked,
    traces: [...marks, ...checked.traces],
  });
}

function readTangentOptions(x0: number, options: TangentOptions): TangentOptions {
  const fn = "plotTangent";
  refuseUnknownOptions(fn, options, names);
  const { slope, tangent, triangle = false } = options;
  if (slope !== undefined && !Number.isFinite(slope)) {
    throw wrongType({ fn, argument: "options.slope", got: slope, wanted: "a finite number" });
  }
  if (tangent !== undefined) requireTangent(tangent, x0);
  if (typeof triangle !== "boolean" && !(Number.isFinite(triangle) && triangle !== 0)) {
    throw wrongType({
      fn,
      argument: "options.triangle",
      got: triangle,
      wanted: "true, false or a finite Δx other than 0",
    });
  }
  return options;
}

function requireTangent(tangent: Partial<Tangent> | null, x0: number): void {
  const what = { fn: "plotTangent", argument: "options.tangent" };
  if (!Number.isFinite(tangent?.slope)) {
    const wanted = "a line with a finite slope, as tangentLine(f, x0) returns it";
    throw wrongType({ ...what, got: tangent, wanted });
  }
  if (tangent?.x0 !== undefined && tangent.x0 !== x0) {
    throw wrongValue({ ...what, got: asIs(`the one at ${tangent.x0}`), wanted: `the tangent at x0 = ${x0}` });
  }
}

function contactOf(f: RealFunction, x0: number, given: number | undefined): Contact {
  const fn = "plotTangent";
  if (typeof f !== "function") {
    throw wrongType({ fn, argument: "f", got: f, wanted: "a function of one number" });
  }
  if (!Number.isFinite(x0)) {
    throw wrongType({ fn, argument: "x0", got: x0, wanted: "a finite number" });
  }
  const y0 = guarded(fn, "f", f)(x0);
  if (!Number.isFinite(y0)) {
    throw wrongValue({
      fn,
      argument: "f(x0)",
      got: asIs(`f(${x0}) = ${y0}`),
      wanted: "a finite number, the height of the point of contact",
    });
  }
  return { x0, y0, slope: given ?? slopeAt(f, x0) };
}

function slopeAt(f: RealFunction, x0: number): number {
  try {
    return tangentLine(f, x0).slope;
  } catch (cause) {
    if (!(cause instanceof Error) || !cause.message.startsWith("tangentLine:")) throw cause;
    const error = wrongValue({
      fn: "plotTangent",
      argument: "the slope of f at x0",
      got: asIs("differences that settle on none"),
      wanted: "a single number",
      hint: "A kink, a jump, a vertical tangent or noise can be the reason. A line is drawn all the same with options.slope.",
    });
    throw Object.assign(error, { cause });
  }
}

function limitsAround(x0: number, given: Limits | undefined, triangle: boolean | number | undefined): Limits {
  const run = typeof triangle === "number" ? triangle : 0;
  const reach = Math.max(1, Math.abs(x0) / 2, 1.5 * Math.abs(run));
  const [low, high] = given ?? [x0 - reach, x0 + reach];
  if (x0 < low || x0 > high) {
    throw wrongValue({
      fn: "plotTangent",
      argument: "options.xlim",
      got: given,
      wanted: `limits with x0 = ${x0} between them`,
    });
  }
  if (x0 + run < low || x0 + run > high) {
    throw wrongValue({
      fn: "plotTangent",
      argument: "options.triangle",
      got: triangle,
      wanted: `a Δx that stays between the limits ${low} and ${high}`,
    });
  }
  return [low, high];
}

function lineOver(xlim: Limits, { x0, y0, slope }: Contact): { x: number[]; y: number[] } {
  return { x: [...xlim], y: xlim.map((x) => y0 + slope * (x - x0)) };
}

/** Whether the curve lies above its tangent around the point. */
function isAbove({ x, y }: Points, { x0, y0, slope }: Contact, [low, high]: Limits): boolean {
  const heights = Array.from(y, (value, i) => value - (y0 + slope * (x[i] - x0)));
  const near = heights.filter(
    (height, i) => Math.abs(x[i] - x0) < (high - low) / 15 && Number.isFinite(height),
  );
  return near.reduce((sum, height) => sum + height, 0) > 0;
}

/**
 * Two quarters around the point are free of the tangent: of these the one without the triangle, else the one
 * without the curve.
 */
function labelPosition({ slope }: Contact, run: number | undefined, curveIsAbove: boolean): string {
  const [left, right] = slope >= 0 ? ["top left", "bottom right"] : ["bottom left", "top right"];
  if (run !== undefined) return run > 0 ? left : right;
  return slope >= 0 === curveIsAbove ? right : left;
}

function pointTrace({ x0, y0 }: Contact, textposition: string): Trace {
  const place = `(${short(x0)}, ${short(y0)})`;
  return {
    type: "scatter",
    name: say("point {place}", { place }),
    mode: "markers+text",
    x: [x0],
    y: [y0],
    text: [place],
    textposition,
    hoverinfo: "text",
    showlegend: false,
    marker: { color: "#000000", size: 8 },
  };
}

function runOf(triangle: boolean | number | undefined, [low, high]: Limits): number | undefined {
  if (triangle === true) return readableStep((high - low) / 4);
  return typeof triangle === "number" ? triangle : undefined;
}

/** The largest of 1, 2 and 5 times a power of ten that is at most `most`. */
function readableStep(most: number): number {
  const power = 10 ** Math.floor(Math.log10(most));
  return Number(((most >= 5 * power ? 5 : most >= 2 * power ? 2 : 1) * power).toPrecision(1));
}

/** From the point of contact along Δx, then along Δy back to the tangent. */
function triangleTraces({ x0, y0, slope }: Contact, run: number | undefined): Trace[] {
  if (run === undefined) return [];
  const [x1, y1] = [x0 + run, y0 + slope * run];
  const isDown = slope * run < 0;
  const color = "#606060";
  const common = { type: "scatter", hoverinfo: "skip", showlegend: false };
  return [
    {
      ...common,
      name: say("slope triangle"),
      mode: "lines",
      x: [x0, x1, x1],
      y: [y0, y0, y1],
      line: { color, dash: "dot", width: 1.5 },
    },
    {
      ...common,
      name: "",
      mode: "text",
      x: [x0 + run / 2, x1],
      y: [y0, (y0 + y1) / 2],
      text: [`Δx = ${short(run)}`, `Δy = ${short(slope * run)}`],
      textposition: [isDown ? "top center" : "bottom center", run < 0 ? "middle left" : "middle right"],
      textfont: { color },
    },
  ];
}

function short(v: number): string {
  return signed(v, 4);
}

/** What the x axis calls its variable, where its label begins with a name alone: `x₁` of "x₁, while x₂ = 2". */
function variableIn(label: unknown): string {
  return /^\p{L}[\p{L}\p{N}₀-₉′]{0,7}(?=$|,)/u.exec(typeof label === "string" ? label : "")?.[0] ?? "x";
}
