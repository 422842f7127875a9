// Systems of equations, factors and powers of matrices; stacks of matrices matrix by matrix.

import { wrongValue } from "../../errors";
import { constant, eye } from "../../tensor/create";
import { isFloating, longName } from "../../tensor/dtype";
import { signOfDeterminant } from "../../tensor/elimination";
import { refuse, refuseType } from "../../tensor/refuse";
import { range, showShape } from "../../tensor/shape";
import type { Tensor } from "../../tensor/tensor";
import { checkTensor } from "../operand";
import { filedAs, run1, run2 } from "../record";
import { rules } from "../rules";
import { where } from "./choice";
import { det as oneDet, inv as oneInv, logabsdet, pinv as onePinv } from "./matrix";
import { matmul } from "./product";
import { reshape, stack } from "./shape";

/** Applies `f`, which takes one matrix, to every matrix of a stack. */
function eachMatrix(a: Tensor, f: (one: Tensor, i: number) => Tensor): Tensor {
  if (a.ndim <= 2) return f(a, 0);
  const [n, m] = a.shape.slice(-2);
  const list = reshape(a, [a.shape.slice(0, -2).reduce((size, length) => size * length, 1), n, m]);
  const results = range(list.shape[0]).map((i) => f(list.index(i), i));
  const all = reshape(stack(results), [...a.shape.slice(0, -2), ...results[0].shape]);
  return all.gradFn === null ? all : filedAs(results[0].gradFn!.name, all);
}

/** Refuses what is no square matrix of floating-point numbers, nor a stack of such, in PyTorch's words. */
function checkSquares(fn: string, a: Tensor): Tensor {
  const { shape, dtype } = checkTensor(fn, "a", a);
  if (shape.length < 2) {
    throw refuse(
      `${fn}: The input tensor A must have at least 2 dimensions.`,
      `The shape is ${showShape(shape)}.`,
    );
  }
  const [n, m] = shape.slice(-2);
  if (n !== m) {
    throw refuse(
      `${fn}: A must be batches of square matrices, but they are ${n} by ${m} matrices`,
      `As many rows as columns are wanted; the shape is ${showShape(shape)}.`,
    );
  }
  if (isFloating(dtype)) return a;
  throw refuseType(
    `${fn}: Expected a floating point or complex tensor as input. Got ${longName[dtype]}`,
    'Convert with to("float32") first.',
  );
}

/** The determinant of a square matrix, or of each matrix of a stack. */
export function det(a: Tensor): Tensor {
  return eachMatrix(checkSquares("linalg.det", a), oneDet);
}

/**
 * The inverse of a square matrix, or of each matrix of a stack.
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
  return eachMatrix(checkSquares("linalg.inv", a), oneInv);
}

/**
 * The sign of a determinant and the logarithm of its size, which neither overflow nor vanish as it does.
 *
 * @example
 * ```ts
 * slogdet(tensor([[0, -1e30], [1e30, 0]])).logabsdet
 * // => tensor(138.1551)
 * ```
 */
export function slogdet(a: Tensor): { sign: Tensor; logabsdet: Tensor } {
  return signAndLog("linalg.slogdet", a);
}

function signAndLog(fn: string, a: Tensor): { sign: Tensor; logabsdet: Tensor } {
  checkSquares(fn, a);
  return { sign: eachMatrix(a.detach(), signOfDeterminant), logabsdet: eachMatrix(a, logabsdet) };
}

/** The logarithm of a determinant: NaN where that is negative. */
export function logdet(a: Tensor): Tensor {
  const { sign, logabsdet: size } = signAndLog("logdet", a);
  return where(sign.eq(-1), NaN, size);
}

/**
 * The pseudoinverse of a matrix, or of each matrix of a stack (Moore and Penrose): the inverse where there is one, else what
 * comes closest.
 *
 * @example
 * ```ts
 * pinv(tensor([[1, 0], [0, 2], [0, 0]]))
 * // => tensor([[1.0000, 0.0000, 0.0000],
 * //         [0.0000, 0.5000, 0.0000]])
 * ```
 */
export function pinv(a: Tensor): Tensor {
  const { ndim, dtype, shape } = checkTensor("pinv", "a", a);
  if (ndim >= 2 && isFloating(dtype)) return eachMatrix(a, onePinv);
  throw refuse(
    `linalg.pinv(${longName[dtype]}{${showShape(shape)}}): expected a tensor with 2 or more dimensions of float, double, cfloat or cdouble types`,
    "A pseudoinverse is one of a matrix of floating-point numbers.",
  );
}

/**
 * The `x` for which `a` times `x` is `b`; `b` is a vector, a matrix of columns, or a stack as `a` is.
 *
 * @throws RangeError if there is none, or more than one
 *
 * @example
 * ```ts
 * solve(tensor([[2, 0], [0, 4]]), tensor([1, 2]))
 * // => tensor([0.5000, 0.5000])
 * ```
 */
export function solve(a: Tensor, b: Tensor): Tensor {
  checkSquares("linalg.solve", a);
  const vector = checkTensor("solve", "b", b).ndim === 1 || sameStart(b.shape, a.shape.slice(0, -1));
  const columns = vector ? b.unsqueeze(-1) : b;
  if (columns.shape[columns.ndim - 2] !== a.shape[a.ndim - 1]) {
    throw refuse(
      `linalg.solve: Incompatible shapes of A and B for the equation AX = B ` +
        `(${a.shape.slice(-2).join("x")} and ${columns.shape.slice(-2).join("x")})`,
      "b needs as many rows as a has columns.",
    );
  }
  const wide = columns.expand([...a.shape.slice(0, -2), ...columns.shape.slice(-2)]);
  const parts = wide.ndim <= 2 ? [wide] : [...reshape(wide, [-1, ...wide.shape.slice(-2)]).split(1)];
  const x = eachMatrix(a, (one, i) => {
    const right = parts[i].ndim === 2 ? parts[i] : parts[i].squeeze(0);
    return run2(rules.solve, one, right, undefined);
  });
  return vector ? filedAs("LinalgSolveExBackward0", x.squeeze(-1)) : x;
}

function sameStart(b: readonly number[], lead: readonly number[]): boolean {
  return lead.length > 1 && b.length === lead.length && b.every((length, i) => length === lead[i]);
}

/**
 * The lower triangle `l` for which `l` times its transpose is `a`, a symmetric matrix with positive eigenvalues.
 *
 * @throws RangeError if `a` is not positive definite
 */
export function cholesky(a: Tensor): Tensor {
  return eachMatrix(checkSquares("linalg.cholesky", a), choleskyOf);
}

/** Row by row, in operations on single numbers, so that derivatives of any order follow. */
function choleskyOf(a: Tensor): Tensor {
  const n = a.shape[0];
  const rows: Tensor[][] = [];
  for (let i = 0; i < n; i++) {
    rows.push([]);
    for (let j = 0; j <= i; j++) {
      // The average of both triangles, so that each receives its half of the gradient.
      const entry = i === j ? a.index(i, i) : a.index(i, j).add(a.index(j, i)).div(2);
      const known = rows[j].slice(0, j).map((x, k) => x.mul(rows[i][k]));
      const rest = known.reduce((left, x) => left.sub(x), entry);
      if (i === j && !(rest.item() > 0)) throw notPositive(i);
      rows[i].push(i === j ? rest.sqrt() : rest.div(rows[j][j]));
    }
  }
  const zero = constant([], 0, a.dtype);
  const factor = stack(rows.map((row) => stack(range(n).map((j) => row[j] ?? zero))));
  return filedAs("LinalgCholeskyExBackward0", factor);
}

function notPositive(i: number): RangeError {
  return refuse(
    "linalg.cholesky: The factorization could not be completed because the input is not positive-definite " +
      `(the leading minor of order ${i + 1} is not positive-definite).`,
    "Only symmetric matrices with positive eigenvalues have such a factor.",
  );
}

/** A square matrix times itself, `n` times; negative powers are those of its inverse. */
export function matrixPower(a: Tensor, n: number): Tensor {
  checkSquares("linalg.matrix_power", a);
  if (!Number.isInteger(n)) {
    throw wrongValue({ fn: "matrixPower", argument: "n", got: n, wanted: "a whole number" });
  }
  if (n === 0) {
    const one = eye(a.shape[a.ndim - 1], undefined, { dtype: a.dtype });
    return filedAs("CopyBackwards", run1(rules.fill, a, { value: 0, gradFn: "ZeroBackward0" }).add(one));
  }
  const base = n < 0 ? inv(a) : a;
  let result = base;
  for (let i = 1; i < Math.abs(n); i++) result = matmul(result, base);
  return result;
}

/** The covariances of variables (rows) over observations (columns). */
export function cov(a: Tensor, correction: number = 1): Tensor {
  const rows = checkTensor("cov", "a", a).ndim < 2 ? reshape(a, [1, -1]) : a;
  const centred = rows.sub(rows.mean(1, true));
  const product = matmul(centred, centred.t()).div(Math.max(0, rows.shape[1] - correction));
  return a.ndim < 2 ? product.reshape([]) : product;
}
