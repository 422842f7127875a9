// Rules of the largest, smallest and middle elements.

import type { Fold } from "../../tensor/reduce";
import { maxOf, minOf, reduce } from "../../tensor/reduce";
import { constant } from "../../tensor/create";
import type { Tensor } from "../../tensor/tensor";
import { run3 } from "../record";
import type { Unary } from "../rule";
import { from } from "../rule";
import { choice } from "./choice";
import type { Reduction } from "./reduction";
import { kept } from "./reduction";

/** Which element of each group is meant. */
export type Which = "max" | "min" | "median";

/** The name under which PyTorch files it differs between max() and amax(). */
export interface Extreme extends Reduction {
  which: Which;
  gradFn: string;
}

/** The value of an extreme; elements that share it share the gradient equally. */
export const extreme: { readonly extreme: Unary<Extreme> } = {
  extreme: {
    gradFn: ({ gradFn }) => gradFn,
    forward: (a, { which, dims, keepdim }) => reduce(a, dims, keepdim, a.dtype, folds[which]),
    batching: null,
    tangent: "grouped",
    backward: [
      from(["a", "out"], (g, { a, out, attrs }, to) => {
        const those = sharers(a, kept(out, attrs, to), attrs);
        const count = those.sum(attrs.dims, true);
        if (isShared(attrs)) return kept(g, attrs, to).mul(those).div(count);
        // Not multiplied with 0 where the extreme is not: an infinite gradient would become NaN there.
        const blank = constant([], 0, g.dtype);
        return run3(choice.where, those, kept(g, attrs, to).div(count), blank, undefined);
      }),
    ],
  },
};

/** True for amax and amin. */
const isShared = ({ gradFn }: Extreme): boolean => gradFn.startsWith("Am");

/**
 * Where the extreme is. A NaN is found by max() and min(), but not by amax() and amin(), whose gradient is
 * then NaN.
 */
function sharers(a: Tensor, value: Tensor, attrs: Extreme): Tensor {
  return attrs.all && !isShared(attrs) && Number.isNaN(value.reshape([]).item()) ? a.ne(a) : a.eq(value);
}

/** The lower one of the two in the middle; NaN if there is one. */
const medianOf: Fold = (data, start, step, n) => {
  const values = Array.from({ length: n }, (_, k) => data[start + k * step]);
  return values.some(Number.isNaN) ? NaN : values.sort((p, q) => p - q)[(n - 1) >> 1];
};

const folds: Readonly<Record<Which, Fold>> = { max: maxOf, min: minOf, median: medianOf };
