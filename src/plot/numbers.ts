// Reading curves: arrays, typed arrays, tensors (anything with tolist), alone or several in an array.

import { asIs, wrongType, wrongValue } from "../errors";

/** A tensor, by its structure: it gives nested arrays of its numbers. */
export interface HasToList {
  tolist(): unknown;
}

/** The typed arrays of numbers. */
export type TypedArray =
  | Float64Array
  | Float32Array
  | Int32Array
  | Int16Array
  | Int8Array
  | Uint32Array
  | Uint16Array
  | Uint8Array
  | Uint8ClampedArray;

/** The numbers of one curve. */
export type Numbers = readonly number[] | TypedArray | HasToList;

/** A function of one number. */
export type RealFunction = (x: number) => number;

/** One curve: its numbers, or a function to be evaluated. */
export type Curve = ArrayLike<number> | RealFunction;

/**
 * The curves in an argument: a flat array is one, an array of arrays (or a matrix) as many as it has rows.
 * Functions are curves, too, where the argument may hold some.
 */
export function readCurves(fn: string, argument: string, value: unknown): Curve[] {
  const plain = toPlain(value);
  if (typeof plain === "function") return [plain as RealFunction];
  if (!isList(plain)) throw notACurve(fn, argument, value);
  if (plain.length === 0) throw empty(fn, argument);
  const first = toPlain(plain[0]);
  if (typeof first !== "object" && typeof first !== "function") return [readNumbers(fn, argument, plain)];
  return Array.from(plain, (item, k) => readCurve(fn, `${argument}[${k}]`, toPlain(item)));
}

function readCurve(fn: string, argument: string, plain: unknown): Curve {
  if (typeof plain === "function") return plain as RealFunction;
  if (!isList(plain)) throw notACurve(fn, argument, plain);
  if (plain.length === 0) throw empty(fn, argument);
  return readNumbers(fn, argument, plain);
}

/** The list itself where it holds numbers only, which need not be copied. */
function readNumbers(fn: string, argument: string, list: ArrayLike<unknown>): ArrayLike<number> {
  if (firstOther(list) === -1) return list as ArrayLike<number>;
  const numbers = Array.from(list, toPlain);
  const wrong = firstOther(numbers);
  if (wrong === -1) return numbers as number[];
  throw wrongType({ fn, argument: `${argument}[${wrong}]`, got: numbers[wrong], wanted: "a number" });
}

/** The index of the first item that is no number, -1 where there is none. */
function firstOther(list: ArrayLike<unknown>): number {
  for (let i = 0; i < list.length; i++) {
    if (typeof list[i] !== "number") return i;
  }
  return -1;
}

function toPlain(value: unknown): unknown {
  return hasToList(value) ? value.tolist() : value;
}

/** Whether the value gives its numbers as a tensor does. */
export function hasToList(value: unknown): value is HasToList {
  const hasList = typeof value === "object" && value !== null && "tolist" in value;
  return hasList && typeof value.tolist === "function";
}

/** Whether the value is an array or a typed array. */
export function isList(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
}

function notACurve(fn: string, argument: string, got: unknown): TypeError {
  return wrongType({ fn, argument, got, wanted: "an array of numbers, a function, or an array of those" });
}

function empty(fn: string, argument: string): RangeError {
  return wrongValue({
    fn,
    argument,
    got: asIs("an empty array"),
    wanted: "an array with at least one number",
  });
}

/** The smallest and the largest finite number; `undefined` where there is none. */
export function extent(numbers: ArrayLike<number>): [low: number, high: number] | undefined {
  let [low, high] = [Infinity, -Infinity];
  for (let i = 0; i < numbers.length; i++) {
    const v = numbers[i];
    if (!Number.isFinite(v)) continue;
    if (v < low) low = v;
    if (v > high) high = v;
  }
  return low > high ? undefined : [low, high];
}

/** The largest and the smallest number, beside 0, that plotly's axes can show. */
const [largest, smallest] = [1e300, 1e-300];

/** A number as a picture can show it: NaN, a gap, where it is too large, 0 where it is too small. */
export function drawable(v: number): number {
  const size = Math.abs(v);
  return size > largest ? NaN : size < smallest ? 0 : v;
}
