// Products of matrices: the forward half of matmul and dot.

import { roundTo } from "./dtype";
import { contiguous } from "./elementwise";
import { rounderFor } from "./loops";
import { permuted } from "./reduce";
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
  const [batch, n, k] = a.shape;
  const m = b.shape[2];
  const rows = contiguous(a);
  const columns = contiguous(permuted(b, [0, 2, 1]));
  const out = allocateRaw(a.dtype, batch * n * m);
  const round = rounderFor(a.dtype, out);
  const [x, y] = [rows.memory(), columns.memory()];
  let at = 0;
  for (let p = 0; p < batch; p++) {
    for (let i = 0; i < n; i++) {
      const row = rows.offset + (p * n + i) * k;
      for (let j = 0; j < m; j++) {
        const column = columns.offset + (p * m + j) * k;
        out[at++] = round(sumOfProducts(x, row, 1, y, column, 1, k));
      }
    }
  }
  return Tensor.from(out, [batch, n, m], a.dtype);
}
