// Normalization: the elements of each group moved to mean 0 and scaled to variance 1.

import { contiguous } from "../../../tensor/elementwise";
import { rounderFor } from "../../../tensor/loops";
import { range } from "../../../tensor/shape";
import { allocateRaw } from "../../../tensor/storage";
import { sumOf } from "../../../tensor/sums";
import { Tensor } from "../../../tensor/tensor";
import type { Ternary } from "../../rule";
import { from } from "../../rule";
import { floatsOnly } from "../../rules/reduction";

/** How many dimensions at the end form a group, and what is added to its variance. */
export interface LayerNorm {
  ndim: number;
  eps: number;
}

export const normalization: { readonly layerNorm: Ternary<LayerNorm> } = {
  // The groups of a normalized, times b, plus c; both have the shape of a group.
  layerNorm: {
    gradFn: "NativeLayerNormBackward0",
    forward: (a, b, c, attrs) => normalizedGroups(a, b, c, attrs),
    batching: null,
    tangent: [
      (d, { a, b, attrs }) => {
        const { units, scale } = standardized(a, attrs);
        return withoutTrend(d, units, attrs).mul(scale).mul(b);
      },
      (d, { a, attrs }) => standardized(a, attrs).units.mul(d),
      (d) => d,
    ],
    backward: [
      from(["a", "b"], (g, { a, b, attrs }) => {
        const { units, scale } = standardized(a, attrs);
        return withoutTrend(g.mul(b), units, attrs).mul(scale);
      }),
      from(["a"], (g, { a, attrs }) => g.mul(standardized(a, attrs).units)),
      from([], (g) => g),
    ],
  },
};

/** The dimensions of a group, counted from the end. */
const groupDims = ({ ndim }: LayerNorm): number[] => range(ndim).map((i) => -1 - i);

/** The elements in units of their group's deviation, and what they were scaled by. */
function standardized(a: Tensor, attrs: LayerNorm): { units: Tensor; scale: Tensor } {
  const dims = groupDims(attrs);
  const scale = a.variance(dims, true, { correction: 0 }).add(attrs.eps).rsqrt();
  return { units: a.sub(a.mean(dims, true)).mul(scale), scale };
}

/** A change less what normalizing takes out of it: its mean, and its part along the elements themselves. */
function withoutTrend(d: Tensor, units: Tensor, attrs: LayerNorm): Tensor {
  const dims = groupDims(attrs);
  return d.sub(d.mean(dims, true)).sub(units.mul(units.mul(d).mean(dims, true)));
}

function normalizedGroups(a: Tensor, b: Tensor, c: Tensor, { eps }: LayerNorm): Tensor {
  const out = allocateRaw(floatsOnly("LayerNormKernelImpl", a.dtype), a.numel());
  const round = rounderFor(a.dtype, out);
  const rows = contiguous(a);
  const data = rows.memory();
  const [weight, bias] = [b.elements(), c.elements()];
  const n = b.numel();
  for (let start = 0; start < out.length; start += n) {
    const first = rows.offset + start;
    const mean = sumOf(data, first, 1, n) / n;
    let squares = 0;
    for (let k = 0; k < n; k++) squares += (data[first + k] - mean) ** 2;
    const scale = 1 / Math.sqrt(squares / n + eps);
    for (let k = 0; k < n; k++)
      out[start + k] = round((data[first + k] - mean) * scale * weight[k] + bias[k]);
  }
  return Tensor.from(out, a.shape, a.dtype);
}
