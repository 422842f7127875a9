// Products of vectors and matrices.

import { longName } from "../../tensor/dtype";
import { refuse, refuseType } from "../../tensor/refuse";
import { broadcastShapes, range, showShape, sizeOf } from "../../tensor/shape";
import type { Tensor } from "../../tensor/tensor";
import { checkTensor } from "../operand";
import { filedAs, run2 } from "../record";
import { rules } from "../rules";
import { notBool } from "../rules/reduction";
import { mul } from "./arithmetic";
import { clone } from "./copies";
import { expand, reshape, squeeze, transpose, unsafeView, unsqueeze } from "./shape";

/**
 * The sum of products of two vectors of equal length.
 *
 * @param a a vector
 * @param b a vector of the same length and dtype
 * @example
 * ```ts
 * dot(tensor([1, 2]), tensor([3, 4]))
 * // => tensor(11.)
 * ```
 */
export function dot(a: Tensor, b: Tensor): Tensor {
  checkPair("dot", a, b);
  if (a.ndim === 1 && b.ndim === 1 && a.dtype === b.dtype) notBool("dot", a.dtype);
  if (a.ndim !== 1 || b.ndim !== 1) {
    throw refuse(
      `1D tensors expected, but got ${a.ndim}D and ${b.ndim}D tensors`,
      "dot multiplies vectors; use matmul for matrices, or flatten() first.",
    );
  }
  if (a.dtype !== b.dtype) {
    throw refuseType(
      `dot : expected both vectors to have same dtype, but found ${longName[a.dtype]} and ${longName[b.dtype]}`,
      `Convert one: b.to("${a.dtype}").`,
    );
  }
  const [m, n] = [a.shape[0], b.shape[0]];
  if (m !== n) {
    throw refuse(
      `inconsistent tensor size, expected tensor [${m}] and src [${n}] to have the same number of elements, ` +
        `but got ${m} and ${n} elements respectively`,
      "dot needs two vectors of equal length.",
    );
  }
  return run2(rules.dot, a, b, undefined);
}

/**
 * The product of matrices, of a matrix and a vector, of two vectors, or of stacks of matrices, whose leading
 * dimensions broadcast.
 *
 * @param a a vector, a matrix, or a stack of matrices
 * @param b one with as many rows as `a` has columns
 * @example
 * ```ts
 * matmul(tensor([[1, 2], [3, 4]]), tensor([1, 1]))
 * // => tensor([3., 7.])
 * ```
 */
export function matmul(a: Tensor, b: Tensor): Tensor {
  checkPair("matmul", a, b);
  if (a.ndim === 0 || b.ndim === 0) {
    throw refuse(
      `both arguments to matmul need to be at least 1D, but they are ${a.ndim}D and ${b.ndim}D`,
      "Use mul to multiply by a number.",
    );
  }
  if (a.ndim === 1 && b.ndim === 1) return dot(a, b);
  checkDTypes(a, b);
  notBool(
    a.ndim > 2 && b.ndim > 2 ? "baddbmm_with_gemm" : b.ndim === 1 ? "addmv_impl_cpu" : "addmm_impl_cpu_",
    a.dtype,
  );
  if (a.ndim === 2 && b.ndim === 1) return matrixVector(a, b);
  if (a.ndim === 1 && b.ndim === 2)
    return unsafeView(matrices(unsqueeze(a, 0), b), b.shape.slice(1), "SqueezeBackward4");
  if (a.ndim === 2 && b.ndim === 2) return matrices(a, b);
  if (isFolded(a, b)) return folded(a, b);
  if (a.ndim === 3 && b.ndim === 3 && a.shape[0] !== b.shape[0]) {
    // A lone matrix that wants a gradient is not repeated: its gradient would be one of many matrices,
    // summed.
    if (a.shape[0] === 1 && a.requiresGrad) return matmul(squeeze(a, 0), b);
    if (b.shape[0] === 1 && b.requiresGrad) return matmul(a, squeeze(b, 0));
  }
  return stacks(a, b);
}

const turned = (t: Tensor): Tensor => transpose(t, -2, -1);

/**
 * As PyTorch decides it: the rows of a stack of matrices are the rows of one tall matrix, where they lie so
 * in memory or the other operand wants a gradient.
 */
function isFolded(a: Tensor, b: Tensor): boolean {
  const [large, small] = a.ndim >= b.ndim ? [a, b] : [b, a];
  if (small.ndim > 2) return false;
  if (small.requiresGrad) return true;
  if (a.ndim === 2) return false;
  const { shape, strides } = a.ndim >= b.ndim ? large : turned(large.detach());
  return (
    large.numel() === 0 ||
    range(shape.length - 2).every((dim) => strides[dim] === strides[dim + 1] * shape[dim + 1])
  );
}

/** A stack of matrices times a vector or matrix, or the other way round, as one product. */
function folded(a: Tensor, b: Tensor): Tensor {
  const reversed = b.ndim > a.ndim;
  const large = reversed ? turned(b) : a;
  const small = !reversed ? b : a.ndim === 2 ? a.t() : a;
  const lead = large.shape.slice(0, -1);
  checkInnerLengths(a, b);
  const product = matmul(reshape(large, [sizeOf(lead), large.shape[large.ndim - 1]]), small);
  const result = unsafeView(product, [...lead, ...small.shape.slice(1)]);
  if (!reversed || a.ndim === 1) return result;
  const back = turned(result);
  return back.isContiguous() ? back : clone(back);
}

/**
 * The table of all products `a[i] * b[j]` of two vectors.
 *
 * @param a a vector
 * @param b a vector
 * @see torch.outer
 * @example
 * ```ts
 * outer(tensor([1, 2]), tensor([3, 4]))
 * // => tensor([[3., 4.],
 * //         [6., 8.]])
 * ```
 */
export function outer(a: Tensor, b: Tensor): Tensor {
  checkPair("outer", a, b);
  for (const [name, t] of [
    ["self", a],
    ["vec2", b],
  ] as const) {
    if (t.ndim !== 1) {
      throw refuse(
        `outer: Expected 1-D argument ${name}, but got ${t.ndim}-D`,
        "outer multiplies two vectors.",
      );
    }
  }
  return mul(unsqueeze(a, 1), b);
}

/**
 * The product of a matrix and a vector.
 *
 * @param a a matrix
 * @param b a vector with a number for each column of `a`
 * @see torch.mv
 * @example
 * ```ts
 * mv(tensor([[1, 2], [3, 4]]), tensor([1, 1]))
 * // => tensor([3., 7.])
 * ```
 */
export function mv(a: Tensor, b: Tensor): Tensor {
  const dims = [checkTensor("mv", "a", a).ndim, checkTensor("mv", "b", b).ndim];
  if (dims[0] !== 2 || dims[1] !== 1) {
    throw refuse(
      `vector + matrix @ vector expected, got 1, ${dims.join(", ")}`,
      "mv multiplies a matrix and a vector; matmul takes any.",
    );
  }
  return matmul(a, b);
}

/**
 * The product of two matrices.
 *
 * @param a a matrix
 * @param b a matrix with a row for each column of `a`
 * @see torch.mm
 * @example
 * ```ts
 * mm(tensor([[1, 2], [3, 4]]), tensor([[1, 2], [3, 4]]))
 * // => tensor([[ 7., 10.],
 * //         [15., 22.]])
 * ```
 */
export function mm(a: Tensor, b: Tensor): Tensor {
  checkDims(checkTensor("mm", "a", a), 2, "self must be a matrix");
  checkDims(checkTensor("mm", "b", b), 2, "mat2 must be a matrix");
  return matmul(a, b);
}

/**
 * The products of two stacks of equally many matrices.
 *
 * @param a a stack of matrices, `[n, i, j]`
 * @param b a stack of as many matrices, `[n, j, k]`
 * @see torch.bmm
 * @example
 * ```ts
 * bmm(ones(2, 1, 3), ones(2, 3, 1)).shape
 * // => [ 2, 1, 1 ]
 * ```
 */
export function bmm(a: Tensor, b: Tensor): Tensor {
  checkDims(checkTensor("bmm", "a", a), 3, "batch1 must be a 3D tensor");
  checkDims(checkTensor("bmm", "b", b), 3, "batch2 must be a 3D tensor");
  if (a.shape[0] !== b.shape[0] || a.shape[2] !== b.shape[1]) {
    throw refuse(
      `Expected size for first two dimensions of batch2 tensor to be: [${a.shape[0]}, ${a.shape[2]}] but got: ` +
        `[${b.shape[0]}, ${b.shape[1]}].`,
      `The shapes are ${showShape(a.shape)} and ${showShape(b.shape)}.`,
    );
  }
  return filedAs("BmmBackward0", matmul(a, b));
}

/**
 * The vectors along the last dimension as the rows of one matrix; a length of 0 leaves nothing for -1 to be
 * worked out from.
 */
export function rowsOf(a: Tensor): Tensor {
  return reshape(a, [sizeOf(a.shape.slice(0, -1)), a.shape[a.ndim - 1]]);
}

function matrixVector(a: Tensor, b: Tensor): Tensor {
  const [n, k] = a.shape;
  const [length] = b.shape;
  if (k !== length) {
    throw refuse(
      `size mismatch, got input (${n}), mat (${n}x${k}), vec (${length})`,
      `A matrix of ${k} columns multiplies vectors of ${k} elements.`,
    );
  }
  return run2(rules.mv, a, b, undefined);
}

function matrices(a: Tensor, b: Tensor): Tensor {
  if (a.shape[1] !== b.shape[0]) {
    throw refuse(
      `mat1 and mat2 shapes cannot be multiplied (${a.shape.join("x")} and ${b.shape.join("x")})`,
      "The first matrix needs as many columns as the second has rows; t() turns one over.",
    );
  }
  return run2(rules.mm, a, b, undefined);
}

/** Stacks of matrices: leading dimensions are broadcast and taken as one. */
function stacks(a: Tensor, b: Tensor): Tensor {
  const left = a.ndim === 1 ? unsqueeze(a, 0) : a;
  const right = b.ndim === 1 ? unsqueeze(b, 1) : b;
  const lead = broadcastShapes(left.shape.slice(0, -2), right.shape.slice(0, -2));
  const [n, k] = left.shape.slice(-2);
  const m = right.shape[right.ndim - 1];
  const batch = sizeOf(lead);
  checkInnerLengths(a, b);
  const product = run2(
    rules.bmm,
    reshape(expand(left, [...lead, n, k]), [batch, n, k]),
    reshape(expand(right, [...lead, k, m]), [batch, k, m]),
    undefined,
  );
  return unsafeView(product, [...lead, ...(a.ndim === 1 ? [] : [n]), ...(b.ndim === 1 ? [] : [m])]);
}

/** Refuses stacks of matrices that do not fit, in PyTorch's words for the product that it makes of them. */
function checkInnerLengths(a: Tensor, b: Tensor): void {
  const k = a.shape[a.ndim - 1];
  const rows = b.shape[Math.max(0, b.ndim - 2)];
  if (k === rows) return;
  const wayOut = `Matrices of shape ${showShape(a.shape.slice(-2))} cannot multiply matrices of shape ${showShape(b.shape.slice(-2))}.`;
  if (b.ndim === 1) {
    const tall = sizeOf(a.shape.slice(0, -1));
    throw refuse(`size mismatch, got input (${tall}), mat (${tall}x${k}), vec (${rows})`, wayOut);
  }
  if (b.ndim === 2) {
    const tall = sizeOf(a.shape.slice(0, -1));
    throw refuse(
      `mat1 and mat2 shapes cannot be multiplied (${tall}x${k} and ${rows}x${b.shape[1]})`,
      wayOut,
    );
  }
  const batch = sizeOf(broadcastShapes(a.shape.slice(0, -2), b.shape.slice(0, -2)));
  throw refuse(
    `Expected size for first two dimensions of batch2 tensor to be: [${batch}, ${k}] but got: [${batch}, ${rows}].`,
    wayOut,
  );
}

function checkDims(t: Tensor, ndim: number, sentence: string): void {
  if (t.ndim !== ndim) throw refuse(sentence, "matmul takes other shapes too.");
}

export function checkPair(fn: string, a: Tensor, b: Tensor): void {
  checkTensor(fn, "a", a);
  checkTensor(fn, "b", b);
}

/** Refuses different dtypes, in PyTorch's words for a stack, a vector and a matrix. */
function checkDTypes(a: Tensor, b: Tensor): void {
  if (a.dtype === b.dtype) return;
  const [x, y] = [longName[a.dtype], longName[b.dtype]];
  const sentence =
    b.ndim > 2 || (a.ndim > 2 && b.ndim === 2)
      ? `expected scalar type ${x} but found ${y}`
      : b.ndim === 1
        ? `addmv input tensors must have the same dtype, but got ${y}, ${x}, and ${y}`
        : `expected m1 and m2 to have the same dtype, but got: ${x.toLowerCase()} != ${y.toLowerCase()}`;
  throw refuseType(sentence, `Convert one: b.to("${a.dtype}").`);
}
