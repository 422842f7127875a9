// Random expressions for property tests: the same in every run.

import assert from "node:assert/strict";

/** Numbers from 0 to 1 that are the same in every run. Source: Tommy Ettinger's mulberry32. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const unary = [
  ..."sin cos tan asin acos atan sinh cosh tanh asinh exp log log2 log10 log1p expm1 sqrt cbrt abs".split(
    " ",
  ),
  ..."sec csc cot sech csch coth acosh atanh acot sigmoid softplus square cube reciprocal relu sign".split(
    " ",
  ),
];
const binary = ["+", "-", "*", "/"];
const calls = ["max", "min", "hypot", "atan2", "log"];

/** A random expression in x (and y where there are two variables) of a depth. */
export function randomExpression(
  random: () => number,
  depth: number,
  variables: readonly string[] = ["x"],
): string {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)];
  const part = (): string => randomExpression(random, depth - 1, variables);
  const kind = random();
  if (depth === 0 || kind < 0.05)
    return random() < 0.75 ? pick(variables) : pick(["1", "2", "3", "0.5", "1/3", "pi"]);
  if (kind < 0.5) return `(${part()} ${pick(binary)} ${part()})`;
  if (kind < 0.6) return `(${part()})^${pick(["2", "3", "(-1)", "(1/2)", "(-2)", "1.5", `(${part()})`])}`;
  if (kind < 0.66) return `${pick(calls)}(${part()}, ${part()})`;
  if (kind < 0.7) return `(-${part()})`;
  return `${pick(unary)}(${part()})`;
}

/** The result, unless the expression divides by zero everywhere. */
export function unlessZero<T>(f: () => T): T | undefined {
  try {
    return f();
  } catch (error) {
    assert.match(String(error), /a denominator must be different from 0/);
    return undefined;
  }
}
