// Elements that an index tensor names.

import { longName } from "../../tensor/dtype";
import { refuse, refuseType } from "../../tensor/refuse";
import { showShape, wrapDim } from "../../tensor/shape";
import type { Tensor } from "../../tensor/tensor";
import { checkTensor } from "../operand";
import { run1 } from "../record";
import { rules } from "../rules";
import { moved } from "./move";

/**
 * The elements that `index` names along `dim`: `result[i][j] = a[index[i][j]][j]` for `dim` 0.
 *
 * @param index a tensor of dtype int32 with as many dimensions as `a`
 */
export function gather(a: Tensor, dim: number, index: Tensor): Tensor {
  const along = wrapDim(dim, checkTensor("gather", "a", a).ndim);
  const chosen = checkIndex("gather", index).toFlatArray();
  if (index.ndim !== a.ndim) {
    throw refuse(
      "Index tensor must have the same number of dimensions as input tensor",
      `They have ${index.ndim} and ${a.ndim}.`,
    );
  }
  const wrong = index.shape.findIndex((length, d) => d !== along && length > a.shape[d]);
  if (wrong >= 0) {
    throw refuse(
      `Size does not match at dimension ${wrong} expected index ${showShape(index.shape)} to be no larger than self ` +
        `${showShape(a.shape)} apart from dimension ${along}`,
      "The index may be longer along the dimension that it gathers from only.",
    );
  }
  let k = 0;
  return moved(a, index.shape, "GatherBackward0", (at) => {
    const i = checkIndexNumber(chosen[k++], a.shape[along], along);
    return at.map((x, d) => (d === along ? i : x));
  });
}

/** The elements at these places, counted in the order of reading. */
export function take(a: Tensor, index: Tensor): Tensor {
  const size = checkTensor("take", "a", a).numel();
  const positions = checkIndex("take", index)
    .toFlatArray()
    .map((i) => placeOf(i, size));
  return run1(rules.take, a, { positions, shape: index.shape, gradFn: "TakeBackward0" });
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

/** An index counted from the front; negative ones count from the end. */
export function wrapIndex(i: number, length: number, dim: number): number {
  return i < 0 && i >= -length ? i + length : checkIndexNumber(i, length, dim);
}

function checkIndexNumber(i: number, length: number, dim: number): number {
  if (i >= 0 && i < length) return i;
  throw refuse(
    `index ${i} is out of bounds for dimension ${dim} with size ${length}`,
    length === 0
      ? "The dimension has no entries."
      : `Indices go from 0 to ${length - 1}, or, where they may count from the end, from -${length} to -1.`,
  );
}
