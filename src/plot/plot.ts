// plot(X, Y): curves in the manner of D2L's helper.

import { asIs, wrongType, wrongValue } from "../errors";
import { defaultConfig, Figure } from "./figure";
import { layoutOf, union } from "./layout";
import { type Curve, extent, type Numbers, readCurves, type RealFunction } from "./numbers";
import {
  type CheckedOptions,
  type Limits,
  plotOptionNames,
  type PlotOptions,
  readOptions,
  type Scale,
} from "./options";
import { budget } from "./reduce";
import { grid, guarded, sample, type Sampled } from "./sample";
import { toTraces } from "./traces";

/** The curves of a picture: the numbers of one, or several in an array or as the rows of a matrix. */
export type Curves = Numbers | readonly Numbers[];

/** Numbers or functions, one or several, to be drawn over X. */
export type CurvesOrFunctions = Numbers | RealFunction | readonly (Numbers | RealFunction)[];

/**
 * Draws curves, shows the picture at once and returns the `Figure`: D2L's helper of the same name.
 *
 * - `plot(X, Y)`: Y against X. Either may hold several curves (an array of arrays, a matrix); one X serves
 *   all Y.
 * - `plot(Y)`: the numbers of Y against their indices 0, 1, 2, …
 * - `plot(X, f)`: a function, evaluated on X; functions and numbers may be mixed: `plot(x, [f, tangent])`.
 * - `plot(f, { xlim })`: a function between limits, evaluated at 301 points.
 *
 * X and Y are arrays, typed arrays or tensors. A value that is not finite, or not positive on a log axis,
 * leaves a gap; a function is not drawn through its poles and jumps, and poles do not set the limits of the y
 * axis. A curve with more points than a picture can show is reduced (all curves together keep at most 3,600:
 * of equal runs of points the smallest and largest x and y), and the figure says so.
 *
 * @param X the x values, or the y values where they are alone, or a function
 * @param Y the y values, or functions of x
 * @param options see `PlotOptions`; any attribute of plotly can be given as `layout` or `traces`
 * @throws TypeError for an argument or option of the wrong kind; RangeError for arrays of different lengths,
 *   empty arrays, curves without a single value to draw, limits in the wrong order, an unknown format string,
 *   a function that throws
 * @example
 * ```ts
 * plot([0, 1, 2, 3], [[0, 1, 4, 9], [0, 2, 4, 6]], { xlabel: "x", legend: ["x²", "2x"], fmts: ["-", "m--"] })
 * // => Figure: x², 2x; x from 0 to 3, y from 0 to 9
 * plot((x) => 1 / x, { xlim: [-2, 2], ylabel: "1/x" })
 * // => Figure: 1 curve; x from -2 to 2, 1/x from -8.25 to 8.25
 * ```
 */
export function plot(X: Curves, Y: CurvesOrFunctions | undefined, options?: PlotOptions): Figure;
/** Draws the numbers of X against their indices 0, 1, 2, …; see `plot(X, Y, options)`. */
export function plot(X: Curves, options?: PlotOptions): Figure;
/** Draws functions between the limits `options.xlim`; see `plot(X, Y, options)`. */
export function plot(
  f: RealFunction | readonly RealFunction[],
  options: PlotOptions & { xlim: Limits },
): Figure;
export function plot(X: unknown, second?: unknown, third?: unknown): Figure {
  const secondIsOptions = third === undefined && isOptions(second);
  const given = (secondIsOptions ? second : third === undefined ? {} : third) as PlotOptions;
  const options = readOptions("plot", given, plotOptionNames);
  const curves = pair(X, secondIsOptions ? undefined : second, options);
  return draw("plot", curves, options);
}

/** A plain object that holds no numbers. */
function isOptions(value: unknown): boolean {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    !ArrayBuffer.isView(value) &&
    !("tolist" in value)
  );
}

/** A curve with its place in the arguments, for errors. */
interface Placed {
  argument: string;
  curve: Curve;
}

function placed(argument: string, value: unknown): Placed[] {
  const curves = readCurves("plot", argument, value);
  return curves.map((curve, k) => ({
    curve,
    argument: curves.length === 1 ? argument : `${argument}[${k}]`,
  }));
}

/** Which y goes with which x. */
function pair(X: unknown, Y: unknown, options: CheckedOptions): Sampled[] {
  const xs = placed("X", X);
  if (Y === undefined) return xs.map((y) => alone(y, options));
  const ys = placed("Y", Y);
  if (xs.length !== ys.length && xs.length !== 1) {
    throw wrongValue({
      fn: "plot",
      argument: "Y",
      got: asIs(`X with ${xs.length} curves and Y with ${ys.length}`),
      wanted: "as many curves as X, or X a single one",
    });
  }
  return ys.map((y, k) => over(xs[xs.length === 1 ? 0 : k], y));
}

/** Y over its indices, or a function between the limits. */
function alone({ argument, curve }: Placed, { xlim, xscale }: CheckedOptions): Sampled {
  if (typeof curve !== "function") return { x: indices(curve.length), y: curve };
  if (xlim !== undefined) return sample(guarded("plot", argument, curve), grid(xlim, xscale));
  throw wrongType({
    fn: "plot",
    argument: "options.xlim",
    got: undefined,
    wanted: "two limits such as [0, 3] where a function is drawn without x values",
  });
}

function indices(count: number): Float64Array {
  return new Float64Array(count).map((_, i) => i);
}

function over(x: Placed, y: Placed): Sampled {
  if (typeof x.curve === "function") {
    throw wrongType({
      fn: "plot",
      argument: x.argument,
      got: x.curve,
      wanted: "numbers where Y is given",
      hint: "A function goes second, plot(x, f), or alone with limits, plot(f, { xlim: [0, 3] }).",
    });
  }
  if (typeof y.curve === "function") return sample(guarded("plot", y.argument, y.curve), x.curve);
  if (x.curve.length === y.curve.length) return { x: x.curve, y: y.curve };
  throw wrongValue({
    fn: "plot",
    argument: y.argument,
    got: asIs(`${y.curve.length} for the ${x.curve.length} of ${x.argument}`),
    wanted: `as many numbers as ${x.argument}`,
  });
}

/** More curves than anybody can tell apart. */
const mostCurves = 500;

/** The picture of the curves, shown unless the options say otherwise. */
export function draw(
  fn: string,
  curves: readonly Sampled[],
  options: CheckedOptions,
  remarks: readonly string[] = [],
): Figure {
  if (options.legend.length > curves.length) {
    throw wrongValue({
      fn,
      argument: "options.legend",
      got: options.legend,
      wanted: `at most ${curves.length} name${curves.length === 1 ? "" : "s"}, one a curve`,
    });
  }
  if (curves.length > mostCurves) {
    throw wrongValue({
      fn,
      argument: "the number of curves",
      got: curves.length,
      wanted: `at most ${mostCurves}`,
      hint: "A list of points is drawn by plot(points.map(([x]) => x), points.map(([, y]) => y)).",
    });
  }
  const { traces, notes: ofTraces } = toTraces(fn, curves, options, budget(curves.length));
  const notes = [...ofTraces, ...remarks];
  const hasLegend = options.legend.length > 0 || options.traces.some(({ name }) => name !== undefined);
  const hasPoles = curves.some(({ yRange }) => yRange !== undefined);
  const layout = layoutOf(options, {
    hasLegend,
    notes,
    yRange: hasPoles ? visible(curves, options.yscale) : undefined,
    extents: { x: union(curves.map(({ x }) => extent(x))), y: union(curves.map(({ y }) => extent(y))) },
  });
  const config = { ...defaultConfig, ...options.config };
  const figure = new Figure({ data: [...traces, ...options.traces], layout, config }, notes);
  return options.show ? figure.show() : figure;
}

/** What the y axis shows where a curve has poles: of each curve what is worth showing. */
function visible(curves: readonly Sampled[], scale: Scale): Limits | undefined {
  const ranges = curves.map(({ y, yRange = extent(y) }) => (scale === "log" ? positive(y, yRange) : yRange));
  return union(ranges);
}

/** The part of a range that has a place on a log axis. */
function positive(y: ArrayLike<number>, range: Limits | undefined): Limits | undefined {
  if (range === undefined || range[0] > 0) return range;
  const [low] = extent(Array.from(y, (v) => (v > 0 ? v : NaN))) ?? [];
  return low === undefined || low > range[1] ? undefined : [low, range[1]];
}
