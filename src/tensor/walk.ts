// Strided iteration over several tensors at once: the one place that counts through dimensions.

import type { Shape } from "./shape";

/** Where an operand starts and how far its neighbours are, dimension by dimension. */
export interface Layout {
  readonly strides: readonly number[];
  readonly offset: number;
}

/**
 * Called once for each innermost run: `length` elements from position `start` of the result;
 * operand k has them at `at[k]`, `at[k] + steps[k]`, and so on.
 */
export type Run = (start: number, length: number, at: readonly number[], steps: readonly number[]) => void;

/**
 * Goes over all elements of `shape` in the order of reading, in as few and as long runs as the strides allow.
 */
export function walk(shape: Shape, operands: readonly Layout[], run: Run): void {
  if (shape.includes(0)) return;
  const { lengths, strides } = mergeDims(shape, operands);
  const last = lengths.length - 1;
  const length = lengths[last];
  const steps = strides.map((s) => s[last]);
  const at = operands.map(({ offset }) => offset);
  const counts = new Array<number>(last).fill(0);
  for (let start = 0; ; start += length) {
    run(start, length, at, steps);
    if (!advance(counts, lengths, strides, at)) return;
  }
}

/** Moves to the next run, as an odometer does; false after the last one. */
function advance(counts: number[], lengths: number[], strides: number[][], at: number[]): boolean {
  for (let dim = counts.length - 1; dim >= 0; dim--) {
    const carry = ++counts[dim] === lengths[dim];
    const move = carry ? 1 - lengths[dim] : 1;
    for (let k = 0; k < at.length; k++) at[k] += move * strides[k][dim];
    if (!carry) return true;
    counts[dim] = 0;
  }
  return false;
}

/** Drops dimensions of length 1 and joins neighbours that every operand holds without a gap between them. */
function mergeDims(shape: Shape, operands: readonly Layout[]): { lengths: number[]; strides: number[][] } {
  const lengths = [1];
  const strides = operands.map(() => [0]);
  for (let dim = 0; dim < shape.length; dim++) {
    if (shape[dim] === 1) continue;
    const top = lengths.length - 1;
    const joins = operands.every(
      ({ strides: s }, k) => lengths[top] === 1 || strides[k][top] === s[dim] * shape[dim],
    );
    if (joins) lengths[top] *= shape[dim];
    else lengths.push(shape[dim]);
    operands.forEach(({ strides: s }, k) => (strides[k][joins ? top : top + 1] = s[dim]));
  }
  return { lengths, strides };
}
