// The kinds of points that a function of several variables takes, and how to make such a point from numbers.

import { asIs, wrongType, wrongValue } from "../errors";
import { type FloatType, floatTypes } from "./floatTypes";

/** A tensor as this folder sees it: by its structure, so that any class with these members will do. */
export interface TensorPoint {
  readonly shape: readonly number[];
  readonly dtype: string;
  /** The elements in row-major order. */
  toFlatArray(): number[];
  /** A new tensor of the same shape and dtype, apart from any graph, that holds `values`. */
  withValues(values: ArrayLike<number>): this;
}

/** Where a function of several variables can be differentiated. */
export type Point = readonly number[] | Float64Array | Float32Array | TensorPoint;

/**
 * What the function is given and a gradient comes as: a plain array for a plain array, else the kind of `X`.
 */
export type SameKind<X> = X extends readonly number[] ? number[] : X;

/** A point as numbers. */
export interface Variables<X> {
  /** A copy of the numbers, in row-major order. */
  readonly values: number[];
  readonly float: FloatType;
  /** Whether a point can be written to by index. */
  readonly isArray: boolean;
  /** A new point of the caller's kind and shape. */
  readonly rebuild: (values: ArrayLike<number>) => SameKind<X>;
}

/** Takes a point apart; refuses what is none, what is empty, and numbers that cannot be varied. */
export function requirePoint<X extends Point>(fn: string, x: X): Variables<X> {
  const { values, dtype, rebuild } = partsOf(fn, x);
  if (values.length === 0) {
    throw wrongValue({ fn, argument: "x", got: x, wanted: "a point with at least one number" });
  }
  values.forEach((value, i) => requireElement(fn, value, i));
  const isArray = !isTensorPoint(x);
  return { values, float: floatTypes[dtype], isArray, rebuild: rebuild as Variables<X>["rebuild"] };
}

interface Parts {
  values: number[];
  dtype: "float32" | "float64";
  rebuild: (values: ArrayLike<number>) => unknown;
}

function partsOf(fn: string, x: unknown): Parts {
  if (Array.isArray(x))
    return { values: [...(x as number[])], dtype: "float64", rebuild: (v) => Array.from(v) };
  if (isFloatArray(x, "Float64Array")) return typedParts(x, "float64");
  if (isFloatArray(x, "Float32Array")) return typedParts(x, "float32");
  if (isTensorPoint(x)) return tensorParts(fn, x);
  if (ArrayBuffer.isView(x))
    throw notFloating(fn, Object.prototype.toString.call(x).slice(8, -1), "new Float64Array(x)");
  const wanted = "an array of numbers, a Float64Array, a Float32Array or a tensor";
  throw wrongType({
    fn,
    argument: "x",
    got: x,
    wanted,
    hint: typeof x === "number" ? "For one variable there is derivative." : undefined,
  });
}

function typedParts(x: Float64Array | Float32Array, dtype: Parts["dtype"]): Parts {
  const rebuild = (values: ArrayLike<number>): unknown => {
    const copy = x.slice();
    copy.set(values);
    return copy;
  };
  return { values: Array.from(x), dtype, rebuild };
}

function tensorParts(fn: string, x: TensorPoint): Parts {
  const { dtype } = x;
  if (dtype !== "float32" && dtype !== "float64")
    throw notFloating(fn, dtype, `tensor(x.tolist(), { dtype: "float64" })`);
  return { values: x.toFlatArray(), dtype, rebuild: (values) => x.withValues(values) };
}

/** By its name, since an array can come from another realm, where `instanceof` fails. */
function isFloatArray<Name extends "Float64Array" | "Float32Array">(
  x: unknown,
  name: Name,
): x is { Float64Array: Float64Array; Float32Array: Float32Array }[Name] {
  return Object.prototype.toString.call(x) === `[object ${name}]`;
}

/** Whether a value has the members of a tensor. */
export function isTensorPoint(x: unknown): x is TensorPoint {
  if (typeof x !== "object" || x === null) return false;
  const { shape, dtype, toFlatArray, withValues } = x as Partial<TensorPoint>;
  return (
    Array.isArray(shape) &&
    typeof dtype === "string" &&
    [toFlatArray, withValues].every((m) => typeof m === "function")
  );
}

/**
 * Whether a value holds numbers one beside the other: an array, or a tensor that has not just one element.
 */
export function isSeveral(x: unknown): boolean {
  return Array.isArray(x) || ArrayBuffer.isView(x) || (isTensorPoint(x) && x.shape.some((n) => n !== 1));
}

function notFloating(fn: string, kind: string, wayOut: string): TypeError {
  const hint =
    `Integers cannot hold x + h: 1 + 0.001 is cut back to 1, and the differences are wrong ` +
    `(NumPy does so without a word and prints [ 1500 11676] for the gradient [6, 36.945] of 3*x0**2 + 5*exp(x1)). Use ${wayOut}.`;
  return wrongType({ fn, argument: "x", got: asIs(kind), wanted: "of a floating-point type", hint });
}

function requireElement(fn: string, got: unknown, i: number): void {
  const argument = `x[${i}]`;
  if (typeof got !== "number") {
    const hint = Array.isArray(got) ? "An array of arrays can be given as tensor(x)." : undefined;
    throw wrongType({ fn, argument, got, wanted: "a number", hint });
  }
  if (!Number.isFinite(got)) throw wrongValue({ fn, argument, got, wanted: "a finite number" });
}
