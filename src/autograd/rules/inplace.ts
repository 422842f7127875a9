// What in-place operations need beside the others: overwriting everything, a region, or single elements.

import { constant, zerosLike } from "../../tensor/create";
import { roundTo } from "../../tensor/dtype";
import { apply2, contiguous, copy, write } from "../../tensor/elementwise";
import { map2 } from "../../tensor/loops";
import type { Positions } from "../../tensor/positions";
import type { Shape } from "../../tensor/shape";
import type { Tensor } from "../../tensor/tensor";
import { run1, run2 } from "../record";
import type { Binary, Unary } from "../rule";
import { from } from "../rule";
import { position } from "./position";

/** What everything becomes, and the name under which PyTorch files it. */
export interface Fill {
  value: number;
  gradFn: string;
}

/** Where a view lies in the memory of its base. */
export interface Region {
  shape: Shape;
  strides: readonly number[];
  offset: number;
}

/** Elements by their places, which are written to; to what is there already the new values may be added. */
export interface Put {
  positions: Positions;
  accumulate: boolean;
}

export const inPlaceRules: {
  readonly fill: Unary<Fill>;
  readonly asStrided: Unary<Region>;
  readonly copyInto: Binary;
  readonly copySlices: Binary<Region>;
  readonly put: Binary<Put>;
} = {
  fill: {
    gradFn: ({ gradFn }) => gradFn,
    forward: (a, { value }) => constant(a.shape, value, a.dtype),
    tangent: [(d) => zerosLike(d)],
    backward: [from([], (g) => zerosLike(g))],
  },

  // The view that lies there.
  asStrided: {
    gradFn: "AsStridedBackward0",
    forward: (a, region) => regionOf(contiguous(a), region),
    tangent: "linear",
    backward: [
      from([], (g, { attrs }, to) => {
        const blank = constant(to.shape, 0, to.dtype);
        return run2(inPlaceRules.copySlices, blank, g, attrs);
      }),
    ],
  },

  // The values of b, repeated to the shape of a.
  copyInto: {
    gradFn: "CopyBackwards",
    forward: (a, b) => apply2(second, a, b, a.dtype),
    tangent: "elementwise",
    backward: [from([], (g) => zerosLike(g)), from([], (g) => g)],
  },

  // The elements of b in a region of a.
  copySlices: {
    gradFn: "CopySlices",
    forward: (a, b, region) => {
      const all = copy(a);
      write(b, regionOf(all, region));
      return all;
    },
    tangent: "linear",
    backward: [
      from([], (g, { attrs }) => {
        const blank = constant(attrs.shape, 0, g.dtype);
        return run2(inPlaceRules.copySlices, g, blank, attrs);
      }),
      from([], (g, { attrs }) => run1(inPlaceRules.asStrided, g, attrs)),
    ],
  },

  // The elements of b at these places of a.
  put: {
    gradFn: "IndexPutBackward0",
    forward: (a, b, { positions, accumulate }) => putAt(a, b, positions, accumulate),
    tangent: "linear",
    backward: [
      from([], (g, { attrs: { positions, accumulate } }) => {
        if (accumulate) return g;
        const blank = constant([positions.length], 0, g.dtype);
        return run2(inPlaceRules.put, g, blank, { positions, accumulate: false });
      }),
      from([], (g, { attrs: { positions } }, { shape }) =>
        run1(position.take, g, { positions, shape, gradFn: "IndexBackward0" }),
      ),
    ],
  },
};

function regionOf(all: Tensor, { shape, strides, offset }: Region): Tensor {
  return all.view(shape, strides, all.offset + offset);
}

/** The second of two numbers. */
const second = map2((_, y) => y);

function putAt(a: Tensor, b: Tensor, positions: Positions, accumulate: boolean): Tensor {
  const all = copy(a);
  const data = all.memory();
  const values = b.toFlatArray();
  for (let i = 0; i < values.length; i++) {
    const value = accumulate ? data[positions[i]] + values[i] : values[i];
    data[positions[i]] = roundTo(a.dtype, value);
  }
  return all;
}
