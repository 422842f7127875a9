// Python's square brackets: numbers, ranges, `...`, new dimensions, lists and masks.

import type { Arg, Chooser, Ref } from "./chooser";
import type { Entries } from "./entry";
import { anything, entry } from "./entry";
import { cut, selected } from "./views";
import type { Value } from "./value";
import { broadcast, copied, indicesOf, placeOf, range, rearrange, refuseUnless } from "./value";

export const indexing: Entries<"index"> = {
  index: entry(
    (c) => {
      const a = c.t({ ...anything, ndim: [1, 3] });
      return [a, ...indicesFor(c, a)];
    },
    (a: Value, ...indices: Index[]) => indexResult(a, indices),
  ),
};

/** What stands between the brackets. */
export function indicesFor(c: Chooser, a: Ref): Arg[] {
  const { shape } = c.value(a);
  if (c.chance(6)) return [c.t({ dtypes: ["bool"], shape })];
  if (c.chance(6) && shape[0] > 0) return [c.t({ below: shape[0], ndim: [1, 2], solid: true })];
  const picks = c.chance(4);
  const count = c.int(1, shape.length);
  const gap = c.chance(4) ? c.number(count + 1) : count;
  const indices: Arg[] = range(count).map((k) => {
    const n = shape[k < gap ? k : k + shape.length - count];
    if (n > 0 && c.chance(3)) return c.int(-n, n - 1);
    if (picks && n > 0 && c.chance(2)) return [c.number(n), n - 1];
    return c.pick([":", "1:", ":-1", "::2", "-2:", "1::2"]);
  });
  if (gap < count || c.chance(8)) indices.splice(gap, 0, "...");
  if (c.chance(5)) indices.splice(c.number(indices.length + 1), 0, null);
  return indices;
}

/** Python's square brackets, by its rules: ranges and numbers first, then lists and masks together. */
export function indexed(a: Value, indices: readonly Index[]): Value {
  let view = a;
  let dim = 0;
  const rest = a.shape.length - indices.reduce((sum: number, i) => sum + depthOf(i), 0);
  refuseUnless(rest >= 0, "too many indices");
  const picks: { dim: number; shape: readonly number[]; entries: number[] }[] = [];
  for (const i of indices) {
    if (i === null) view = unsqueezed(view, dim++);
    else if (i === "...") dim += rest;
    else if (typeof i === "number") view = selected(view, dim, i);
    else if (typeof i === "string") view = rangeOf(view, dim++, i);
    else {
      picks.push(...picksOf(view, dim, i));
      dim += picks.length === 0 ? 1 : isMask(i) ? i.shape.length : 1;
    }
  }
  return picks.length === 0 ? view : picked(view, picks);
}

type Index = number | string | null | readonly number[] | Value;

/** How many dimensions an index takes. */
const depthOf = (i: Index): number => (i === null || i === "..." ? 0 : isMask(i) ? i.shape.length : 1);

function unsqueezed(a: Value, dim: number): Value {
  const shape = [...a.shape.slice(0, dim), 1, ...a.shape.slice(dim)];
  return rearrange(a, shape, (index) => index.filter((_, d) => d !== dim), "view");
}

const isMask = (i: unknown): i is Value =>
  typeof i === "object" && i !== null && "cells" in i && (i as Value).dtype === "bool";

function rangeOf(a: Value, dim: number, text: string): Value {
  const [start, end, step] = text.split(":").map((part) => (part === "" ? undefined : Number(part)));
  return cut(a, dim, start ?? 0, end ?? Infinity, step ?? 1);
}

interface Picks {
  dim: number;
  shape: readonly number[];
  entries: number[];
}

function picksOf(a: Value, dim: number, i: readonly number[] | Value): Picks[] {
  if (!("cells" in i)) return [{ dim, shape: [i.length], entries: [...i] }];
  const numbers = i.cells.map((cell) => cell.lanes[0]);
  if (i.dtype !== "bool") return [{ dim, shape: i.shape, entries: numbers }];
  refuseUnless(
    i.shape.every((n, d) => n === a.shape[dim + d]),
    "a mask has the shape of what it chooses from",
  );
  const found = indicesOf(i.shape).filter((index) => numbers[placeOf(i.shape, index)] !== 0);
  return i.shape.map((_, d) => ({
    dim: dim + d,
    shape: [found.length],
    entries: found.map((index) => index[d]),
  }));
}

function picked(a: Value, picks: readonly Picks[]): Value {
  const common = broadcast(...picks.map((p) => p.shape));
  const dims = picks.map((p) => p.dim);
  const adjacent = dims.every((d, k) => k === 0 || d === dims[k - 1] + 1);
  const kept = range(a.shape.length).filter((d) => !dims.includes(d));
  const front = adjacent ? dims[0] : 0;
  const lengths = kept.map((d) => a.shape[d]);
  const entry = (p: Picks, at: readonly number[]): number => {
    const lead = common.length - p.shape.length;
    const i =
      p.entries[
        placeOf(
          p.shape,
          p.shape.map((n, d) => (n === 1 ? 0 : at[d + lead])),
        )
      ];
    refuseUnless(i >= -a.shape[p.dim] && i < a.shape[p.dim], "index out of range");
    return i < 0 ? i + a.shape[p.dim] : i;
  };
  return rearrange(
    a,
    [...lengths.slice(0, front), ...common, ...lengths.slice(front)],
    (index) => {
      const at = index.slice(front, front + common.length);
      const others = [...index.slice(0, front), ...index.slice(front + common.length)];
      return a.shape.map((_, d) =>
        dims.includes(d) ? entry(picks[dims.indexOf(d)], at) : others[kept.indexOf(d)],
      );
    },
    "view",
  );
}

/** As a result: what lists and masks pick is a copy. */
export function indexResult(a: Value, indices: Parameters<typeof indexed>[1]): Value {
  const result = indexed(a, indices);
  return indices.some((i) => typeof i === "object" && i !== null) ? copied(result) : result;
}
