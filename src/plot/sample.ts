// A function as points: evaluated on a grid, with gaps where it jumps or has a pole.

import { asIs, wrongType, wrongValue } from "../errors";
import { findBreaks } from "./breaks";
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

/** The function on the given x: a gap (NaN) where it is not finite, and one more between two x where it jumps. */
export function sample(f: RealFunction, xs: ArrayLike<number>): Sampled {
  const ys = Array.from(xs, f);
  const breaks = findBreaks(f, xs, ys);
  const poles = [...breaks.filter(({ isPole }) => isPole).map(({ after }) => after + 0.5), ...infinities(ys)];
  const yRange = poles.length === 0 ? undefined : rangeBeside(poles, ys);
  return { ...withGaps(xs, ys, breaks), ...(yRange && { yRange }) };
}

function withGaps(
  xs: ArrayLike<number>,
  ys: number[],
  breaks: readonly { after: number; x: number }[],
): Points {
  const gaps = new Map(breaks.map(({ after, x }) => [after, x]));
  const [x, y]: [number[], number[]] = [[], []];
  ys.forEach((value, i) => {
    x.push(xs[i]);
    y.push(Number.isFinite(value) ? value : NaN);
    const gap = gaps.get(i);
    if (gap !== undefined) {
      x.push(gap);
      y.push(NaN);
    }
  });
  return { x, y };
}

function infinities(ys: readonly number[]): number[] {
  return ys.flatMap((y, i) => (Math.abs(y) === Infinity ? [i] : []));
}

/** What the function takes on away from its poles; where poles are everywhere, the middle four fifths of its values. */
function rangeBeside(poles: readonly number[], ys: readonly number[]): [number, number] | undefined {
  const far = farFrom(poles, ys, besidePole * ys.length);
  const range = extent(far);
  if (range !== undefined && far.length > ys.length / 4) return range;
  const sorted = ys.filter(Number.isFinite).sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))];
  return sorted.length === 0 ? undefined : [at(0.1), at(0.9)];
}

/** The values more than `near` places away from every pole. */
function farFrom(poles: readonly number[], ys: readonly number[], near: number): number[] {
  const sorted = [...poles].sort((a, b) => a - b);
  let next = 0;
  return ys.filter((_, i) => {
    while (sorted[next] < i - near) next++;
    return next === sorted.length || sorted[next] > i + near;
  });
}

/** The function with its mistakes named: where it throws, or returns something that is no number. */
export function guarded(fn: string, argument: string, f: RealFunction): RealFunction {
  return (x) => {
    let y: unknown;
    try {
      y = f(x);
    } catch (cause) {
      throw Object.assign(threw(fn, argument, x, cause), { cause });
    }
    if (typeof y === "number") return y;
    throw wrongType({
      fn,
      argument,
      got: asIs(`a function with f(${x}) = ${brief(y)}`),
      wanted: "a function that returns a number",
    });
  };
}

function threw(fn: string, argument: string, x: number, cause: unknown): RangeError {
  const reason = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
  return wrongValue({
    fn,
    argument,
    got: asIs(`one that threw at x = ${x} (${reason})`),
    wanted: "a function that can be evaluated on the whole of the x axis",
    hint: "Return NaN where it is not defined, and the picture has a gap there; or choose other limits.",
  });
}

function brief(value: unknown): string {
  return typeof value === "object" && value !== null
    ? `an ${value.constructor?.name ?? "object"}`
    : String(value);
}
