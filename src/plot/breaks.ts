// Where a sampled function is not continuous: poles and jumps between two neighbouring points.

import { extent, type RealFunction } from "./numbers";

/** A place where a curve must not be drawn through. */
export interface Break {
  /** The break lies after the point of this index. */
  after: number;
  x: number;
  /** Whether the function grows without bound there, rather than jumping. */
  isPole: boolean;
}

/** One step of the search: two points with their values. */
interface Bracket {
  a: number;
  b: number;
  fa: number;
  fb: number;
}

/** Steps shorter than this share of the curve's whole height are not looked into. */
const smallStep = 0.02;

/** The poles and jumps of `f` between the points where it was evaluated. */
export function findBreaks(f: RealFunction, xs: ArrayLike<number>, ys: readonly number[]): Break[] {
  const [low, high] = extent(ys) ?? [0, 0];
  const found: Break[] = [];
  for (let i = 0; i + 1 < ys.length; i++) {
    const bracket = { a: xs[i], b: xs[i + 1], fa: ys[i], fb: ys[i + 1] };
    if (!isSuspicious(bracket, high - low)) continue;
    const met = breakBetween(f, bracket);
    if (met !== undefined) found.push({ after: i, ...met });
  }
  return found;
}

function isSuspicious({ a, b, fa, fb }: Bracket, height: number): boolean {
  if (a === b || !Number.isFinite(fa) || !Number.isFinite(fb)) return false;
  return fa * fb < 0 || Math.abs(fb - fa) > smallStep * height;
}

/**
 * Halves the interval, always into the half with the larger step. Where `f` is continuous the step shrinks with the interval; at a
 * pole it grows; at a jump it stays, and the function is calm on both sides (which rounding noise is not).
 */
function breakBetween(f: RealFunction, start: Bracket): Omit<Break, "after"> | undefined {
  const size = step(start);
  let now = start;
  for (let halving = 0; halving < 60; halving++) {
    const m = now.a + (now.b - now.a) / 2;
    if (m === now.a || m === now.b) break;
    const fm = f(m);
    if (!Number.isFinite(fm)) return { x: m, isPole: Math.abs(fm) === Infinity };
    const [left, right] = [
      { ...now, b: m, fb: fm },
      { ...now, a: m, fa: fm },
    ];
    now = step(left) > step(right) ? left : right;
    if (step(now) < size / 10) return undefined;
  }
  if (step(now) > 100 * size) return { x: now.a, isPole: true };
  return isCalmBeside(f, start, now) ? { x: now.a, isPole: false } : undefined;
}

function step({ fa, fb }: Bracket): number {
  return Math.abs(fb - fa);
}

/** Whether `f` hardly changes on the way to the jump, on either side, measured against the height of the jump. */
function isCalmBeside(f: RealFunction, start: Bracket, jump: Bracket): boolean {
  const calm = step(jump) / 4;
  return [0.001, 0.003, 0.01, 0.03].every((share) => {
    const left = f(jump.a + share * (start.a - jump.a));
    const right = f(jump.b + share * (start.b - jump.b));
    return Math.abs(left - jump.fa) < calm && Math.abs(right - jump.fb) < calm;
  });
}
