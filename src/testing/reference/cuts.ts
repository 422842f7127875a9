// Parts of a dimension as views: ranges, single entries, splits.

import type { Entries } from "./entry";
import { entry } from "./entry";
import { cut, ranged, selected } from "./views";
import type { Value } from "./value";
import { range, refuseUnless, wrap } from "./value";

function parts(a: Value, sizes: readonly number[], dim: number): Value[] {
  const starts = sizes.map((_, k) => sizes.slice(0, k).reduce((sum, n) => sum + n, 0));
  return sizes.map((n, k) => cut(a, dim, starts[k], starts[k] + n, 1));
}

/** Equal parts, the last one what is left. */
function equalParts(total: number, size: number): number[] {
  const count = Math.max(1, Math.ceil(total / size));
  return range(count).map((k) => Math.min(size, total - k * size));
}

export const cuts: Entries<"slice" | "select" | "narrow" | "unbind" | "split" | "chunk"> = {
  slice: entry(
    (c) => {
      const { a, dim, n } = ranged(c);
      const [start, end] = c.pick([
        [0, n],
        [1, n],
        [0, -1],
        [-2, n],
        [1, -1],
        [n, n],
      ]);
      return c.args(a, start, end, c.pick([undefined, { dim }, { dim, step: 2 }, { step: 3 }]));
    },
    (
      a: Value,
      start: number = 0,
      end: number = Infinity,
      { dim = 0, step = 1 }: { dim?: number; step?: number } = {},
    ) => cut(a, dim, start, end, step),
  ),
  select: entry((c) => {
    const { a, dim, n } = ranged(c);
    return [a, dim, n === 0 ? 0 : c.int(-n, n - 1)];
  }, selected),
  narrow: entry(
    (c) => {
      const { a, dim, n } = ranged(c);
      const start = c.number(n + 1);
      return [a, dim, start, c.int(0, n - start)];
    },
    (a: Value, dim: number, start: number, length: number) => {
      refuseUnless(
        a.shape.length > 0 && start + length <= a.shape[wrap(dim, a.shape.length)],
        "out of range",
      );
      return cut(a, dim, start, start + length, 1);
    },
  ),
  unbind: entry(
    (c) => {
      const { a, dim } = ranged(c);
      return c.args(a, c.pick([undefined, dim]));
    },
    (a: Value, dim: number = 0) => {
      refuseUnless(a.shape.length > 0, "a number has no entries");
      return range(a.shape[wrap(dim, a.shape.length)]).map((i) => selected(a, dim, i));
    },
  ),
  split: entry(
    (c) => {
      const { a, dim, n } = ranged(c);
      return c.args(a, n > 1 && c.chance(3) ? [1, n - 1] : c.int(1, 2), dim);
    },
    (a: Value, size: number | readonly number[], dim: number = 0) => {
      const total = a.shape[wrap(dim, a.shape.length)];
      return parts(a, typeof size === "number" ? equalParts(total, size) : size, dim);
    },
  ),
  chunk: entry(
    (c) => {
      const { a, dim } = ranged(c);
      return [a, c.int(1, 3), dim];
    },
    (a: Value, count: number, dim: number = 0) => {
      const total = a.shape[wrap(dim, a.shape.length)];
      return parts(
        a,
        total === 0 ? range(count).map(() => 0) : equalParts(total, Math.ceil(total / count)),
        dim,
      );
    },
  ),
};
