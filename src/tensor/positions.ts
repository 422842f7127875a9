// Gather and scatter on memory: elements read from positions, and added at positions of zeros.

import { contiguous } from "./elementwise";
import { rounderFor } from "./loops";
import type { Shape } from "./shape";
import { sizeOf } from "./shape";
import { allocate } from "./storage";
import { Tensor } from "./tensor";

/** Places in the order of reading: 0 is the first element, whatever the shape. */
export type Positions = ArrayLike<number>;

/** The elements at these places, in a tensor of the shape given. */
export function gatherAt(a: Tensor, positions: Positions, shape: Shape): Tensor {
  const rows = contiguous(a);
  const data = rows.memory();
  const out = allocate(a.dtype, positions.length);
  for (let i = 0; i < positions.length; i++) out[i] = data[rows.offset + positions[i]];
  return Tensor.from(out, shape, a.dtype);
}

/** Zeros of the shape given, with each element of `a` added at its place. */
export function scatterAddAt(a: Tensor, positions: Positions, shape: Shape): Tensor {
  const rows = contiguous(a);
  const data = rows.memory();
  const sums = allocate("float64", sizeOf(shape));
  for (let i = 0; i < positions.length; i++) sums[positions[i]] += data[rows.offset + i];
  if (a.dtype === "float64") return Tensor.from(sums, shape, a.dtype);
  const out = allocate(a.dtype, sums.length);
  const round = rounderFor(a.dtype, out);
  for (let i = 0; i < sums.length; i++) out[i] = round(sums[i]);
  return Tensor.from(out, shape, a.dtype);
}

/** The place of every element of a tensor of `shape`, moved by `move`, which gets and returns indices. */
export function positionsBy(
  shape: Shape,
  from: Shape,
  move: (index: readonly number[]) => readonly number[],
): Positions {
  const index = new Array<number>(shape.length).fill(0);
  const positions = allocate("int32", sizeOf(shape));
  for (let k = 0; k < positions.length; k++) {
    positions[k] = move(index).reduce((sum, i, dim) => sum * from[dim] + i, 0);
    for (let dim = shape.length - 1; dim >= 0 && ++index[dim] === shape[dim]; dim--) index[dim] = 0;
  }
  return positions;
}
