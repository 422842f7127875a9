// Rules of in-place assignment: overwriting a tensor, a region of it, or single elements.

import { constant, zerosLike } from "../../tensor/create";
import { roundTo } from "../../tensor/dtype";
import { accumulate, apply2, contiguous, copy, write } from "../../tensor/elementwise";
import { map2 } from "../../tensor/loops";
import type { Positions } from "../../tensor/positions";
import type { Shape } from "../../tensor/shape";
import type { Tensor } from "../../tensor/tensor";
import { run1, run2 } from "../record";
import type { Binary, Unary } from "../rule";
import { from } from "../rule";
import { gatherScatter } from "./gatherScatter";

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
  /** The strides of the base, if its elements do not lie row by row. */
  layout: readonly number[] | undefined;
}

/** Where the elements of a view go back to: zeros of this shape. */
export interface Embedding extends Region {
  into: Shape;
}

/** The region of `base` that `view` looks at. */
export function regionOf({ shape, strides, offset }: Tensor, base: Tensor): Region {
  const layout = base.isContiguous() ? undefined : base.strides;
  return { shape, strides, offset: offset - base.offset, layout };
}

/** Elements by their places, which are written to; to what is there already the new values may be added. */
export interface Put {
  positions: Positions;
  accumulate: boolean;
}

export const inPlaceRules: {
  readonly fill: Unary<Fill>;
  readonly asStrided: Unary<Region>;
  readonly embedStrided: Unary<Embedding>;
  readonly copyInto: Binary;
  readonly copySlices: Binary<Region>;
  readonly put: Binary<Put>;
} = {
  fill: {
    gradFn: ({ gradFn }) => gradFn,
    forward: (a, { value }) => constant(a.shape, value, a.dtype),
    batching: null,
    tangent: [(d) => zerosLike(d)],
    backward: [from([], (g) => zerosLike(g))],
  },

  // The view that lies there.
  asStrided: {
    gradFn: "AsStridedBackward0",
    forward: (a, region) => viewIn(laidOut(a, region), region),
    batching: null,
    tangent: "linear",
    backward: [
      from([], (g, { attrs }, to) => run1(inPlaceRules.embedStrided, g, { ...attrs, into: to.shape })),
    ],
  },

  // The reverse: zeros, with the elements of the view added where they lie; an expanded view has several at a
  // place.
  embedStrided: {
    gradFn: "AsStridedBackward0",
    forward: (a, { into, ...region }) => {
      const all = laidOut(constant(into, 0, a.dtype), region);
      accumulate(a, viewIn(all, region));
      return region.layout === undefined ? all : copy(all);
    },
    batching: null,
    tangent: "linear",
    backward: [from([], (g, { attrs }) => run1(inPlaceRules.asStrided, g, attrs))],
  },

  // The values of b, repeated to the shape of a.
  copyInto: {
    gradFn: "CopyBackwards",
    forward: (a, b) => apply2(second, a, b, a.dtype),
    batching: "unchanged",
    tangent: "elementwise",
    backward: [from([], (g) => zerosLike(g)), from([], (g) => g)],
  },

  // The elements of b in a region of a.
  copySlices: {
    gradFn: "CopySlices",
    forward: (a, b, region) => {
      const all = region.layout === undefined ? copy(a) : laidOut(a, region);
      write(b, viewIn(all, region));
      return region.layout === undefined ? all : copy(all);
    },
    batching: null,
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
    batching: null,
    tangent: "linear",
    backward: [
      from([], (g, { attrs: { positions, accumulate } }) => {
        if (accumulate) return g;
        const blank = constant([positions.length], 0, g.dtype);
        return run2(inPlaceRules.put, g, blank, { positions, accumulate: false });
      }),
      from([], (g, { attrs: { positions } }, { shape }) =>
        run1(gatherScatter.gather, g, { positions, shape, gradFn: "IndexBackward0" }),
      ),
    ],
  },
};

/** `a` with its elements in memory as those of the base are. */
function laidOut(a: Tensor, { layout }: Region): Tensor {
  if (layout === undefined) return contiguous(a);
  const span = a.shape.reduce((places, length, i) => places + (length - 1) * layout[i], 1);
  const all = constant([Math.max(0, span)], 0, a.dtype).strided(a.shape, layout, 0);
  write(a, all);
  return all;
}

function viewIn(all: Tensor, { shape, strides, offset }: Region): Tensor {
  return all.strided(shape, strides, all.offset + offset);
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
