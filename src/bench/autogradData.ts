// What all engines of the autograd benchmark compute with, and what a workload is.

/**
 * Makes everything ready; what it returns is timed. Its result, added up, is compared between the engines.
 */
export type Workloads = Record<Name, () => () => number | { sum(): { item(): number } }>;

/** The rows of the table. */
export const titles = {
  chain: "the chain of three steps y = a x + b, build + gradient",
  norm: "gradient of a norm, n = 1000",
  bigNorm: "gradient of a norm, n = 1,000,000",
  rosenbrock: "gradient of Rosenbrock's function, n = 1000",
  network: "network 20-64-1 with tanh, 64 samples, one step",
  hessian: "Hessian of Rosenbrock's function, n = 50",
  descent: "1000 steps of gradient descent",
  million: "1,000,000 chained operations",
} as const;

export type Name = keyof typeof titles;

const list = (n: number, f: (i: number) => number): number[] => Array.from({ length: n }, (_, i) => f(i));

export const data: {
  sines(n: number): number[];
  inputs: number[];
  targets: number[];
  weights(n: number): number[];
} = {
  sines: (n: number): number[] => list(n, (i) => Math.sin(i + 1)),
  inputs: list(64 * 20, (i) => Math.sin(0.7 * i)),
  targets: list(64, (i) => Math.cos(i)),
  weights: (n: number): number[] => list(n, (i) => 0.1 * Math.sin(i + 1)),
};
