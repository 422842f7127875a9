// Products of matrices: the forward half of matmul and dot.

import type { DType } from "./dtype";
import { isFloating, roundTo } from "./dtype";
import { contiguous } from "./elementwise";
import { rounderFor } from "./loops";
import { permuted } from "./reduce";
import { matrixRoom, multiplyMatrices, shortest } from "./simd/run";
import type { Storage } from "./storage";
import { allocateRaw } from "./storage";
import { sumOfProducts } from "./sums";
import { Tensor } from "./tensor";

/** The sum of products of two vectors of equal length and dtype. */
export function dotOf(a: Tensor, b: Tensor): Tensor {
  const [x, y] = [contiguous(a), contiguous(b)];
  const sum = sumOfProducts(x.memory(), x.offset, 1, y.memory(), y.offset, 1, a.shape[0]);
  return Tensor.scalar(roundTo(a.dtype, sum), a.dtype);
}

/**
 * The products of matrices that lie one behind the other: `a` is [batch, n, k], `b` is [batch, k, m].
 *
 * Each element is a row of `a` times a row of `b` transposed, summed as float64 and rounded once.
 */
export function matricesTimes(a: Tensor, b: Tensor): Tensor {
  const [batch, n] = a.shape;
  const m = b.shape[2];
  const out = allocateRaw(a.dtype, batch * n * m);
  if (!inKernel(a, b, out)) inLoops(a, b, out);
  return Tensor.from(out, [batch, n, m], a.dtype);
}

/**
 * By SIMD, if that can; false otherwise. The loops are its twin: they add the same products in the same
 * order.
 */
export function inKernel(a: Tensor, b: Tensor, out: Storage): boolean {
  const [batch, n, k] = a.shape;
  const m = b.shape[2];
  const room = matrixRoom(n, k, m);
  if (room === undefined) return false;
  const [rows, others] = [contiguous(a), contiguous(b)];
  const round = rounderFor(a.dtype, out);
  for (let p = 0; p < batch; p++) {
    fill(room[0], rows.memory(), rows.offset + p * n * k);
    fill(room[1], others.memory(), others.offset + p * k * m);
    multiplyMatrices(n, k, m);
    if (Array.isArray(out) || !isFloating(a.dtype))
      for (let at = 0; at < n * m; at++) out[p * n * m + at] = round(room[2][at]);
    else out.set(room[2], p * n * m);
  }
  return true;
}

export function inLoops(a: Tensor, b: Tensor, out: Storage): void {
  const [batch, n, k] = a.shape;
  const m = b.shape[2];
  const isThin = n < tileRows || m < tileColumns;
  // Where each number is read once or a few times a copy in the order of reading pays for the sums by SIMD only.
  if (isThin && k < shortest) return rowByRow(a, b, out);
  const [rows, columns] = [contiguous(a), contiguous(permuted(b, [0, 2, 1]))];
  if (isThin) return rowByRow(rows, permuted(columns, [0, 2, 1]), out);
  for (let p = 0; p < batch; p++) {
    const [x, y] = [rows.offset + p * n * k, columns.offset + p * m * k];
    inTiles({ x: rows.memory(), i: x, y: columns.memory(), j: y, n, k, m }, a.dtype, out, p * n * m);
  }
}

function rowByRow(a: Tensor, b: Tensor, out: Storage): void {
  const [batch, n, k] = a.shape;
  const m = b.shape[2];
  const [x, y, round] = [a.memory(), b.memory(), rounderFor(a.dtype, out)];
  const [matrix, row, step] = a.strides;
  const [other, down, column] = b.strides;
  for (let p = 0; p < batch; p++)
    for (let q = 0; q < n; q++)
      for (let r = 0; r < m; r++) {
        const [i, j] = [a.offset + p * matrix + q * row, b.offset + p * other + r * column];
        out[(p * n + q) * m + r] = round(sumOfProducts(x, i, step, y, j, down, k));
      }
}

/** `n` rows of `x` from `i` on and `m` rows of `y` from `j` on, all of `k` numbers. */
interface Rows {
  x: Storage;
  i: number;
  y: Storage;
  j: number;
  n: number;
  k: number;
  m: number;
}

const tileRows = 4;
const tileColumns = 2;

/**
 * Eight elements at a time: a number that is read once serves two or four products, and all sums stay in
 * registers. What does not fill a tile is computed by tiles that overlap with their neighbours.
 */
function inTiles({ x, i, y, j, n, k, m }: Rows, dtype: DType, out: Storage, start: number): void {
  const [left, right] = [wide(x, i, n * k, 0), wide(y, j, m * k, 1)];
  const sums = scratch(n * m, 2);
  for (let p = 0; p < n; p += tileRows) {
    const row = Math.min(p, n - tileRows);
    for (let q = 0; q < m; q += tileColumns) {
      const column = Math.min(q, m - tileColumns);
      multiplyTile(left, row * k, right, column * k, k, sums, row * m + column, m);
    }
  }
  const round = rounderFor(dtype, out);
  for (let at = 0; at < n * m; at++) out[start + at] = round(sums[at]);
}

function multiplyTile(
  x: Float64Array,
  i: number,
  y: Float64Array,
  j: number,
  k: number,
  sums: Float64Array,
  at: number,
  m: number,
): void {
  let a0 = 0;
  let a1 = 0;
  let b0 = 0;
  let b1 = 0;
  let c0 = 0;
  let c1 = 0;
  let d0 = 0;
  let d1 = 0;
  for (let t = 0; t < k; t++) {
    const y0 = y[j + t];
    const y1 = y[j + k + t];
    const x0 = x[i + t];
    const x1 = x[i + k + t];
    const x2 = x[i + 2 * k + t];
    const x3 = x[i + 3 * k + t];
    a0 += x0 * y0;
    a1 += x0 * y1;
    b0 += x1 * y0;
    b1 += x1 * y1;
    c0 += x2 * y0;
    c1 += x2 * y1;
    d0 += x3 * y0;
    d1 += x3 * y1;
  }
  sums[at] = a0;
  sums[at + 1] = a1;
  sums[at + m] = b0;
  sums[at + m + 1] = b1;
  sums[at + 2 * m] = c0;
  sums[at + 2 * m + 1] = c1;
  sums[at + 3 * m] = d0;
  sums[at + 3 * m + 1] = d1;
}

const scratches = [0, 1, 2].map(() => new Float64Array(4096));

/** Memory to work in until the next product; large pieces are not kept. */
function scratch(length: number, place: 0 | 1 | 2): Float64Array {
  if (length <= scratches[place].length) return scratches[place];
  const longer = new Float64Array(length);
  if (length <= 65536) scratches[place] = longer;
  return longer;
}

/** Numbers of any dtype as float64. */
function wide(data: Storage, i: number, n: number, place: 0 | 1): Float64Array {
  const to = scratch(n, place);
  fill(to.length === n ? to : to.subarray(0, n), data, i);
  return to;
}

/** Copies numbers of any dtype, from place `i` on. */
function fill(to: Float64Array, data: Storage, i: number): void {
  const n = to.length;
  if (Array.isArray(data)) for (let k = 0; k < n; k++) to[k] = data[i + k];
  else to.set(data.length === n ? data : data.subarray(i, i + n));
}
