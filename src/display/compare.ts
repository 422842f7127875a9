// Comparing two nested values number by number, with NumPy's rule for what is near enough.

import { inspect } from "node:util";

/** Anything that gives nested arrays of its numbers, as a tensor does. */
export interface HasToList {
  tolist(): unknown;
}

/** A typed array, by its structure. */
export interface NumericArray extends ArrayBufferView {
  readonly length: number;
  readonly [index: number]: number | bigint;
}

/** Numbers, text or truth values, alone, in nested arrays, in typed arrays or in a tensor. */
export type Comparable =
  number | bigint | string | boolean | NumericArray | HasToList | readonly Comparable[];

/** Equal when `|actual - expected| <= atol + rtol * |expected|`. */
export interface Tolerance {
  rtol: number;
  atol: number;
}

type Atom = number | bigint | string | boolean;
type Nested = Atom | readonly Nested[];

/** A place where two values differ; `distance` is NaN where there is no distance. */
export interface Difference {
  /** The indices that lead there: `[1][0]`, or nothing for a lone value. */
  where: string;
  actual: Atom;
  expected: Atom;
  distance: number;
}

/** What a comparison found: an explanation why the values cannot be compared, or where they differ. */
export interface Comparison {
  count: number;
  mismatch?: string;
  differences: Difference[];
}

/** Nested arrays of plain values; `undefined` where something else is inside. */
export function toNested(value: unknown): Nested | undefined {
  if (isAtom(value)) return value;
  if (Array.isArray(value) || isNumbers(value)) {
    const items = Array.from(value as ArrayLike<unknown>, toNested);
    return items.some((item) => item === undefined) ? undefined : (items as Nested[]);
  }
  const hasList = typeof value === "object" && value !== null && "tolist" in value;
  if (hasList && typeof value.tolist === "function") return toNested((value as HasToList).tolist());
  return undefined;
}

function isAtom(value: unknown): value is Atom {
  return ["number", "bigint", "string", "boolean"].includes(typeof value);
}

function isNumbers(value: unknown): boolean {
  return ArrayBuffer.isView(value) && !(value instanceof DataView);
}

/** Compares value by value; shapes must agree everywhere. */
export function compare(actual: Nested, expected: Nested, tolerance: Tolerance, where = ""): Comparison {
  if (typeof actual !== "object" && typeof expected !== "object") {
    return compareAtoms(actual, expected, tolerance, where);
  }
  if (typeof actual !== "object" || typeof expected !== "object" || actual.length !== expected.length) {
    const place = where === "" ? "" : ` at ${where}`;
    return { count: 0, differences: [], mismatch: `the shapes differ${place}: ${sizes(actual, expected)}` };
  }
  const parts = expected.map((item, i) => compare(actual[i], item, tolerance, `${where}[${i}]`));
  return {
    count: parts.reduce((sum, part) => sum + part.count, 0),
    mismatch: parts.find((part) => part.mismatch !== undefined)?.mismatch,
    differences: parts.flatMap((part) => part.differences),
  };
}

function sizes(actual: Nested, expected: Nested): string {
  return `${shapeText(expected)} was expected, ${shapeText(actual)} came`;
}

function shapeText(value: Nested): string {
  if (typeof value !== "object") return `a single ${typeof value}`;
  const shape: number[] = [];
  for (let level: Nested = value; typeof level === "object"; level = level[0]) shape.push(level.length);
  return inspect(shape);
}

function compareAtoms(actual: Atom, expected: Atom, tolerance: Tolerance, where: string): Comparison {
  const distance = distanceOf(actual, expected);
  const isEqual = Object.is(actual, expected) || actual === expected || isNear(distance, expected, tolerance);
  return { count: 1, differences: isEqual ? [] : [{ where, actual, expected, distance }] };
}

function distanceOf(actual: Atom, expected: Atom): number {
  if (typeof actual !== "number" || typeof expected !== "number") return NaN;
  return Math.abs(actual - expected);
}

/** Never true where NaN or an infinity takes part: those agree only with themselves. */
function isNear(distance: number, expected: Atom, { rtol, atol }: Tolerance): boolean {
  if (!Number.isFinite(distance)) return false;
  return distance <= atol + rtol * Math.abs(Number(expected));
}

/** The worst difference: one without a distance (NaN, text) before any number. */
export function largest(differences: readonly Difference[]): Difference {
  const rank = ({ distance }: Difference): number => (Number.isNaN(distance) ? Infinity : distance);
  return differences.reduce((worst, next) => (rank(next) > rank(worst) ? next : worst));
}
