import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { walk } from "./walk";

/** The positions at which an operand is read, in order. */
function positions(shape: number[], strides: number[], offset: number = 0): number[] {
  const read: number[] = [];
  walk(shape, [{ strides, offset }], (start, length, [at], [step]) => {
    for (let k = 0; k < length; k++) read[start + k] = at + k * step;
  });
  return read;
}

describe("walk", () => {
  it("reads in the order of the last dimension first", () => {
    assert.deepEqual(positions([2, 3], [3, 1]), [0, 1, 2, 3, 4, 5]);
    assert.deepEqual(positions([3, 2], [1, 3]), [0, 3, 1, 4, 2, 5]);
    assert.deepEqual(positions([2, 2, 2], [1, 2, 4], 10), [10, 14, 12, 16, 11, 15, 13, 17]);
  });

  it("repeats where the stride is 0, and passes over dimensions of length 1", () => {
    assert.deepEqual(positions([2, 3], [0, 1]), [0, 1, 2, 0, 1, 2]);
    assert.deepEqual(positions([1, 3, 1], [99, 2, 99]), [0, 2, 4]);
    assert.deepEqual(positions([], []), [0]);
  });

  it("visits nothing where a length is 0", () => {
    assert.deepEqual(positions([2, 0], [1, 1]), []);
  });

  it("takes all that lies in a row in one run, for all operands at once", () => {
    const runs: number[] = [];
    const rows = { strides: [12, 4, 1], offset: 0 };
    walk([2, 3, 4], [rows, rows], (_, length) => runs.push(length));
    assert.deepEqual(runs, [24]);
    runs.length = 0;
    walk([2, 3, 4], [rows, { strides: [0, 4, 1], offset: 0 }], (_, length) => runs.push(length));
    assert.deepEqual(runs, [12, 12]);
  });
});
