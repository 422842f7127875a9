// Comparisons, element by element: their results are bool, and no gradient flows through them.

import { apply2 } from "../../tensor/elementwise";
import type { Map2 } from "../../tensor/loops";
import { map2 } from "../../tensor/loops";
import type { Tensor } from "../../tensor/tensor";
import type { Operand } from "../operand";
import { operands } from "../operand";

const equal = map2((x, y) => (x === y ? 1 : 0));
const notEqual = map2((x, y) => (x !== y ? 1 : 0));
const less = map2((x, y) => (x < y ? 1 : 0));
const lessOrEqual = map2((x, y) => (x <= y ? 1 : 0));
const greater = map2((x, y) => (x > y ? 1 : 0));
const greaterOrEqual = map2((x, y) => (x >= y ? 1 : 0));

function compare(fn: string, map: Map2, a: Operand, b: Operand): Tensor {
  const [x, y] = operands(fn, a, b);
  return apply2(map, x, y, "bool");
}

/**
 * Where `a` equals `b`.
 *
 * @param a a tensor, or a number beside one; shapes broadcast, dtypes are promoted as in PyTorch
 * @param b a tensor, or a number beside one; shapes broadcast, dtypes are promoted as in PyTorch
 * @returns a tensor of dtype bool
 * @throws RangeError, with PyTorch's sentence, where the shapes do not broadcast
 * @see torch.eq
 * @example
 * ```ts
 * eq(tensor([1, 2, 3]), 2)
 * // => tensor([False,  True, False])
 * ```
 */
export function eq(a: Operand, b: Operand): Tensor {
  return compare("eq", equal, a, b);
}

/**
 * Where `a` differs from `b`.
 *
 * @param a a tensor, or a number beside one; shapes broadcast, dtypes are promoted as in PyTorch
 * @param b a tensor, or a number beside one; shapes broadcast, dtypes are promoted as in PyTorch
 * @returns a tensor of dtype bool
 * @throws RangeError, with PyTorch's sentence, where the shapes do not broadcast
 * @see torch.ne
 * @example
 * ```ts
 * ne(tensor([1, 2, 3]), 2)
 * // => tensor([ True, False,  True])
 * ```
 */
export function ne(a: Operand, b: Operand): Tensor {
  return compare("ne", notEqual, a, b);
}

/**
 * Where `a` is less than `b`.
 *
 * @param a a tensor, or a number beside one; shapes broadcast, dtypes are promoted as in PyTorch
 * @param b a tensor, or a number beside one; shapes broadcast, dtypes are promoted as in PyTorch
 * @returns a tensor of dtype bool
 * @throws RangeError, with PyTorch's sentence, where the shapes do not broadcast
 * @see torch.lt
 * @example
 * ```ts
 * lt(tensor([1, 2, 3]), 2)
 * // => tensor([ True, False, False])
 * ```
 */
export function lt(a: Operand, b: Operand): Tensor {
  return compare("lt", less, a, b);
}

/**
 * Where `a` is less than or equal to `b`.
 *
 * @param a a tensor, or a number beside one; shapes broadcast, dtypes are promoted as in PyTorch
 * @param b a tensor, or a number beside one; shapes broadcast, dtypes are promoted as in PyTorch
 * @returns a tensor of dtype bool
 * @throws RangeError, with PyTorch's sentence, where the shapes do not broadcast
 * @see torch.le
 * @example
 * ```ts
 * le(tensor([1, 2, 3]), 2)
 * // => tensor([ True,  True, False])
 * ```
 */
export function le(a: Operand, b: Operand): Tensor {
  return compare("le", lessOrEqual, a, b);
}

/**
 * Where `a` is greater than `b`.
 *
 * @param a a tensor, or a number beside one; shapes broadcast, dtypes are promoted as in PyTorch
 * @param b a tensor, or a number beside one; shapes broadcast, dtypes are promoted as in PyTorch
 * @returns a tensor of dtype bool
 * @throws RangeError, with PyTorch's sentence, where the shapes do not broadcast
 * @see torch.gt
 * @example
 * ```ts
 * gt(tensor([1, 2, 3]), 2)
 * // => tensor([False, False,  True])
 * ```
 */
export function gt(a: Operand, b: Operand): Tensor {
  return compare("gt", greater, a, b);
}

/**
 * Where `a` is greater than or equal to `b`.
 *
 * @param a a tensor, or a number beside one; shapes broadcast, dtypes are promoted as in PyTorch
 * @param b a tensor, or a number beside one; shapes broadcast, dtypes are promoted as in PyTorch
 * @returns a tensor of dtype bool
 * @throws RangeError, with PyTorch's sentence, where the shapes do not broadcast
 * @see torch.ge
 * @example
 * ```ts
 * ge(tensor([1, 2, 3]), 2)
 * // => tensor([False,  True,  True])
 * ```
 */
export function ge(a: Operand, b: Operand): Tensor {
  return compare("ge", greaterOrEqual, a, b);
}
