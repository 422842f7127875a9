// Products of vectors and matrices.

import { isFloating, longName } from "../../tensor/dtype";
import { refuse, refuseType } from "../../tensor/refuse";
import { broadcastShapes, range, showShape, sizeOf } from "../../tensor/shape";
import type { Tensor } from "../../tensor/tensor";
import { checkTensor } from "../operand";
import { filedAs, run2 } from "../record";
import { rules } from "../rules";
import { mul } from "./arithmetic";
import { expand, reshape, squeeze, transpose, unsafeView, unsqueeze } from "./shape";

/**
 * The sum of products of two vectors of equal length.
 *
 * @example
 * ```ts
 * dot(tensor([1, 2]), tensor([3, 4]))
 * // => tensor(11.)
 * ```
 */
export function dot(a: Tensor, b: Tensor): Tensor {
  checkPair("dot", a, b);
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
 * The product of matrices, of a matrix and a vector, of two vectors, or of stacks of matrices, whose leading dimensions broadcast.
 *
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
  if (a.ndim === 2 && b.ndim === 1) return matrixVector(a, b);
  if (a.ndim === 1 && b.ndim === 2) return squeeze(matrices(unsqueeze(a, 0), b), 0);
  if (a.ndim === 2 && b.ndim === 2) return matrices(a, b);
  // The rows of a stack of matrices are the rows of one tall matrix.
  if (b.ndim <= 2) {
    const tall = reshape(a, [-1, a.shape[a.ndim - 1]]);
    return unsafeView(matmul(tall, b), [...a.shape.slice(0, -1), ...b.shape.slice(1)]);
  }
  return stacks(a, b);
}

/** The table of all products `a[i] * b[j]` of two vectors. */
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

/** The product of a matrix and a vector. */
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

/** The product of two matrices. */
export function mm(a: Tensor, b: Tensor): Tensor {
  checkDims(checkTensor("mm", "a", a), 2, "self must be a matrix");
  checkDims(checkTensor("mm", "b", b), 2, "mat2 must be a matrix");
  return matmul(a, b);
}

/** The products of two stacks of equally many matrices. */
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

/** The sum of products of two vectors of equal length. */
export function vdot(a: Tensor, b: Tensor): Tensor {
  return filedAs("VdotBackward0", dot(a, b));
}

/** The sums of products along `dim`; shapes broadcast. */
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
  return a.mul(b).sum(dim);
}

/** The sums of products over the last dimensions of both: `result[i][j] = sum of a[i][k] * b[j][k]`. */
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
  const product = matmul(reshape(a, [-1, k]), transpose(reshape(b, [-1, k]), 0, 1));
  return reshape(product, [...a.shape.slice(0, -1), ...b.shape.slice(0, -1)]);
}

/** The products of all elements of `a` with all of `b`: each element of `a` becomes a block, itself times `b` (Kronecker's product). */
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
  return reshape(
    left.mul(right),
    p.map((length, i) => length * q[i]),
  );
}

/** The sum of products over the last `dims` dimensions of `a` and the first of `b`. */
export function tensordot(a: Tensor, b: Tensor, dims: number = 2): Tensor {
  checkTensor("tensordot", "a", a);
  checkTensor("tensordot", "b", b);
  const [kept, summed] = [a.shape.slice(0, a.ndim - dims), a.shape.slice(a.ndim - dims)];
  const size = summed.reduce((product, length) => product * length, 1);
  const product = matmul(reshape(a, [-1, size]), reshape(b, [size, -1]));
  return reshape(product, [...kept, ...b.shape.slice(dims)]);
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
  const lead = broadcastShapes(left.shape.slice(0, -2), b.shape.slice(0, -2));
  const [n, k] = left.shape.slice(-2);
  const [rows, m] = b.shape.slice(-2);
  const batch = sizeOf(lead);
  if (k !== rows) {
    throw refuse(
      `Expected size for first two dimensions of batch2 tensor to be: [${batch}, ${k}] but got: [${batch}, ${rows}].`,
      `Matrices of shape ${showShape([n, k])} cannot multiply matrices of shape ${showShape([rows, m])}.`,
    );
  }
  const product = run2(
    rules.bmm,
    reshape(expand(left, [...lead, n, k]), [batch, n, k]),
    reshape(expand(b, [...lead, k, m]), [batch, k, m]),
    undefined,
  );
  return unsafeView(product, [...lead, ...(a.ndim === 1 ? [m] : [n, m])]);
}

function checkDims(t: Tensor, ndim: number, sentence: string): void {
  if (t.ndim !== ndim) throw refuse(sentence, "matmul takes other shapes too.");
}

function checkPair(fn: string, a: Tensor, b: Tensor): void {
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
