// Reads the answers recorded from PyTorch and compares tensors with them.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { DType, Tensor } from "../../index";
import { tensor } from "../../index";

/** An array as the files write it: NaN and infinities as texts, int64 where we have int32. */
export interface Recorded {
  name?: string;
  dtype: string;
  shape: number[];
  data: unknown;
  requires_grad?: boolean;
}

/** One case of oracle.json. */
export interface OracleCase {
  name: string;
  group: string;
  op: string;
  code: string;
  attrs: Record<string, unknown>;
  inputs: Recorded[];
  output: Recorded;
  weights?: unknown;
  grads?: (Recorded | null)[];
  hessian?: unknown;
  derivatives?: unknown[];
  results?: Record<string, Recorded | null>;
  jacobian?: Recorded;
  u?: Recorded;
  v?: Recorded;
  vjp?: Recorded;
  hvp?: Recorded;
  tol: Tolerance;
}

export interface Tolerance {
  rtol: number;
  atol: number;
}

export function readOracle<T>(file: string): T {
  return JSON.parse(
    readFileSync(join(__dirname, "..", "..", "..", "src", "testing", "oracle", file), "utf8"),
  ) as T;
}

export const oracle: OracleCase[] = readOracle<{ cases: OracleCase[] }>("oracle.json").cases;

const words: Record<string, number> = { nan: NaN, inf: Infinity, "-inf": -Infinity };

/** The numbers of a recorded value in the order of reading; true and false count as 1 and 0. */
export function numbers(data: unknown): number[] {
  if (Array.isArray(data)) return data.flatMap(numbers);
  return [typeof data === "string" ? words[data] : Number(data)];
}

/** int32 stands for int64, which does not exist here. */
export const dtypeHere = (dtype: string): DType => (dtype === "int64" ? "int32" : (dtype as DType));

/** A recorded array as a tensor. */
export function toTensor({ dtype, shape, data, requires_grad }: Recorded): Tensor {
  const flat = tensor(numbers(data), { dtype: dtypeHere(dtype) })
    .reshape(shape)
    .detach();
  flat.requiresGrad = requires_grad === true;
  return flat;
}

/** True if `actual` is within the tolerance; NaN only equals NaN, an infinity only itself. */
export function close(actual: number, expected: number, { rtol, atol }: Tolerance): boolean {
  if (!Number.isFinite(expected) || !Number.isFinite(actual)) return Object.is(actual, expected);
  return Math.abs(actual - expected) <= atol + rtol * Math.abs(expected);
}

/** Fails unless all numbers agree. */
export function assertClose(
  actual: readonly number[],
  expected: readonly number[],
  tol: Tolerance,
  what: string,
): void {
  assert.equal(actual.length, expected.length, `${what}: ${actual.length} numbers for ${expected.length}`);
  actual.forEach((value, i) => {
    if (!close(value, expected[i], tol))
      assert.fail(`${what}: got [${actual.join(", ")}] for [${expected.join(", ")}]`);
  });
}

/** Fails unless shape, dtype and numbers are those recorded. */
export function assertRecorded(actual: Tensor, expected: Recorded, tol: Tolerance, what: string): void {
  assert.deepEqual([...actual.shape], expected.shape, `${what}: shape`);
  assert.equal(actual.dtype, dtypeHere(expected.dtype), `${what}: dtype`);
  assertClose(actual.toFlatArray(), numbers(expected.data), tol, what);
}
