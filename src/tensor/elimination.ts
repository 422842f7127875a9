// Gaussian elimination: determinants and inverses of square matrices.

import { roundTo } from "./dtype";
import { refuse } from "./refuse";
import { range } from "./shape";
import { allocate } from "./storage";
import { Tensor } from "./tensor";

/** Brings the rows of `[a | b]` to the form `[1 | inverse of a times b]`; returns the determinant of `a`, 0 if there is no inverse. */
function eliminate(a: number[][], b: number[][]): number {
  let determinant = 1;
  for (let column = 0; column < a.length; column++) {
    const pivot = largestBelow(a, column);
    if (a[pivot][column] === 0) return 0;
    if (pivot !== column) {
      determinant = -determinant;
      for (const rows of [a, b]) [rows[pivot], rows[column]] = [rows[column], rows[pivot]];
    }
    determinant *= a[column][column];
    clearColumn(a, b, column);
  }
  return determinant;
}

/** The row, from `column` down, whose entry in that column is largest: dividing by it loses the fewest digits. */
function largestBelow(a: number[][], column: number): number {
  let best = column;
  for (let row = column + 1; row < a.length; row++) {
    if (Math.abs(a[row][column]) > Math.abs(a[best][column])) best = row;
  }
  return best;
}

function clearColumn(a: number[][], b: number[][], column: number): void {
  const pivot = a[column][column];
  for (const rows of [a, b]) rows[column] = rows[column].map((x) => x / pivot);
  for (let row = 0; row < a.length; row++) {
    const factor = a[row][column];
    if (row === column || factor === 0) continue;
    for (const rows of [a, b]) rows[row] = rows[row].map((x, k) => x - factor * rows[column][k]);
  }
}

/** The determinant of a square matrix. */
export function determinantOf(a: Tensor): Tensor {
  const rows = a.tolist<number[][]>();
  return Tensor.scalar(
    roundTo(
      a.dtype,
      eliminate(
        rows,
        rows.map(() => []),
      ),
    ),
    a.dtype,
  );
}

/** The inverse of a square matrix. */
export function inverseOf(a: Tensor): Tensor {
  const identity = range(a.shape[0]).map((i) => range(a.shape[0]).map((j) => (i === j ? 1 : 0)));
  return solved(
    a,
    identity,
    a.shape[0],
    "linalg.inv: The diagonal element is zero, the inversion could not be completed because the input matrix is singular.",
  );
}

/** The x for which `a` times x is `b`. */
export function solutionOf(a: Tensor, b: Tensor): Tensor {
  return solved(
    a,
    b.tolist<number[][]>(),
    b.shape[1],
    "torch.linalg.solve: The solver failed because the input matrix is singular.",
  );
}

function solved(a: Tensor, right: number[][], columns: number, singular: string): Tensor {
  if (eliminate(a.tolist<number[][]>(), right) === 0) {
    throw refuse(singular, "A matrix has an inverse only if its determinant is not 0.");
  }
  const out = allocate(a.dtype, a.shape[0] * columns);
  right.flat().forEach((x, i) => (out[i] = roundTo(a.dtype, x)));
  return Tensor.from(out, [a.shape[0], columns], a.dtype);
}
