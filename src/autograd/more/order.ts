// Sorting, and what follows from it: the largest few, quantiles, the most frequent.

import { constant, tensor, zeros } from "../../tensor/create";
import { isFloating, roundTo } from "../../tensor/dtype";
import { placesAlong } from "../../tensor/scan";
import { refuse, refuseType } from "../../tensor/refuse";
import { reducedShape, wrapDim } from "../../tensor/shape";
import { Tensor } from "../../tensor/tensor";
import { checkTensor } from "../operand";
import { alsoSaving } from "../furtherSaved";
import { filedAs, run1 } from "../record";
import { rules } from "../rules";
import { notBool } from "../rules/reduction";
import type { ValuesAndIndices } from "../ops/extreme";
import { checkLines, median, Pair } from "../ops/extreme";
import { where } from "../ops/choice";
import { isnan } from "./logic";
import { stack } from "../ops/copies";
import { unsafeView } from "../ops/shape";
import { lerp } from "./pairs";

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
  const values = run1(rules.gather, a, { positions, shape, gradFn });
  return new Pair(
    gradFn.replace("Backward0", "").toLowerCase(),
    values,
    constant(shape, 0, "int32").withValues(gathered(a, dim, lines, count)),
  );
}

/**
 * The elements of each line along `dim` in ascending (or descending) order, and where they were. Equal ones
 * keep their order.
 *
 * @param a a tensor of any shape
 * @param dim the dimension, from the end if negative
 * @param descending from the largest down
 * @throws RangeError, with PyTorch's sentence, where there is no such dimension
 * @see torch.sort
 * @example
 * ```ts
 * sort(tensor([3, 1, 2])).values
 * // => tensor([1., 2., 3.])
 * sort(tensor([3, 1, 2])).indices
 * // => tensor([1, 2, 0], dtype=torch.int32)
 * ```
 */
export function sort(a: Tensor, dim: number = -1, descending: boolean = false): ValuesAndIndices {
  const along = wrapDim(dim, checkTensor("sort", "a", a).ndim);
  return ordered("SortBackward0", a, along, a.ndim === 0 ? 1 : a.shape[along], descending);
}

/**
 * The indices that sort each line along `dim`.
 *
 * @param a a tensor of any shape
 * @param dim the dimension, from the end if negative
 * @param descending from the largest down
 * @returns indices of dtype int32
 * @throws RangeError, with PyTorch's sentence, where there is no such dimension
 * @see torch.argsort
 * @example
 * ```ts
 * argsort(tensor([3, 1, 2]))
 * // => tensor([1, 2, 0], dtype=torch.int32)
 * ```
 */
export function argsort(a: Tensor, dim: number = -1, descending: boolean = false): Tensor {
  return sort(checkTensor("argsort", "a", a).detach(), dim, descending).indices;
}

/**
 * The `k` largest (or smallest) elements of each line along `dim`, sorted, and where they are.
 *
 * @param a a tensor of any shape
 * @param k how many
 * @param dim the dimension, from the end if negative
 * @param largest false for the smallest ones
 * @throws RangeError, with PyTorch's sentence, where there is no such dimension
 * @see torch.topk
 * @example
 * ```ts
 * topk(tensor([3, 1, 2]), 2).values
 * // => tensor([3., 2.])
 * ```
 */
export function topk(a: Tensor, k: number, dim: number = -1, largest: boolean = true): ValuesAndIndices {
  const along = wrapDim(dim, checkTensor("topk", "a", a).ndim);
  if (a.dtype === "bool")
    throw refuseType("topk does not support bool dtypes on CPU", 'Convert with to("int32") first.');
  if (!Number.isInteger(k) || k < 0 || k > (a.ndim === 0 ? 1 : a.shape[along])) {
    throw refuse(
      "selected index k out of range",
      `k is ${String(k)}, and the dimension has ${a.shape[along] ?? 1} entries.`,
    );
  }
  // A number is its own largest, however many are asked for.
  return ordered("TopkBackward0", a, along, a.ndim === 0 ? 1 : k, largest);
}

/**
 * The `k`-th smallest element of each line along `dim`, counted from 1, and where it is.
 *
 * @param a a tensor of any shape
 * @param k the rank, counted from 1
 * @param dim the dimension, from the end if negative
 * @param keepdim keep the reduced dimensions with length 1
 * @throws RangeError, with PyTorch's sentence, where there is no such dimension
 * @see torch.kthvalue
 * @example
 * ```ts
 * kthvalue(tensor([3, 1, 2]), 2).values
 * // => tensor(2.)
 * ```
 */
export function kthvalue(a: Tensor, k: number, dim: number = -1, keepdim: boolean = false): ValuesAndIndices {
  const along = checkLines("kthvalue", a, dim);
  notBool("kthvalue_cpu", a.dtype);
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
  const values = run1(rules.gather, a, { positions: places.map((place) => place[k]), shape, gradFn });
  return new Pair(
    gradFn.replace("Backward0", "").toLowerCase(),
    values,
    constant(shape, 0, "int32").withValues(lines.map((line) => line[k])),
  );
}

/**
 * The most frequent element of each line along `dim`, the smallest of several, and where it is last.
 *
 * @param a a tensor of any shape
 * @param dim the dimension, from the end if negative
 * @param keepdim keep the reduced dimensions with length 1
 * @throws RangeError, with PyTorch's sentence, where there is no such dimension
 * @see torch.mode
 * @example
 * ```ts
 * mode(tensor([1, 2, 2])).values
 * // => tensor(2.)
 * ```
 */
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

/**
 * The median of what is not NaN; or, along a dimension, that of each line and its index.
 *
 * @param a a tensor of any shape
 * @see torch.nanmedian
 * @example
 * ```ts
 * nanmedian(tensor([3, NaN, 1]))
 * // => tensor(1.)
 * ```
 */
export function nanmedian(a: Tensor): Tensor;
export function nanmedian(a: Tensor, dim: number, keepdim?: boolean): ValuesAndIndices;
export function nanmedian(a: Tensor, dim?: number, keepdim: boolean = false): Tensor | ValuesAndIndices {
  if (dim !== undefined) return medianOfNumbers(a, dim, keepdim);
  const numbers = checkTensor("nanmedian", "a", a).index(a.eq(a));
  const middle = numbers.numel() === 0 ? a.sum().mul(NaN) : median(numbers);
  const result = filedAs("NanmedianBackward0", middle);
  return alsoSaving(result, a, result);
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
 * The number below which the part `q` of the elements of each line along `dim` lies; between two elements on
 * the straight line.
 *
 * @param q between 0 and 1; for a list of them the results are stacked in front
 * @throws RangeError, with PyTorch's sentence, where there is no such dimension
 * @see torch.quantile
 * @example
 * ```ts
 * quantile(tensor([1, 2, 3, 4]), 0.5)
 * // => tensor(2.5000)
 * ```
 */
export function quantile(
  a: Tensor,
  q: number | readonly number[] | Tensor,
  dim?: number,
  keepdim: boolean = false,
): Tensor {
  const { ndim, dtype } = checkTensor("quantile", "a", a);
  const list = q instanceof Tensor ? q : tensor(q, { dtype });
  checkQuantile(a, list);
  const row = dim === undefined ? a.reshape([-1]) : ndim === 0 ? a.reshape([1]) : a;
  const along = wrapDim(dim ?? 0, row.ndim);
  const { values } = sort(row, along);
  const results = list.toFlatArray().map((part) => quantileOf(values, part, along));
  const shape = keepdim
    ? a.shape.map((n, i) => (dim === undefined || i === wrapDim(dim, ndim) ? 1 : n))
    : reducedShape(row.shape, [along], false);
  const all = results.length === 0 ? zeros(0, ...shape, { dtype }) : stack(results);
  return unsafeView(all, list.ndim === 0 ? shape : [results.length, ...shape], "SqueezeBackward4");
}

/** Between two entries of sorted lines; NaN, which comes last, where there is one. */
function quantileOf(values: Tensor, part: number, dim: number): Tensor {
  const last = values.shape[dim] - 1;
  const place = roundTo(values.dtype, part * last);
  const at = (i: number): Tensor => values.slice(i, i + 1, { dim });
  const between = lerp(at(Math.floor(place)), at(Math.ceil(place)), place - Math.floor(place));
  return where(isnan(at(last)), at(last), between);
}

function checkQuantile(a: Tensor, q: Tensor): void {
  const refuseFor = (words: string, wayOut: string): RangeError => refuse(`quantile() ${words}`, wayOut);
  if (a.numel() === 0)
    throw refuseFor("input tensor must be non-empty", "There is no quantile of no elements.");
  if (!isFloating(a.dtype)) {
    throw refuseFor("input tensor must be either float or double dtype", 'Convert with to("float32") first.');
  }
  if (q.ndim > 1) throw refuseFor("q must be a scalar or 1D tensor", "The results are stacked in front.");
  if (q.dtype !== a.dtype) {
    throw refuseFor("q tensor must be same dtype as the input tensor", `Convert it: q.to("${a.dtype}").`);
  }
  const outside = q.toFlatArray().find((part) => !(part >= 0 && part <= 1));
  if (outside === undefined) return;
  throw refuseFor(`q must be in the range [0, 1] but got ${outside}`, "A half is the median.");
}
