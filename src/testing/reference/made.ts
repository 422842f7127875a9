// Tensors that are made, and what changes how they are recorded.

import type { Entries, Entry } from "./entry";
import { anything, entry, numbers, one } from "./entry";
import { together } from "./define";
import type { DType, Value } from "./value";
import { constantValue, indicesOf, numbersOf, rearrange, sizeOf } from "./value";

interface Options {
  dtype?: DType;
}

const shapes = [[2], [2, 3], [], [3, 2], [1, 2], [0]] as const;
const options = [undefined, { dtype: "float64" }, { dtype: "int32" }] as const;

const filled =
  (value: number) =>
  (shape: readonly number[], { dtype = "float32" }: Options = {}): Value =>
    constantValue(shape, dtype, new Array<number>(sizeOf(shape)).fill(value));
const like =
  (value: number) =>
  (a: Value, { dtype = a.dtype }: Options = {}): Value =>
    constantValue(
      a.shape,
      dtype,
      a.cells.map(() => value),
    );

const sized: Entry["make"] = (c) => c.args([...c.pick(shapes)], c.pick(options));
const alike: Entry["make"] = (c) => c.args(c.t(anything), c.pick(options));

export const made: Entries<
  | "zeros"
  | "ones"
  | "empty"
  | "full"
  | "eye"
  | "zerosLike"
  | "onesLike"
  | "emptyLike"
  | "fullLike"
  | "detach"
  | "equal"
  | "allclose"
> = {
  zeros: entry(sized, filled(0)),
  ones: entry(sized, filled(1)),
  empty: entry(sized, filled(0)),
  full: entry(
    (c) => c.args([...c.pick(shapes)], c.pick([2, -0.5]), c.pick([undefined, { dtype: "float64" }])),
    (shape: readonly number[], value: number, more?: Options) => filled(value)(shape, more),
  ),
  eye: entry(
    (c) => c.args(c.int(0, 3), c.int(1, 3), c.pick(options)),
    (n: number, m: number = n, { dtype = "float32" }: Options = {}) =>
      constantValue(
        [n, m],
        dtype,
        indicesOf([n, m]).map(([i, j]) => Number(i === j)),
      ),
  ),
  zerosLike: entry(alike, like(0)),
  onesLike: entry(alike, like(1)),
  emptyLike: entry(alike, like(0)),
  fullLike: entry(
    (c) => [c.t(numbers), 3],
    (a: Value, value: number) => like(value)(a),
  ),
  detach: entry(one(anything), (a: Value) => ({
    ...rearrange(a, a.shape, (index) => index, "view"),
    still: true,
    leaf: false,
  })),
  /** Results that are no tensors are compared as such. */
  equal: entry(
    (c) => {
      const a = c.t(numbers);
      return [a, c.t({ ...numbers, shape: c.value(a).shape })];
    },
    (a: Value, b: Value) => {
      const same = a.shape.length === b.shape.length && a.shape.every((n, d) => n === b.shape[d]);
      const all =
        same && numbersOf(together([a, b], "bool", (x, y) => Number(x === y), "exact")).every((x) => x !== 0);
      return constantValue([], "bool", [Number(all)]);
    },
  ),
  allclose: entry(
    (c) => {
      const a = c.t({ dtypes: ["float64"] });
      return [a, c.t({ dtypes: ["float64"], shape: c.value(a).shape })];
    },
    (a: Value, b: Value) => {
      const near = together(
        [a, b],
        "bool",
        (x, y) => Number(x === y || (Number.isFinite(y) && Math.abs(x - y) <= 1e-8 + 1e-5 * Math.abs(y))),
        "exact",
      );
      return constantValue([], "bool", [Number(numbersOf(near).every((x) => x !== 0))]);
    },
  ),
};
