// The reference of the reductions.

import type { Entries, Entry } from "./entry";
import { anything, entry, floats, numbers, reducing } from "./entry";
import type { Dims } from "./define";
import { fold, reducedShape, groupsOf } from "./define";
import { floatOf } from "./dtypes";
import { floating } from "./unary";
import type { DType, Exactness, Value } from "./value";
import { compute, range, refuseUnless, sizeOf, wrap, wrapAll } from "./value";

export const countable = (dtype: DType): DType => (dtype === "bool" ? "int32" : dtype);
const add = (list: readonly number[]): number => list.reduce((sum, x) => sum + x, 0);
const multiply = (list: readonly number[]): number => list.reduce((product, x) => product * x, 1);
const mean = (list: readonly number[]): number => add(list) / list.length;
const isNumber = (x: number): boolean => !Number.isNaN(x);

export const largest = (list: readonly number[]): number =>
  list.some(Number.isNaN) ? NaN : list.reduce((best, x) => (x > best ? x : best), list[0]);
export const smallest = (list: readonly number[]): number =>
  list.some(Number.isNaN) ? NaN : list.reduce((best, x) => (x < best ? x : best), list[0]);

/** The place of the first NaN, or else of the first of the equal best. */
export function placeOfBest(list: readonly number[], best: (list: readonly number[]) => number): number {
  const found = best(list);
  return list.findIndex((x) => (Number.isNaN(found) ? Number.isNaN(x) : x === found));
}

/**
 * Ascending; NaN counts as the largest. The places stand beside the numbers, and equal ones keep their order.
 */
export function ordered(list: readonly number[]): { x: number; place: number }[] {
  const rank = (x: number): [number, number] => (Number.isNaN(x) ? [1, 0] : [0, x]);
  return list
    .map((x, place) => ({ x, place }))
    .sort((p, q) => {
      const [[a, x], [b, y]] = [rank(p.x), rank(q.x)];
      return a !== b ? a - b : x < y ? -1 : x > y ? 1 : p.place - q.place;
    });
}

export const medianPlace = (list: readonly number[]): number => {
  const firstNaN = list.findIndex(Number.isNaN);
  return firstNaN >= 0 ? firstNaN : ordered(list)[(list.length - 1) >> 1].place;
};

export const nanMedianPlace = (list: readonly number[]): number => {
  const count = list.filter(isNumber).length;
  return ordered(list)[Math.max(0, count - 1) >> 1].place;
};

export const sumExponentials = (list: readonly number[]): number => {
  const top = list.length === 0 ? -Infinity : largest(list);
  if (Math.abs(top) === Infinity) return top;
  return top + Math.log(add(list.map((x) => Math.exp(x - top))));
};

/** An infinity makes all of it NaN, as in PyTorch, which takes the largest away first. */
export const logSoftmaxOf = (list: readonly number[]): number[] =>
  list.map((x) => x - largest(list) - sumExponentials(list.map((y) => y - largest(list))));

function squaredDeviations(list: readonly number[], correction: number): number {
  const centre = mean(list);
  return add(list.map((x) => (x - centre) ** 2)) / Math.max(0, list.length - correction);
}

function normOf(list: readonly number[], p: number): number {
  const sizes = list.map(Math.abs);
  if (p === 0) return sizes.filter((x) => x !== 0).length;
  if (p === Infinity) return largest(sizes);
  if (p === -Infinity) return smallest(sizes);
  if (p === 1) return add(sizes);
  if (p === 2) return Math.sqrt(add(sizes.map((x) => x * x)));
  return add(sizes.map((x) => x ** p)) ** (1 / p);
}

/**
 * The norm of numbers of a dtype: powers beyond float32 are infinite, as PyTorch's are, but for a single
 * number.
 */
export function normIn(dtype: DType, list: number[], p: number): number {
  if (list.length === 1 && p !== 0) return Math.abs(list[0]);
  const isPower = Number.isFinite(p) && p > 0;
  const beyond =
    dtype === "float32" && isPower && list.some((x) => !Number.isFinite(Math.fround(Math.abs(x) ** p)));
  return beyond && !list.some(Number.isNaN) ? Infinity : normOf(list, p);
}

/** There is no extreme of nothing. */
export function nonEmpty(a: Value, dim: Dims): void {
  const dims = wrapAll(dim, a.shape.length);
  refuseUnless(
    dims.every((d) => a.shape[d] !== 0),
    "an extreme of no elements",
  );
}

const folding = (
  f: (list: number[]) => number,
  dtypeOf: (a: Value) => DType,
  exactness: Exactness = "rounded",
  wish = numbers,
): Entry =>
  entry(reducing(wish), (a: Value, dim?: Dims, keepdim: boolean = false) =>
    fold(a, dim, keepdim, dtypeOf(a), f, exactness),
  );

const extreme = (f: (list: readonly number[]) => number): Entry =>
  entry(reducing({ ...anything, solid: true }), (a: Value, dim?: Dims, keepdim: boolean = false) => {
    nonEmpty(a, dim);
    return fold(a, dim, keepdim, a.dtype, f, "exact");
  });

const truth = (f: (list: number[]) => boolean): Entry =>
  entry(reducing(anything), (a: Value, dim?: Dims, keepdim: boolean = false) =>
    fold(a, dim, keepdim, "bool", (list) => Number(f(list)), "exact"),
  );

/** The value along `dim` and where it is, or over everything the value alone. */
function found(place: (list: readonly number[]) => number, empty?: number, distinct: boolean = false): Entry {
  return entry(
    (c) => {
      const a = c.t({ ...numbers, solid: true, distinct });
      return c.chance(2) ? [a] : c.args(a, c.dim(a), c.chance(3) ? true : undefined);
    },
    (a: Value, dim?: number, keepdim: boolean = false) => {
      if (dim === undefined && empty !== undefined && sizeOf(a.shape) === 0) {
        return fold(a, undefined, false, a.dtype, () => empty, "exact");
      }
      nonEmpty(a, dim);
      const value = fold(a, dim, keepdim, a.dtype, (list) => list[place(list)], "exact");
      if (dim === undefined) return value;
      return [value, fold({ ...a, still: true }, dim, keepdim, "int32", place, "exact")];
    },
  );
}

const placed = (place: (list: readonly number[]) => number): Entry =>
  entry(
    (c) => {
      const a = c.t({ ...numbers, solid: true });
      return c.chance(2) ? [a] : c.args(a, c.dim(a), c.chance(3) ? true : undefined);
    },
    (a: Value, dim?: number, keepdim: boolean = false) => {
      nonEmpty(a, dim);
      return fold({ ...a, still: true }, dim, keepdim, "int32", place, "exact");
    },
  );

const spread = (f: (x: number) => number): Entry =>
  entry(
    (c) => {
      const a = c.t({ ...floats, solid: true });
      if (c.chance(3)) return [a, c.dims(a), c.chance(2), { correction: c.pick([0, 2]) }];
      return c.args(a, c.dims(a), c.chance(3) ? true : undefined);
    },
    (a: Value, dim?: Dims, keepdim: boolean = false, { correction = 1 }: { correction?: number } = {}) =>
      fold(floating(a), dim, keepdim, a.dtype, (list) => f(squaredDeviations(list, correction))),
  );

function quantile(a: Value, q: number | readonly number[], dim?: number, keepdim: boolean = false): Value {
  refuseUnless(sizeOf(a.shape) > 0, "a quantile of no elements");
  const qs = typeof q === "number" ? [q] : q;
  const dims = wrapAll(dim, a.shape.length);
  const shape = reducedShape(a.shape, dims, keepdim);
  const groups = groupsOf(a.shape, dims);
  const at = (list: number[], part: number): number => {
    if (list.some(Number.isNaN)) return NaN;
    const sorted = ordered(list).map(({ x }) => x);
    const place = part * (list.length - 1);
    const [low, high] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
    const weight = place - Math.floor(place);
    // From the nearer one, as in PyTorch: the step counts even if none of it is gone, and infinity less
    // infinity is NaN.
    return weight < 0.5 ? low + weight * (high - low) : high - (1 - weight) * (high - low);
  };
  const results = compute(
    a.dtype,
    typeof q === "number" ? shape : [qs.length, ...shape],
    [floating(a)],
    (x) =>
      qs.flatMap((part) =>
        groups.map((group) =>
          at(
            group.map((i) => x[i]),
            part,
          ),
        ),
      ),
  );
  return { ...results, loose: true };
}

const dimGiven: Entry["make"] = (c) => {
  const a = c.t({ ...floats, solid: true });
  return c.args(
    a,
    c.pick([0.5, 0.25, 0, 1, [0.25, 0.75]]),
    c.chance(2) ? c.dim(a) : undefined,
    c.chance(3) ? true : undefined,
  );
};

export const reductions: Entries<
  | "sum"
  | "nansum"
  | "prod"
  | "mean"
  | "nanmean"
  | "logsumexp"
  | "norm"
  | "variance"
  | "std"
  | "amax"
  | "amin"
  | "max"
  | "min"
  | "median"
  | "nanmedian"
  | "argmax"
  | "argmin"
  | "any"
  | "all"
  | "countNonzero"
  | "quantile"
  | "trapezoid"
> = {
  sum: folding(add, (a) => countable(a.dtype), "short", anything),
  nansum: folding(
    (list) => add(list.filter(isNumber)),
    (a) => floating(a).dtype,
    "short",
    floats,
  ),
  prod: folding(multiply, (a) => countable(a.dtype)),
  mean: folding(mean, (a) => floating(a).dtype, "short", floats),
  nanmean: folding(
    (list) => mean(list.filter(isNumber)),
    (a) => floating(a).dtype,
    "short",
    floats,
  ),
  logsumexp: folding(sumExponentials, (a) => floating(a).dtype, "rounded", floats),
  norm: entry(
    (c) => {
      const a = c.t(floats);
      return c.args(
        a,
        c.pick([undefined, 1, 2, 3, 0.5, "inf", "-inf", 0, "fro", 1.5]),
        c.dims(a),
        c.chance(3) ? true : undefined,
      );
    },
    (a: Value, p: number | string = 2, dim?: Dims, keepdim: boolean = false) => {
      const order = p === "fro" ? 2 : Number(p);
      if (order < 0 || order === Infinity) nonEmpty(a, dim);
      const still = order === 0 ? { ...floating(a), still: true } : floating(a);
      return fold(still, dim, keepdim, a.dtype, (list) => normIn(a.dtype, list, order));
    },
  ),
  variance: spread((x) => x),
  std: spread(Math.sqrt),
  amax: extreme(largest),
  amin: extreme(smallest),
  max: found((list) => placeOfBest(list, largest)),
  min: found((list) => placeOfBest(list, smallest)),
  median: found(medianPlace, NaN, true),
  nanmedian: found(nanMedianPlace, NaN, true),
  argmax: placed((list) => placeOfBest(list, largest)),
  argmin: placed((list) => placeOfBest(list, smallest)),
  any: truth((list) => list.some((x) => x !== 0)),
  all: truth((list) => list.every((x) => x !== 0)),
  countNonzero: entry(
    (c) => {
      const a = c.t(anything);
      return c.args(a, c.dims(a));
    },
    (a: Value, dim?: Dims) =>
      fold(a, dim, false, "int32", (list) => list.filter((x) => x !== 0).length, "exact"),
  ),
  quantile: entry(dimGiven, quantile),
  trapezoid: entry(
    (c) => {
      const y = c.t({ ...floats, ndim: [1, 3] });
      return c.args(y, c.pick([1, 0.5]), c.dim(y));
    },
    (y: Value, dx: number = 1, dim: number = -1) => {
      refuseUnless(y.shape.length > 0 && y.dtype !== "bool", "a line of numbers is wanted");
      const along = wrap(dim, y.shape.length);
      if (y.shape[along] === 0) return fold({ ...y, still: true }, along, false, y.dtype, () => 0, "exact");
      return fold(y, along, false, floatOf(y.dtype), (list) =>
        add(range(list.length - 1).map((i) => ((list[i] + list[i + 1]) / 2) * dx)),
      );
    },
  ),
};
