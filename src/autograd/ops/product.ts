// Products of vectors and matrices.

import { longName } from "../../tensor/dtype";
import { refuse, refuseType } from "../../tensor/refuse";
import { broadcastShapes, showShape, sizeOf } from "../../tensor/shape";
import type { Tensor } from "../../tensor/tensor";
import { checkTensor } from "../operand";
import { run2 } from "../record";
import { rules } from "../rules";
import { mul } from "./arithmetic";
import { expand, reshape, squeeze, unsafeView, unsqueeze } from "./shape";

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
  if (a.dtype !== b.dtype) throw differentDTypes(a, b);
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

function checkPair(fn: string, a: Tensor, b: Tensor): void {
  checkTensor(fn, "a", a);
  checkTensor(fn, "b", b);
}

function differentDTypes(a: Tensor, b: Tensor): TypeError {
  const name = (t: Tensor): string => longName[t.dtype].toLowerCase();
  return refuseType(
    `expected m1 and m2 to have the same dtype, but got: ${name(a)} != ${name(b)}`,
    `Convert one: b.to("${a.dtype}").`,
  );
}
