// Sorting, and what follows from it: the largest few, quantiles, the most frequent.

import { wrongValue } from "../../errors";
import { constant, tensor } from "../../tensor/create";
import { placesAlong } from "../../tensor/lines";
import { refuse } from "../../tensor/refuse";
import { reducedShape, wrapDim } from "../../tensor/shape";
import { Tensor } from "../../tensor/tensor";
import { checkTensor } from "../operand";
import { filedAs, run1 } from "../record";
import { rules } from "../rules";
import type { ValuesAndIndices } from "./extreme";
import { checkLines, median, Pair } from "./extreme";
import { stack } from "./shape";

/** The indices of the elements of every line along `dim`, sorted; NaN counts as the largest. */
function orderOf(a: Tensor, dim: number, descending: boolean): { lines: number[][]; places: number[][] } {
  const lines: number[][] = [];
  const places: number[][] = [];
  placesAlong(a, dim, (data, start, step, n) => {
    const at = (k: number): number => data[start + k * step];
    const order = Array.from({ length: n }, (_, k) => k).sort((p, q) => {
      const less = compare(at(p), at(q));
      return descending ? -less : less;
    });
    lines.push(order);
    places.push(order.map((k) => start + k * step));
    return 0;
  });
  return { lines, places };
}

function compare(x: number, y: number): number {
  if (Number.isNaN(x)) return Number.isNaN(y) ? 0 : 1;
  if (Number.isNaN(y)) return -1;
  return x - y || 0;
}

/** What `count` entries of each line become, line by line, put in the shape that has `count` along `dim`. */
function gathered(a: Tensor, dim: number, parts: readonly number[][], count: number): number[] {
  const n = a.ndim === 0 ? 1 : a.shape[dim];
  const step = a.shape.slice(dim + 1).reduce((size, length) => size * length, 1);
  const out = new Array<number>(parts.length * count);
  parts.forEach((part, line) => {
    const [block, inner] = [Math.floor(line / step), line % step];
    for (let k = 0; k < count; k++) out[block * count * step + k * step + inner] = part[k];
  });
  return n === 0 ? [] : out;
}

function ordered(
  gradFn: string,
  a: Tensor,
  dim: number,
  count: number,
  descending: boolean,
): ValuesAndIndices {
  const { lines, places } = orderOf(a, dim, descending);
  const shape = a.ndim === 0 ? [] : a.shape.map((length, i) => (i === dim ? count : length));
  const positions = gathered(a, dim, places, count);
  const values = run1(rules.take, a, { positions, shape, gradFn });
  return new Pair(
    gradFn.replace("Backward0", "").toLowerCase(),
    values,
    constant(shape, 0, "int32").withValues(gathered(a, dim, lines, count)),
  );
}

/** The elements of each line along `dim` in ascending (or descending) order, and where they were. Equal ones keep their order. */
export function sort(a: Tensor, dim: number = -1, descending: boolean = false): ValuesAndIndices {
  const along = wrapDim(dim, checkTensor("sort", "a", a).ndim);
  return ordered("SortBackward0", a, along, a.ndim === 0 ? 1 : a.shape[along], descending);
}

/** The indices that sort each line along `dim`. */
export function argsort(a: Tensor, dim: number = -1, descending: boolean = false): Tensor {
  return sort(checkTensor("argsort", "a", a).detach(), dim, descending).indices;
}

/** The `k` largest (or smallest) elements of each line along `dim`, sorted, and where they are. */
export function topk(a: Tensor, k: number, dim: number = -1, largest: boolean = true): ValuesAndIndices {
  const along = wrapDim(dim, checkTensor("topk", "a", a).ndim);
  if (!Number.isInteger(k) || k < 0 || k > (a.ndim === 0 ? 1 : a.shape[along])) {
    throw refuse(
      "selected index k out of range",
      `k is ${k}, and the dimension has ${a.shape[along] ?? 1} entries.`,
    );
  }
  return ordered("TopkBackward0", a, along, k, largest);
}

/** The `k`-th smallest element of each line along `dim`, counted from 1, and where it is. */
export function kthvalue(a: Tensor, k: number, dim: number = -1, keepdim: boolean = false): ValuesAndIndices {
  const along = checkLines("kthvalue", a, dim);
  if (!Number.isInteger(k) || k < 1 || k > (a.ndim === 0 ? 1 : a.shape[along])) {
    throw refuse(`kthvalue(): selected number k out of range for dimension ${along}`, "k counts from 1.");
  }
  const { lines, places } = orderOf(a, along, false);
  return chosen("KthvalueBackward0", a, along, keepdim, lines, places, k - 1);
}

function chosen(
  gradFn: string,
  a: Tensor,
  dim: number,
  keepdim: boolean,
  lines: readonly number[][],
  places: readonly number[][],
  k: number,
): ValuesAndIndices {
  const shape = reducedShape(a.shape, a.ndim === 0 ? [] : [dim], keepdim);
  const values = run1(rules.take, a, { positions: places.map((place) => place[k]), shape, gradFn });
  return new Pair(
    gradFn.replace("Backward0", "").toLowerCase(),
    values,
    constant(shape, 0, "int32").withValues(lines.map((line) => line[k])),
  );
}

/** The most frequent element of each line along `dim`, the smallest of several, and where it is last. */
export function mode(a: Tensor, dim: number = -1, keepdim: boolean = false): ValuesAndIndices {
  const along = checkLines("mode", a, dim);
  const { lines, places } = orderOf(a, along, false);
  const data = a.toFlatArray();
  const best = places.map((line) => mostFrequent(line.map((place) => data[place])));
  const pick = (parts: readonly number[][]): number[][] => parts.map((part, i) => [part[best[i]]]);
  return chosen("ModeBackward0", a, along, keepdim, pick(lines), pick(places), 0);
}

/** The place of the last of the longest run of equal numbers. */
function mostFrequent(sorted: readonly number[]): number {
  let [best, longest, run] = [0, 0, 0];
  sorted.forEach((x, k) => {
    run = k > 0 && sorted[k - 1] === x ? run + 1 : 1;
    if (run > longest || (run === longest && sorted[best] === x)) [best, longest] = [k, run];
  });
  return best;
}

/** The median of what is not NaN; or, along a dimension, that of each line and its index. */
export function nanmedian(a: Tensor): Tensor;
export function nanmedian(a: Tensor, dim: number, keepdim?: boolean): ValuesAndIndices;
export function nanmedian(a: Tensor, dim?: number, keepdim: boolean = false): Tensor | ValuesAndIndices {
  if (dim !== undefined) return medianOfNumbers(a, dim, keepdim);
  const numbers = checkTensor("nanmedian", "a", a).index(a.eq(a));
  return filedAs("NanmedianBackward0", numbers.numel() === 0 ? a.sum().mul(NaN) : median(numbers));
}

function medianOfNumbers(a: Tensor, dim: number, keepdim: boolean): ValuesAndIndices {
  const along = checkLines("nanmedian", a, dim);
  const { lines, places } = orderOf(a, along, false);
  const data = a.toFlatArray();
  // NaN comes last in this order.
  const middle = places.map(
    (line) => Math.max(0, line.filter((place) => data[place] === data[place]).length - 1) >> 1,
  );
  const pick = (parts: readonly number[][]): number[][] => parts.map((part, i) => [part[middle[i]]]);
  return chosen("NanmedianBackward1", a, along, keepdim, pick(lines), pick(places), 0);
}

/**
 * The number below which the part `q` of the elements of each line along `dim` lies; between two elements on the straight line.
 *
 * @param q between 0 and 1; for a list of them the results are stacked in front
 */
export function quantile(
  a: Tensor,
  q: number | readonly number[] | Tensor,
  dim?: number,
  keepdim: boolean = false,
): Tensor {
  if (checkTensor("quantile", "a", a).numel() === 0) {
    throw refuse("quantile() input tensor must be non-empty", "There is no quantile of no elements.");
  }
  const list = q instanceof Tensor ? q : tensor(q, { dtype: a.dtype });
  const parts = list.toFlatArray();
  for (const part of parts) {
    if (part >= 0 && part <= 1) continue;
    throw wrongValue({ fn: "quantile", argument: "q", got: part, wanted: "between 0 and 1" });
  }
  const flat = dim === undefined ? a.reshape([-1]) : a;
  const along = wrapDim(dim ?? 0, flat.ndim);
  const { values } = sort(flat, along);
  const n = values.shape[along] ?? 1;
  const at = (i: number): Tensor => (values.ndim === 0 ? values : values.slice(i, i + 1, { dim: along }));
  const results = parts.map((part) => {
    const place = part * (n - 1);
    const low = at(Math.floor(place));
    const between = low.add(
      at(Math.ceil(place))
        .sub(low)
        .mul(place - Math.floor(place)),
    );
    const missing = flat
      .ne(flat)
      .sum(flat.ndim === 0 ? undefined : along, true)
      .gt(0);
    const result = between.maskedFill(missing, NaN);
    if (keepdim && dim === undefined) return result.reshape(a.shape.map(() => 1));
    return keepdim || flat.ndim === 0 ? result : result.squeeze(along);
  });
  return list.ndim === 0 ? results[0] : stack(results);
}
