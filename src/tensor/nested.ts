// Nested arrays: what `tensor` reads and `tolist` returns.

import { inspect } from "node:util";
import type { DType } from "./dtype";
import { refuse, refuseType } from "./refuse";
import type { Shape } from "./shape";

/** A number, or arrays of arrays of numbers (or of true and false). */
export type Nested = number | boolean | Nested[];

/**
 * What `tensor` accepts: a number, a typed array, or arrays nested to any depth, all rows of a level equally
 * long.
 */
export type NestedData = number | boolean | ArrayLike<number> | readonly NestedData[];

/** Nested data laid out in a row. */
export interface Flat {
  values: number[];
  shape: number[];
  /** Only true and false were found. */
  boolean: boolean;
}

/**
 * Reads nested data; refuses ragged rows and anything that is no number, with the sentence that PyTorch has
 * for it.
 */
export function flatten(data: NestedData): Flat {
  const shape = shapeOf(data);
  const flat: Flat = { values: [], shape, boolean: true };
  read(data, 0, flat);
  if (flat.values.length === 0) flat.boolean = false;
  return flat;
}

/** The lengths met on the way down along first elements. */
function shapeOf(data: NestedData): number[] {
  const shape: number[] = [];
  for (let row: unknown = data; isRow(row); row = row[0]) shape.push(row.length);
  return shape;
}

/**
 * The dtype that a typed array says itself; told by name, since an array from a notebook's cell is of another
 * class.
 */
export function dtypeOfTyped(data: unknown): DType | undefined {
  if (!ArrayBuffer.isView(data)) return undefined;
  const name = (data as unknown as { [Symbol.toStringTag]?: string })[Symbol.toStringTag];
  if (name === "Float64Array") return "float64";
  return name === "Float32Array" ? "float32" : "int32";
}

function isRow(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
}

function read(data: unknown, dim: number, flat: Flat): void {
  if (dim === flat.shape.length) {
    flat.values.push(numberOf(data, dim, flat));
    return;
  }
  if (!isRow(data)) throw notASequence(data, dim);
  if (data.length !== flat.shape[dim]) throw ragged(flat.shape[dim], dim, data.length);
  for (let i = 0; i < data.length; i++) read(data[i], dim + 1, flat);
}

function numberOf(value: unknown, dim: number, flat: Flat): number {
  if (typeof value === "boolean") return value ? 1 : 0;
  flat.boolean = false;
  if (typeof value === "number") return value;
  throw notANumber(value, dim);
}

function ragged(wanted: number, dim: number, got: number): RangeError {
  return refuse(
    `expected sequence of length ${wanted} at dim ${dim} (got ${got})`,
    "tensor: all rows of a level must be equally long.",
  );
}

function notASequence(value: unknown, dim: number): TypeError {
  return refuseType("not a sequence", `tensor: at depth ${dim} there are rows, but also ${nameOf(value)}.`);
}

function notANumber(value: unknown, dim: number): TypeError {
  if (isRow(value)) {
    return refuseType(
      "must be real number, not list",
      `tensor: at depth ${dim} there are numbers, but also a row.`,
    );
  }
  if (typeof value === "string") {
    return refuseType(
      dim === 0 ? "new(): invalid data type 'str'" : "too many dimensions 'str'",
      `tensor: data must be numbers, but there is ${nameOf(value)}; convert texts with Number(…).`,
    );
  }
  const isTensor = typeof value === "object" && value !== null && "toFlatArray" in value;
  return refuseType(
    `Could not infer dtype of ${typeName(value)}`,
    isTensor
      ? "tensor: data must be numbers, but there is a tensor; stack([…]) joins tensors, and keeps their history."
      : `tensor: data must be a number, or arrays of numbers, but there is ${nameOf(value)}.`,
  );
}

/** PyTorch's word for the absence of a value, else JavaScript's word for its type. */
function typeName(value: unknown): string {
  return value === null || value === undefined ? "NoneType" : typeof value;
}

function nameOf(value: unknown): string {
  return typeof value === "string" ? `the text ${JSON.stringify(value)}` : inspect(value, { depth: 0 });
}

/** Builds nested arrays from values in the order of reading. */
export function toNested(values: ArrayLike<number>, shape: Shape, boolean: boolean): Nested {
  let at = 0;
  const build = (dim: number): Nested => {
    if (dim < shape.length) return Array.from({ length: shape[dim] }, () => build(dim + 1));
    const value = values[at++];
    return boolean ? value !== 0 : value;
  };
  return build(0);
}
