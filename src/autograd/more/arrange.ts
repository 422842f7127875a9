// Selection and rearrangement: masks, grids, one-hot codes, differences, numerical gradients.

import { refuseUnknownOptions } from "../../errors";
import { constant, tensor } from "../../tensor/create";
import { longName } from "../../tensor/dtype";
import type { Dims, Shape } from "../../tensor/shape";
import {
  broadcastShapes,
  checkInteger,
  checkWhole,
  range,
  reducedShape,
  sizeOf,
  wrapDim,
} from "../../tensor/shape";
import { refuse, refuseType } from "../../tensor/refuse";
import { Tensor } from "../../tensor/tensor";
import { checkTensor, checkTensors } from "../operand";
import { alsoSaving } from "../furtherSaved";
import { filedAs, run1 } from "../record";
import { rules } from "../rules";
import { slice } from "../ops/choose";
import { logicalXor } from "./logic";
import { asPicks, placesOf } from "../ops/pick";
import { cat, expand, permute, reshape } from "../ops/shape";

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
 * A dimension moved from one place to another.
 *
 * @param a a tensor of any shape
 * @param from where it stands
 * @param to where it is to stand
 * @see torch.movedim
 * @example
 * ```ts
 * movedim(zeros(2, 3, 4), 0, 2).shape
 * // => [ 3, 4, 2 ]
 * ```
 */
export function movedim(a: Tensor, from: number, to: number): Tensor {
  const { ndim } = checkTensor("movedim", "a", a);
  if (ndim === 0) {
    for (const dim of [from, to]) wrapDim(dim, 0);
    return a;
  }
  const [source, target] = [wrapDim(from, ndim), wrapDim(to, ndim)];
  const rest = range(ndim).filter((dim) => dim !== source);
  return permute(a, [...rest.slice(0, target), source, ...rest.slice(target)]);
}

/**
 * The dimensions of length 1 repeated to this shape.
 *
 * @param a a tensor of any shape
 * @param shape a list of lengths
 * @see torch.broadcast_to
 * @example
 * ```ts
 * broadcastTo(tensor([1, 2]), [2, 2])
 * // => tensor([[1., 2.],
 * //         [1., 2.]])
 * ```
 */
export function broadcastTo(a: Tensor, shape: Shape): Tensor {
  return expand(a, shape);
}

/**
 * One dimension made several.
 *
 * @param a a tensor of any shape
 * @param dim the dimension, from the end if negative
 * @param sizes the lengths of the new dimensions; one may be -1
 * @throws RangeError, with PyTorch's sentence, where there is no such dimension
 * @see torch.unflatten
 * @example
 * ```ts
 * unflatten(tensor([1, 2, 3, 4]), 0, [2, 2])
 * // => tensor([[1., 2.],
 * //         [3., 4.]])
 * ```
 */
export function unflatten(a: Tensor, dim: number, sizes: Shape): Tensor {
  const along = wrapDim(dim, checkTensor("unflatten", "a", a).ndim);
  if (checkWhole("unflatten", "sizes", sizes).length === 0)
    throw refuse("unflatten: sizes must be non-empty", "Give the lengths that the dimension is made of.");
  const known = sizeOf(sizes.filter((n) => n !== -1));
  const filled = sizes.map((n) => (n === -1 ? a.shape[along] / known : n));
  if (sizeOf(filled) !== a.shape[along] || !filled.every((n) => Number.isInteger(n) && n >= 0)) {
    throw refuse(
      `unflatten: Provided sizes [${sizes.join(", ")}] don't multiply up to the size of dim ${along} ` +
        `(${a.shape[along]}) in the input tensor`,
      "One of the sizes may be -1, for what is left.",
    );
  }
  return reshape(a, [...a.shape.slice(0, along), ...filled, ...a.shape.slice(along + 1)], "ViewBackward0");
}

/**
 * Tensors joined side by side: along the second dimension, vectors along their only one.
 *
 * @param tensors a list of tensors
 * @see torch.hstack
 * @example
 * ```ts
 * hstack([tensor([1, 2]), tensor([3])])
 * // => tensor([1., 2., 3.])
 * ```
 */
export function hstack(tensors: readonly Tensor[]): Tensor {
  const list = checkTensors("hstack", tensors).map((t) => (t.ndim === 0 ? reshape(t, [1]) : t));
  return cat(list, list[0]?.ndim === 1 ? 0 : 1);
}

/**
 * Tensors joined one below the other; vectors are rows.
 *
 * @param tensors a list of tensors
 * @see torch.vstack
 * @example
 * ```ts
 * vstack([tensor([1, 2]), tensor([3, 4])])
 * // => tensor([[1., 2.],
 * //         [3., 4.]])
 * ```
 */
export function vstack(tensors: readonly Tensor[]): Tensor {
  return cat(checkTensors("vstack", tensors).map((t) => (t.ndim < 2 ? reshape(t, [1, -1]) : t)));
}

/**
 * The diagonal of the first two dimensions (or of `dim1` and `dim2`), as the last dimension.
 *
 * @param a a tensor of any shape
 * @param offset how far above the main diagonal, negative below it
 * @param dim1 another one
 * @param dim2 another one
 * @see torch.diagonal
 * @example
 * ```ts
 * diagonal(tensor([[1, 2], [3, 4]]))
 * // => tensor([1., 4.])
 * ```
 */
export function diagonal(a: Tensor, offset: number = 0, dim1: number = 0, dim2: number = 1): Tensor {
  const { ndim } = checkTensor("diagonal", "a", a);
  checkInteger("diagonal", "offset", offset);
  const [p, q] = [wrapDim(dim1, ndim), wrapDim(dim2, ndim)];
  if (p !== q && ndim > 1) return run1(rules.diagonal, a, { offset, dim1: p, dim2: q });
  throw refuse(
    `diagonal dimensions cannot be identical ${dim1}, ${dim2}`,
    "A diagonal runs through two dimensions.",
  );
}

/**
 * The differences of neighbours along `dim`, `n` times over.
 *
 * @param a a tensor of any shape
 * @param n how many times the differences are taken
 * @param dim the dimension, from the end if negative
 * @throws RangeError, with PyTorch's sentence, where there is no such dimension
 * @see torch.diff
 * @example
 * ```ts
 * diff(tensor([1, 4, 9]))
 * // => tensor([3., 5.])
 * ```
 */
export function diff(a: Tensor, n: number = 1, dim: number = -1): Tensor {
  const along = wrapDim(dim, checkTensor("diff", "a", a).ndim);
  if (a.ndim === 0) {
    throw refuse("diff expects input to be at least one-dimensional", "A single number has no neighbours.");
  }
  checkInteger("diff", "n", n);
  if (n < 0)
    throw refuse(`order must be non-negative but got ${n}`, "It counts how often differences are taken.");
  return range(n).reduce((t) => {
    const length = t.shape[along];
    const [after, ahead] = [
      slice(t, 1, length, { dim: along }),
      slice(t, 0, Math.max(0, length - 1), { dim: along }),
    ];
    return t.dtype === "bool" ? logicalXor(after, ahead) : after.sub(ahead);
  }, a);
}

/**
 * Tables of the coordinates of a grid, one for each vector; with `indexing` `"xy"` the first two dimensions
 * change places.
 *
 * @param tensors a list of tensors
 * @param indexing `"ij"` (rows first) or `"xy"`
 * @see torch.meshgrid
 * @example
 * ```ts
 * const [x, y] = meshgrid([tensor([1, 2]), tensor([3, 4])]);
 * x
 * // => tensor([[1., 1.],
 * //         [2., 2.]])
 * y
 * // => tensor([[3., 4.],
 * //         [3., 4.]])
 * ```
 */
export function meshgrid(tensors: readonly Tensor[], indexing: "ij" | "xy" = "ij"): Tensor[] {
  if (checkTensors("meshgrid", tensors).length === 0)
    throw refuse("meshgrid expects a non-empty TensorList", "Give a row of coordinates for each dimension.");
  const lengths = tensors.map((t) => checkLine(t).numel());
  const tables = tensors.map((t, i) =>
    expand(
      reshape(
        t,
        lengths.map((_, k) => (k === i ? -1 : 1)),
      ),
      lengths,
    ),
  );
  return indexing === "xy" && tensors.length > 1
    ? tables.map((t) => filedAs("ExpandBackward0", t.transpose(0, 1)))
    : tables;
}

function checkLine(t: Tensor): Tensor {
  if (t.ndim < 2) return t;
  throw refuse(
    `torch.meshgrid: Expected 0D or 1D tensor in the tensor list but got: ${String(t)}`.split("\n")[0],
    "Each tensor is the row of coordinates of one dimension.",
  );
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

/**
 * The sum of trapezoids under the points `y` along `dim`, `dx` apart or at `x`.
 *
 * @param y the heights of the points
 * @param x how far apart the points are, or where they lie
 * @param dim the dimension, from the end if negative
 * @throws RangeError, with PyTorch's sentence, where there is no such dimension
 * @see torch.trapezoid
 * @example
 * ```ts
 * trapezoid(tensor([0, 1, 4]))
 * // => tensor(3.)
 * ```
 */
export function trapezoid(y: Tensor, x: Tensor | number = 1, dim: number = -1): Tensor {
  const along = wrapDim(dim, checkTensor("trapezoid", "y", y).ndim);
  if (y.dtype === "bool") {
    throw refuseType(
      "trapezoid: received a bool input for `y`, but bool is not supported",
      'Convert with to("int32") first.',
    );
  }
  if (y.ndim === 0) {
    throw refuse("Dimension specified as -1 but tensor has no dimensions", "A single point bounds no area.");
  }
  const n = y.shape[along];
  if (typeof x !== "number" && checkTensor("trapezoid", "x", x).ndim === 1 && x.shape[0] !== n) {
    throw refuse(
      "trapezoid: There must be one `x` value for each sample point",
      `There are ${x.shape[0]} values for ${n} points.`,
    );
  }
  if (n === 0) return constant(reducedShape(y.shape, [along], false), 0, y.dtype);
  const both = slice(y, 1, n, { dim: along }).add(slice(y, 0, Math.max(0, n - 1), { dim: along }));
  if (typeof x === "number") return filedAs("MulBackward1", both.mul(x).sum(along).div(2));
  return both.mul(diff(x)).sum(along).div(2);
}

/** The settings of `gradient`. */
export interface SpacingOptions {
  /** How far apart neighbours are. */
  spacing?: number;
  /** Along which dimensions; all by default. */
  dim?: Dims;
}

/**
 * How fast the elements change from neighbour to neighbour: central differences inside, one-sided ones at the
 * ends, as `torch.gradient`. One tensor for each dimension.
 *
 * @param a a tensor of any shape
 * @param options `spacing` of the points and the dimensions `dim`
 * @example
 * ```ts
 * gradient(tensor([1, 4, 9, 16]))
 * // => [ tensor([3., 4., 6., 7.]) ]
 * ```
 */
export function gradient(a: Tensor, options: SpacingOptions = {}): Tensor[] {
  refuseUnknownOptions("gradient", options, ["spacing", "dim"]);
  const { spacing = 1, dim } = options;
  const dims =
    dim === undefined ? range(checkTensor("gradient", "a", a).ndim) : typeof dim === "number" ? [dim] : dim;
  const twice = dims.find((d, i) => dims.findIndex((e) => wrapDim(e, a.ndim) === wrapDim(d, a.ndim)) < i);
  if (twice !== undefined) {
    throw refuse(
      `dim ${wrapDim(twice, a.ndim)} appears multiple times in the list of dims`,
      "Name each once.",
    );
  }
  return dims.map((d) => {
    const along = wrapDim(d, a.ndim);
    const n = a.shape[along];
    if (n < 2) {
      throw refuse(
        "torch.gradient expected each dimension size to be at least edge_order+1",
        "Two neighbours at least are needed.",
      );
    }
    const part = (from: number, to: number): Tensor => slice(a, from, to, { dim: along });
    const first = part(1, 2).sub(part(0, 1)).div(spacing);
    const middle = part(2, n)
      .sub(part(0, n - 2))
      .div(2 * spacing);
    return cat(
      [
        first,
        middle,
        part(n - 1, n)
          .sub(part(n - 2, n - 1))
          .div(spacing),
      ],
      along,
    );
  });
}
