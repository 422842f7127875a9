// Operations along one dimension: running sums and products, softmax.

import { logSoftmaxLine, mapLines, runningProduct, runningSum, softmaxLine } from "../../tensor/lines";
import type { Tensor } from "../../tensor/tensor";
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

export const line: {
  readonly cumsum: Unary<Running>;
  readonly cumprod: Unary<Along>;
  readonly softmax: Unary<Along>;
  readonly logSoftmax: Unary<Along>;
} = {
  cumsum: {
    gradFn: "CumsumBackward0",
    forward: (a, { dim, reverse }) => mapLines(a, dim, countable(a.dtype), runningSum(reverse)),
    tangent: "linear",
    backward: [
      from([], (g, { attrs: { dim, reverse } }) => run1(line.cumsum, g, { dim, reverse: !reverse })),
    ],
  },

  cumprod: {
    gradFn: "CumprodBackward0",
    forward: (a, { dim }) => mapLines(a, dim, countable(a.dtype), runningProduct),
    tangent: [(d, { a, attrs: { dim } }) => (a.ndim === 0 ? d : productTangent(d, a, dim))],
    backward: [
      from(["a", "out"], (g, { a, out, attrs: { dim } }) => {
        if (a.ndim === 0) return g;
        if (a.eq(0).sum().item() > 0) return throughFactors(g, a, dim);
        return run1(line.cumsum, g.mul(out), { dim, reverse: true }).div(a);
      }),
    ],
  },

  softmax: {
    gradFn: "SoftmaxBackward0",
    forward: (a, { dim }) =>
      mapLines(a, dim, floatsOnly("softmax_lastdim_kernel_impl", a.dtype), softmaxLine),
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

/** The gradient where a factor is 0, and dividing by it would not do: that of the same products, written factor by factor. */
function throughFactors(g: Tensor, a: Tensor, dim: number): Tensor {
  const products = withRecording(true, () => {
    const [first, ...rest] = factorsAlong(a, dim);
    const running = [first];
    for (const factor of rest) running.push(running[running.length - 1].mul(factor));
    return runN(rearrangement.cat, running, { dim, lengths: running.map(() => 1) });
  });
  return gradients(products, a, { gradOutputs: g, createGraph: isRecording() })[0]!;
}
