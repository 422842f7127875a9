// The pseudoinverse of a matrix, by the singular values that Jacobi's rotations find (Hestenes 1958; Golub &
// Van Loan, section 8.6.3).

import { roundTo } from "./dtype";
import { range } from "./shape";
import { allocate } from "./storage";
import { Tensor } from "./tensor";

type Column = number[];

/** More sweeps than any matrix was seen to need. */
const mostSweeps = 60;

/** The pseudoinverse; singular values below the precision of the dtype count as 0. */
export function pseudoinverseOf(a: Tensor): Tensor {
  const [n, m] = a.shape;
  const rows = a.tolist<number[][]>();
  // Rotations do not end in a pseudoinverse if an entry is not finite: there is none.
  if (!rows.flat().every(Number.isFinite))
    return Tensor.from(allocate(a.dtype, n * m).fill(NaN), [m, n], a.dtype);
  // Of a wide matrix the rows are turned, and the result is turned over.
  const wide = n < m;
  const columns = wide ? rows : range(m).map((j) => rows.map((row) => row[j]));
  const turned = columns.map((_, j) => columns.map((__, i) => (i === j ? 1 : 0)));
  makeOrthogonal(columns, turned);
  const entry = entriesOf(columns, turned, precision[a.dtype as "float32" | "float64"] * Math.max(n, m));
  const out = allocate(a.dtype, n * m);
  for (let i = 0; i < m; i++)
    for (let j = 0; j < n; j++) out[i * n + j] = roundTo(a.dtype, wide ? entry(j, i) : entry(i, j));
  return Tensor.from(out, [m, n], a.dtype);
}

const precision = { float32: 2 ** -23, float64: 2 ** -52 } as const;

/**
 * Turns pairs of columns in their plane until all are at right angles, and those of `also` by the same
 * angles.
 */
function makeOrthogonal(columns: Column[], also: Column[]): void {
  for (let sweep = 0, turns = 1; turns > 0 && sweep < mostSweeps; sweep++) {
    turns = 0;
    for (let p = 0; p < columns.length; p++)
      for (let q = p + 1; q < columns.length; q++) if (turnPair(columns, also, p, q)) turns++;
  }
}

/** False if the two are at right angles already, up to rounding. */
function turnPair(columns: Column[], also: Column[], p: number, q: number): boolean {
  const [a, b, c] = [dot(columns[p], columns[p]), dot(columns[q], columns[q]), dot(columns[p], columns[q])];
  if (!(Math.abs(c) > 1e-15 * Math.sqrt(a * b))) return false;
  const half = (b - a) / (2 * c);
  const tangent = (half < 0 ? -1 : 1) / (Math.abs(half) + Math.hypot(1, half));
  const cosine = 1 / Math.hypot(1, tangent);
  for (const list of [columns, also]) {
    const [x, y] = [list[p], list[q]];
    list[p] = x.map((value, i) => cosine * (value - tangent * y[i]));
    list[q] = y.map((value, i) => cosine * (value + tangent * x[i]));
  }
  return true;
}

/**
 * Entries of the sum of `turned[k]` times `columns[k]` over its squared length, which is the square of a
 * singular value.
 */
function entriesOf(columns: Column[], turned: Column[], rtol: number): (i: number, j: number) => number {
  const squares = columns.map((column) => dot(column, column));
  const least = rtol * Math.sqrt(Math.max(0, ...squares));
  const kept = range(columns.length).filter((k) => Math.sqrt(squares[k]) > least);
  return (i, j) => kept.reduce((sum, k) => sum + (turned[k][i] * columns[k][j]) / squares[k], 0);
}

function dot(x: Column, y: Column): number {
  return x.reduce((sum, value, i) => sum + value * y[i], 0);
}
