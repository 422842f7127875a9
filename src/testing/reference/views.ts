// The reference of views: they share the cells of their operand.

import type { Arg, Chooser, Ref } from "./chooser";
import type { Entries } from "./entry";
import { anything, entry, one } from "./entry";
import type { Value } from "./value";
import { rearrange, range, refuseUnless, sizeOf, wrap } from "./value";

/** Cells of which it is not settled here whether two tensors share them: programs do not edit these. */
export const unsettled: WeakSet<object> = new WeakSet();

/**
 * The same elements in another shape. PyTorch shares the memory where strides allow it; this can be told from
 * the cells only where the operand lies in the order of reading in memory of its own.
 */
export function reshaped(a: Value, shape: readonly number[]): Value {
  const open = shape.indexOf(-1);
  const rest = sizeOf(shape.filter((n) => n !== -1));
  refuseUnless(open === shape.lastIndexOf(-1), "one length can be left open");
  refuseUnless(open < 0 || (rest > 0 && sizeOf(a.shape) % rest === 0), "the open length is no whole number");
  const full = shape.map((n) => (n === -1 ? sizeOf(a.shape) / rest : n));
  refuseUnless(sizeOf(full) === sizeOf(a.shape), "another number of elements");
  const distinct = new Set(a.cells).size === a.cells.length;
  for (const cell of a.cells) if (a.view || a.loose || !distinct) unsettled.add(cell);
  return { ...rearranged(a, full), view: a.view, loose: a.loose };
}

function rearranged(a: Value, shape: readonly number[]): Value {
  const seen = rearrange(a, a.shape, (index) => index, "view");
  return { ...seen, shape };
}

export function permuted(a: Value, dims: readonly number[]): Value {
  return rearrange(
    a,
    dims.map((d) => a.shape[d]),
    (index) => a.shape.map((_, d) => index[dims.indexOf(d)]),
    "view",
  );
}

export function expanded(a: Value, shape: readonly number[]): Value {
  const lead = shape.length - a.shape.length;
  refuseUnless(lead >= 0, "fewer dimensions than there are");
  const full = shape.map((n, d) => (n === -1 && d >= lead ? a.shape[d - lead] : n));
  refuseUnless(
    full.every((n, d) => n >= 0 && (d < lead || a.shape[d - lead] === n || a.shape[d - lead] === 1)),
    "only lengths of 1 can be repeated",
  );
  return rearrange(a, full, (index) => a.shape.map((n, d) => (n === 1 ? 0 : index[d + lead])), "view");
}

export function cut(a: Value, dim: number, start: number, end: number, step: number): Value {
  refuseUnless(a.shape.length > 0, "a number has no entries");
  const along = wrap(dim, a.shape.length);
  const chosen = range(a.shape[along])
    .slice(start, end)
    .filter((_, i) => i % step === 0);
  return rearrange(
    a,
    a.shape.map((n, d) => (d === along ? chosen.length : n)),
    (index) => index.map((i, d) => (d === along ? chosen[i] : i)),
    "view",
  );
}

export function selected(a: Value, dim: number, i: number): Value {
  refuseUnless(a.shape.length > 0, "a number has no entries");
  const along = wrap(dim, a.shape.length);
  const n = a.shape[along];
  refuseUnless(i >= -n && i < n, "index out of range");
  return rearrange(
    a,
    a.shape.filter((_, d) => d !== along),
    (index) => [...index.slice(0, along), i < 0 ? i + n : i, ...index.slice(along)],
    "view",
  );
}

/** A shape with as many elements as `shape`. */
function otherShape(c: Chooser, a: Ref): readonly number[] {
  const { shape } = c.value(a);
  const size = sizeOf(shape);
  const divisors = range(size + 1).filter((n) => n > 0 && size % n === 0);
  if (size === 0) return [c.pick([0, 2]), 0];
  const first = c.pick(divisors);
  return c.pick([
    [size],
    [first, size / first],
    [first, -1],
    [-1],
    [1, first, size / first],
    [size / first, first],
  ]);
}

const some = { ...anything, ndim: [1, 3] as const };

/** A tensor and a range of one of its dimensions. */
export const ranged: (c: Chooser) => { a: Ref; dim: number; n: number } = (
  c: Chooser,
): { a: Ref; dim: number; n: number } => {
  const a = c.t(some);
  const dim = c.dim(a);
  const { shape } = c.value(a);
  return { a, dim, n: shape[wrap(dim, shape.length)] };
};

const twoDims = (c: Chooser): Arg[] => {
  const a = c.t({ ...anything, ndim: [2, 3] });
  const [p, q] = [c.dim(a), c.dim(a)];
  return [a, p, q];
};

const wider = (c: Chooser): Arg[] => {
  const narrow = c.chance(2)
    ? { ndim: [1, 2] as const, fits: (v: Value) => v.shape.includes(1) }
    : { ndim: [0, 2] as const };
  const a = c.t({ ...anything, ...narrow });
  const { shape } = c.value(a);
  const lead = c.pick([[], [2], [3]]);
  return [a, [...lead, ...shape.map((n) => (n === 1 ? c.pick([2, 3, 1]) : c.chance(3) ? -1 : n))]];
};

export const views: Entries<
  | "reshape"
  | "view"
  | "flatten"
  | "unflatten"
  | "transpose"
  | "t"
  | "permute"
  | "movedim"
  | "squeeze"
  | "unsqueeze"
  | "expand"
  | "broadcastTo"
  | "diagonal"
  | "meshgrid"
> = {
  reshape: entry((c) => {
    const a = c.t(anything);
    return [a, otherShape(c, a)];
  }, reshaped),
  // Of a tensor that may lie in memory in another order only a length of 1 is sure to have room.
  view: entry((c) => {
    const a = c.t(anything);
    const { shape, view, loose } = c.value(a);
    return [a, view || loose ? [1, ...shape] : otherShape(c, a)];
  }, reshaped),
  flatten: entry(
    (c) => {
      const a = c.t(anything);
      const n = Math.max(1, c.value(a).shape.length);
      const start = c.number(n);
      return c.args(a, ...c.pick([[], [start], [start, c.int(start, n - 1)]]));
    },
    (a: Value, start: number = 0, end: number = -1) => {
      if (a.shape.length === 0) return reshaped(a, [1]);
      const [first, last] = [wrap(start, a.shape.length), wrap(end, a.shape.length)];
      refuseUnless(first <= last, "the end comes before the start");
      if (first === last) return a;
      const joined = sizeOf(a.shape.slice(first, last + 1));
      return reshaped(a, [...a.shape.slice(0, first), joined, ...a.shape.slice(last + 1)]);
    },
  ),
  unflatten: entry(
    (c) => {
      const { a, dim, n } = ranged(c);
      return [
        a,
        dim,
        n % 2 === 0 && n > 0
          ? c.pick([
              [2, n / 2],
              [2, -1],
            ])
          : [1, n],
      ];
    },
    (a: Value, dim: number, sizes: readonly number[]) => {
      const along = wrap(dim, a.shape.length);
      const open = sizes.filter((n) => n !== -1).reduce((p, n) => p * n, 1);
      const filled = sizes.map((n) => (n === -1 ? a.shape[along] / open : n));
      return reshaped(a, [...a.shape.slice(0, along), ...filled, ...a.shape.slice(along + 1)]);
    },
  ),
  transpose: entry(twoDims, (a: Value, p: number, q: number) => {
    const n = a.shape.length;
    const [from, to] = [wrap(p, n), wrap(q, n)];
    return permuted(
      a,
      range(n).map((d) => (d === from ? to : d === to ? from : d)),
    );
  }),
  t: entry(one({ ...anything, ndim: [0, 2] }), (a: Value) => {
    refuseUnless(a.shape.length <= 2, "a matrix at most");
    return permuted(a, range(a.shape.length).reverse());
  }),
  permute: entry(
    (c) => {
      const a = c.t(some);
      const n = c.value(a).shape.length;
      const turn = c.number(n);
      const order = range(n).map((d) => (d + turn) % n);
      return [a, (c.chance(2) ? order.reverse() : order).map((d) => (c.chance(4) ? d - n : d))];
    },
    (a: Value, dims: readonly number[]) =>
      permuted(
        a,
        dims.map((d) => wrap(d, a.shape.length)),
      ),
  ),
  movedim: entry(twoDims, (a: Value, from: number, to: number) => {
    const n = a.shape.length;
    const [source, target] = [wrap(from, n), wrap(to, n)];
    const rest = range(n).filter((d) => d !== source);
    return permuted(a, [...rest.slice(0, target), source, ...rest.slice(target)]);
  }),
  squeeze: entry(
    (c) => {
      const a = c.t(anything);
      return c.args(a, c.dims(a));
    },
    (a: Value, dim?: number | readonly number[]) => {
      const named = (dim === undefined ? range(a.shape.length) : typeof dim === "number" ? [dim] : dim).map(
        (d) => wrap(d, a.shape.length),
      );
      return rearranged(
        a,
        a.shape.filter((n, d) => n !== 1 || !named.includes(d)),
      );
    },
  ),
  unsqueeze: entry(
    (c) => {
      const a = c.t(anything);
      const n = c.value(a).shape.length;
      return [a, c.int(-n - 1, n)];
    },
    (a: Value, dim: number) => {
      const at = wrap(dim, a.shape.length + 1);
      return rearranged(a, [...a.shape.slice(0, at), 1, ...a.shape.slice(at)]);
    },
  ),
  expand: entry(wider, expanded),
  broadcastTo: entry(wider, expanded),
  diagonal: entry(
    (c) => {
      const a = c.t({ ...anything, ndim: [2, 3] });
      const n = c.value(a).shape.length;
      return c.args(a, c.int(-1, 1), ...c.pick([[], [0, n - 1], [-1, 0]]));
    },
    (a: Value, offset: number = 0, dim1: number = 0, dim2: number = 1) => {
      const [p, q] = [wrap(dim1, a.shape.length), wrap(dim2, a.shape.length)];
      refuseUnless(p !== q, "two dimensions are wanted");
      const [down, right] = [Math.max(0, -offset), Math.max(0, offset)];
      const length = Math.max(0, Math.min(a.shape[p] - down, a.shape[q] - right));
      const kept = range(a.shape.length).filter((d) => d !== p && d !== q);
      return rearrange(
        a,
        [...kept.map((d) => a.shape[d]), length],
        (index) => {
          const k = index[index.length - 1];
          return a.shape.map((_, d) => (d === p ? k + down : d === q ? k + right : index[kept.indexOf(d)]));
        },
        "view",
      );
    },
  ),
  meshgrid: entry(
    (c) => {
      const count = c.int(1, 3);
      const dtypes = [c.pick(["float64", "float32"] as const)];
      return c.args(
        range(count).map(() => c.t({ dtypes, ndim: [0, 1] })),
        c.pick([undefined, "xy", "ij"]),
      );
    },
    (list: readonly Value[], indexing: string = "ij") => {
      const lengths = list.map((v) => sizeOf(v.shape));
      const tables = list.map((v, k) =>
        expanded(
          rearranged(
            v,
            lengths.map((n, d) => (d === k ? n : 1)),
          ),
          lengths,
        ),
      );
      const swapped = [1, 0, ...range(lengths.length).slice(2)];
      return indexing === "xy" && list.length > 1 ? tables.map((v) => permuted(v, swapped)) : tables;
    },
  ),
};
