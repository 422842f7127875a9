// quiver: a field of vectors as arrows.

import { asIs, refuseUnknownOptions, wrongType, wrongValue } from "../errors";
import { cycle, isColor } from "./colors";
import type { Figure } from "./figure";
import { drawable, extent } from "./numbers";
import type { Limits } from "./options";
import { type Arrow, arrowTraces } from "./arrows";
import {
  callable,
  equalAxes,
  isEqual,
  type PlaneField,
  planeOptionNames,
  type PlaneOptions,
  readCount,
  readPlaneOptions,
  readWindow,
  steps,
  toPair,
  type Window,
} from "./plane";
import { planeFigure } from "./planeFigure";
import { say } from "./sentences";

/** What `quiver` takes. */
export interface QuiverOptions extends PlaneOptions {
  /** How many arrows along each axis; 15 where it is not given. */
  points?: number;
  /**
   * The length of an arrow on the axes, as a multiple of its vector: `1` draws the vector (1, 0) one unit of
   * x long. Without it the longest arrow is as long as the arrows' feet are apart, and the others in
   * proportion.
   */
  scale?: number;
  /** The colour of the arrows, as CSS writes it. */
  color?: string;
}

const own: readonly string[] = ["points", "scale", "color"];

/** How far apart the arrows' feet are. */
interface Spacing {
  x: number;
  y: number;
}

/**
 * Draws a field of vectors as arrows that begin at the points of a grid, shows the picture at once and
 * returns the `Figure`.
 *
 * The field takes two numbers, `(x, y) => [u, v]`, or, with one parameter, the point: `([x, y]) => [u, v]`; a
 * gradient may be returned as it is, as an array or as a tensor. The longest arrow is as long as the arrows'
 * feet are apart, and the others in proportion, unless `scale` says how long they are. A vector of length
 * zero is a dot; one that is not finite is left out, and the figure says so.
 *
 * @param field the vector at each point
 * @param xlim the limits of x, the smaller first
 * @param ylim the limits of y
 * @param options labels, `points`, `scale`, `color`, …; any attribute of plotly can be given as `layout`,
 *   `traces` or `config`
 * @throws TypeError for an argument or option of the wrong kind, or a value that is no pair of numbers;
 *   RangeError for limits in the wrong order, a field that throws, or without a single finite vector
 * @example
 * ```ts
 * quiver((x, y) => [2 * x, 8 * y], [-2, 2], [-1, 1], { title: "The gradient of x² + 4y²" })
 * // => Figure: The gradient of x² + 4y²: 225 arrows; x from -2.143 to 2.143, y from -1.179 to 1.179; the longest stands for 8.944
 * ```
 */
export function quiver(field: PlaneField, xlim: Limits, ylim: Limits, options: QuiverOptions = {}): Figure {
  const fn = "quiver";
  const window = readWindow(fn, xlim, ylim);
  refuseUnknownOptions(fn, options, [...planeOptionNames, ...own]);
  const { points = 15, color = cycle[0] } = options;
  readCount(fn, "options.points", points, [2, 50]);
  requireColor(fn, color);
  const spacing = { x: (xlim[1] - xlim[0]) / (points - 1), y: (ylim[1] - ylim[0]) / (points - 1) };
  const { arrows, left } = arrowsOf(fn, field, window, points);
  const scale = readScale(fn, options.scale) ?? fitting(arrows, spacing);
  const checked = readPlaneOptions(fn, options, padded(window, spacing, arrows, scale), own);
  const longest = Math.max(...arrows.map(({ u, v }) => Math.hypot(u, v)));
  const remarks = leftNote(left);
  const equal = isEqual(options, window);
  return planeFigure(arrowTraces(arrows, { scale, spacing, color, equal }), checked, {
    notes: [say("the longest stands for {length}", { length: Number(longest.toPrecision(4)) }), ...remarks],
    remarks,
    layout: equalAxes(equal),
  });
}

function arrowsOf(
  fn: string,
  field: PlaneField,
  { xlim, ylim }: Window,
  points: number,
): { arrows: Arrow[]; left: number } {
  const wanted = "a function that returns two numbers, such as [2 * x, 8 * y]";
  const vector = callable(fn, "field", field, toPair, wanted);
  const all = steps(ylim, points).flatMap((y) =>
    steps(xlim, points).map((x) => {
      const [u, v] = vector(x, y);
      return { x, y, u, v };
    }),
  );
  const arrows = all.filter(({ u, v }) => !Number.isNaN(drawable(u) + drawable(v)));
  if (arrows.length > 0) return { arrows, left: all.length - arrows.length };
  throw wrongValue({
    fn,
    argument: "field",
    got: asIs(`none on a grid of ${points} by ${points} points`),
    wanted: "a function with at least one finite vector between the limits",
  });
}

function readScale(fn: string, scale: unknown): number | undefined {
  if (scale === undefined || (typeof scale === "number" && scale > 0 && scale < Infinity)) return scale;
  throw wrongType({ fn, argument: "options.scale", got: scale, wanted: "a positive number" });
}

function requireColor(fn: string, color: unknown): void {
  if (isColor(color)) return;
  const wanted = 'a colour as CSS writes it, such as "crimson" or "#0072b2"';
  throw wrongType({ fn, argument: "options.color", got: color, wanted });
}

/** The scale by which no arrow is longer than the arrows' feet are apart. */
function fitting(arrows: readonly Arrow[], spacing: Spacing): number {
  const longest = Math.max(
    ...arrows.map(({ u, v }) => Math.max(Math.abs(u) / spacing.x, Math.abs(v) / spacing.y)),
  );
  return longest === 0 ? 1 : 1 / longest;
}

/** The limits, wider where arrows lead out of them. */
function padded(window: Window, spacing: Spacing, arrows: readonly Arrow[], scale: number): Window {
  const wider = (limits: Limits, tips: readonly number[], air: number): Limits => {
    const [low, high] = extent([...limits, ...tips])!;
    return [low - air, high + air];
  };
  return {
    xlim: wider(window.xlim, arrows.map(({ x, u }) => x + scale * u), spacing.x / 4), // prettier-ignore
    ylim: wider(window.ylim, arrows.map(({ y, v }) => y + scale * v), spacing.y / 4), // prettier-ignore
  };
}

function leftNote(left: number): string[] {
  if (left === 0) return [];
  if (left === 1) return [say("no arrow at 1 point, where the vector is not finite")];
  return [say("no arrows at {count} points, where the vectors are not finite", { count: left })];
}
