// Further ways to choose, join, split and rearrange.

import { refuseUnknownOptions } from "../../errors";
import { tensor } from "../../tensor/create";
import type { Dims, Shape } from "../../tensor/shape";
import { broadcastShapes, checkWhole, range, showShape, wrapDim } from "../../tensor/shape";
import { refuse } from "../../tensor/refuse";
import { Tensor } from "../../tensor/tensor";
import { checkTensor, checkTensors } from "../operand";
import { filedAs, run1, run2 } from "../record";
import { rules } from "../rules";
import { index, slice } from "./choose";
import { asPicks, placesOf } from "./pick";
import { cat, expand, permute, reshape } from "./shape";

/** The entries along `dim`, one tensor each, without that dimension. */
export function unbind(a: Tensor, dim: number = 0): Tensor[] {
  if (checkTensor("unbind", "a", a).ndim === 0) {
    throw refuse("Dimension specified as 0 but tensor has no dimensions", "A single number has no entries.");
  }
  const along = wrapDim(dim, a.ndim);
  return range(a.shape[along]).map((i) => filedAs("UnbindBackward0", select(a, along, i)));
}

/** Entry `i` along `dim`, without that dimension. */
export function select(a: Tensor, dim: number, i: number): Tensor {
  refuseNumber("select", a);
  const along = wrapDim(dim, a.ndim);
  const length = a.shape[along];
  if (i < -length || i >= length) {
    throw refuse(
      `select(): index ${i} out of range for tensor of size ${showShape(a.shape)} at dimension ${along}`,
      "Entries are counted from 0, or from the end with -1.",
    );
  }
  return index(a, ...range(along).map(() => ":" as const), i);
}

/** `length` entries along `dim` from `start` on. */
export function narrow(a: Tensor, dim: number, start: number, length: number): Tensor {
  refuseNumber("narrow", a);
  const along = wrapDim(dim, a.ndim);
  if (start + length > a.shape[along]) {
    throw refuse(
      `start (${start}) + length (${length}) exceeds dimension size (${a.shape[along]}).`,
      "The range must lie within the dimension.",
    );
  }
  return slice(a, start, start + length, { dim: along });
}

/** The entries along `dim` that `indices` names. */
export function indexSelect(a: Tensor, dim: number, indices: Tensor | readonly number[]): Tensor {
  const along = wrapDim(dim, checkTensor("indexSelect", "a", a).ndim);
  if (a.ndim === 0) return index(a, indices);
  return run1(rules.take, a, { ...placesOf(a, asPicks(a, along, indices)), gradFn: "IndexSelectBackward0" });
}

/** The elements where the mask holds, in a row. */
export function maskedSelect(a: Tensor, mask: Tensor): Tensor {
  const shape = broadcastShapes(
    checkTensor("maskedSelect", "a", a).shape,
    checkTensor("maskedSelect", "mask", mask).shape,
  );
  const row = reshape(expand(a, shape), [-1]);
  const picks = asPicks(row, 0, reshape(expand(mask, shape), [-1]));
  return run1(rules.take, row, { ...placesOf(row, picks), gradFn: "MaskedSelectBackward0" });
}

function refuseNumber(fn: string, a: Tensor): void {
  if (checkTensor(fn, "a", a).ndim > 0) return;
  throw refuse(`${fn}() cannot be applied to a 0-dim tensor.`, "A single number has no entries.");
}

/** Where an element is not 0: a row of indices for each. */
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

function indicesOf(place: number, shape: Shape): number[] {
  let rest = place;
  const found = new Array<number>(shape.length);
  for (let d = shape.length - 1; d >= 0; d--) {
    found[d] = rest % shape[d];
    rest = Math.floor(rest / shape[d]);
  }
  return found;
}

/** A dimension moved from one place to another. */
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

/** The dimensions of length 1 repeated to this shape. */
export function broadcastTo(a: Tensor, shape: Shape): Tensor {
  return expand(a, shape);
}

/** One dimension made several. */
export function unflatten(a: Tensor, dim: number, sizes: Shape): Tensor {
  const along = wrapDim(dim, checkTensor("unflatten", "a", a).ndim);
  const open = checkWhole("unflatten", "sizes", sizes).reduce(
    (product, n) => (n === -1 ? product : product * n),
    1,
  );
  const filled = sizes.map((n) => (n === -1 ? a.shape[along] / open : n));
  return reshape(a, [...a.shape.slice(0, along), ...filled, ...a.shape.slice(along + 1)]);
}

/** Tensors joined side by side: along the second dimension, vectors along their only one. */
export function hstack(tensors: readonly Tensor[]): Tensor {
  const list = checkTensors("hstack", tensors).map((t) => (t.ndim === 0 ? reshape(t, [1]) : t));
  return cat(list, list[0]?.ndim === 1 ? 0 : 1);
}

/** Tensors joined one below the other; vectors are rows. */
export function vstack(tensors: readonly Tensor[]): Tensor {
  return cat(checkTensors("vstack", tensors).map((t) => (t.ndim < 2 ? reshape(t, [1, -1]) : t)));
}

/** The diagonal of the first two dimensions (or of `dim1` and `dim2`), as the last dimension. */
export function diagonal(a: Tensor, offset: number = 0, dim1: number = 0, dim2: number = 1): Tensor {
  const { ndim } = checkTensor("diagonal", "a", a);
  const [p, q] = [wrapDim(dim1, ndim), wrapDim(dim2, ndim)];
  if (p !== q && ndim > 1) return run1(rules.diagonal, a, { offset, dim1: p, dim2: q });
  throw refuse(
    `diagonal dimensions cannot be identical ${dim1}, ${dim2}`,
    "A diagonal runs through two dimensions.",
  );
}

/** The differences of neighbours along `dim`, `n` times over. */
export function diff(a: Tensor, n: number = 1, dim: number = -1): Tensor {
  const along = wrapDim(dim, checkTensor("diff", "a", a).ndim);
  if (a.ndim === 0) {
    throw refuse("diff expects input to be at least one-dimensional", "A single number has no neighbours.");
  }
  return range(n).reduce((t) => {
    const length = t.shape[along];
    return slice(t, 1, length, { dim: along }).sub(slice(t, 0, Math.max(0, length - 1), { dim: along }));
  }, a);
}

/** Tables of the coordinates of a grid, one for each vector; with `indexing` `"xy"` the first two dimensions change places. */
export function meshgrid(tensors: readonly Tensor[], indexing: "ij" | "xy" = "ij"): Tensor[] {
  const lengths = checkTensors("meshgrid", tensors).map((t) => checkLine(t).numel());
  const tables = tensors.map((t, i) =>
    expand(
      reshape(
        t,
        lengths.map((_, k) => (k === i ? -1 : 1)),
      ),
      lengths,
    ),
  );
  return indexing === "xy" && tensors.length > 1 ? tables.map((t) => t.transpose(0, 1)) : tables;
}

function checkLine(t: Tensor): Tensor {
  if (t.ndim < 2) return t;
  throw refuse(
    `torch.meshgrid: Expected 0D or 1D tensor in the tensor list but got: ${String(t)}`.split("\n")[0],
    "Each tensor is the row of coordinates of one dimension.",
  );
}

/** The elements along `dim` that `indices` names for each line; as `gather`, but shapes broadcast. */
export function takeAlongDim(a: Tensor, indices: Tensor, dim: number): Tensor {
  const along = wrapDim(dim, checkTensor("takeAlongDim", "a", a).ndim);
  const without = (shape: Shape): number[] => shape.map((n, i) => (i === along ? 1 : n));
  const common = broadcastShapes(
    without(a.shape),
    without(checkTensor("takeAlongDim", "indices", indices).shape),
  );
  const shaped = (t: Tensor): Tensor =>
    expand(
      t,
      common.map((n, i) => (i === along ? t.shape[along] : n)),
    );
  return shaped(a).gather(along, shaped(indices));
}

/** A copy of `a` with the elements of `source` at the places along `dim` that `indices` names, or, with `add`, added to what is there. */
function scattered(
  fn: string,
  a: Tensor,
  dim: number,
  indices: Tensor,
  source: Tensor | number,
  add: boolean,
): Tensor {
  const along = wrapDim(dim, checkTensor(fn, "a", a).ndim);
  const { shape } = checkTensor(fn, "indices", indices);
  if (indices.ndim !== a.ndim) {
    throw refuse(
      "Index tensor must have the same number of dimensions as self tensor",
      `They have ${indices.ndim} and ${a.ndim}.`,
    );
  }
  const beside =
    typeof source === "number" || !add ? "" : ` and to be no larger size than src ${showShape(source.shape)}`;
  if (shape.some((length, d) => d !== along && length > a.shape[d])) {
    throw refuse(
      `Expected index ${showShape(shape)} to be no larger than self ${showShape(a.shape)} apart from dimension ${along}${beside}`,
      "The index may be longer along the dimension that it writes to only.",
    );
  }
  const values = typeof source === "number" ? a.detach().mul(0).add(source) : source;
  const chosen = indices.toFlatArray();
  const positions = chosen.map((i, place) => {
    if (i < 0 || i >= a.shape[along]) {
      throw refuse(
        `index ${i} is out of bounds for dimension ${along} with size ${a.shape[along]}`,
        "Indices count from 0.",
      );
    }
    const at = indicesOf(place, shape);
    return at.reduce((sum, k, d) => sum * a.shape[d] + (d === along ? i : k), 0);
  });
  const short = source instanceof Tensor && shape.some((length, d) => length > source.shape[d]);
  if (short) {
    throw refuse(
      `Expected index ${showShape(shape)} to be no larger than src ${showShape(values.shape)}`,
      "Each index needs an element of the source.",
    );
  }
  if (a.ndim === 0) return add ? a.add(values) : values.clone();
  const used = range(shape.length).reduce((t, d) => slice(t, 0, shape[d], { dim: d }), values);
  const target = a.clone();
  return run2(rules.put, target, reshape(used, [-1]), { positions, accumulate: add });
}

/** A copy with the elements of `source` (or one number) written to the places along `dim` that `indices` names. */
export function scatter(a: Tensor, dim: number, indices: Tensor, source: Tensor | number): Tensor {
  const gradFn = `ScatterBackward${typeof source === "number" ? 1 : 0}`;
  return filedAs(gradFn, scattered("scatter", a, dim, indices, source, false));
}

/** A copy with the elements of `source` added at the places along `dim` that `indices` names. */
export function scatterAdd(a: Tensor, dim: number, indices: Tensor, source: Tensor): Tensor {
  const added = checkTensor("scatterAdd", "source", source);
  return filedAs("ScatterAddBackward0", scattered("scatterAdd", a, dim, indices, added, true));
}

/** 1 at the place of each class, 0 elsewhere, in a new last dimension. */
export function oneHot(classes: Tensor, count: number = -1): Tensor {
  const list = checkTensor("oneHot", "classes", classes).toFlatArray();
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

/** How often each whole number from 0 on occurs. */
export function bincount(a: Tensor, minlength: number = 0): Tensor {
  const list = checkTensor("bincount", "a", a).toFlatArray();
  const counts = range(Math.max(minlength, ...list.map((x) => x + 1), 0)).map(() => 0);
  for (const x of list) counts[x]++;
  return tensor(counts, { dtype: "int32" });
}

/** The sum of trapezoids under the points `y` along `dim`, `dx` apart or at `x`. */
export function trapezoid(y: Tensor, x: Tensor | number = 1, dim: number = -1): Tensor {
  const along = wrapDim(dim, checkTensor("trapezoid", "y", y).ndim);
  const n = y.shape[along];
  const both = slice(y, 1, n, { dim: along }).add(slice(y, 0, Math.max(0, n - 1), { dim: along }));
  return both
    .mul(typeof x === "number" ? x : diff(x))
    .sum(along)
    .div(2);
}

/** The settings of `gradient`. */
export interface SpacingOptions {
  /** How far apart neighbours are. */
  spacing?: number;
  /** Along which dimensions; all by default. */
  dim?: Dims;
}

/**
 * How fast the elements change from neighbour to neighbour: central differences inside, one-sided ones at the ends, as
 * `torch.gradient`. One tensor for each dimension.
 *
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
