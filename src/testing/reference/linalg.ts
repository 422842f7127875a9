// Determinants, inverses and factors, from their definitions; stacks of matrices matrix by matrix.

import type { Chooser, Ref } from "./chooser";
import type { Entries, Entry } from "./entry";
import { entry, floats } from "./entry";
import { floatOf } from "./dtypes";
import { floating } from "./unary";
import type { Value } from "./value";
import { compute, range, refuseUnless, sizeOf } from "./value";

type Matrix = number[][];

const multiply = (a: Matrix, b: Matrix): Matrix =>
  a.map((row) => (b[0] ?? []).map((_, j) => row.reduce((sum, x, k) => sum + x * b[k][j], 0)));
const flipped = (a: Matrix): Matrix => (a[0] ?? []).map((_, j) => a.map((row) => row[j]));
const minor = (a: Matrix, i: number, j: number): Matrix =>
  a.filter((_, r) => r !== i).map((row) => row.filter((_, c) => c !== j));

/** Laplace's expansion along the first row. */
const determinant = (a: Matrix): number =>
  a.length === 0
    ? 1
    : a[0].reduce((sum, x, j) => sum + (j % 2 === 0 ? 1 : -1) * x * determinant(minor(a, 0, j)), 0);

const inverse = (a: Matrix): Matrix => {
  const det = determinant(a);
  return a.map((row, i) =>
    row.map((_, j) => (((i + j) % 2 === 0 ? 1 : -1) * determinant(minor(a, j, i))) / det),
  );
};

/** Ben-Israel's iteration, which converges for every matrix. */
function pseudoinverse(a: Matrix): Matrix {
  const size = a.flat().reduce((sum, x) => sum + x * x, 0);
  if (size === 0) return flipped(a);
  let x = flipped(a).map((row) => row.map((y) => y / size));
  for (let i = 0; i < 60; i++) {
    const xax = multiply(multiply(x, a), x);
    x = x.map((row, r) => row.map((y, c) => 2 * y - xax[r][c]));
  }
  return x;
}

function choleskyFactor(a: Matrix): Matrix {
  const l = a.map((row) => row.map(() => 0));
  a.forEach((row, i) => {
    for (let j = 0; j <= i; j++) {
      const rest = row[j] - range(j).reduce((sum, k) => sum + l[i][k] * l[j][k], 0);
      l[i][j] = i === j ? Math.sqrt(rest) : rest / l[j][j];
    }
  });
  return l;
}

const rowsOf = (list: readonly number[], n: number, m: number): Matrix =>
  range(n).map((i) => range(m).map((j) => list[i * m + j]));

/** Every matrix of a stack becomes a matrix (or number) of the shape given. */
function eachMatrix(
  inputs: readonly Value[],
  shape: readonly number[],
  f: (...matrices: Matrix[]) => number[],
): Value {
  const lead = inputs[0].shape.slice(0, -2);
  // Column by column, in PyTorch.
  const result = compute(
    inputs[0].dtype,
    [...lead, ...shape],
    inputs,
    (...lists) =>
      range(sizeOf(lead)).flatMap((b) =>
        f(
          ...lists.map((list, k) => {
            const [n, m] = inputs[k].shape.slice(-2);
            return rowsOf(list.slice(b * n * m, (b + 1) * n * m), n, m);
          }),
        ),
      ),
    "vague",
  );
  return { ...result, loose: true };
}

function squares(a: Value): number {
  const [n, m] = floating(a).shape.slice(-2);
  refuseUnless(a.shape.length >= 2 && n === m, "square matrices are wanted");
  return n;
}

const isSquare = ({ shape }: Value): boolean =>
  shape.length >= 2 && shape[shape.length - 1] === shape[shape.length - 2];

/** A square matrix with a determinant that is not near 0, or a stack of such. */
function square(c: Chooser): Ref {
  const n = c.int(1, 3);
  const found = c.t({
    ...floats,
    ndim: [2, 3],
    solid: true,
    fits: (v) => v.cells.length > 0 && isSquare(v) && wellConditioned(v),
  });
  if (wellConditioned(c.value(found)) && isSquare(c.value(found))) return found;
  return c.fresh({ ...floats, shape: [n, n] });
}

function wellConditioned(v: Value): boolean {
  if (!isSquare(v) || v.cells.length === 0) return false;
  const n = v.shape[v.shape.length - 1];
  const list = v.cells.map((cell) => cell.lanes[0]);
  return range(list.length / (n * n)).every((b) => {
    const det = Math.abs(determinant(rowsOf(list.slice(b * n * n, (b + 1) * n * n), n, n)));
    return det > 0.05 && det < 1e3;
  });
}

const squared = (f: (a: Matrix) => Matrix | number): Entry =>
  entry(
    (c) => [square(c)],
    (a: Value) => {
      const n = squares(a);
      const scalar = typeof f([]) === "number";
      return eachMatrix([a], scalar ? [] : [n, n], (m) => [f(m)].flat(2));
    },
  );

const power = (a: Matrix, n: number): Matrix =>
  n === 0 ? a.map((row, i) => row.map((_, j) => Number(i === j))) : multiply(power(a, n - 1), a);

export const linalg: Entries<
  "det" | "inv" | "logdet" | "slogdet" | "matrixPower" | "cholesky" | "pinv" | "solve" | "cov"
> = {
  det: squared(determinant),
  inv: squared(inverse),
  logdet: squared((a) => Math.log(determinant(a))),
  slogdet: entry(
    (c) => [square(c)],
    (a: Value) => {
      squares(a);
      return [
        eachMatrix([{ ...a, still: true }], [], (m) => [Math.sign(determinant(m)) || 0]),
        eachMatrix([a], [], (m) => [Math.log(Math.abs(determinant(m)))]),
      ];
    },
  ),
  matrixPower: entry(
    (c) => [square(c), c.int(-2, 3)],
    (a: Value, n: number) => {
      const size = squares(a);
      return eachMatrix([a], [size, size], (m) => power(n < 0 ? inverse(m) : m, Math.abs(n)).flat());
    },
  ),
  cholesky: entry(
    (c) => [
      c.given(
        [2, 2],
        c.pick([
          [1.25, 2.25, 0.5, 1.75],
          [2, -0.5, -0.5, 1],
          [4, 1, 1, 3],
        ]),
      ),
    ],
    (a: Value) => {
      const n = squares(a);
      // The upper triangle is not read; but what moves counts as the symmetric part of what moves, as in
      // PyTorch's gradient.
      const result = eachMatrix([a, { ...a, still: true }], [n, n], (m, base) => {
        const change = (i: number, j: number): number => m[i][j] - base[i][j];
        const entry = (i: number, j: number): number =>
          base[Math.max(i, j)][Math.min(i, j)] + (change(i, j) + change(j, i)) / 2;
        return choleskyFactor(m.map((row, i) => row.map((_, j) => entry(i, j)))).flat();
      });
      refuseUnless(
        result.cells.every((cell) => !Number.isNaN(cell.lanes[0])),
        "not positive-definite",
      );
      return result;
    },
  ),
  pinv: entry(
    (c) => [c.t({ ...floats, ndim: 2, solid: true })],
    (a: Value) => {
      refuseUnless(a.shape.length >= 2, "a matrix is wanted");
      const [n, m] = floating(a).shape.slice(-2);
      return eachMatrix([a], [m, n], (matrix) => pseudoinverse(matrix).flat());
    },
  ),
  solve: entry(
    (c) => {
      const a = square(c);
      const { shape, dtype } = c.value(a);
      const b = c.pick([shape.slice(0, -1), [...shape.slice(0, -1), 2]]);
      return [a, c.t({ shape: b, dtypes: [dtype] })];
    },
    (a: Value, b: Value) => {
      const n = squares(a);
      refuseUnless(a.dtype === b.dtype, "equal dtypes are wanted");
      const vector = b.shape.length === a.shape.length - 1;
      const columns = vector ? { ...b, shape: [...b.shape, 1] } : b;
      const m = columns.shape[columns.shape.length - 1];
      const result = eachMatrix([a, columns], [n, m], (p, q) => multiply(inverse(p), q).flat());
      return vector ? { ...result, shape: b.shape } : result;
    },
  ),
  cov: entry(
    (c) =>
      c.args(
        c.t({ ...floats, ndim: [1, 2], fits: ({ shape }) => shape[shape.length - 1] > 1 }),
        c.pick([undefined, 0]),
      ),
    (a: Value, correction: number = 1) => {
      refuseUnless(a.shape.length <= 2 && a.dtype !== "bool", "rows of numbers are wanted");
      const [n, m] = a.shape.length < 2 ? [1, a.cells.length] : a.shape;
      return compute(floatOf(a.dtype), n === 1 ? [] : [n, n], [a], (list) => {
        const centred = rowsOf(list, n, m).map((row) =>
          row.map((x) => x - row.reduce((s, y) => s + y, 0) / m),
        );
        return centred
          .flatMap((p) => centred.map((q) => p.reduce((sum, x, k) => sum + x * q[k], 0)))
          .map((x) => x / Math.max(0, m - correction));
      });
    },
  ),
};
