// Logarithms of cumulative sums of exponentials.

import { constant } from "../../../tensor/create";
import { mapLines, runningLogSum } from "../../../tensor/scan";
import { range } from "../../../tensor/shape";
import type { Tensor } from "../../../tensor/tensor";
import { isRecording } from "../../mode";
import type { Unary } from "../../rule";
import { from } from "../../rule";
import { floatsOnly } from "../../rules/reduction";
import type { Along } from "../../rules/scan";

export const running: { readonly logcumsumexp: Unary<Along> } = {
  logcumsumexp: {
    gradFn: "LogcumsumexpBackward0",
    forward: (a, { dim }) => mapLines(a, dim, floatsOnly("logcumsumexp_out_cpu", a.dtype), runningLogSum),
    batching: null,
    tangent: [
      (d, { a, out, attrs: { dim } }) =>
        a.ndim === 0
          ? d
          : shares(a, out, dim)
              .mul(d.unsqueeze(dim + 1))
              .sum(dim),
    ],
    backward: [
      from(["a", "out"], (g, { a, out, attrs: { dim } }) => {
        if (a.ndim === 0) return g;
        if (!isRecording()) return sharedOut(g, a, out, dim);
        return shares(a, out, dim)
          .mul(g.unsqueeze(dim))
          .sum(dim + 1);
      }),
    ],
  },
};

/**
 * Which share exp(a) at each place (along `dim`) has of each sum of exponentials (along the next dimension):
 * none of an earlier one.
 */
function shares(a: Tensor, sums: Tensor, dim: number): Tensor {
  const n = a.shape[dim];
  const later = range(n * n).map((k) => Number(Math.floor(k / n) <= k % n));
  const mask = constant([n, n, ...a.shape.slice(dim + 1).map(() => 1)], 0, "bool").withValues(later);
  return a
    .unsqueeze(dim + 1)
    .sub(sums.unsqueeze(dim))
    .where(mask, -Infinity)
    .exp();
}

/**
 * The gradients of running sums of exponentials, each times its shares, in one walk from the end; not
 * recorded.
 */
function sharedOut(g: Tensor, a: Tensor, sums: Tensor, dim: number): Tensor {
  const [x, total] = [a.elements(), sums.elements()];
  return mapLines(g, dim, g.dtype, (data, out, start, step, n) => {
    let rest = 0;
    for (let k = n - 1; k >= 0; k--) {
      const at = start + k * step;
      rest = data[at] + (k < n - 1 ? Math.exp(total[at] - total[at + step]) * rest : 0);
      out[at] = Math.exp(x[at] - total[at]) * rest;
    }
  });
}
