// Indexing and slicing, as Python's square brackets do.

import { refuseUnknownOptions, wrongType } from "../../errors";
import { refuse } from "../../tensor/refuse";
import { tensor } from "../../tensor/create";
import { wrapDim, wrapIndex } from "../../tensor/shape";
import { Tensor } from "../../tensor/tensor";
import { alsoSaving } from "../furtherSaved";
import { checkTensor } from "../operand";
import { run1 } from "../record";
import { rules } from "../rules";
import type { Entries, Pick } from "./pick";
import { asPicks, depthOfMask, pick } from "./pick";
import { unsqueeze } from "./shape";

type Bound = number | "";

/** A range as Python writes it: `"1:"`, `":-1"`, `"::2"`, `":"`. */
export type RangeText = `${Bound}:${Bound}` | `${Bound}:${Bound}:${Bound}`;

/**
 * One entry between the brackets: a number picks, a range cuts, `null` adds a dimension of length 1, `"..."`
 * skips dimensions, and a list or tensor of integers, or a mask of true and false, picks many. A single true
 * or false is a mask without dimensions: it adds one of length 1 or 0.
 */
export type Index = number | boolean | RangeText | null | "..." | Tensor | Entries;

/** The settings of `slice`. */
export interface SliceOptions {
  /** Which dimension is cut; the first by default. */
  dim?: number;
  /** Take every `step`-th entry. */
  step?: number;
}

/**
 * What Python's `a[i, j, …]` chooses: a view of the same memory, or, where lists or tensors pick, a copy.
 *
 * @param a a tensor
 * @param indices for each dimension a number, a range such as `"1:3"`, a list, a mask, `null` or `"..."`
 * @throws RangeError, with PyTorch's sentence, for an index out of bounds or too many of them
 *
 * @example
 * ```ts
 * const a = tensor([[1, 2, 3], [4, 5, 6]]);
 * index(a, 0, "1:")
 * // => tensor([2., 3.])
 * index(a, ":", -1)
 * // => tensor([3., 6.])
 * index(a, a.gt(2))
 * // => tensor([3., 4., 5., 6.])
 * ```
 */
export function index(a: Tensor, ...indices: Index[]): Tensor {
  const { view, picks } = dissect(checkTensor("index", "a", a), indices);
  // Integers are kept as the places that they were, which no edit reaches.
  if (picks.length > 0) return alsoSaving(pick(view, picks), ...indices.filter(isMask));
  return view === a ? aliasOf(a, indices.length === 1 && indices[0] !== "..." ? "Slice" : "Alias") : view;
}

const isMask = (i: Index): i is Tensor => i instanceof Tensor && i.dtype === "bool";

/** The view that numbers and ranges choose, and what lists and masks pick of it. */
export function dissect(a: Tensor, indices: readonly Index[]): { view: Tensor; picks: Pick[] } {
  const taken = indices.reduce((sum: number, i) => sum + dimsTakenBy(i), 0);
  if (a.ndim === 0 && taken === 1) throw indexOfNumber(indices);
  if (taken > a.ndim) {
    throw refuse(`too many indices for tensor of dimension ${a.ndim}`, `${taken} indices were given.`);
  }
  let result = a;
  // The dimension that is due, of the result so far and of `a` itself.
  let [dim, source] = [0, 0];
  const picks: Pick[] = [];
  for (const i of indices) {
    const steps = i === "..." ? a.ndim - taken : dimsTakenBy(i);
    const truth = isTruth(i);
    if (truth !== undefined) {
      result = unsqueeze(result, dim);
      picks.push({ dim, entries: tensor(truth ? [0] : [], { dtype: "int32" }) });
      dim += 1;
    } else if (i === null) result = unsqueeze(result, dim);
    else if (typeof i === "number") result = select(result, dim, i, source);
    else if (i !== "..." && typeof i === "string") result = cutText(result, dim, i);
    else if (i !== "...") picks.push(...checkPicks(result, dim, i));
    source += steps;
    dim += typeof i === "number" ? 0 : i === null ? 1 : steps;
  }
  return { view: result, picks };
}

function checkPicks(a: Tensor, dim: number, i: unknown): Pick[] {
  if (i instanceof Tensor || Array.isArray(i)) return asPicks(a, dim, i as Tensor | Entries);
  throw notAnIndex(i);
}

/** What a mask without dimensions says; `undefined` for every other index. */
function isTruth(i: Index): boolean | undefined {
  if (typeof i === "boolean") return i;
  return i instanceof Tensor && i.dtype === "bool" && i.ndim === 0 ? i.item<boolean>() : undefined;
}

/** A mask chooses from as many dimensions as it has. */
function dimsTakenBy(i: Index): number {
  if (i === null || i === "..." || typeof i === "boolean") return 0;
  if (i instanceof Tensor) return i.dtype === "bool" ? i.ndim : 1;
  return Array.isArray(i) ? depthOfMask(i as Entries) : 1;
}

/**
 * The entries from `start` up to, not including, `end`, as JavaScript's `slice` of an array; negative numbers
 * count from the end.
 *
 * @param a a tensor of at least one dimension
 * @param start the first entry
 * @param end the one behind the last
 * @param options `dim` and `step`
 * @example
 * ```ts
 * slice(tensor([1, 2, 3, 4]), 1, -1)
 * // => tensor([2., 3.])
 * ```
 */
export function slice(
  a: Tensor,
  start: number = 0,
  end: number = Infinity,
  options: SliceOptions = {},
): Tensor {
  checkTensor("slice", "a", a);
  refuseUnknownOptions("slice", options, ["dim", "step"]);
  if (a.ndim === 0)
    throw refuse("slice() cannot be applied to a 0-dim tensor.", "A single number has no entries.");
  return cut(a, wrapDim(options.dim ?? 0, a.ndim), start, end, options.step ?? 1);
}

/** One entry of one dimension, which goes; `source` is the number by which the user knows the dimension. */
function select(a: Tensor, dim: number, i: number, source: number): Tensor {
  if (!Number.isInteger(i)) throw notAnIndex(i);
  return run1(rules.select, a, { dim, index: wrapIndex(i, a.shape[dim], source) });
}

function cutText(a: Tensor, dim: number, text: unknown): Tensor {
  if (typeof text !== "string" || !/^\s*-?\d*\s*:\s*-?\d*\s*(:\s*-?\d*\s*)?$/.test(text))
    throw notAnIndex(text);
  const [start, end, step] = text.split(":").map((part) => (part.trim() === "" ? undefined : Number(part)));
  const isWhole = (start ?? 0) === 0 && (end ?? Infinity) >= a.shape[dim] && (step ?? 1) === 1;
  return isWhole ? a : cut(a, dim, start ?? 0, end ?? Infinity, step ?? 1);
}

/** All of a tensor, in a view of its own. */
function aliasOf(a: Tensor, name: string): Tensor {
  return run1(rules.reshape, a, { shape: a.shape, gradFn: `${name}Backward0` });
}

function cut(a: Tensor, dim: number, start: number, end: number, step: number): Tensor {
  for (const bound of [start, end, step])
    if (!Number.isInteger(bound) && bound !== Infinity) throw notAnIndex(bound);
  if (step === 0) throw refuse("slice step cannot be zero", "A step of 1 takes every entry.");
  if (step < 0) throw refuse("step must be greater than zero", "Entries cannot be taken backwards.");
  const length = a.shape[dim];
  const [first, last] = [start, end].map((bound) =>
    Math.min(Math.max(bound < 0 ? bound + length : bound, 0), length),
  );
  return run1(rules.slice, a, {
    dim,
    start: first,
    step,
    length: Math.max(0, Math.ceil((last - first) / step)),
  });
}

function notAnIndex(got: unknown): TypeError {
  return wrongType({
    fn: "index",
    argument: "an index",
    got,
    wanted: `a whole number, a range such as "1:" or "::2", null, "...", or integers in a list or tensor`,
  });
}

function indexOfNumber(indices: readonly Index[]): RangeError {
  if (indices.some((i) => typeof i === "string" && i !== "...")) {
    return refuse("slice() cannot be applied to a 0-dim tensor.", "A single number has no entries.");
  }
  if (indices.some((i) => typeof i === "object" && i !== null)) {
    return refuse("too many indices for tensor of dimension 0", "A single number has no entries.");
  }
  const entry = indices.find((i) => typeof i === "number");
  if (entry !== undefined && entry !== 0) {
    return refuse(
      `index ${entry} is out of bounds for dimension 0 with size 0`,
      "A single number has no entries; item() reads it.",
    );
  }
  return refuse(
    "invalid index of a 0-dim tensor. Use `tensor.item()` in Python or `tensor.item<T>()` in C++ to convert a 0-dim tensor to a number",
    "item() reads the number.",
  );
}
