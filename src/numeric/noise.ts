// How rough the values of a function are near x: what is left of them once everything smooth is taken away.

import type { Samples } from "./samples";

/** Where the points lie: around x, or on one side of it. */
export type Side = "both" | "right" | "left";

/** So many differences, one of the other, leave nothing of a smooth function on a small scale. */
const depth = 6;
/**
 * The root of the sum of the squared binomial coefficients: so many times larger than independent errors is
 * their sixth difference.
 */
const gain = Math.sqrt(924);
/** The weights of a central difference over the same points. */
const slopeWeights = [-1 / 60, 3 / 20, -3 / 4, 0, 3 / 4, -3 / 20, 1 / 60];

/** What seven values close to x say. */
export interface Close {
  /** The size of the errors in the values of `f`. */
  roughness: number;
  /** The slope; of points on one side, undefined. */
  slope: number | undefined;
}

/**
 * What the values of `f` at points `step` apart say.
 * Source: Moré and Wild, Estimating Computational Noise, SIAM Journal on Scientific Computing 33 (2011).
 */
export function lookClosely({ at, x, float }: Samples, step: number, side: Side): Close {
  const first = { both: -depth / 2, right: 0, left: -depth }[side];
  const values = slopeWeights.map((_, i) => at(float.round(x + (first + i) * step)));
  let differences = values;
  for (let k = 0; k < depth; k++)
    differences = differences.slice(1).map((value, i) => value - differences[i]);
  const rise = values.reduce((sum, value, i) => sum + slopeWeights[i] * value, 0);
  return { roughness: Math.abs(differences[0]) / gain, slope: side === "both" ? rise / step : undefined };
}
