// Determinants, inverses, diagonals and triangles.

import { refuse } from "../../tensor/refuse";
import { range, showShape, wrapDim } from "../../tensor/shape";
import type { Tensor } from "../../tensor/tensor";
import { checkTensor } from "../operand";
import { filedAs, run1 } from "../record";
import { rules } from "../rules";
import { roll } from "./move";

/** The determinant of a square matrix. */
export function det(a: Tensor): Tensor {
  return run1(rules.det, checkSquare("linalg.det", a), undefined);
}

/** The logarithm of the size of the determinant of a square matrix. */
export function logabsdet(a: Tensor): Tensor {
  return run1(rules.logabsdet, a, undefined);
}

/** The pseudoinverse of a matrix. */
export function pinv(a: Tensor): Tensor {
  return run1(rules.pinv, a, undefined);
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
  return run1(rules.inv, checkSquare("linalg.inv", a), undefined);
}

/** The sum of the diagonal of a matrix. */
export function trace(a: Tensor): Tensor {
  return run1(rules.trace, checkMatrix("trace", a), undefined);
}

/** The diagonal of a matrix, or the matrix with a vector on its diagonal, `offset` places above the main one. */
export function diag(a: Tensor, offset: number = 0): Tensor {
  checkTensor("diag", "a", a);
  const [down, right] = [Math.max(0, -offset), Math.max(0, offset)];
  if (a.ndim === 1) {
    const n = a.shape[0] + Math.abs(offset);
    const positions = range(a.shape[0]).map((i) => (i + down) * n + i + right);
    return run1(rules.place, a, { positions, shape: [n, n], gradFn: "DiagEmbedBackward0" });
  }
  if (a.ndim !== 2) {
    throw refuse(`diag(): Supports 1D or 2D tensors. Got ${a.ndim}D`, `The shape is ${showShape(a.shape)}.`);
  }
  const [n, m] = a.shape;
  const length = Math.max(0, Math.min(n - down, m - right));
  const positions = range(length).map((i) => (i + down) * m + i + right);
  return run1(rules.take, a, { positions, shape: [length], gradFn: "DiagonalBackward0" });
}

/** The entries of a matrix on and above the diagonal that lies `diagonal` above the main one; the others become 0. */
export function triu(a: Tensor, diagonal: number = 0): Tensor {
  return run1(rules.triangle, checkPlane("triu", a), { upper: true, diagonal });
}

/** The entries of a matrix on and below the diagonal that lies `diagonal` above the main one; the others become 0. */
export function tril(a: Tensor, diagonal: number = 0): Tensor {
  return run1(rules.triangle, checkPlane("tril", a), { upper: false, diagonal });
}

/** The cross product of vectors of three elements, along `dim` (the last one by default). */
export function cross(a: Tensor, b: Tensor, dim: number = -1): Tensor {
  const along = wrapDim(dim, checkTensor("cross", "a", a).ndim);
  checkTensor("cross", "b", b);
  if (a.ndim !== b.ndim) {
    throw refuse(
      "linalg.cross: inputs must have the same number of dimensions.",
      `The shapes are ${showShape(a.shape)} and ${showShape(b.shape)}.`,
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
  return filedAs("LinalgCrossBackward0", product);
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
