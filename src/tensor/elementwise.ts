// One number in, one number out, for every element: the forward half of all elementwise operations.

import type { DType } from "./dtype";
import { roundTo } from "./dtype";
import type { Map1, Map2 } from "./loops";
import { loopOf1, loopOf2, rounderFor } from "./loops";
import type { Shape } from "./shape";
import { broadcastShapes, broadcastStrides, sameShape, sizeOf } from "./shape";
import { allocate, memoryOf } from "./storage";
import type { Storage } from "./storage";
import { Tensor } from "./tensor";
import { walk } from "./walk";

/** `f` of every element, in the dtype given. */
export function apply1(map: Map1, a: Tensor, dtype: DType): Tensor {
  const { data } = a;
  if (typeof data === "number") return Tensor.scalar(roundTo(dtype, map.of(data)), dtype);
  const out = allocate(dtype, sizeOf(a.shape));
  const round = rounderFor(dtype, out);
  const loop = loopOf1(map, dtype, out, data);
  if (a.isContiguous()) loop(map.of, round, out, 0, out.length, data, a.offset, 1);
  else walk(a.shape, [a], (start, n, [i], [di]) => loop(map.of, round, out, start, n, data, i, di));
  return Tensor.from(out, a.shape, dtype);
}

/** `f` of every pair of elements, shapes broadcast, in the dtype given. */
export function apply2(map: Map2, a: Tensor, b: Tensor, dtype: DType): Tensor {
  const { data: x } = a;
  const { data: y } = b;
  if (typeof x === "number" && typeof y === "number")
    return Tensor.scalar(roundTo(dtype, map.of(x, y)), dtype);
  const shape = broadcastShapes(a.shape, b.shape);
  const out = allocate(dtype, sizeOf(shape));
  runPairs(map, dtype, out, shape, a, b);
  return Tensor.from(out, shape, dtype);
}

function runPairs(map: Map2, dtype: DType, out: Storage, shape: Shape, a: Tensor, b: Tensor): void {
  const x = readable(a);
  const y = readable(b);
  const round = rounderFor(dtype, out);
  const loop = loopOf2(map, dtype, out, x, y);
  const di = stepIn(a, shape);
  const dj = stepIn(b, shape);
  if (di >= 0 && dj >= 0) {
    loop(map.of, round, out, 0, out.length, x, a.offset, di, y, b.offset, dj);
    return;
  }
  walk(shape, [spread(a, shape), spread(b, shape)], (start, n, [i, j], [p, q]) =>
    loop(map.of, round, out, start, n, x, i, p, y, j, q),
  );
}

/** The memory of an operand; a lone number is put into an array for the loop. */
function readable({ data }: Tensor): Storage {
  return typeof data === "number" ? memoryOf(data) : data;
}

/** The constant distance between the elements of `a` read as `shape`: 1 for all in a row, 0 for one repeated, else -1. */
function stepIn(a: Tensor, shape: Shape): number {
  if (sameShape(a.shape, shape) && a.isContiguous()) return 1;
  return sizeOf(a.shape) === 1 ? 0 : -1;
}

function spread(a: Tensor, shape: Shape): { strides: number[]; offset: number } {
  return { strides: broadcastStrides(a.shape, a.strides, shape), offset: a.offset };
}

/** `a` where the condition holds, else `b`; shapes broadcast. */
export function select(condition: Tensor, a: Tensor, b: Tensor, dtype: DType): Tensor {
  const shape = broadcastShapes(broadcastShapes(condition.shape, a.shape), b.shape);
  const out = allocate(dtype, sizeOf(shape));
  const [c, x, y] = [condition, a, b].map(readable);
  const round = rounderFor(dtype, out);
  walk(
    shape,
    [spread(condition, shape), spread(a, shape), spread(b, shape)],
    (start, n, [h, i, j], [dh, di, dj]) => {
      for (let k = 0; k < n; k++) out[start + k] = round(c[h + k * dh] !== 0 ? x[i + k * di] : y[j + k * dj]);
    },
  );
  return Tensor.from(out, shape, dtype);
}

const same: Map1 = { of: (x) => x, loops: [] };

/** A copy with memory of its own, row by row; rounded if the dtype is another. */
export function copy(a: Tensor, dtype: DType = a.dtype): Tensor {
  return apply1(same, a, dtype);
}

/** The tensor itself if its elements lie row by row, else such a copy. */
export function contiguous(a: Tensor): Tensor {
  return a.isContiguous() ? a : copy(a);
}

/** Writes the elements of `from` over those of `to`, which has the same shape. */
export function write(from: Tensor, to: Tensor): void {
  const [source, target] = [readable(from), to.memory()];
  const round = rounderFor(to.dtype, target);
  walk(to.shape, [from, to], (_, n, [i, j], [di, dj]) => {
    for (let k = 0; k < n; k++) target[j + k * dj] = round(source[i + k * di]);
  });
}
