import type { RealFunction } from "./numbers";

/** Placeholder until numeric's tangentLine is there: central difference, once extrapolated. */
export function slopeAt(f: RealFunction, x0: number): number {
  const h = 1e-3 * Math.max(1, Math.abs(x0));
  const central = (d: number): number => (f(x0 + d) - f(x0 - d)) / (2 * d);
  return (4 * central(h / 2) - central(h)) / 3;
}
