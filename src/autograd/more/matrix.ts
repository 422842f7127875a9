// Determinants, inverses, diagonals and triangles.

import { longName } from "../../tensor/dtype";
import { refuse, refuseType } from "../../tensor/refuse";
import { checkInteger, range, showShape, wrapDim } from "../../tensor/shape";
import type { Tensor } from "../../tensor/tensor";
import { checkTensor } from "../operand";
import { alsoSaving } from "../furtherSaved";
import { filedAs, run1, run2 } from "../record";
import { rules } from "../rules";
import { moreRules } from "./rules";
import { roll } from "./move";
import { crosswise } from "./pairs";

/** The determinant of a square matrix. */
export function det(a: Tensor): Tensor {
  return run1(moreRules.det, checkSquare("linalg.det", a), undefined);
}

/** The logarithm of the size of the determinant of a square matrix, whose sign is `sign`. */
export function logabsdet(a: Tensor, sign: Tensor): Tensor {
  return run2(moreRules.logabsdet, a, sign, undefined);
}

/** The pseudoinverse of a matrix. */
export function pinv(a: Tensor): Tensor {
  return run1(moreRules.pinv, a, undefined);
}

/**
 * The inverse of a square matrix.
 *
 * @throws RangeError if it has none
 *
 * @example
 * ```ts
 * inv(tensor([[2, 0], [0, 4]]))
 * // => tensor([[0.5000, 0.0000],
 * //         [0.0000, 0.2500]])
 * ```
 */
export function inv(a: Tensor): Tensor {
  return run1(moreRules.inv, checkSquare("linalg.inv", a), undefined);
}

/**
 * The sum of the diagonal of a matrix.
 *
 * @param a a matrix
 * @see torch.trace
 * @example
 * ```ts
 * trace(tensor([[1, 2], [3, 4]]))
 * // => tensor(5.)
 * ```
 */
export function trace(a: Tensor): Tensor {
  return run1(moreRules.trace, checkMatrix("trace", a), undefined);
}

/**
 * The diagonal of a matrix, or the matrix with a vector on its diagonal, `offset` places above the main one.
 *
 * @param a a matrix or a vector
 * @param offset how far above the main diagonal, negative below it
 * @see torch.diag
 * @example
 * ```ts
 * diag(tensor([[1, 2], [3, 4]]))
 * // => tensor([1., 4.])
 * diag(tensor([1, 2]))
 * // => tensor([[1., 0.],
 * //         [0., 2.]])
 * ```
 */
export function diag(a: Tensor, offset: number = 0): Tensor {
  checkTensor("diag", "a", a);
  checkInteger("diag", "offset", offset);
  const [down, right] = [Math.max(0, -offset), Math.max(0, offset)];
  if (a.ndim === 1) {
    const n = a.shape[0] + Math.abs(offset);
    const positions = range(a.shape[0]).map((i) => (i + down) * n + i + right);
    return run1(rules.scatter, a, { positions, shape: [n, n], gradFn: "DiagEmbedBackward0" });
  }
  if (a.ndim !== 2) {
    throw refuse(`diag(): Supports 1D or 2D tensors. Got ${a.ndim}D`, `The shape is ${showShape(a.shape)}.`);
  }
  const [n, m] = a.shape;
  const length = Math.max(0, Math.min(n - down, m - right));
  const positions = range(length).map((i) => (i + down) * m + i + right);
  return run1(rules.gather, a, { positions, shape: [length], gradFn: "DiagonalBackward0_copy" });
}

/**
 * The entries of a matrix on and above the diagonal that lies `diagonal` above the main one; the others
 * become 0.
 *
 * @param a a matrix, or a stack of them
 * @param diagonal how far above the main diagonal, negative below it
 * @see torch.triu
 * @example
 * ```ts
 * triu(tensor([[1, 2], [3, 4]]))
 * // => tensor([[1., 2.],
 * //         [0., 4.]])
 * ```
 */
export function triu(a: Tensor, diagonal: number = 0): Tensor {
  checkInteger("triu", "diagonal", diagonal);
  return run1(moreRules.triangle, checkPlane("triu", a), { upper: true, diagonal });
}

/**
 * The entries of a matrix on and below the diagonal that lies `diagonal` above the main one; the others
 * become 0.
 *
 * @param a a matrix, or a stack of them
 * @param diagonal how far above the main diagonal, negative below it
 * @see torch.tril
 * @example
 * ```ts
 * tril(tensor([[1, 2], [3, 4]]))
 * // => tensor([[1., 0.],
 * //         [3., 4.]])
 * ```
 */
export function tril(a: Tensor, diagonal: number = 0): Tensor {
  checkInteger("tril", "diagonal", diagonal);
  return run1(moreRules.triangle, checkPlane("tril", a), { upper: false, diagonal });
}

/**
 * The cross product of vectors of three elements, along `dim` (the last one by default).
 *
 * @param a vectors of length 3 along `dim`
 * @param b the same shape
 * @param dim the dimension, from the end if negative
 * @throws RangeError, with PyTorch's sentence, where there is no such dimension
 * @see torch.linalg.cross
 * @example
 * ```ts
 * cross(tensor([1, 0, 0]), tensor([0, 1, 0]))
 * // => tensor([0., 0., 1.])
 * ```
 */
export function cross(a: Tensor, b: Tensor, dim: number = -1): Tensor {
  const along = wrapDim(dim, checkTensor("cross", "a", a).ndim);
  checkTensor("cross", "b", b);
  if (a.ndim !== b.ndim) {
    throw refuse(
      "linalg.cross: inputs must have the same number of dimensions.",
      `The shapes are ${showShape(a.shape)} and ${showShape(b.shape)}.`,
    );
  }
  if (a.dtype !== b.dtype) {
    throw refuseType(
      `expected scalar type ${longName[a.dtype]} but found ${longName[b.dtype]}`,
      `Convert one: b.to("${a.dtype}").`,
    );
  }
  if (a.shape[along] !== 3 || b.shape[along] !== 3) {
    throw refuse(
      `linalg.cross: inputs dimension ${dim} must have length 3. Got ${a.shape[along]} and ${b.shape[along]}`,
      "The cross product is one of vectors in space.",
    );
  }
  const turn = (t: Tensor, by: number): Tensor => roll(t, by, along);
  const product = turn(a, -1)
    .mul(turn(b, -2))
    .sub(turn(a, -2).mul(turn(b, -1)));
  return alsoSaving(filedAs("LinalgCrossBackward0", product), ...crosswise(a, b));
}

function checkSquare(fn: string, a: Tensor): Tensor {
  const { shape } = checkTensor(fn, "a", a);
  if (shape.length === 2 && shape[0] === shape[1]) return a;
  throw refuse(
    `${fn}: A must be batches of square matrices, but they are ${shape.at(-2) ?? "?"} by ${shape.at(-1) ?? "?"} matrices`,
    `One square matrix is wanted here; the shape is ${showShape(shape)}.`,
  );
}

function checkMatrix(fn: string, a: Tensor): Tensor {
  if (checkTensor(fn, "a", a).ndim === 2) return a;
  throw refuse(
    `${fn}: expected a matrix, but got tensor with dim ${a.ndim}`,
    `The shape is ${showShape(a.shape)}.`,
  );
}

function checkPlane(fn: string, a: Tensor): Tensor {
  if (checkTensor(fn, "a", a).ndim >= 2) return a;
  throw refuse(`${fn}: input tensor must have at least 2 dimensions`, `The shape is ${showShape(a.shape)}.`);
}
