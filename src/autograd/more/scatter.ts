// Scatter: a copy of a tensor in which other values are written to, or added at, the places that an index
// tensor names.

import { constant } from "../../tensor/create";
import { roundTo } from "../../tensor/dtype";
import type { Shape } from "../../tensor/shape";
import { broadcastShapes, range, showShape, wrapDim } from "../../tensor/shape";
import { refuse, refuseType } from "../../tensor/refuse";
import { Tensor } from "../../tensor/tensor";
import { checkTensor } from "../operand";
import { filedAs, run2 } from "../record";
import { rules } from "../rules";
import { slice } from "../ops/choose";
import { expand, reshape } from "../ops/shape";
import { indicesOf } from "./selection";

/**
 * The elements along `dim` that `indices` names for each line; as `gather`, but shapes broadcast.
 *
 * @param a a tensor of any shape
 * @param indices a tensor of dtype int32 whose shape broadcasts but for `dim`
 * @param dim the dimension, from the end if negative
 * @throws RangeError, with PyTorch's sentence, where there is no such dimension
 * @see torch.take_along_dim
 * @example
 * ```ts
 * takeAlongDim(tensor([[1, 2], [3, 4]]), tensor([[0], [1]], { dtype: "int32" }), 1)
 * // => tensor([[1.],
 * //         [4.]])
 * ```
 */
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

/**
 * A copy of `a` with the elements of `source` at the places along `dim` that `indices` names, or, with `add`,
 * added to what is there.
 */
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
  if (typeof source !== "number") checkTensor(fn, "source", source);
  if (Math.max(1, indices.ndim) !== Math.max(1, a.ndim)) {
    throw refuse(
      "Index tensor must have the same number of dimensions as self tensor",
      `They have ${indices.ndim} and ${a.ndim}.`,
    );
  }
  const beside =
    typeof source === "number" ? "" : ` and to be no larger size than src ${showShape(source.shape)}`;
  const tooLarge = (why: string): RangeError =>
    refuse(
      `Expected index ${showShape(shape)} to be no larger than self ${showShape(a.shape)} apart from dimension ${along}${beside}`,
      why,
    );
  if (source instanceof Tensor && source.dtype !== a.dtype) {
    throw refuseType(
      `${add ? "scatter_add" : "scatter"}(): Expected self.dtype to be equal to src.dtype`,
      `They are ${a.dtype} and ${source.dtype}; convert one with to().`,
    );
  }
  if (shape.some((length, d) => d !== along && length > a.shape[d])) {
    throw tooLarge("The index may be longer along the dimension that it writes to only.");
  }
  const values = typeof source === "number" ? constant(a.shape, roundTo(a.dtype, source), a.dtype) : source;
  const chosen = indices.toFlatArray();
  const positions = chosen.map((i, place) => {
    const size = a.shape[along] ?? 1;
    if (i < 0 || i >= size) {
      throw refuse(
        `index ${i} is out of bounds for dimension ${along} with size ${size}`,
        "Indices count from 0.",
      );
    }
    const at = indicesOf(place, shape);
    return at.reduce((sum, k, d) => sum * a.shape[d] + (d === along ? i : k), 0);
  });
  const short = source instanceof Tensor && shape.some((length, d) => length > source.shape[d]);
  if (short) {
    throw tooLarge("Each index needs an element of the source.");
  }
  if (a.ndim === 0) return add ? a.add(reshape(values, [])) : reshape(values, []).clone();
  const used = range(shape.length).reduce((t, d) => slice(t, 0, shape[d], { dim: d }), values);
  const target = a.clone();
  return run2(rules.put, target, reshape(used, [-1]), { positions, accumulate: add });
}

/**
 * A copy with the elements of `source` (or one number) written to the places along `dim` that `indices`
 * names.
 *
 * @param a a tensor of any shape
 * @param dim the dimension, from the end if negative
 * @param indices a tensor of dtype int32
 * @param source the values that are written, at least as long as `indices` in each dimension
 * @throws RangeError, with PyTorch's sentence, where there is no such dimension
 * @see torch.Tensor.scatter
 * @example
 * ```ts
 * scatter(zeros(3), 0, tensor([2, 0], { dtype: "int32" }), tensor([5, 6]))
 * // => tensor([6., 0., 5.])
 * ```
 */
export function scatter(a: Tensor, dim: number, indices: Tensor, source: Tensor | number): Tensor {
  const gradFn = `ScatterBackward${typeof source === "number" ? 1 : 0}`;
  return filedAs(gradFn, scattered("scatter", a, dim, indices, source, false));
}

/**
 * A copy with the elements of `source` added at the places along `dim` that `indices` names.
 *
 * @param a a tensor of any shape
 * @param dim the dimension, from the end if negative
 * @param indices a tensor of dtype int32
 * @param source the values that are written, at least as long as `indices` in each dimension
 * @throws RangeError, with PyTorch's sentence, where there is no such dimension
 * @see torch.Tensor.scatter_add
 * @example
 * ```ts
 * scatterAdd(zeros(3), 0, tensor([2, 2], { dtype: "int32" }), tensor([5, 6]))
 * // => tensor([ 0.,  0., 11.])
 * ```
 */
export function scatterAdd(a: Tensor, dim: number, indices: Tensor, source: Tensor): Tensor {
  const added = checkTensor("scatterAdd", "source", source);
  return filedAs("ScatterAddBackward0", scattered("scatterAdd", a, dim, indices, added, true));
}
