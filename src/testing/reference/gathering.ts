// The reference of gather, scatter and counting.

import type { Arg, Chooser, Ref } from "./chooser";
import type { Entries } from "./entry";
import { anything, entry, floats, one } from "./entry";
import { expanded } from "./views";
import type { Value } from "./value";
import {
  broadcast,
  compute,
  constantValue,
  indicesOf,
  numbersOf,
  placeOf,
  range,
  rearrange,
  refuseUnless,
  sizeOf,
  wrap,
} from "./value";

const ranked = { ...anything, ndim: [1, 3] as const };
const copy = (a: Value, shape: readonly number[], from: (index: number[]) => number[]): Value =>
  rearrange(a, shape, from, "copy");
const flat = (a: Value): Value => ({ ...a, shape: [a.cells.length] });

/** A table of indices into `a` along a dimension. */
const tableOfIndices = (c: Chooser): Arg[] => {
  const a = c.t({ ...floats, ndim: [1, 2], solid: true });
  const { shape } = c.value(a);
  const dim = c.number(shape.length);
  const index = c.fresh({
    below: shape[dim],
    shape: shape.map((n, d) => (d === dim ? c.int(1, 3) : c.int(1, n))),
  });
  return [a, c.chance(3) ? dim - shape.length : dim, index];
};

function gathered(a: Value, dim: number, index: Value): Value {
  const along = wrap(dim, a.shape.length);
  refuseUnless(
    index.shape.length === a.shape.length && index.shape.every((n, d) => d === along || n <= a.shape[d]),
    "the index has another shape",
  );
  const chosen = numbersOf(index);
  refuseUnless(
    chosen.every((i) => i >= 0 && i < a.shape[along]),
    "index out of range",
  );
  return copy(a, index.shape, (at) => at.map((x, d) => (d === along ? chosen[placeOf(index.shape, at)] : x)));
}

function scattered(a: Value, dim: number, index: Value, source: Value | number, add: boolean): Value {
  const along = wrap(dim, a.shape.length);
  const chosen = numbersOf(index);
  const targets = indicesOf(index.shape).map((at) =>
    placeOf(
      a.shape,
      at.map((x, d) => (d === along ? chosen[placeOf(index.shape, at)] : x)),
    ),
  );
  const from = typeof source === "number" ? constantValue([], a.dtype, [source]) : source;
  refuseUnless(from.dtype === a.dtype, "equal dtypes are wanted");
  return compute(
    a.dtype,
    a.shape,
    [a, from],
    (x, y) => {
      const out = [...x];
      indicesOf(index.shape).forEach((at, k) => {
        const value = typeof source === "number" ? y[0] : y[placeOf(from.shape, at)];
        out[targets[k]] = add ? out[targets[k]] + value : value;
      });
      return out;
    },
    "short",
  );
}

const scattering = (c: Chooser, repeats: boolean): Arg[] => {
  const a = c.t({ ...floats, ndim: [1, 2], solid: true });
  const { shape, dtype } = c.value(a);
  const dim = c.number(shape.length);
  // A row that names each place once, so that the order of writing does not matter; sums may name one twice.
  const sizes = shape.map((n, d) => (d === dim && !repeats ? 1 : n));
  const index = c.fresh({ below: shape[dim], shape: sizes });
  return [a, dim, index, c.fresh({ shape: sizes, dtypes: [dtype] })];
};

export const gathering: Entries<
  | "gather"
  | "takeAlongDim"
  | "take"
  | "indexSelect"
  | "maskedSelect"
  | "nonzero"
  | "scatter"
  | "scatterAdd"
  | "oneHot"
  | "bincount"
> = {
  gather: entry(tableOfIndices, gathered),
  takeAlongDim: entry(
    (c) => {
      const [a, dim, index] = tableOfIndices(c);
      const shape = c
        .value(a as Ref)
        .shape.map((n, d) =>
          d === wrap(dim as number, c.value(a as Ref).shape.length) ? c.value(index as Ref).shape[d] : n,
        );
      return [
        a,
        c.fresh({
          below: c.value(a as Ref).shape[wrap(dim as number, c.value(a as Ref).shape.length)],
          shape,
        }),
        dim,
      ];
    },
    (a: Value, index: Value, dim: number) => {
      const along = wrap(dim, a.shape.length);
      const common = broadcast(...[a, index].map((v) => v.shape.map((n, d) => (d === along ? 1 : n))));
      const wide = (v: Value): Value =>
        expanded(
          v,
          common.map((n, d) => (d === along ? v.shape[d] : n)),
        );
      return gathered(wide(a), along, wide(index));
    },
  ),
  take: entry(
    (c) => {
      const a = c.t({ ...floats, solid: true });
      return [a, c.t({ below: sizeOf(c.value(a).shape), ndim: [0, 2] })];
    },
    (a: Value, index: Value) => {
      const chosen = numbersOf(index);
      refuseUnless(
        chosen.every((i) => i >= 0 && i < a.cells.length),
        "index out of range",
      );
      return copy(flat(a), index.shape, (at) => [chosen[placeOf(index.shape, at)]]);
    },
  ),
  indexSelect: entry(
    (c) => {
      const a = c.t({ ...ranked, solid: true });
      const dim = c.dim(a);
      const n = c.value(a).shape[wrap(dim, c.value(a).shape.length)];
      return [a, dim, c.t({ below: n, ndim: 1 })];
    },
    (a: Value, dim: number, index: Value) => {
      const along = wrap(dim, a.shape.length);
      const chosen = numbersOf(index);
      refuseUnless(
        chosen.every((i) => i >= 0 && i < a.shape[along]),
        "index out of range",
      );
      const shape = a.shape.map((n, d) => (d === along ? chosen.length : n));
      return copy(a, shape, (at) => at.map((i, d) => (d === along ? chosen[i] : i)));
    },
  ),
  maskedSelect: entry(
    (c) => {
      const a = c.t(anything);
      return [a, c.partner(a, { dtypes: ["bool"] })];
    },
    (a: Value, mask: Value) => {
      const shape = broadcast(a.shape, mask.shape);
      const [wide, on] = [expanded(a, shape), expanded(mask, shape)];
      const places = range(sizeOf(shape)).filter((i) => on.cells[i].lanes[0] !== 0);
      return copy(flat(wide), [places.length], ([i]) => [places[i]]);
    },
  ),
  nonzero: entry(one(anything), (a: Value) => {
    const found = indicesOf(a.shape).filter((index) => a.cells[placeOf(a.shape, index)].lanes[0] !== 0);
    return { ...constantValue([found.length, a.shape.length], "int32", found.flat()), loose: true };
  }),
  scatter: entry(
    (c) => {
      const args = scattering(c, false);
      return c.chance(3) ? [...args.slice(0, 3), 0.5] : args;
    },
    (a: Value, dim: number, index: Value, source: Value | number) => scattered(a, dim, index, source, false),
  ),
  scatterAdd: entry(
    (c) => scattering(c, true),
    (a: Value, dim: number, index: Value, source: Value) => scattered(a, dim, index, source, true),
  ),
  oneHot: entry(
    (c) => c.args(c.t({ below: 4, ndim: [0, 2], solid: true }), c.pick([undefined, 4, 5])),
    (a: Value, count: number = -1) => {
      const classes = numbersOf(a);
      refuseUnless(a.dtype === "int32", "classes are whole numbers");
      refuseUnless(classes.length > 0 || count > 0, "a number of classes is wanted");
      const n = count === -1 ? Math.max(...classes) + 1 : count;
      refuseUnless(
        classes.every((x) => x >= 0 && x < n),
        "a class out of range",
      );
      return constantValue(
        [...a.shape, n],
        "int32",
        classes.flatMap((x) => range(n).map((i) => Number(i === x))),
      );
    },
  ),
  bincount: entry(
    (c) => c.args(c.t({ below: 5, ndim: 1 }), c.pick([undefined, 7])),
    (a: Value, minlength: number = 0) => {
      const list = numbersOf(a);
      refuseUnless(a.dtype === "int32" && a.shape.length === 1, "a vector of whole numbers is wanted");
      refuseUnless(minlength >= 0 && list.every((x) => x >= 0), "numbers count from 0");
      const n = Math.max(minlength, ...list.map((x) => x + 1), 0);
      return constantValue(
        [n],
        "int32",
        range(n).map((i) => list.filter((x) => x === i).length),
      );
    },
  ),
};
