// descent: the steps of a descent, on the contours of what it descends.

import { asIs, refuseUnknownOptions, wrongType, wrongValue } from "../errors";
import { contourTrace } from "./contour";
import type { Figure } from "./figure";
import { heightOptionNames, type HeightOptions } from "./heights";
import { drawable, extent, hasToList, isList, type RealFunction } from "./numbers";
import { merged } from "./layout";
import { type Limits, readOptions } from "./options";
import {
  equalAxes,
  isEqual,
  type PlaneVector,
  type PlaneFunction,
  planeOptionNames,
  type PlaneOptions,
  readPlaneOptions,
  readWindow,
  toPair,
  toScalar,
} from "./plane";
import { planeFigure } from "./planeFigure";
import { draw } from "./plot";
import { type Points, reduced } from "./reduce";
import { grid, guarded, sample } from "./sample";
import { signed } from "./minus";
import type { Trace } from "./spec";
import { say } from "./sentences";

/** What `descent` takes. */
export interface DescentOptions extends PlaneOptions, HeightOptions {
  /** The limits of the picture; without them it reaches a quarter further than the path on every side. */
  xlim?: Limits;
  ylim?: Limits;
}

/**
 * The points of a path: pairs of numbers in an array, or the rows of a matrix; numbers alone where the
 * function has one variable.
 */
export type DescentPath = ArrayLike<number> | readonly PlaneVector[] | { tolist(): unknown };

type Point = [x: number, y: number];

/** The most points of a path that are drawn. */
const mostSteps = 1500;

const pathColor = "#d55e00";

/**
 * Draws the path of a descent on the contours of the function that it descends, its start and its end marked,
 * shows the picture at once and returns the `Figure`. For a function of one variable it draws the steps on
 * the curve.
 *
 * @param f the function, given as to `contour`; or a function of one number where the path holds numbers
 * @param path the points one after another, the start first: pairs of numbers, tensors of two numbers, or the
 *   rows of a matrix; or numbers
 * @param options labels, limits, `levels`, `zscale`, `points`, …; any attribute of plotly can be given as
 *   `layout`, `traces` or `config`
 * @throws TypeError for an argument or option of the wrong kind; RangeError for an empty path, a point that
 *   is not finite, limits in the wrong order, a function that throws
 * @example
 * ```ts
 * const path = [[-2, 1]];
 * for (let k = 0; k < 20; k++) {
 *   const [x, y] = path[k];
 *   path.push([x - 0.1 * 2 * x, y - 0.1 * 8 * y]);
 * }
 * descent((x, y) => x ** 2 + 4 * y ** 2, path)
 * // => Figure: contours of f, descent in 20 steps, start (−2, 1), end (−0.02306, 0); x from -2.494 to 0.4712, y from -0.25 to 1.25; f from 0.0005317 to 12.47
 * ```
 */
export function descent(f: PlaneFunction, path: DescentPath, options: DescentOptions = {}): Figure {
  refuseUnknownOptions("descent", options, [...planeOptionNames, ...heightOptionNames, "xlim", "ylim"]);
  const points = readPath(path);
  return typeof points[0] === "number"
    ? onCurve(f as RealFunction, points as number[], options)
    : onContours(f, points as Point[], options);
}

/** Numbers or pairs, as the first one is. */
function readPath(path: unknown): number[] | Point[] {
  const list: unknown = hasToList(path) ? path.tolist() : path;
  if (!isList(list) || list.length === 0) throw notAPath("path", path);
  const isLine = toScalar(list[0]) !== undefined;
  return Array.from(list, (item, k) => {
    const point = isLine ? toScalar(item) : toPair(item);
    if (point === undefined) throw notAPath(`path[${k}]`, item, isLine);
    if (!isDrawable(point)) throw runaway(`path[${k}]`, point);
    return point;
  }) as number[] | Point[];
}

function isDrawable(point: number | Point): boolean {
  if (typeof point === "number") return !Number.isNaN(drawable(point));
  return isDrawable(point[0]) && isDrawable(point[1]);
}

function runaway(argument: string, point: number | Point): RangeError {
  return wrongValue({
    fn: "descent",
    argument,
    got: typeof point === "number" ? point : asIs(`(${point.join(", ")})`),
    wanted: "finite",
    hint: "A descent with too large a step runs away: draw its first steps only, or make the step smaller.",
  });
}

function notAPath(argument: string, got: unknown, isLine = false): TypeError {
  const point = isLine ? "a number" : "a pair of numbers";
  const wanted =
    argument === "path" ? "an array of at least one point such as [[-2, 1], [-1.6, 0.2]]" : point;
  return wrongType({ fn: "descent", argument, got, wanted });
}

function onContours(f: PlaneFunction, points: readonly Point[], options: DescentOptions): Figure {
  const fn = "descent";
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const window = readWindow(fn, options.xlim ?? around(xs), options.ylim ?? around(ys), "options.");
  const checked = readPlaneOptions(fn, options, window, [...heightOptionNames, "xlim", "ylim"]);
  const { trace, notes, remarks } = contourTrace(fn, f, window, { ...options, labels: false });
  const path = reduced({ x: xs, y: ys }, mostSteps);
  const fewer = fewerNote(path, xs.length);
  return planeFigure([trace, ...pathTraces(path, points)], checked, {
    hasLegend: true,
    notes: [...notes, ...fewer],
    remarks: [...remarks, ...fewer],
    layout: equalAxes(isEqual(options, window)),
  });
}

/** Room for a path on every side, also where it does not move. */
function around(numbers: readonly number[]): Limits {
  const [low, high] = extent(numbers)!;
  const air = (high - low) / 4 || Math.abs(high) / 4 || 1;
  return [low - air, high + air];
}

function onCurve(f: RealFunction, xs: readonly number[], options: DescentOptions): Figure {
  const fn = "descent";
  const names = [...planeOptionNames, "xlim", "ylim"];
  const { xlim = around(xs), aspect, ...axes } = options;
  const checked = readOptions(fn, { xlabel: "x", ylabel: "f(x)", ...axes, xlim }, names);
  const curve = guarded(fn, "f", typeof f === "function" ? (x) => numberIn(f(x)) : f);
  const points = xs.map((x): Point => {
    const y = curve(x);
    if (!isDrawable(y)) throw runaway(`f(${x})`, y);
    return [x, y];
  });
  const path = reduced({ x: xs, y: points.map(([, y]) => y) }, mostSteps);
  return draw(
    fn,
    [sample(curve, grid(xlim, "linear"))],
    {
      ...checked,
      traces: [...pathTraces(path, points), ...checked.traces],
      layout: merged(equalAxes(aspect === "equal"), checked.layout),
    },
    fewerNote(path, xs.length),
  );
}

function fewerNote({ x }: Points, all: number): string[] {
  return x.length < all ? [say("{drawn} of {total} points drawn", { drawn: x.length, total: all })] : [];
}

/** A tensor of one element is as good as its number. */
function numberIn(value: unknown): unknown {
  return toScalar(value) ?? value;
}

/** The path with a mark at each step, its start and its end, in this order so that the two lie on top. */
function pathTraces({ x, y }: Points, points: readonly Point[]): Trace[] {
  const count = points.length - 1;
  const common = { type: "scatter", hovertemplate: "(%{x:.6g}, %{y:.6g})<extra></extra>" };
  // What is too near to zero to be told from it in the picture is zero.
  const unit = 1e-3 * Math.max(...points.flat().map(Math.abs));
  const short = (v: number): string => signed(Math.abs(v) < unit ? 0 : v, 4);
  const end = (name: string, [px, py]: Point, symbol: string, fill: string): Trace => ({
    ...common,
    name: `${name} (${short(px)}, ${short(py)})`,
    mode: "markers",
    x: [px],
    y: [py],
    marker: { color: fill, size: 11, symbol, line: { color: "#000000", width: 1.5 } },
  });
  return [
    {
      ...common,
      name: say(count === 1 ? "descent in {count} step" : "descent in {count} steps", { count }),
      mode: "lines+markers",
      x: Array.from(x),
      y: Array.from(y),
      line: { color: pathColor, width: 2, simplify: false },
      marker: { color: pathColor, size: 5 },
    },
    end(say("start"), points[0], "circle", "#ffffff"),
    end(say("end"), points[count], "star", pathColor),
  ];
}
