// The reference of copies in other places: joined, repeated, chosen.

import type { Chooser, Ref } from "./chooser";
import type { Entries } from "./entry";
import { anything, entry, numbers, one } from "./entry";
import { promoted } from "./dtypes";
import { reshaped } from "./views";
import type { DType, Value } from "./value";
import { compute, copied, indicesOf, isFloat, placeOf, range, rearrange, refuseUnless, wrap } from "./value";

const ranked = { ...anything, ndim: [1, 3] as const };

/** Values joined along a dimension that they have. */
export function joined(list: readonly Value[], dim: number): Value {
  const solid = list.filter((v) => !(v.shape.length === 1 && v.shape[0] === 0));
  const parts = solid.length === 0 ? list.slice(0, 1) : solid;
  const { shape } = parts[0];
  refuseUnless(
    list.every((v) => v.shape.length > 0),
    "a number cannot be joined",
  );
  const along = wrap(dim, shape.length);
  refuseUnless(
    parts.every(
      (v) => v.shape.length === shape.length && v.shape.every((n, d) => d === along || n === shape[d]),
    ),
    "other lengths must be equal",
  );
  const dtype = promoted(...list);
  const total = parts.reduce((sum, v) => sum + v.shape[along], 0);
  const whole = shape.map((n, d) => (d === along ? total : n));
  const source = indicesOf(whole).map((index) => {
    let [k, i] = [0, index[along]];
    while (i >= parts[k].shape[along]) i -= parts[k++].shape[along];
    return [
      k,
      placeOf(
        parts[k].shape,
        index.map((x, d) => (d === along ? i : x)),
      ),
    ];
  });
  return compute(
    dtype,
    whole,
    parts,
    (...numbersOfParts) => source.map(([k, place]) => numbersOfParts[k][place]),
    "exact",
  );
}

function stacked(list: readonly Value[], dim: number): Value {
  const along = wrap(dim, list[0].shape.length + 1);
  const longer = list.map((v) => reshaped(v, [...v.shape.slice(0, along), 1, ...v.shape.slice(along)]));
  return joined(longer, along);
}

const sameSize = (c: Chooser): { a: Ref; list: Ref[] } => {
  const a = c.t({ ...ranked, dtypes: ["float64", "float64", "float32", "int32"] });
  const { shape } = c.value(a);
  return {
    a,
    list: [a, ...range(c.int(0, 2)).map(() => c.t({ shape, dtypes: ["float64", "float32", "int32"] }))],
  };
};

const copy = (a: Value, shape: readonly number[], from: (index: number[]) => number[]): Value =>
  rearrange(a, shape, from, "copy");

function repeated(a: Value, times: readonly number[]): Value {
  const lead = times.length - a.shape.length;
  refuseUnless(lead >= 0, "a number for each dimension is wanted");
  return copy(
    a,
    times.map((n, d) => n * (a.shape[d - lead] ?? 1)),
    (index) => a.shape.map((n, d) => index[d + lead] % n),
  );
}

const flat = (a: Value): Value => ({ ...a, shape: [a.cells.length] });

function rolled(a: Value, shift: number, dim?: number): Value {
  if (dim === undefined) return { ...rolled(flat(a), shift, 0), shape: a.shape };
  refuseUnless(a.shape.length > 0, "a number has no dimensions");
  const along = wrap(dim, a.shape.length);
  const n = a.shape[along];
  return copy(a, a.shape, (index) => index.map((i, d) => (d === along ? (((i - shift) % n) + n) % n : i)));
}

export const moves: Entries<
  | "clone"
  | "to"
  | "cat"
  | "stack"
  | "hstack"
  | "vstack"
  | "flip"
  | "roll"
  | "repeat"
  | "tile"
  | "repeatInterleave"
  | "pad"
  | "triu"
  | "tril"
  | "diag"
> = {
  clone: entry(one(anything), (a: Value) => copied(a)),
  to: entry(
    (c) => [c.t(anything), c.pick(["float64", "float32", "int32", "bool"])],
    (a: Value, dtype: DType) =>
      dtype === a.dtype
        ? a
        : compute(dtype, a.shape, [isFloat(dtype) ? a : { ...a, still: true }], (x) => x, "exact"),
  ),
  cat: entry(
    (c) => {
      const { a, list } = sameSize(c);
      return [list, c.dim(a)];
    },
    (list: readonly Value[], dim: number = 0) => joined(list, dim),
  ),
  stack: entry(
    (c) => {
      const { a, list } = sameSize(c);
      const n = c.value(a).shape.length;
      return [list, c.int(-n - 1, n)];
    },
    (list: readonly Value[], dim: number = 0) => stacked(list, dim),
  ),
  hstack: entry(
    (c) => [sameSize(c).list],
    (list: readonly Value[]) => joined(list, list[0].shape.length === 1 ? 0 : 1),
  ),
  vstack: entry(
    (c) => [sameSize(c).list],
    (list: readonly Value[]) =>
      joined(
        list.map((v) => (v.shape.length < 2 ? { ...v, shape: [1, v.cells.length] } : v)),
        0,
      ),
  ),
  flip: entry(
    (c) => {
      const a = c.t(ranked);
      return [a, c.pick([c.dim(a), [c.dim(a)], range(c.value(a).shape.length)])];
    },
    (a: Value, dims: number | readonly number[]) => {
      const turned = (typeof dims === "number" ? [dims] : dims).map((d) => wrap(d, a.shape.length));
      return copy(a, a.shape, (index) => index.map((i, d) => (turned.includes(d) ? a.shape[d] - 1 - i : i)));
    },
  ),
  roll: entry((c) => {
    const a = c.t(ranked);
    return c.args(a, c.pick([1, -1, 2, 5]), c.chance(3) ? undefined : c.dim(a));
  }, rolled),
  repeat: entry((c) => {
    const a = c.t({ ...anything, ndim: [0, 2] });
    return [a, [...c.pick([[], [2]]), ...c.value(a).shape.map(() => c.pick([1, 2, 1]))]];
  }, repeated),
  tile: entry(
    (c) => [c.t({ ...anything, ndim: [0, 2] }), c.pick([[2], [1, 2], [2, 1]])],
    (a: Value, times: readonly number[]) =>
      repeated(a, [...range(a.shape.length - times.length).map(() => 1), ...times]),
  ),
  repeatInterleave: entry(
    (c) => {
      const a = c.t(ranked);
      return c.args(a, c.pick([2, 1, 3]), c.chance(3) ? undefined : c.dim(a));
    },
    (a: Value, times: number, dim?: number) => {
      const from = dim === undefined ? flat(a) : a;
      const along = wrap(dim ?? 0, from.shape.length);
      const shape = from.shape.map((n, d) => (d === along ? n * times : n));
      return copy(from, shape, (index) => index.map((i, d) => (d === along ? Math.floor(i / times) : i)));
    },
  ),
  pad: entry(
    (c) => {
      const a = c.t({ ...numbers, ndim: [1, 3], solid: true });
      return c.args(
        a,
        c.pick([
          [1, 0],
          [0, 2],
          [1, 1],
          [-1, 1],
          [0, 0],
        ]),
        c.pick([undefined, 0.5, -2].map((v) => (isFloat(c.value(a).dtype) ? v : undefined))),
      );
    },
    (a: Value, [before, after]: readonly number[], value: number = 0) => {
      const last = a.shape.length - 1;
      const n = a.shape[last] + before + after;
      refuseUnless(n >= 0, "less than nothing would be left");
      const shape = a.shape.map((length, d) => (d === last ? n : length));
      return compute(
        a.dtype,
        shape,
        [a],
        (x) =>
          indicesOf(shape).map((index) => {
            const i = index[last] - before;
            const inside = i >= 0 && i < a.shape[last];
            return inside ? x[placeOf(a.shape, [...index.slice(0, last), i])] : value;
          }),
        "exact",
      );
    },
  ),
  triu: entry(
    (c) => c.args(c.t({ ...anything, ndim: [2, 3] }), c.pick([undefined, 1, -1])),
    (a: Value, k: number = 0) => triangle(a, (i, j) => j - i >= k),
  ),
  tril: entry(
    (c) => c.args(c.t({ ...anything, ndim: [2, 3] }), c.pick([undefined, 1, -1])),
    (a: Value, k: number = 0) => triangle(a, (i, j) => j - i <= k),
  ),
  diag: entry(
    (c) => c.args(c.t({ ...anything, ndim: [1, 2] }), c.pick([undefined, 1, -1])),
    (a: Value, offset: number = 0) => {
      const [down, right] = [Math.max(0, -offset), Math.max(0, offset)];
      if (a.shape.length === 2) {
        const n = Math.max(0, Math.min(a.shape[0] - down, a.shape[1] - right));
        return copy(a, [n], ([i]) => [i + down, i + right]);
      }
      refuseUnless(a.shape.length === 1, "a vector or a matrix is wanted");
      const n = a.shape[0] + Math.abs(offset);
      return compute(
        a.dtype,
        [n, n],
        [a],
        (x) => indicesOf([n, n]).map(([i, j]) => (j - i === offset ? x[i - down] : 0)),
        "exact",
      );
    },
  ),
};

function triangle(a: Value, keeps: (i: number, j: number) => boolean): Value {
  const n = a.shape.length;
  refuseUnless(n >= 2, "a matrix is wanted");
  const kept = indicesOf(a.shape).map((index) => keeps(index[n - 2], index[n - 1]));
  return compute(a.dtype, a.shape, [a], (x) => x.map((y, i) => (kept[i] ? y : 0)), "exact");
}
