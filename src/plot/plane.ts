// Functions of the plane: how they are called, evaluated on a grid, and what their pictures have in common.

import { asIs, refuseUnknownOptions, wrongType, wrongValue } from "../errors";
import { returned, threw } from "./functionErrors";
import { drawable, hasToList } from "./numbers";
import { type AxesOptions, type CheckedOptions, type Limits, readLimits, readOptions } from "./options";

/**
 * What a function of the plane takes first: the number x where it takes two, `(x, y) => …`, the point
 * `[x, y]` where it takes one, `([x, y]) => …`. It is typed as both, so that either can be written.
 */
export type FirstCoordinate = number & [x: number, y: number];

/** A number, or a tensor that holds one. */
export type PlaneValue = number | { item(): number | boolean };

/** Two numbers, in an array, a typed array or a tensor. */
export type PlaneVector = ArrayLike<number> | { tolist(): unknown };

/**
 * A function of two numbers, `(x, y) => …`, or of a point, `([x, y]) => …`: it is called by the number of its
 * parameters.
 */
export type PlaneFunction = (x: FirstCoordinate, y: number) => PlaneValue;

/** A vector at each point of the plane, such as a gradient: `(x, y) => [u, v]`, or `([x, y]) => …`. */
export type PlaneField = (x: FirstCoordinate, y: number) => PlaneVector;

/** What the pictures over a part of the plane take; the limits are arguments of their own. */
export interface PlaneOptions extends Omit<AxesOptions, "xlim" | "ylim" | "legend" | "fmts"> {
  /**
   * `"equal"`: a step along x is as long on the paper as one along y, so that angles and circles are right;
   * `"auto"`: the axes fill the picture. Without it: equal, unless one side of the picture would be more than
   * four times the other.
   */
  aspect?: "equal" | "auto";
}

/** The names that all of them know. */
export const planeOptionNames: readonly string[] = [
  "xlabel",
  "ylabel",
  "title",
  "figsize",
  "grid",
  "layout",
  "traces",
  "config",
  "show",
  "aspect",
];

/** A part of the plane. */
export interface Window {
  xlim: Limits;
  ylim: Limits;
}

/** Both limits, which must be there; `where` they are given, such as `options.`. */
export function readWindow(
  fn: string,
  xlim: Limits | undefined,
  ylim: Limits | undefined,
  where = "",
): Window {
  const required = (name: string, limits: Limits | undefined): Limits => {
    const argument = where + name;
    const read = readLimits(fn, argument, limits);
    if (read !== undefined) return read;
    throw wrongType({ fn, argument, got: limits, wanted: "two finite numbers such as [-2, 2]" });
  };
  return { xlim: required("xlim", xlim), ylim: required("ylim", ylim) };
}

/**
 * The options of axes, with x and y as labels where there are none; `own` are the names that only this
 * function knows.
 */
export function readPlaneOptions(
  fn: string,
  options: PlaneOptions,
  { xlim, ylim }: Window,
  own: readonly string[] = [],
): CheckedOptions {
  const names = [...planeOptionNames, ...own];
  refuseUnknownOptions(fn, options, names);
  const { aspect } = options;
  if (aspect !== undefined && aspect !== "equal" && aspect !== "auto") {
    throw wrongValue({ fn, argument: "options.aspect", got: aspect, wanted: `"equal" or "auto"` });
  }
  const figsize = isEqual(options, { xlim, ylim }) ? sizeFor({ xlim, ylim }) : ([6, 4] as const);
  return readOptions(fn, { xlabel: "x", ylabel: "y", figsize, ...options, xlim, ylim }, [
    ...names,
    "xlim",
    "ylim",
  ]);
}

/** Whether both axes have one scale; by itself, where the picture is not far from a square. */
export function isEqual({ aspect }: PlaneOptions, { xlim, ylim }: Window): boolean {
  if (aspect !== undefined) return aspect === "equal";
  const ratio = (xlim[1] - xlim[0]) / (ylim[1] - ylim[0]);
  return ratio <= 4 && ratio >= 1 / 4;
}

/** Six inches wide, and as high as axes in one scale need it, beside the scale of colours and the labels. */
function sizeFor({ xlim, ylim }: Window): readonly [width: number, height: number] {
  const ratio = (ylim[1] - ylim[0]) / (xlim[1] - xlim[0]);
  return [6, Math.min(5, Math.max(2.5, 4.3 * ratio + 0.8))];
}

/** What plotly needs to draw both axes in one scale: the picture shrinks, the limits stay. */
export function equalAxes(equal: boolean): { xaxis: object; yaxis: object } {
  if (!equal) return { xaxis: {}, yaxis: {} };
  return { xaxis: { constrain: "domain" }, yaxis: { constrain: "domain", scaleanchor: "x", scaleratio: 1 } };
}

/** Equal steps that meet both limits. */
export function steps([low, high]: Limits, count: number): number[] {
  return Array.from({ length: count }, (_, i) =>
    i === count - 1 ? high : low + ((high - low) * i) / (count - 1),
  );
}

/** The function called the way it wants to be called, its mistakes named with their place. */
export function callable<T>(
  fn: string,
  argument: string,
  f: (x: FirstCoordinate, y: number) => unknown,
  read: (result: unknown) => T | undefined,
  wanted: string,
): (x: number, y: number) => T {
  if (typeof f !== "function") {
    throw wrongType({ fn, argument, got: f, wanted: "a function of two numbers or of a point" });
  }
  const takesPoint = f.length === 1;
  return (x, y) => {
    const call = { fn, argument, at: `(${x}, ${y})` };
    let result: unknown;
    try {
      result = takesPoint ? f([x, y] as unknown as FirstCoordinate, y) : f(x as FirstCoordinate, y);
    } catch (cause) {
      throw threw(call, "a function that can be evaluated everywhere between the limits", cause);
    }
    const value = read(result);
    if (value !== undefined) return value;
    throw returned(call, wanted, result, takesPoint ? pointHint : undefined);
  };
}

const pointHint =
  "A function of one parameter is given the point [x, y]; write (x, y) => … to be given two numbers.";

/** A function whose values are numbers. */
export function scalarFunction(fn: string, f: PlaneFunction): (x: number, y: number) => number {
  return callable(fn, "f", f, toScalar, "a function that returns a number");
}

/** The number in a number, or in a tensor of one element. */
export function toScalar(value: unknown): number | undefined {
  if (typeof value === "number") return value;
  if (!hasToList(value)) return undefined;
  const flat = [value.tolist()].flat(Infinity);
  return flat.length === 1 && typeof flat[0] === "number" ? flat[0] : undefined;
}

/** The two numbers in an array, a typed array or a tensor. */
export function toPair(value: unknown): [number, number] | undefined {
  const list: unknown = hasToList(value) ? value.tolist() : value;
  if (typeof list !== "object" || list === null || (list as { length?: unknown }).length !== 2)
    return undefined;
  const [u, v] = [0, 1].map((i) => toScalar((list as ArrayLike<unknown>)[i]));
  return u === undefined || v === undefined ? undefined : [u, v];
}

/**
 * The values on a grid, row by row from below, NaN where they cannot be drawn. Some facet must have four that
 * can.
 */
export function valuesOn(
  fn: string,
  f: (x: number, y: number) => number,
  xs: readonly number[],
  ys: readonly number[],
): number[][] {
  const z = ys.map((y) => xs.map((x) => drawable(f(x, y))));
  if (hasFacet(z)) return z;
  throw wrongValue({
    fn,
    argument: "f",
    got: asIs(`none on a grid of ${xs.length} by ${ys.length} points`),
    wanted: "a function with finite values at neighbouring points between the limits",
    hint: pointHint,
  });
}

/** Whether there are four numbers around some facet of the grid: single ones cannot be seen. */
export function hasFacet(z: readonly (readonly number[])[]): boolean {
  const isEdge = (row: readonly number[], j: number): boolean => !Number.isNaN(row[j - 1] + row[j]);
  return z.some((row, i) => i > 0 && row.some((_, j) => j > 0 && isEdge(row, j) && isEdge(z[i - 1], j)));
}

/** A whole number of something, such as the points along an axis. */
export function readCount(
  fn: string,
  argument: string,
  count: unknown,
  [least, most]: readonly [number, number],
): number {
  if (Number.isInteger(count) && (count as number) >= least && (count as number) <= most)
    return count as number;
  throw wrongValue({ fn, argument, got: count, wanted: `a whole number from ${least} to ${most}` });
}
