// Operations along one dimension: running sums and products, softmax.

import { toFloating } from "../../tensor/dtype";
import { logSoftmaxLine, mapLines, runningProduct, runningSum, softmaxLine } from "../../tensor/lines";
import type { Tensor } from "../../tensor/tensor";
import { gradients } from "../gradients";
import { isRecording, withRecording } from "../mode";
import { run1, runN } from "../record";
import type { Unary } from "../rule";
import { from } from "../rule";
import { countable } from "./reduction";
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
    backward: [
      from([], (g, { attrs: { dim, reverse } }) => run1(line.cumsum, g, { dim, reverse: !reverse })),
    ],
  },

  cumprod: {
    gradFn: "CumprodBackward0",
    forward: (a, { dim }) => mapLines(a, dim, countable(a.dtype), runningProduct),
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
    forward: (a, { dim }) => mapLines(a, dim, toFloating(a.dtype), softmaxLine),
    backward: [
      from(["out"], (g, { out, attrs: { dim } }) => {
        const weighted = g.mul(out);
        return weighted.sub(out.mul(weighted.sum(dim, true)));
      }),
    ],
  },

  logSoftmax: {
    gradFn: "LogSoftmaxBackward0",
    forward: (a, { dim }) => mapLines(a, dim, toFloating(a.dtype), logSoftmaxLine),
    backward: [from(["out"], (g, { out, attrs: { dim } }) => g.sub(out.exp().mul(g.sum(dim, true))))],
  },
};

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
