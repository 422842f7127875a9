// Elements chosen by indices and masks, and classes counted.

import { tensor } from "../../tensor/create";
import { longName } from "../../tensor/dtype";
import type { Shape } from "../../tensor/shape";
import { broadcastShapes, checkInteger, checkWhole, range, wrapDim } from "../../tensor/shape";
import { refuse, refuseType } from "../../tensor/refuse";
import { Tensor } from "../../tensor/tensor";
import { checkTensor } from "../operand";
import { alsoSaving } from "../furtherSaved";
import { run1 } from "../record";
import { rules } from "../rules";
import { asPicks, placesOf } from "../ops/pick";
import { expand, reshape } from "../ops/shape";

/**
 * The entries along `dim` that `indices` names.
 *
 * @param a a tensor of any shape
 * @param dim the dimension, from the end if negative
 * @param indices a tensor of dtype int32, or a list of whole numbers
 * @throws RangeError, with PyTorch's sentence, where there is no such dimension
 * @see torch.index_select
 * @example
 * ```ts
 * indexSelect(tensor([[1, 2], [3, 4]]), 1, [1, 0])
 * // => tensor([[2., 1.],
 * //         [4., 3.]])
 * ```
 */
export function indexSelect(a: Tensor, dim: number, indices: Tensor | readonly number[]): Tensor {
  const along = wrapDim(dim, checkTensor("indexSelect", "a", a).ndim);
  const entries = asVector(indices);
  const count = entries.numel();
  if (a.ndim === 0 && count !== 1) {
    throw refuse(
      `index_select(): Index to scalar can have only 1 value, got ${count} value(s)`,
      "A single number has no entries to choose from.",
    );
  }
  const row = a.ndim === 0 ? reshape(a, [1]) : a;
  for (const i of entries.toFlatArray()) {
    if (i >= 0 && i < row.shape[along]) continue;
    throw refuse(
      "index out of range in self",
      `There is no index ${i}: they go from 0 to ${row.shape[along] - 1}.`,
    );
  }
  const { positions, shape } = placesOf(row, [{ dim: along, entries }]);
  const attrs = { positions, shape: a.ndim === 0 ? [] : shape, gradFn: "IndexSelectBackward0" };
  const picked = run1(rules.gather, a, attrs);
  return indices instanceof Tensor ? alsoSaving(picked, indices) : picked;
}

/** The indices as a vector of whole numbers. */
function asVector(indices: Tensor | readonly number[]): Tensor {
  const entries =
    indices instanceof Tensor
      ? indices
      : tensor(checkWhole("indexSelect", "indices", indices), { dtype: "int32" });
  if (entries.dtype !== "int32") {
    throw refuseType(
      "index_select(): Expected dtype int32 or int64 for index",
      `The index has dtype ${longName[entries.dtype]}; maskedSelect takes a mask.`,
    );
  }
  if (entries.ndim < 2) return reshape(entries, [-1]);
  throw refuse(
    "index_select(): Index is supposed to be a vector",
    `It has ${entries.ndim} dimensions; index() takes indices of any shape.`,
  );
}

/**
 * The elements where the mask holds, in a row.
 *
 * @param a a tensor of any shape
 * @param mask a tensor of dtype bool whose shape broadcasts to that of `a`
 * @see torch.masked_select
 * @example
 * ```ts
 * const x = tensor([1, -2, 3]);
 * maskedSelect(x, x.gt(0))
 * // => tensor([1., 3.])
 * ```
 */
export function maskedSelect(a: Tensor, mask: Tensor): Tensor {
  checkTensor("maskedSelect", "a", a);
  if (checkTensor("maskedSelect", "mask", mask).dtype !== "bool") {
    throw refuseType("masked_select: expected BoolTensor for mask", "Make a mask by a comparison: x.gt(0).");
  }
  const shape = broadcastShapes(mask.shape, a.shape);
  const row = reshape(expand(a, shape), [-1]);
  const picks = asPicks(row, 0, reshape(expand(mask, shape), [-1]));
  const selected = run1(rules.gather, row, { ...placesOf(row, picks), gradFn: "MaskedSelectBackward0" });
  return alsoSaving(selected, a, mask);
}

/**
 * Where an element is not 0: a row of indices for each.
 *
 * @param a a tensor of any shape
 * @see torch.nonzero
 * @example
 * ```ts
 * nonzero(tensor([0, 5, 6]))
 * // => tensor([[1],
 * //         [2]], dtype=torch.int32)
 * ```
 */
export function nonzero(a: Tensor): Tensor {
  const rows: number[][] = [];
  checkTensor("nonzero", "a", a)
    .toFlatArray()
    .forEach((x, place) => {
      if (x !== 0) rows.push(indicesOf(place, a.shape));
    });
  const flat = tensor(rows.flat(), { dtype: "int32" });
  return reshape(flat, [rows.length, a.ndim]).detach();
}

export function indicesOf(place: number, shape: Shape): number[] {
  let rest = place;
  const found = new Array<number>(shape.length);
  for (let d = shape.length - 1; d >= 0; d--) {
    found[d] = rest % shape[d];
    rest = Math.floor(rest / shape[d]);
  }
  return found;
}

/**
 * 1 at the place of each class, 0 elsewhere, in a new last dimension.
 *
 * @param classes classes from 0 on, of dtype int32
 * @param count how many classes there are; -1 takes the largest one plus 1
 * @see torch.nn.functional.one_hot
 * @example
 * ```ts
 * oneHot(tensor([0, 2], { dtype: "int32" }))
 * // => tensor([[1, 0, 0],
 * //         [0, 0, 1]], dtype=torch.int32)
 * ```
 */
export function oneHot(classes: Tensor, count: number = -1): Tensor {
  const list = checkTensor("oneHot", "classes", classes).toFlatArray();
  checkInteger("oneHot", "count", count);
  if (classes.dtype !== "int32") {
    throw refuseType(
      "one_hot is only applicable to index tensor of type LongTensor.",
      'Classes are whole numbers: convert with to("int32").',
    );
  }
  if (list.length === 0 && count <= 0)
    throw refuse(
      "Can not infer total number of classes from empty tensor.",
      "Say how many classes there are.",
    );
  const length = count === -1 ? Math.max(-1, ...list) + 1 : count;
  const rows = list.flatMap((c) => range(length).map((i) => Number(i === c)));
  if (list.some((c) => c >= length || c < 0)) {
    throw refuse(
      list.some((c) => c < 0)
        ? "Class values must be non-negative."
        : "Class values must be smaller than num_classes.",
      "Classes count from 0.",
    );
  }
  return reshape(tensor(rows, { dtype: "int32" }), [...classes.shape, length]).detach();
}

/**
 * How often each whole number from 0 on occurs.
 *
 * @param a a vector of whole numbers, 0 or more
 * @param minlength the least length of the result
 * @see torch.bincount
 * @example
 * ```ts
 * bincount(tensor([0, 2, 2], { dtype: "int32" }))
 * // => tensor([1, 0, 2], dtype=torch.int32)
 * ```
 */
export function bincount(a: Tensor, minlength: number = 0): Tensor {
  const { dtype, ndim } = checkTensor("bincount", "a", a);
  checkInteger("bincount", "minlength", minlength);
  if (minlength < 0) throw refuse("minlength should be >= 0", `The minlength was ${minlength}.`);
  if (dtype !== "int32") {
    throw refuseType(
      `"bincount_cpu" not implemented for '${longName[dtype]}'`,
      'Convert with to("int32") first.',
    );
  }
  const list = a.toFlatArray();
  if (ndim !== 1 || list.some((x) => x < 0)) {
    throw refuse(
      "bincount only supports 1-d non-negative integral inputs.",
      "Give a vector of whole numbers that are counted from 0; flatten() makes one.",
    );
  }
  const counts = range(Math.max(minlength, ...list.map((x) => x + 1), 0)).map(() => 0);
  for (const x of list) counts[x]++;
  return tensor(counts, { dtype: "int32" });
}
