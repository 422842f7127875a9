// Products of matrices: the forward half of matmul and dot.

import { roundTo } from "./dtype";
import { contiguous } from "./elementwise";
import { rounderFor } from "./loops";
import { longestRun, permuted } from "./reduce";
import type { Storage } from "./storage";
import { allocate } from "./storage";
import { Tensor } from "./tensor";

/** The sum of products of `n` pairs that lie in a row, with four accumulators. */
function dotRows(x: Storage, i: number, y: Storage, j: number, n: number): number {
  if (n > longestRun) {
    const half = n >> 1;
    return dotRows(x, i, y, j, half) + dotRows(x, i + half, y, j + half, n - half);
  }
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  const four = n - (n % 4);
  for (let k = 0; k < four; k += 4) {
    s0 += x[i + k] * y[j + k];
    s1 += x[i + k + 1] * y[j + k + 1];
    s2 += x[i + k + 2] * y[j + k + 2];
    s3 += x[i + k + 3] * y[j + k + 3];
  }
  for (let k = four; k < n; k++) s0 += x[i + k] * y[j + k];
  return s0 + s1 + (s2 + s3);
}

/** The sum of products of two vectors of equal length and dtype. */
export function dotOf(a: Tensor, b: Tensor): Tensor {
  const [x, y] = [contiguous(a), contiguous(b)];
  const sum = dotRows(x.memory(), x.offset, y.memory(), y.offset, a.shape[0]);
  return Tensor.scalar(roundTo(a.dtype, sum), a.dtype);
}

/**
 * The products of matrices that lie one behind the other: `a` is [batch, n, k], `b` is [batch, k, m].
 *
 * Each element is a row of `a` times a row of `b` transposed, summed as float64 and rounded once.
 */
export function matricesTimes(a: Tensor, b: Tensor): Tensor {
  const [batch, n, k] = a.shape;
  const m = b.shape[2];
  const rows = contiguous(a);
  const columns = contiguous(permuted(b, [0, 2, 1]));
  const out = allocate(a.dtype, batch * n * m);
  const round = rounderFor(a.dtype, out);
  const [x, y] = [rows.memory(), columns.memory()];
  let at = 0;
  for (let p = 0; p < batch; p++) {
    for (let i = 0; i < n; i++) {
      const row = rows.offset + (p * n + i) * k;
      for (let j = 0; j < m; j++) out[at++] = round(dotRows(x, row, y, columns.offset + (p * m + j) * k, k));
    }
  }
  return Tensor.from(out, [batch, n, m], a.dtype);
}
