// How much slower than a function written by hand a symbolic one is, and how much a gradient costs above the
// calls of its function. Run: node dist/bench/derivatives.js

import { numericalGradient, symbolic } from "../index";

/** The least time of several runs, in milliseconds of this thread. */
function least(runs: number, f: () => void): number {
  let best = Infinity;
  for (let i = 0; i < runs; i++) {
    const start = process.cpuUsage();
    f();
    const { user, system } = process.cpuUsage(start);
    best = Math.min(best, (user + system) / 1000);
  }
  return best;
}

let sink = 0;
const points = Float64Array.from({ length: 1000 }, (_, i) => 0.1 + i / 500);

/** A million calls. */
function calls(f: (x: number) => number): () => void {
  return () => {
    for (let k = 0; k < 1000; k++) for (const x of points) sink += f(x);
  };
}

const pairs: [string, (x: number) => number][] = [
  ["x^3 - 1/x", (x) => x ** 3 - 1 / x],
  ["x^2 + 3*x + 1", (x) => x ** 2 + 3 * x + 1],
  ["log(x^2)*sin(x) + 1/x", (x) => Math.log(x ** 2) * Math.sin(x) + 1 / x],
  ["e^(-x^2)", (x) => Math.exp(-(x ** 2))],
];
for (const [text, byHand] of pairs) {
  const made = symbolic(text);
  const [own, hand] = [calls(made), calls(byHand)];
  own();
  hand();
  const ratio = least(7, own) / least(7, hand);
  console.log(`${text}: symbolic takes ${ratio.toFixed(2)} times the function by hand`);
}

const n = 10_000;
const x = Array.from({ length: n }, (_, i) => 1 + (i % 7));
const f = (v: ArrayLike<number>): number => {
  let sum = 0;
  for (let i = 0; i < v.length; i++) sum += v[i] * v[i];
  return Math.sqrt(sum);
};
for (const [name, point] of [
  ["array", x],
  ["Float64Array", Float64Array.from(x)],
] as const) {
  const bare = (): void => {
    for (let i = 0; i < 2 * n; i++) sink += f(point);
  };
  const gradient = (): void =>
    void (sink += numericalGradient(f as (v: unknown) => number, point as number[])[0]);
  bare();
  gradient();
  const ratio = least(5, gradient) / least(5, bare);
  console.log(
    `gradient of ${n} variables (${name}): ${ratio.toFixed(2)} times the function's own ${2 * n} calls`,
  );
}
if (Number.isNaN(sink)) console.log("not a number");
