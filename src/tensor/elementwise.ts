// Elementwise loops: the forward half of all elementwise operations.

import type { DType } from "./dtype";
import { roundTo } from "./dtype";
import type { Map1, Map2 } from "./loops";
import { adderFor, kindOf, loopOf1, loopOf2, map1, moverFor, rounderFor } from "./loops";
import type { Shape } from "./shape";
import { broadcastShapes, broadcastStrides, sameShape, sizeOf } from "./shape";
import { fits, trySimd1, trySimd2 } from "./simd/run";
import { allocateRaw, memoryOf } from "./storage";
import type { Storage } from "./storage";
import { Tensor } from "./tensor";
import { walk } from "./walk";

/** `f` of every element, in the dtype given. */
export function apply1(map: Map1, a: Tensor, dtype: DType): Tensor {
  const { data } = a;
  if (typeof data === "number") return Tensor.scalar(roundTo(dtype, map.of(data)), dtype);
  const out = allocateRaw(dtype, sizeOf(a.shape));
  const round = rounderFor(dtype, out);
  const loop = loopOf1(map, dtype, out, data);
  if (!a.isContiguous()) {
    walk(a.shape, [a], (start, n, [i], [di]) => loop(map.of, round, out, start, n, data, i, di));
    return Tensor.from(out, a.shape, dtype);
  }
  if (!(dtype === "float32" && trySimd1(map.simd, out, data, a.offset)))
    loop(map.of, round, out, 0, out.length, data, a.offset, 1);
  return Tensor.from(out, a.shape, dtype, a.strides);
}

/** `f` of every pair of elements, shapes broadcast, in the dtype given. */
export function apply2(map: Map2, a: Tensor, b: Tensor, dtype: DType): Tensor {
  const { data: x } = a;
  const { data: y } = b;
  if (typeof x === "number" && typeof y === "number")
    return Tensor.scalar(roundTo(dtype, map.of(x, y)), dtype);
  const shape = broadcastShapes(a.shape, b.shape);
  const out = allocateRaw(dtype, sizeOf(shape));
  runPairs(map, dtype, out, shape, a, b);
  return Tensor.from(out, shape, dtype);
}

function runPairs(map: Map2, dtype: DType, out: Storage, shape: Shape, a: Tensor, b: Tensor): void {
  const x = readable(a, 0);
  const y = readable(b, 1);
  const di = stepIn(a, shape);
  const dj = stepIn(b, shape);
  if (di === 0 && dj === 0) {
    out.fill(roundTo(dtype, map.of(x[a.offset], y[b.offset])));
    return;
  }
  const straight = di >= 0 && dj >= 0;
  if (straight && dtype === "float32" && trySimd2(map.simd, out, x, a.offset, di, y, b.offset, dj)) return;
  const round = rounderFor(dtype, out);
  const loop = loopOf2(map, dtype, out, x, y);
  if (straight) {
    loop(map.of, round, out, 0, out.length, x, a.offset, di, y, b.offset, dj);
    return;
  }
  const row = di === 1 ? lengthOfRow(b, shape) : 0;
  if (row > 0) {
    for (let at = 0; at < out.length; at += row)
      loop(map.of, round, out, at, row, x, a.offset + at, 1, y, b.offset, 1);
    return;
  }
  walk(shape, [spread(a, shape), spread(b, shape)], (start, n, [i, j], [p, q]) =>
    loop(map.of, round, out, start, n, x, i, p, y, j, q),
  );
}

/** Where lone numbers stand while a loop reads them, one place for each operand. */
const lone = [memoryOf(0), memoryOf(0), memoryOf(0)];

/** The memory of an operand, until the next call; a lone number is put into an array for the loop. */
function readable({ data }: Tensor, place: 0 | 1 | 2): Storage {
  if (typeof data !== "number") return data;
  lone[place][0] = data;
  return lone[place];
}

/**
 * The constant distance between the elements of `a` read as `shape`: 1 for all in a row, 0 for one repeated,
 * else -1.
 */
function stepIn(a: Tensor, shape: Shape): number {
  if (sameShape(a.shape, shape) && a.isContiguous()) return 1;
  return isOneElement(a) ? 0 : -1;
}

/** The number of elements of `a` where it is repeated as a whole, as a bias is for each row; else 0. */
function lengthOfRow(a: Tensor, shape: Shape): number {
  const isRepeated = sameShape(a.shape, shape.slice(shape.length - a.ndim)) && a.isContiguous();
  return isRepeated ? a.numel() : 0;
}

/** True for a single element, also one that is repeated without being copied. */
function isOneElement({ shape, strides }: Tensor): boolean {
  for (let i = 0; i < shape.length; i++) if (shape[i] !== 1 && strides[i] !== 0) return false;
  return true;
}

function spread(a: Tensor, shape: Shape): { strides: number[]; offset: number } {
  return { strides: broadcastStrides(a.shape, a.strides, shape), offset: a.offset };
}

/** `a` where the condition holds, else `b`; shapes broadcast. */
export function select(condition: Tensor, a: Tensor, b: Tensor, dtype: DType): Tensor {
  if (typeof condition.data === "number" && typeof a.data === "number" && typeof b.data === "number")
    return Tensor.scalar(roundTo(dtype, condition.data !== 0 ? a.data : b.data), dtype);
  const shape = broadcastShapes(broadcastShapes(condition.shape, a.shape), b.shape);
  const out = allocateRaw(dtype, sizeOf(shape));
  const [c, x, y] = [readable(condition, 0), readable(a, 1), readable(b, 2)];
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

const same = map1((x) => x, "copy");

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
  const [source, target] = [readable(from, 0), to.memory()];
  if (
    from.isContiguous() &&
    to.isContiguous() &&
    setAll(source, from.offset, target, to.offset, from.numel())
  )
    return;
  const round = rounderFor(to.dtype, target);
  const move = moverFor(source, target);
  walk(to.shape, [from, to], (_, n, [i, j], [di, dj]) => move(round, source, i, di, target, j, dj, n));
}

/** Adds the elements of `from` to those of `to`, which has the same shape and dtype. */
export function accumulate(from: Tensor, to: Tensor): void {
  const [source, target] = [readable(from, 0), to.memory()];
  if (to.isContiguous() && addAll(from, source, to, target)) return;
  const round = rounderFor(to.dtype, target);
  const add = adderFor(source, target);
  walk(to.shape, [from, to], (_, n, [i, j], [di, dj]) => add(round, source, i, di, target, j, dj, n));
}

/** Adds by the SIMD kernel, as a whole; false if it cannot. */
function addAll(from: Tensor, source: Storage, to: Tensor, target: Storage): boolean {
  const n = to.numel();
  if (!fits(target, n)) return false;
  const step = stepIn(from, to.shape);
  const out = target.length === n ? target : target.subarray(to.offset, to.offset + n);
  return step >= 0 && trySimd2("add", out, target, to.offset, 1, source, from.offset, step);
}

/** Copies a row between typed memory of one kind, as a whole; false if it is of another kind. */
function setAll(source: Storage, i: number, target: Storage, j: number, n: number): boolean {
  if (Array.isArray(source) || Array.isArray(target) || kindOf(source) !== kindOf(target)) return false;
  target.set(source.length === n ? source : source.subarray(i, i + n), j);
  return true;
}
