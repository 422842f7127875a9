// Rules of the scans along one dimension: cumulative sums and products, softmax.

import { logSoftmaxLine, mapLines, runningProduct, runningSum, softmaxLine } from "../../tensor/scan";
import type { Tensor } from "../../tensor/tensor";
import { isTraced } from "../dual";
import { gradients } from "../gradients";
import { isRecording, withRecording } from "../mode";
import { run1, runN } from "../record";
import type { Unary } from "../rule";
import { from } from "../rule";
import { countable, floatsOnly } from "./reduction";
import { rearrangement } from "./shape";
import { factorsAlong } from "./statistic";

/** Which dimension. */
export interface Along {
  dim: number;
}

/** A running sum may start at either end. */
export interface Running extends Along {
  reverse: boolean;
}

export const scan: {
  readonly cumsum: Unary<Running>;
  readonly cumprod: Unary<Along>;
  readonly softmax: Unary<Along>;
  readonly logSoftmax: Unary<Along>;
} = {
  cumsum: {
    gradFn: "CumsumBackward0",
    forward: (a, { dim, reverse }) => mapLines(a, dim, countable(a.dtype), runningSum(reverse)),
    batching: null,
    tangent: "linear",
    backward: [
      from([], (g, { attrs: { dim, reverse } }) => run1(scan.cumsum, g, { dim, reverse: !reverse })),
    ],
  },

  cumprod: {
    gradFn: "CumprodBackward0",
    forward: (a, { dim }) => mapLines(a, dim, countable(a.dtype), runningProduct),
    batching: null,
    tangent: [(d, { a, attrs: { dim } }) => (a.ndim === 0 ? d : productTangent(d, a, dim))],
    backward: [
      from(["a", "out"], (g, { a, out, attrs: { dim } }) => {
        // A product of one factor: to divide by it would make NaN of 0 and infinity.
        if (a.ndim === 0 || a.shape[dim] === 1) return g;
        if (a.eq(0).sum().item() > 0)
          return isTraced() ? throughFactors(g, a, dim) : acrossZeros(g, a, out, dim);
        return run1(scan.cumsum, g.mul(out), { dim, reverse: true }).div(a);
      }),
    ],
  },

  softmax: {
    gradFn: "SoftmaxBackward0",
    forward: (a, { dim }) =>
      mapLines(a, dim, floatsOnly("softmax_lastdim_kernel_impl", a.dtype), softmaxLine),
    batching: null,
    tangent: "symmetric",
    backward: [
      from(["out"], (g, { out, attrs: { dim } }) => {
        const weighted = g.mul(out);
        return weighted.sub(out.mul(weighted.sum(dim, true)));
      }),
    ],
  },

  logSoftmax: {
    gradFn: "LogSoftmaxBackward0",
    forward: (a, { dim }) =>
      mapLines(a, dim, floatsOnly("log_softmax_lastdim_kernel_impl", a.dtype), logSoftmaxLine),
    batching: null,
    tangent: [(d, { out, attrs: { dim } }) => d.sub(out.exp().mul(d).sum(dim, true))],
    backward: [from(["out"], (g, { out, attrs: { dim } }) => g.sub(out.exp().mul(g.sum(dim, true))))],
  },
};

/** The product rule, entry by entry along `dim`. */
function productTangent(d: Tensor, a: Tensor, dim: number): Tensor {
  const [factors, changes] = [factorsAlong(a, dim), factorsAlong(d, dim)];
  if (factors.length === 0) return d;
  const running = [changes[0]];
  let product = factors[0];
  for (let i = 1; i < factors.length; i++) {
    running.push(running[i - 1].mul(factors[i]).add(product.mul(changes[i])));
    product = product.mul(factors[i]);
  }
  return runN(rearrangement.cat, running, { dim, lengths: running.map(() => 1) });
}

/**
 * The gradient where a factor is 0. An entry behind the first 0 changes nothing, whatever comes from above; that
 * 0 itself counts up to the next one, and the entries before it up to that.
 */
function acrossZeros(g: Tensor, a: Tensor, out: Tensor, dim: number): Tensor {
  const isZero = a.eq(0);
  const zeros = isZero.cumsum(dim);
  const sumsWhere = (count: number, products: Tensor): Tensor =>
    run1(scan.cumsum, g.mul(products).maskedFill(zeros.ne(count), 0), { dim, reverse: true });
  const isFirst = isZero.logicalAnd(zeros.eq(1));
  const ofFirst = sumsWhere(1, a.maskedFill(isFirst, 1).cumprod(dim)).maskedFill(isFirst.logicalNot(), 0);
  return sumsWhere(0, out).div(a).where(zeros.eq(0), ofFirst);
}

/**
 * The gradient where a factor is 0, and dividing by it would not do: that of the same products, written
 * factor by factor.
 */
function throughFactors(g: Tensor, a: Tensor, dim: number): Tensor {
  const products = withRecording(true, () => {
    const [first, ...rest] = factorsAlong(a, dim);
    const running = [first];
    for (const factor of rest) running.push(running[running.length - 1].mul(factor));
    return runN(rearrangement.cat, running, { dim, lengths: running.map(() => 1) });
  });
  return gradients(products, a, { gradOutputs: g, createGraph: isRecording() })[0]!;
}
