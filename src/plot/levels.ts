// Levels of contour lines.

import { wrongValue } from "../errors";
import { extent } from "./numbers";

/** Equally far apart, as plotly takes them. */
export interface Levels {
  start: number;
  end: number;
  size: number;
}

/** About `count` levels at round numbers, over all of the values. */
export function levelsOf(values: readonly (readonly number[])[], count: number): Levels {
  const [low, high] = extent(values.flatMap((row) => extent(row) ?? []))!;
  // Plotly adds a part of the step to the last level, which must be seen beside a large one.
  if (low === high) return { start: low, end: low, size: Math.max(1, Math.abs(low) / 1000) };
  const size = roundStep((high - low) / count);
  const [first, last] = [Math.ceil(low / size), Math.floor(high / size)];
  // A step that rounding made too large still leaves one level.
  return { start: rounded(first * size), end: rounded(Math.max(first, last) * size), size };
}

/** The nearest of 1, 2, 2.5 and 5 times a power of ten. */
function roundStep(wish: number): number {
  const power = 10 ** Math.floor(Math.log10(wish));
  const near = [1, 2, 2.5, 5, 10].map((digit) => digit * power);
  return rounded(near.reduce((best, step) => (distance(step, wish) < distance(best, wish) ? step : best)));
}

function distance(step: number, wish: number): number {
  return Math.abs(Math.log(step / wish));
}

function rounded(v: number): number {
  return Number(v.toPrecision(12));
}

/** The decimal logarithms; what is not positive has none. */
export function logarithms(fn: string, z: readonly (readonly number[])[]): { z: number[][]; left: number } {
  const logs = z.map((row) => row.map((v) => (v > 0 ? Math.log10(v) : NaN)));
  const left = z.flat().filter((v) => v <= 0).length;
  if (logs.some((row) => row.some(Number.isFinite))) return { z: logs, left };
  throw wrongValue({
    fn,
    argument: "f",
    got: extent(z.flat()),
    wanted: 'a function with positive values where options.zscale is "log"',
  });
}
