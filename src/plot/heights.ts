// The heights of a function over a part of the plane: on a grid, with levels, perhaps as logarithms.

import { wrongValue } from "../errors";
import { isColor } from "./colors";
import { type Levels, levelsOf, logarithms } from "./levels";
import { extent } from "./numbers";
import { readText } from "./readers";
import { type PlaneFunction, readCount, scalarFunction, steps, valuesOn, type Window } from "./plane";
import { lowestResolved } from "./resolved";
import { say } from "./sentences";

/** How the height of a function is drawn. */
export interface HeightOptions {
  /** About how many levels; 12 where it is not given. They lie at round numbers. */
  levels?: number;
  /**
   * `"log"` draws the decimal logarithm, for functions that grow by powers of ten; values must be positive to
   * be drawn.
   */
  zscale?: "linear" | "log";
  /** In how many points along each axis the function is evaluated; 61 where it is not given. */
  points?: number;
  /** The name of the function, for the scale beside the picture; `f` where it is not given. */
  zlabel?: string;
  /**
   * Plotly's scale of colours, its name or its stops. Without it a surface takes `"Viridis"`, which
   * colour-blind people can read, too, and a map shades of blue on which its numbers can be read.
   */
  colorscale?: string | readonly (readonly [at: number, color: string])[];
}

export const heightOptionNames: readonly string[] = ["levels", "zscale", "points", "zlabel", "colorscale"];

/** A function on a grid, with its levels. */
export interface Heights {
  x: number[];
  y: number[];
  /** Row by row from below; logarithms where `isLog`. */
  z: number[][];
  levels: Levels;
  isLog: boolean;
  /** For the figure's text. */
  notes: string[];
  /** For the picture as well. */
  remarks: string[];
}

export function heightsOf(
  fn: string,
  f: PlaneFunction,
  { xlim, ylim }: Window,
  options: HeightOptions,
): Heights {
  const { points, levels, isLog, zlabel } = readHeightOptions(fn, options);
  const [x, y] = [steps(xlim, points), steps(ylim, points)];
  const values = withoutNoise(valuesOn(fn, scalarFunction(fn, f), x, y));
  const { z, left } = isLog ? logarithms(fn, values) : { z: values, left: 0 };
  const remarks = leftNote(left);
  const [low, high] = extent(values.flat())!.map((v) => Number(v.toPrecision(4)));
  const notes = [say("{axis} from {low} to {high}", { axis: zlabel, low, high }), ...remarks];
  const all = levelsOf(z, levels);
  if (!isLog) return { x, y, z, levels: all, isLog, notes, remarks };
  const [between, above] = [steps(xlim, 4 * points - 3), steps(ylim, 4 * points - 3)];
  const finer = valuesOn(fn, scalarFunction(fn, f), between, above);
  return { x, y, z, levels: withoutIslands(all, z, finer, fn), isLog, notes, remarks };
}

/** The levels of logarithms from the lowest one on that the grid can show. */
function withoutIslands(levels: Levels, coarse: number[][], finer: number[][], fn: string): Levels {
  const { start, end, size } = levels;
  const all = Array.from({ length: Math.round((end - start) / size) + 1 }, (_, k) => start + k * size);
  return { ...levels, start: lowestResolved(all, { coarse, fine: logarithms(fn, finer).z }) };
}

/** A function that differs in its last digits only is drawn as constant. */
function withoutNoise(z: number[][]): number[][] {
  const [low, high] = extent(z.flat())!;
  if (high - low > 1e-12 * Math.max(Math.abs(low), Math.abs(high))) return z;
  return z.map((row) => row.map((v) => (Number.isNaN(v) ? v : low)));
}

function readHeightOptions(
  fn: string,
  { points = 61, levels = 12, zscale = "linear", zlabel = "f", colorscale }: HeightOptions,
): { points: number; levels: number; isLog: boolean; zlabel: string } {
  readCount(fn, "options.points", points, [2, 200]);
  readCount(fn, "options.levels", levels, [1, 100]);
  if (zscale !== "linear" && zscale !== "log") {
    throw wrongValue({ fn, argument: "options.zscale", got: zscale, wanted: `"linear" or "log"` });
  }
  readText(fn, "options.zlabel", zlabel);
  requireColorscale(fn, colorscale);
  return { points, levels, isLog: zscale === "log", zlabel };
}

/** Plotly's own scales. */
const colorscales = [
  ...["Blackbody", "Bluered", "Blues", "Cividis", "Earth", "Electric", "Greens", "Greys", "Hot", "Jet"],
  ...["Picnic", "Portland", "Rainbow", "RdBu", "Reds", "Viridis", "YlGnBu", "YlOrRd"],
];

/** Of a name that it does not know plotly would say nothing, and take another scale. */
function requireColorscale(fn: string, scale: unknown): void {
  if (scale === undefined || colorscales.includes(scale as string)) return;
  const isStop = (stop: unknown): boolean =>
    Array.isArray(stop) && stop.length === 2 && typeof stop[0] === "number" && isColor(stop[1]);
  if (Array.isArray(scale) && scale.length >= 2 && scale.every(isStop)) return;
  throw wrongValue({
    fn,
    argument: "options.colorscale",
    got: scale,
    wanted: `one of ${colorscales.join(", ")}, or stops such as [[0, "white"], [1, "#0072b2"]]`,
  });
}

/**
 * The scale of the colours beside the picture; logarithms are written as the powers of ten that they stand
 * for.
 */
export function colorbar(zlabel: string, isLog: boolean, { start, end }: Levels): object {
  const bar = { title: { text: zlabel }, thickness: 14, outlinewidth: 0 };
  if (!isLog) return bar;
  const powers = Array.from(
    { length: Math.floor(end) - Math.ceil(start) + 1 },
    (_, i) => Math.ceil(start) + i,
  );
  const every = Math.ceil(powers.length / 10);
  const tickvals = powers.filter((_, i) => i % every === 0);
  return { ...bar, tickvals, ticktext: tickvals.map((power) => `10<sup>${power}</sup>`) };
}

function leftNote(left: number): string[] {
  if (left === 0) return [];
  if (left === 1) return [say("1 value that is not positive left out")];
  return [say("{count} values that are not positive left out", { count: left })];
}
