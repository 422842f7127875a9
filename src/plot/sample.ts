// Adaptive sampling of a function, with gaps at jumps and poles.

import { wrongType } from "../errors";
import { type Break, findBreaks } from "./breaks";
import { returned, threw } from "./functionErrors";
import { extent, type RealFunction } from "./numbers";
import type { Points } from "./reduce";

/** A sampled function. */
export interface Sampled extends Points {
  /** The y values worth showing where the function has poles; missing where it has none. */
  yRange?: [low: number, high: number];
}

/** How many points a function is evaluated at, where the caller gives limits only. */
const gridPoints = 301;

/** The share of the grid beside a pole that does not count for the limits of the y axis. */
const besidePole = 0.03;

/** Equal steps from `low` to `high`, or equal factors on a log axis; both ends are met exactly. */
export function grid([low, high]: readonly [number, number], scale: "linear" | "log"): number[] {
  const last = gridPoints - 1;
  const at = (i: number): number =>
    scale === "log" ? low * (high / low) ** (i / last) : low + ((high - low) * i) / last;
  return Array.from({ length: gridPoints }, (_, i) => (i === last ? high : at(i)));
}

/**
 * The function on the given x: a gap (NaN) where it is not finite, and one more between two x where it jumps.
 */
export function sample(f: RealFunction, xs: ArrayLike<number>): Sampled {
  const ys = new Float64Array(xs.length);
  for (let i = 0; i < ys.length; i++) ys[i] = f(xs[i]);
  const breaks = findBreaks(f, xs, ys).sort((a, b) => a.after - b.after);
  const poles = [...breaks.filter(({ isPole }) => isPole).map(({ after }) => after + 0.5), ...infinities(ys)];
  const yRange = poles.length === 0 ? undefined : rangeBeside(poles, ys);
  return { ...withGaps(xs, ys, breaks), ...(yRange && { yRange }) };
}

function withGaps(xs: ArrayLike<number>, ys: Float64Array, breaks: readonly Break[]): Points {
  const x = new Float64Array(ys.length + breaks.length);
  const y = new Float64Array(x.length);
  let [at, next] = [0, 0];
  for (let i = 0; i < ys.length; i++) {
    [x[at], y[at++]] = [xs[i], Number.isFinite(ys[i]) ? ys[i] : NaN];
    for (; breaks[next]?.after === i; next++) [x[at], y[at++]] = [breaks[next].x, NaN];
  }
  return { x, y };
}

function infinities(ys: Float64Array): number[] {
  const found: number[] = [];
  ys.forEach((y, i) => Math.abs(y) === Infinity && found.push(i));
  return found;
}

/**
 * What the function takes on away from its poles; where poles are everywhere, the middle four fifths of its
 * values.
 */
function rangeBeside(poles: readonly number[], ys: Float64Array): [number, number] | undefined {
  const far = farFrom(poles, ys, besidePole * ys.length);
  const range = extent(far);
  if (range !== undefined && far.length > ys.length / 4) return range;
  const sorted = ys.filter(Number.isFinite).sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))];
  return sorted.length === 0 ? undefined : [at(0.1), at(0.9)];
}

/** The values more than `near` places away from every pole. */
function farFrom(poles: readonly number[], ys: Float64Array, near: number): Float64Array {
  const sorted = [...poles].sort((a, b) => a - b);
  let next = 0;
  return ys.filter((_, i) => {
    while (sorted[next] < i - near) next++;
    return next === sorted.length || sorted[next] > i + near;
  });
}

/** The function with its mistakes named: where it throws, or returns something that is no number. */
export function guarded(fn: string, argument: string, f: (x: number) => unknown): RealFunction {
  if (typeof f !== "function") throw wrongType({ fn, argument, got: f, wanted: "a function of one number" });
  return (x) => {
    let y: unknown;
    try {
      y = f(x);
    } catch (cause) {
      const wanted = "a function that can be evaluated on the whole of the x axis";
      throw threw({ fn, argument, at: `x = ${x}` }, wanted, cause);
    }
    if (typeof y === "number") return y;
    throw returned({ fn, argument, at: `x = ${x}` }, "a function that returns a number", y);
  };
}
