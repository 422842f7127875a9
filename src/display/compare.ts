// Comparing two nested values number by number, with NumPy's rule for what is near enough. Loops and kept
// built-ins only: where a student's answer is judged, nothing is called that a cell may have replaced.

import { abs, define, inspect, is, isArray, isFinite, isNaN, isView, toNumber } from "./intrinsics";

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
  if (isArray(value) || isNumbers(value)) return nestedItems(value as ArrayLike<unknown>);
  const hasList = typeof value === "object" && value !== null && "tolist" in value;
  if (hasList && typeof value.tolist === "function") return toNested((value as HasToList).tolist());
  return undefined;
}

function nestedItems(list: ArrayLike<unknown>): Nested | undefined {
  const items: Nested[] = [];
  for (let i = 0; i < list.length; i++) {
    const item = toNested(list[i]);
    if (item === undefined) return undefined;
    put(items, item);
  }
  return items;
}

/** `push`, which a cell may have replaced, as a setter of an index may have been put into the prototype. */
function put<T>(list: T[], item: T): void {
  define(list, list.length, { value: item, writable: true, enumerable: true, configurable: true });
}

function isAtom(value: unknown): value is Atom {
  const type = typeof value;
  return type === "number" || type === "bigint" || type === "string" || type === "boolean";
}

function isNumbers(value: unknown): boolean {
  return isView(value) && !(value instanceof DataView);
}

/** Compares value by value; shapes must agree everywhere. */
export function compare(actual: Nested, expected: Nested, tolerance: Tolerance): Comparison {
  const found: Comparison = { count: 0, mismatch: undefined, differences: [] };
  compareInto(found, { actual, expected, where: "" }, tolerance);
  return found;
}

interface Pair {
  actual: Nested;
  expected: Nested;
  where: string;
}

function compareInto(found: Comparison, { actual, expected, where }: Pair, tolerance: Tolerance): void {
  if (typeof actual !== "object" && typeof expected !== "object") {
    found.count++;
    const distance = distanceOf(actual, expected);
    const isEqual = is(actual, expected) || actual === expected || isNear(distance, expected, tolerance);
    if (!isEqual) put(found.differences, { where, actual, expected, distance });
    return;
  }
  if (typeof actual !== "object" || typeof expected !== "object" || actual.length !== expected.length) {
    const place = where === "" ? "" : ` at ${where}`;
    found.mismatch ??= `the shapes differ${place}: ${sizes(actual, expected)}`;
    return;
  }
  for (let i = 0; i < expected.length; i++)
    compareInto(found, { actual: actual[i], expected: expected[i], where: `${where}[${i}]` }, tolerance);
}

function sizes(actual: Nested, expected: Nested): string {
  return `${shapeText(expected)} was expected, ${shapeText(actual)} came`;
}

function shapeText(value: Nested): string {
  if (typeof value !== "object") return `a single ${typeof value}`;
  const shape: number[] = [];
  for (let level: Nested = value; typeof level === "object"; level = level[0]) put(shape, level.length);
  return inspect(shape);
}

function distanceOf(actual: Atom, expected: Atom): number {
  if (typeof actual !== "number" || typeof expected !== "number") return NaN;
  return abs(actual - expected);
}

/** Never true where NaN or an infinity takes part: those agree only with themselves. */
function isNear(distance: number, expected: Atom, { rtol, atol }: Tolerance): boolean {
  if (!isFinite(distance)) return false;
  return distance <= atol + rtol * abs(toNumber(expected));
}

/** The worst difference: one without a distance (NaN, text) before any number. */
export function largest(differences: readonly Difference[]): Difference {
  const rank = ({ distance }: Difference): number => (isNaN(distance) ? Infinity : distance);
  let worst = differences[0];
  for (let i = 1; i < differences.length; i++) if (rank(differences[i]) > rank(worst)) worst = differences[i];
  return worst;
}
