// Gather and scatter: elements read from positions, and added at positions of zeros.

import type { Positions } from "../../tensor/positions";
import { scatterAddAt, gatherAt } from "../../tensor/positions";
import type { Shape } from "../../tensor/shape";
import { run1 } from "../record";
import type { Unary } from "../rule";
import { from } from "../rule";

/** Which elements, in which shape, and the name under which PyTorch files it. */
export interface Move {
  positions: Positions;
  shape: Shape;
  gradFn: string;
}

type Name = "gather" | "scatter";

export const gatherScatter: { readonly [K in Name]: Unary<Move> } = {
  // The elements at these places.
  gather: {
    gradFn: ({ gradFn }) => gradFn,
    forward: (a, { positions, shape }) => gatherAt(a, positions, shape),
    batching: null,
    tangent: "linear",
    backward: [from([], (g, { attrs }, { shape }) => run1(gatherScatter.scatter, g, { ...attrs, shape }))],
  },

  // Zeros, with each element added at its place.
  scatter: {
    gradFn: ({ gradFn }) => gradFn,
    forward: (a, { positions, shape }) => scatterAddAt(a, positions, shape),
    batching: null,
    tangent: "linear",
    backward: [from([], (g, { attrs }, { shape }) => run1(gatherScatter.gather, g, { ...attrs, shape }))],
  },
};
