// Operations along one dimension, line by line.

import type { Wish } from "./chooser";
import type { Entries, Entry } from "./entry";
import { along, entry, floats, numbers } from "./entry";
import { fold, lines } from "./define";
import { logaddexp } from "./binary";
import { floatOf } from "./dtypes";
import { countable, logSoftmaxOf, nonEmpty, normIn, ordered } from "./reductions";
import { floating, sigmoid } from "./unary";
import type { DType, Value } from "./value";
import { compute, indicesOf, placeOf, range, refuseUnless, wrap, wrapAll } from "./value";

/** What the list up to each place comes to. */
const running = (list: readonly number[], f: (before: number, x: number) => number): number[] => {
  const out: number[] = [];
  list.forEach((x, i) => out.push(i === 0 ? x : f(out[i - 1], x)));
  return out;
};

/** The place of the last of the best so far; a NaN stays. */
const runningPlaces = (list: readonly number[], beats: (x: number, best: number) => boolean): number[] => {
  let best = 0;
  return list.map((x, i) => {
    if (!Number.isNaN(list[best]) && (Number.isNaN(x) || beats(x, list[best]))) best = i;
    return best;
  });
};

const linewise = (
  f: (list: number[]) => number[],
  wish: Wish,
  dtypeOf: (a: Value) => DType = (a) => a.dtype,
): Entry => entry(along(wish), (a: Value, dim: number) => lines(a, dim, dtypeOf(a), f));

const softmax = (list: number[]): number[] => {
  const top = Math.max(...list);
  const powers = list.map((x) => Math.exp(x - top));
  return powers.map((x) => x / powers.reduce((sum, y) => sum + y, 0));
};

function withPlaces(
  a: Value,
  dim: number,
  places: (list: readonly number[]) => number[],
  length?: number,
): readonly Value[] {
  return [
    lines(a, dim, a.dtype, (list) => places(list).map((k) => list[k]), "exact", length),
    lines({ ...a, still: true }, dim, "int32", places, "exact", length),
  ];
}

const cumulative = (beats: (x: number, best: number) => boolean): Entry =>
  entry(along(numbers), (a: Value, dim: number) => withPlaces(a, dim, (list) => runningPlaces(list, beats)));

const places = (list: readonly number[], descending: boolean): number[] => {
  const up = ordered(list);
  if (!descending) return up.map(({ place }) => place);
  // Equal ones keep their order in both directions.
  const key = (x: number): string => String(x === 0 ? 0 : x);
  const groups: number[][] = [];
  up.forEach(({ x, place }, i) => {
    if (i > 0 && key(up[i - 1].x) === key(x)) groups[groups.length - 1].push(place);
    else groups.push([place]);
  });
  return groups.reverse().flat();
};

const sorting: Entry["make"] = (c) => {
  const a = c.t(numbers);
  return c.args(a, ...c.pick([[], [c.dim(a)], [c.dim(a), true]]));
};

const lengthAlong = (a: Value, dim: number): number => a.shape[wrap(dim, a.shape.length)] ?? 1;

function oneOfLine(
  a: Value,
  dim: number,
  keepdim: boolean,
  place: (list: readonly number[]) => number,
): readonly Value[] {
  nonEmpty(a, dim);
  return [
    fold(a, dim, keepdim, a.dtype, (list) => list[place(list)], "exact"),
    fold({ ...a, still: true }, dim, keepdim, "int32", place, "exact"),
  ];
}

/** The most frequent, the smallest of several, and where it is last. */
function modePlace(list: readonly number[]): number {
  const count = (x: number): number => list.filter((y) => y === x).length;
  const most = Math.max(...list.map(count));
  const chosen = Math.min(...list.filter((x) => count(x) === most));
  return list.lastIndexOf(chosen);
}

const differences = (list: number[], n: number): number[] =>
  n === 0
    ? list
    : differences(
        range(list.length - 1).map((i) => list[i + 1] - list[i]),
        n - 1,
      );

const slopes = (list: number[], h: number): number[] =>
  list.map((_, i) => {
    const [before, after] = [Math.max(0, i - 1), Math.min(list.length - 1, i + 1)];
    return (list[after] - list[before]) / ((after - before) * h);
  });

export const alongLines: Entries<
  | "cumsum"
  | "cumprod"
  | "logcumsumexp"
  | "cummax"
  | "cummin"
  | "softmax"
  | "softmin"
  | "logSoftmax"
  | "sort"
  | "argsort"
  | "topk"
  | "kthvalue"
  | "mode"
  | "diff"
  | "gradient"
  | "glu"
  | "normalize"
  | "layerNorm"
  | "cosineSimilarity"
> = {
  cumsum: linewise(
    (list) => running(list, (p, x) => p + x),
    numbers,
    (a) => countable(a.dtype),
  ),
  cumprod: linewise(
    (list) => running(list, (p, x) => p * x),
    numbers,
    (a) => countable(a.dtype),
  ),
  logcumsumexp: linewise(
    (list) => running(list, logaddexp),
    floats,
    (a) => floating(a).dtype,
  ),
  cummax: cumulative((x, best) => x >= best),
  cummin: cumulative((x, best) => x <= best),
  softmax: linewise(softmax, floats, (a) => floating(a).dtype),
  softmin: linewise(
    (list) => softmax(list.map((x) => -x)),
    floats,
    (a) => floating(a).dtype,
  ),
  logSoftmax: linewise(logSoftmaxOf, floats, (a) => floating(a).dtype),
  sort: entry(sorting, (a: Value, dim: number = -1, descending: boolean = false) =>
    withPlaces(a, dim, (list) => places(list, descending)),
  ),
  argsort: entry(
    sorting,
    (a: Value, dim: number = -1, descending: boolean = false) =>
      withPlaces(a, dim, (list) => places(list, descending))[1],
  ),
  topk: entry(
    (c) => {
      const a = c.t({ ...floats, distinct: true });
      const dim = c.dim(a);
      return c.args(a, c.int(0, lengthAlong(c.value(a), dim)), dim, c.pick([undefined, false]));
    },
    (a: Value, k: number, dim: number = -1, largest: boolean = true) => {
      refuseUnless(k <= lengthAlong(a, dim), "k out of range");
      // A number is its own largest, however many are asked for.
      if (a.shape.length === 0) return withPlaces(a, dim, () => [0]);
      return withPlaces(a, dim, (list) => places(list, largest).slice(0, k), k);
    },
  ),
  kthvalue: entry(
    (c) => {
      const a = c.t({ ...floats, distinct: true, solid: true });
      const dim = c.dim(a);
      return c.args(
        a,
        c.int(1, Math.max(1, lengthAlong(c.value(a), dim))),
        dim,
        c.chance(3) ? true : undefined,
      );
    },
    (a: Value, k: number, dim: number = -1, keepdim: boolean = false) =>
      oneOfLine(a, dim, keepdim, (list) => ordered(list)[k - 1].place),
  ),
  mode: entry(
    (c) => {
      const a = c.t({ ...numbers, solid: true });
      return c.args(a, c.dim(a), c.chance(3) ? true : undefined);
    },
    (a: Value, dim: number = -1, keepdim: boolean = false) => oneOfLine(a, dim, keepdim, modePlace),
  ),
  diff: entry(
    (c) => {
      const a = c.t({ ...numbers, ndim: [1, 3] });
      return c.args(a, c.pick([undefined, 1, 2]), c.dim(a));
    },
    (a: Value, n: number = 1, dim: number = -1) => {
      refuseUnless(a.shape.length > 0, "a number has no neighbours");
      const length = Math.max(0, lengthAlong(a, dim) - n);
      return lines(a, dim, a.dtype, (list) => differences(list, n), "short", length);
    },
  ),
  gradient: entry(
    (c) => {
      const a = c.t({ ...floats, ndim: [1, 2], fits: ({ shape }) => shape.every((n) => n > 1) });
      return c.args(a, c.pick([undefined, { spacing: 0.5 }, { spacing: 2, dim: c.dim(a) }]));
    },
    (a: Value, { spacing = 1, dim }: { spacing?: number; dim?: number } = {}) => {
      const dims =
        a.shape.length === 0 || (Array.isArray(dim) && dim.length === 0) ? [] : wrapAll(dim, a.shape.length);
      refuseUnless(a.dtype !== "bool", "not defined for bool");
      refuseUnless(
        dims.every((d) => a.shape[d] > 1),
        "neighbours are wanted",
      );
      return dims.map((d) => lines(a, d, floatOf(a.dtype), (list) => slopes(list, spacing), "short"));
    },
  ),
  glu: entry(
    (c) => {
      const a = c.t({ ...floats, ndim: [1, 3], fits: ({ shape }) => shape.some((n) => n % 2 === 0) });
      const even = range(c.value(a).shape.length).find((d) => c.value(a).shape[d] % 2 === 0);
      return [a, even ?? 0];
    },
    (a: Value, dim: number = -1) => {
      const half = lengthAlong(a, dim) / 2;
      refuseUnless(Number.isInteger(half), "an even length is wanted");
      return lines(
        floating(a),
        dim,
        a.dtype,
        (list) => range(half).map((i) => list[i] * sigmoid(list[i + half])),
        "rounded",
        half,
      );
    },
  ),
  normalize: entry(
    (c) => {
      const a = c.t({ ...floats, ndim: [1, 3], domain: "nonzero" });
      return [a, c.pick([2, 1, 3]), c.dim(a)];
    },
    (a: Value, p: number = 2, dim: number = 1) => {
      if (p < 0 || p === Infinity) nonEmpty(a, dim);
      return lines(floating(a), dim, a.dtype, (list) => {
        const size = normIn(a.dtype, list, p);
        return list.map((x) => x / (size < 1e-12 ? 1e-12 : size));
      });
    },
  ),
  layerNorm: entry(
    (c) => {
      const a = c.t({ ...floats, ndim: [1, 3], solid: true });
      return [a, c.value(a).shape.slice(-1)];
    },
    (a: Value) =>
      lines(floating(a), -1, a.dtype, (list) => {
        const mean = list.reduce((sum, x) => sum + x, 0) / list.length;
        const squares = list.reduce((sum, x) => sum + (x - mean) ** 2, 0);
        return list.map((x) => (x - mean) / Math.sqrt(squares / list.length + 1e-5));
      }),
  ),
  cosineSimilarity: entry(
    (c) => {
      const a = c.t({ ...floats, ndim: [1, 3], solid: true });
      return [a, c.t({ dtypes: [c.value(a).dtype], shape: c.value(a).shape }), c.dim(a)];
    },
    (a: Value, b: Value, dim: number = 1) => {
      const along = wrap(dim, a.shape.length);
      const { dtype } = a;
      const both = beside(a, b, along, dtype);
      return fold(both, along, false, dtype, (list) => {
        const [x, y] = [list.slice(0, list.length / 2), list.slice(list.length / 2)];
        const size = (v: number[]): number => Math.max(1e-8, normIn(dtype, v, 2));
        return x.reduce((sum, xi, i) => sum + (xi / size(x)) * (y[i] / size(y)), 0);
      });
    },
  ),
};

/** Two values of one shape, one behind the other along a dimension. */
function beside(a: Value, b: Value, dim: number, dtype: DType): Value {
  const shape = a.shape.map((n, d) => (d === dim ? 2 * n : n));
  return compute(
    dtype,
    shape,
    [a, b],
    (x, y) =>
      indicesOf(shape).map((index) => {
        const k = index[dim];
        const inner = index.map((i, d) => (d === dim ? k % a.shape[dim] : i));
        return (k < a.shape[dim] ? x : y)[placeOf(a.shape, inner)];
      }),
    "exact",
  );
}
