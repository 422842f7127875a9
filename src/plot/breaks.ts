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

/**
 * Where more places than this are suspicious, the points do not resolve the function, and no more are looked
 * into.
 */
const mostSearches = 2000;

/** The poles and jumps of `f` between the points where it was evaluated. */
export function findBreaks(f: RealFunction, xs: ArrayLike<number>, ys: ArrayLike<number>): Break[] {
  const [low, high] = extent(ys) ?? [0, 0];
  const found: Break[] = [];
  for (let i = 0, searches = 0; i + 1 < ys.length && searches < mostSearches; i++) {
    const bracket = { a: xs[i], b: xs[i + 1], fa: ys[i], fb: ys[i + 1] };
    if (!isSuspicious(bracket, high - low)) continue;
    searches++;
    const met = breakBetween(f, bracket);
    if (met !== undefined) found.push({ after: i, ...met });
  }
  return [...found, ...evenPoles(f, xs, ys, found)];
}

function isSuspicious({ a, b, fa, fb }: Bracket, height: number): boolean {
  if (a === b || !Number.isFinite(fa) || !Number.isFinite(fb)) return false;
  return fa * fb < 0 || Math.abs(fb - fa) > smallStep * height;
}

/**
 * Halves the interval, always into the half with the larger step. Where `f` is continuous the step shrinks
 * with the interval; at a pole it grows; at a jump it stays, and the function is calm on both sides (which
 * rounding noise is not).
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

/**
 * Whether `f` hardly changes on the way to the jump, on either side, measured against what lies between the
 * sides.
 */
function isCalmBeside(f: RealFunction, start: Bracket, jump: Bracket): boolean {
  const shares = [0.001, 0.003, 0.01, 0.03];
  const left = shares.map((share) => f(jump.a + share * (start.a - jump.a)));
  const right = shares.map((share) => f(jump.b + share * (start.b - jump.b)));
  const height = Math.abs(left[0] - right[0]);
  const isCalm = (side: readonly number[]): boolean => Math.max(...side) - Math.min(...side) < height / 4;
  return height > step(start) / 10 && isCalm(left) && isCalm(right);
}

/**
 * Poles on whose two sides the function has one sign, as 1/x² has: no step shows them, but a peak that has no
 * top.
 */
function evenPoles(
  f: RealFunction,
  xs: ArrayLike<number>,
  ys: ArrayLike<number>,
  known: readonly Break[],
): Break[] {
  const size = (x: number): number => Math.abs(f(x));
  const broken = new Set(known.map(({ after }) => after));
  const found: Break[] = [];
  for (let i = 2, searches = 0; i + 2 < ys.length && searches < mostSearches / 10; i++) {
    if (!isPeak(ys, i) || broken.has(i) || broken.has(i - 1)) continue;
    searches++;
    const [a, b] = [xs[i - 1], xs[i + 1]];
    const x = summit(size, a, b);
    if (!growsTowards(size, x, b - a)) continue;
    found.push({ after: x < xs[i] === a < b ? i - 1 : i, x, isPole: true });
    i++;
  }
  return found;
}

/** A point that towers over those two steps away, as even the flattest pole does, 1/√|x|. */
function isPeak(ys: ArrayLike<number>, i: number): boolean {
  const here = Math.abs(ys[i]);
  const towersOver = (y: number, times: number): boolean => here >= times * Math.abs(y);
  if (!towersOver(ys[i - 1], 1) || !towersOver(ys[i + 1], 1) || here === Infinity || here === 0) return false;
  return towersOver(ys[i - 2], 1.5) && towersOver(ys[i + 2], 1.5);
}

/** Where `size` is largest between a and b, if it has one summit there: by thirds. */
function summit(size: RealFunction, a: number, b: number): number {
  for (let i = 0; i < 100; i++) {
    const third = (b - a) / 3;
    if (size(a + third) < size(b - third)) a += third;
    else b -= third;
  }
  return a + (b - a) / 2;
}

/** Whether `size` keeps growing on the way to x, down to a ten-millionth of the width. */
function growsTowards(size: RealFunction, x: number, width: number): boolean {
  const beside = (share: number): number => Math.max(size(x - share * width), size(x + share * width));
  const [far, near] = [beside(1e-4), beside(1e-7)];
  return near > 3 * far || near === Infinity;
}
