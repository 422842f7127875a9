// Inputs for the tests of derivatives: drawn at random, from where a function has a derivative.

import type { Tensor } from "../../index";
import * as lib from "../../index";
import { Generator } from "../../tensor/random";

/** Where inputs are drawn from: an interval, away from the points where the function has a kink or a pole. */
export interface Domain {
  low: number;
  high: number;
  /** Points to keep clear of. */
  kinks?: number[];
}

/** How a rule is checked: inputs of these shapes from this domain, put through the operation. */
export interface Row {
  domain?: Domain;
  shapes: number[][];
  call: (...inputs: Tensor[]) => Tensor;
}

export const anywhere: Domain = { low: -2, high: 2 };
export const positive: Domain = { low: 0.3, high: 3 };
export const nonZero: Domain = { low: -2, high: 2, kinks: [0] };
export const inside: Domain = { low: -0.9, high: 0.9 };

const vectors = [[3], [], [2, 3]];
export const each = (call: Row["call"], domain: Domain = anywhere): Row[] =>
  vectors.map((shape) => ({ domain, shapes: [shape], call }));

/** Pairs of shapes that broadcast, each way. */
const pairs = [
  [[3], [3]],
  [[2, 3], [3]],
  [[3], [2, 1]],
  [[], [2, 2]],
  [
    [2, 1, 3],
    [4, 1],
  ],
];
export const both = (call: Row["call"], domain: Domain = anywhere): Row[] =>
  pairs.map((shapes) => ({ domain, shapes, call }));

export const along = (
  f: (x: Tensor, dim?: lib.Dims, keepdim?: boolean) => Tensor,
  domain: Domain = anywhere,
): Row[] => [
  { domain, shapes: [[3]], call: (x) => f(x) },
  { domain, shapes: [[2, 3]], call: (x) => f(x, 0) },
  { domain, shapes: [[2, 3]], call: (x) => f(x, -1, true) },
  { domain, shapes: [[2, 3, 2]], call: (x) => f(x, [0, 2]) },
];

const random = new Generator(20251123);

/** A float64 tensor of random numbers, none of them close to a kink. */
export function draw(shape: number[], { low, high, kinks = [] }: Domain): Tensor {
  const blank = lib.zeros(shape, { dtype: "float64" });
  const number = (): number => {
    const x = low + (high - low) * random.uniform64();
    return kinks.some((kink) => Math.abs(x - kink) < 0.05) ? number() : x;
  };
  const t = blank.withValues(blank.toFlatArray().map(number));
  t.requiresGrad = true;
  return t;
}
