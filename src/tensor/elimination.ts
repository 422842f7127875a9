// Gaussian elimination: determinants and inverses of square matrices.

import { roundTo } from "./dtype";
import { refuse } from "./refuse";
import { range } from "./shape";
import { allocate } from "./storage";
import { Tensor } from "./tensor";

/** The factors of the determinant of a matrix, the last one 0 if it has no inverse. */
type Factors = number[];

/**
 * Brings the rows of `[a | b]` to the form `[1 | inverse of a times b]`, if there is an inverse; returns the
 * factors of the determinant of `a`.
 */
function eliminate(a: number[][], b: number[][]): Factors {
  const factors: Factors = [];
  for (let column = 0; column < a.length; column++) {
    const best = largestBelow(a, column);
    const pivot = a[best][column];
    factors.push(best === column ? pivot : -pivot);
    if (pivot === 0) return factors;
    for (const rows of [a, b]) [rows[best], rows[column]] = [rows[column], rows[best]];
    clearColumn(a, b, column);
  }
  return factors;
}

/**
 * The row, from `column` down, whose entry in that column is largest: dividing by it loses the fewest digits.
 */
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

function factorsOf(a: Tensor): Factors {
  const rows = a.tolist<number[][]>();
  return eliminate(
    rows,
    rows.map(() => []),
  );
}

/** The determinant of a square matrix. */
export function determinantOf(a: Tensor): Tensor {
  const product = factorsOf(a).reduce((p, q) => p * q, 1);
  return Tensor.scalar(roundTo(a.dtype, product), a.dtype);
}

/** The sign of the determinant of a square matrix. */
export function signOfDeterminant(a: Tensor): Tensor {
  // NaN has no sign: 0, as in PyTorch.
  const sign = factorsOf(a).reduce((p, q) => p * (Math.sign(q) || 0), 1);
  return Tensor.scalar(sign, a.dtype);
}

/** The logarithm of the size of the determinant, which may be too large or too small for a number. */
export function logOfDeterminant(a: Tensor): Tensor {
  const sum = factorsOf(a).reduce((p, q) => p + Math.log(Math.abs(q)), 0);
  return Tensor.scalar(roundTo(a.dtype, sum), a.dtype);
}

/** The inverse of a square matrix. */
export function inverseOf(a: Tensor): Tensor {
  const identity = range(a.shape[0]).map((i) => range(a.shape[0]).map((j) => (i === j ? 1 : 0)));
  return solved(
    a,
    identity,
    a.shape[0],
    (n) =>
      `linalg.inv: The diagonal element ${n} is zero, the inversion could not be completed because the input matrix is singular.`,
  );
}

/** The x for which `a` times x is `b`. */
export function solutionOf(a: Tensor, b: Tensor): Tensor {
  return solved(
    a,
    b.tolist<number[][]>(),
    b.shape[1],
    () => "torch.linalg.solve: The solver failed because the input matrix is singular.",
  );
}

/** The lower triangle that, times its transpose, is `a`, of which the lower triangle is read. */
export function choleskyOf(a: Tensor): Tensor {
  const rows = a.tolist<number[][]>();
  const lower = rows.map((row) => row.map(() => 0));
  rows.forEach((row, i) => {
    for (let j = 0; j <= i; j++) {
      const rest = lower[j].slice(0, j).reduce((left, x, k) => left - x * lower[i][k], row[j]);
      if (i === j && !(rest > 0)) throw notPositive(i);
      lower[i][j] = i === j ? Math.sqrt(rest) : rest / lower[j][j];
    }
  });
  const out = allocate(a.dtype, a.numel());
  lower.flat().forEach((x, i) => (out[i] = roundTo(a.dtype, x)));
  return Tensor.from(out, a.shape, a.dtype);
}

function notPositive(i: number): RangeError {
  return refuse(
    "linalg.cholesky: The factorization could not be completed because the input is not positive-definite " +
      `(the leading minor of order ${i + 1} is not positive-definite).`,
    "Only symmetric matrices with positive eigenvalues have such a factor.",
  );
}

/** @param singular the sentence for a matrix without inverse, of which pivot number `n` is 0 */
function solved(a: Tensor, right: number[][], columns: number, singular: (n: number) => string): Tensor {
  const factors = eliminate(a.tolist<number[][]>(), right);
  if (factors.at(-1) === 0) {
    throw refuse(singular(factors.length), "A matrix has an inverse only if its determinant is not 0.");
  }
  const out = allocate(a.dtype, a.shape[0] * columns);
  right.flat().forEach((x, i) => (out[i] = roundTo(a.dtype, x)));
  return Tensor.from(out, [a.shape[0], columns], a.dtype);
}
