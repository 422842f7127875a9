// Operations that move elements: whatever can be said by "the element at this place goes to that one".

import type { Positions } from "../../tensor/positions";
import { addAt, takeAt } from "../../tensor/positions";
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

type Name = "take" | "place";

export const position: { readonly [K in Name]: Unary<Move> } = {
  // The elements at these places.
  take: {
    gradFn: ({ gradFn }) => gradFn,
    forward: (a, { positions, shape }) => takeAt(a, positions, shape),
    tangent: "linear",
    backward: [from([], (g, { attrs }, { shape }) => run1(position.place, g, { ...attrs, shape }))],
  },

  // Zeros, with each element added at its place.
  place: {
    gradFn: ({ gradFn }) => gradFn,
    forward: (a, { positions, shape }) => addAt(a, positions, shape),
    tangent: "linear",
    backward: [from([], (g, { attrs }, { shape }) => run1(position.take, g, { ...attrs, shape }))],
  },
};
