// Rules of products, variances, standard deviations and log-sum-exp.

import { toFloating } from "../../tensor/dtype";
import { constant, zerosLike } from "../../tensor/create";
import { shiftedSum } from "../../tensor/scan";
import type { Fold } from "../../tensor/reduce";
import { productOf, reduce } from "../../tensor/reduce";
import { sumOf } from "../../tensor/sums";
import type { Tensor } from "../../tensor/tensor";
import { isTraced } from "../dual";
import { gradients } from "../gradients";
import { isRecording, withRecording } from "../mode";
import type { Target, Unary } from "../rule";
import { from } from "../rule";
import type { Reduction } from "./reduction";
import { countable, countOf, kept, numbered, onlyFloats, spread } from "./reduction";

/**
 * By how much less than the number of elements squares are divided: 1 for a sample, 0 for a whole population.
 */
export interface Variance extends Reduction {
  correction: number;
}

export const statistic: {
  readonly prod: Unary<Reduction>;
  readonly variance: Unary<Variance>;
  readonly std: Unary<Variance>;
  readonly logsumexp: Unary<Reduction>;
} = {
  prod: {
    gradFn: numbered("Prod"),
    forward: (a, { dims, keepdim }) => reduce(a, dims, keepdim, countable(a.dtype), productOf),
    batching: null,
    tangent: "grouped",
    backward: [
      from(["a", "out"], (g, { a, out, attrs }, to) =>
        a.ndim === 0 ? g : hasZero(a) ? throughFactors(g, a, attrs) : spread(g.mul(out), attrs, to).div(a),
      ),
    ],
  },

  variance: {
    gradFn: "VarBackward0",
    forward: (a, { dims, keepdim, correction }) =>
      reduce(a, dims, keepdim, onlyFloats("variance", a.dtype), varianceOf(correction)),
    batching: null,
    tangent: "grouped",
    backward: [from(["a"], (g, { a, attrs }, to) => gradientOfVariance(g, a, attrs, to))],
  },

  std: {
    gradFn: "StdBackward0",
    forward: (a, { dims, keepdim, correction }) =>
      reduce(a, dims, keepdim, onlyFloats("variance", a.dtype), (...row) =>
        Math.sqrt(varianceOf(correction)(...row)),
      ),
    batching: null,
    tangent: "grouped",
    backward: [
      from(["a", "out"], (g, { a, out, attrs }, to) => {
        const ofVariance = g.div(out.mul(2)).maskedFill(out.eq(0), 0);
        return gradientOfVariance(ofVariance, a, attrs, to);
      }),
    ],
  },

  logsumexp: {
    gradFn: "LogsumexpBackward0",
    forward: (a, { dims, keepdim }) => reduce(a, dims, keepdim, toFloating(a.dtype), logOfSum),
    batching: null,
    tangent: "grouped",
    backward: [
      from(["a", "out"], (g, { a, out, attrs }, to) =>
        a
          .sub(kept(out, attrs, to))
          .exp()
          .mul(kept(g, attrs, to)),
      ),
    ],
  },
};

function hasZero(a: Tensor): boolean {
  return a.eq(0).sum().item() > 0;
}

/**
 * The gradient where a factor is 0, and dividing by it would not do: that of the same product, written factor
 * by factor.
 */
function throughFactors(g: Tensor, a: Tensor, { dims, all }: Reduction): Tensor {
  // Of two zeros each is multiplied by the other, whatever comes from above.
  if (all && !isTraced() && a.eq(0).sum().item() > 1) return zerosLike(a);
  const at = wanting(a);
  const product = withRecording(true, () =>
    dims
      .reduce((rest, dim) => factorsAlong(rest, dim).reduce((x, y) => x.mul(y)), at.clone())
      .reshape(g.shape),
  );
  return gradients(product, at, { gradOutputs: g, createGraph: isRecording() })[0]!;
}

/**
 * The same numbers, as a tensor that wants a gradient: forward mode asks for gradients of tensors that do
 * not.
 */
export function wanting(a: Tensor): Tensor {
  if (a.requiresGrad) return a;
  const at = a.clone();
  at.requiresGrad = true;
  return at;
}

/** The entries of one dimension, which stays with length 1. */
export function factorsAlong(a: Tensor, dim: number): Tensor[] {
  return Array.from({ length: a.shape[dim] }, (_, i) => a.slice(i, i + 1, { dim }));
}

/** Each element less the mean of its group. */
function deviations(a: Tensor, { dims }: Reduction): Tensor {
  return a.sub(a.mean(dims.length === 0 ? undefined : dims, true));
}

/**
 * The gradient of a variance. Without a degree of freedom there is none, and PyTorch's conventions hold:
 * these.
 */
function gradientOfVariance(g: Tensor, a: Tensor, attrs: Variance, to: Target): Tensor {
  const freedom = countOf(attrs, to) - attrs.correction;
  if (freedom <= 0 && (attrs.all || a.ndim === 0)) {
    const isMean = a.eq(a.mean(undefined, true));
    return kept(g, attrs, to).mul(constant(a.shape, Infinity, a.dtype).maskedFill(isMean, NaN));
  }
  return deviations(a, attrs).mul(kept(g.mul(2 / freedom), attrs, to));
}

function varianceOf(correction: number): Fold {
  return (data, start, step, n) => {
    const mean = sumOf(data, start, step, n) / n;
    let sum = 0;
    for (let k = 0; k < n; k++) sum += (data[start + k * step] - mean) ** 2;
    return sum / Math.max(0, n - correction);
  };
}

const logOfSum: Fold = (data, start, step, n) => {
  const { max, sum } = shiftedSum(data, start, step, n);
  return Number.isFinite(max) ? max + Math.log(sum) : max;
};
