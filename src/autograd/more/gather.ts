// Gather and take: the elements that an index tensor names.

import { longName } from "../../tensor/dtype";
import { refuse, refuseType } from "../../tensor/refuse";
import { checkIndexInRange, showShape, wrapDim } from "../../tensor/shape";
import type { Tensor } from "../../tensor/tensor";
import { checkTensor } from "../operand";
import { alsoSaving } from "../furtherSaved";
import { run1 } from "../record";
import { rules } from "../rules";
import { moved } from "../ops/moved";
import { reshape } from "../ops/shape";

/**
 * The elements that `index` names along `dim`: `result[i][j] = a[index[i][j]][j]` for `dim` 0.
 *
 * @param index a tensor of dtype int32 with as many dimensions as `a`
 * @throws RangeError, with PyTorch's sentence, where there is no such dimension
 * @see torch.gather
 * @example
 * ```ts
 * gather(tensor([[1, 2], [3, 4]]), 1, tensor([[0], [1]], { dtype: "int32" }))
 * // => tensor([[1.],
 * //         [4.]])
 * ```
 */
export function gather(a: Tensor, dim: number, index: Tensor): Tensor {
  const along = wrapDim(dim, checkTensor("gather", "a", a).ndim);
  const chosen = checkIndex("gather", index).toFlatArray();
  // A single number counts as a row of one.
  if (Math.max(1, index.ndim) !== Math.max(1, a.ndim)) {
    throw refuse(
      "Index tensor must have the same number of dimensions as input tensor",
      `They have ${index.ndim} and ${a.ndim}.`,
    );
  }
  const row = a.ndim === 0 ? reshape(a, [1]) : a;
  const wrong = index.shape.findIndex((length, d) => d !== along && length > a.shape[d]);
  if (wrong >= 0) {
    throw refuse(
      `Size does not match at dimension ${wrong} expected index ${showShape(index.shape)} to be no larger than self ` +
        `${showShape(a.shape)} apart from dimension ${along}`,
      "The index may be longer along the dimension that it gathers from only.",
    );
  }
  let k = 0;
  const gathered = moved(row, index.shape, "GatherBackward0", (at) => {
    const i = checkIndexInRange(chosen[k++], row.shape[along], along);
    return row.shape.map((_, d) => (d === along ? i : at[d]));
  });
  return alsoSaving(gathered, a, index);
}

/**
 * The elements at these places, counted in the order of reading.
 *
 * @param a a tensor of any shape
 * @param index a tensor of dtype int32, of any shape
 * @see torch.take
 * @example
 * ```ts
 * take(tensor([[1, 2], [3, 4]]), tensor([3, 0], { dtype: "int32" }))
 * // => tensor([4., 1.])
 * ```
 */
export function take(a: Tensor, index: Tensor): Tensor {
  const size = checkTensor("take", "a", a).numel();
  const positions = checkIndex("take", index)
    .toFlatArray()
    .map((i) => placeOf(i, size));
  const taken = run1(rules.gather, a, { positions, shape: index.shape, gradFn: "TakeBackward0" });
  return alsoSaving(taken, a, index);
}

function placeOf(i: number, size: number): number {
  if (i >= -size && i < size) return i < 0 ? i + size : i;
  const sentence =
    size === 0
      ? "take(): tried to take from an empty tensor"
      : `out of range: tried to access index ${i} on a tensor of ${size} elements.`;
  throw refuse(sentence, "Places go from 0 up to the number of elements, or from the end with -1.");
}

function checkIndex(fn: string, index: Tensor): Tensor {
  if (checkTensor(fn, "index", index).dtype === "int32") return index;
  throw refuseType(
    `${fn}(): Expected dtype int64 for index`,
    `The index has dtype ${longName[index.dtype]}; make it with { dtype: "int32" }.`,
  );
}
