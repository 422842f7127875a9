// Further products of vectors, matrices and tensors.

import { isFloating, longName } from "../../tensor/dtype";
import { refuse, refuseType } from "../../tensor/refuse";
import { checkInteger, range, showShape, sizeOf, wrapDim } from "../../tensor/shape";
import type { Tensor } from "../../tensor/tensor";
import { checkTensor } from "../operand";
import { filedAs } from "../record";
import { reshape, transpose, unsafeView } from "../ops/shape";
import { dot, matmul, rowsOf, checkPair } from "../ops/product";

/**
 * The sum of products of two vectors of equal length.
 *
 * @param a a vector
 * @param b a vector of the same length
 * @example
 * ```ts
 * vdot(tensor([1, 2]), tensor([3, 4]))
 * // => tensor(11.)
 * ```
 */
export function vdot(a: Tensor, b: Tensor): Tensor {
  return filedAs("VdotBackward0", dot(a, b));
}

/**
 * The sums of products along `dim`; shapes broadcast.
 *
 * @param a a tensor of any shape
 * @param b a tensor whose shape broadcasts
 * @param dim the dimension, from the end if negative
 * @throws RangeError, with PyTorch's sentence, where there is no such dimension
 * @see torch.linalg.vecdot
 * @example
 * ```ts
 * vecdot(tensor([[1, 2], [3, 4]]), tensor([[1, 2], [3, 4]]))
 * // => tensor([ 5., 25.])
 * ```
 */
export function vecdot(a: Tensor, b: Tensor, dim: number = -1): Tensor {
  checkPair("vecdot", a, b);
  if (!isFloating(a.dtype)) {
    throw refuseType(
      `linalg.vecdot: Expected a floating point or complex tensor as input. Got ${longName[a.dtype]}`,
      'Convert with to("float32") first.',
    );
  }
  if (a.dtype !== b.dtype) {
    throw refuseType(
      `linalg.vecdot: Expected x and y to have the same dtype, but found x of type ${longName[a.dtype]} and y of type ${longName[b.dtype]} instead`,
      `Convert one: b.to("${a.dtype}").`,
    );
  }
  return a.ndim === 1 && b.ndim === 1 && wrapDim(dim, 1) === 0 ? vdot(a, b) : a.mul(b).sum(dim);
}

/**
 * The sums of products over the last dimensions of both: `result[i][j] = sum of a[i][k] * b[j][k]`.
 *
 * @param a a tensor of any shape
 * @param b a tensor of the same last length
 * @see torch.inner
 * @example
 * ```ts
 * inner(tensor([[1, 2], [3, 4]]), tensor([1, 1]))
 * // => tensor([3., 7.])
 * ```
 */
export function inner(a: Tensor, b: Tensor): Tensor {
  if (checkTensor("inner", "a", a).ndim === 0 || checkTensor("inner", "b", b).ndim === 0) return a.mul(b);
  if (a.dtype !== b.dtype)
    throw refuseType("both inputs should have same dtype", `Convert one: b.to("${a.dtype}").`);
  const [k, m] = [a.shape[a.ndim - 1], b.shape[b.ndim - 1]];
  if (k !== m) {
    throw refuse(
      "inner() the last dimension must match on both input tensors but got shapes " +
        `${showShape(a.shape)} and ${showShape(b.shape)}`,
      "The sum goes over the last dimension of both.",
    );
  }
  const [left, right] = summedOnes(a, b, [[a.ndim - 1, b.ndim - 1]]);
  const product = matmul(rowsOf(left), transpose(rowsOf(right), 0, 1));
  return reshape(product, [...a.shape.slice(0, -1), ...b.shape.slice(0, -1)]);
}

/**
 * The products of all elements of `a` with all of `b`: each element of `a` becomes a block, itself times `b`
 * (Kronecker's product).
 *
 * @param a a tensor of any shape
 * @param b a tensor
 * @see torch.kron
 * @example
 * ```ts
 * kron(tensor([1, 10]), tensor([1, 2]))
 * // => tensor([ 1.,  2., 10., 20.])
 * ```
 */
export function kron(a: Tensor, b: Tensor): Tensor {
  const ndim = Math.max(checkTensor("kron", "a", a).ndim, checkTensor("kron", "b", b).ndim);
  const long = (t: Tensor): number[] => [...range(ndim - t.ndim).map(() => 1), ...t.shape];
  const [p, q] = [long(a), long(b)];
  const left = reshape(
    a,
    p.flatMap((length) => [length, 1]),
  );
  const right = reshape(
    b,
    q.flatMap((length) => [1, length]),
  );
  return unsafeView(
    left.mul(right),
    p.map((length, i) => length * q[i]),
  );
}

/**
 * The sum of products over the last `dims` dimensions of `a` and the first of `b`; a length of 1 is repeated.
 *
 * @param a a tensor of any shape
 * @param b a tensor whose first `dims` lengths are the last ones of `a`
 * @param dims how many dimensions are summed over
 * @see torch.tensordot
 * @example
 * ```ts
 * tensordot(tensor([[1, 2], [3, 4]]), tensor([[1, 2], [3, 4]]), 2)
 * // => tensor(30.)
 * ```
 */
export function tensordot(a: Tensor, b: Tensor, dims: number = 2): Tensor {
  const most = Math.min(checkTensor("tensordot", "a", a).ndim, checkTensor("tensordot", "b", b).ndim);
  checkInteger("tensordot", "dims", dims);
  if (dims < 0) throw refuse(`tensordot expects dims >= 0, but got dims=${dims}`, "It counts dimensions.");
  if (dims > most) {
    throw refuse(
      `tensordot expects dims < ndim_a or ndim_b, but got dims=${dims}`,
      `The operands have ${a.ndim} and ${b.ndim} dimensions.`,
    );
  }
  const pairs = range(dims).map((k) => [a.ndim - dims + k, k]);
  for (const [dim, k] of pairs) {
    const [m, n] = [a.shape[dim], b.shape[k]];
    if (m === n || m === 1 || n === 1) continue;
    throw refuse(
      `contracted dimensions need to match, but first has size ${m} in dim ${dim - a.ndim} and second has size ${n} in dim ${k}`,
      `The shapes are ${showShape(a.shape)} and ${showShape(b.shape)}.`,
    );
  }
  const [left, right] = summedOnes(a, b, pairs);
  const [kept, others] = [left.shape.slice(0, a.ndim - dims), right.shape.slice(dims)];
  const size = sizeOf(right.shape.slice(0, dims));
  const product = matmul(reshape(left, [sizeOf(kept), size]), reshape(right, [size, sizeOf(others)]));
  return reshape(product, [...kept, ...others]);
}

/**
 * Operands where a dimension that the other one has with length 1 is summed beforehand, as PyTorch does it.
 */
function summedOnes(a: Tensor, b: Tensor, pairs: readonly (readonly number[])[]): [Tensor, Tensor] {
  const ofA = pairs.filter(([, k]) => b.shape[k] === 1).map(([dim]) => dim);
  const ofB = pairs.filter(([dim, k]) => b.shape[k] !== 1 && a.shape[dim] === 1).map(([, k]) => k);
  return [ofA.length === 0 ? a : a.sum(ofA, true), ofB.length === 0 ? b : b.sum(ofB, true)];
}
