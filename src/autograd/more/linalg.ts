// Systems of equations, factors and powers of matrices; stacks of matrices matrix by matrix.

import { wrongValue } from "../../errors";
import { eye } from "../../tensor/create";
import { isFloating, longName } from "../../tensor/dtype";
import { signOfDeterminant } from "../../tensor/elimination";
import { refuse, refuseType } from "../../tensor/refuse";
import { checkInteger, range, showShape } from "../../tensor/shape";
import type { Tensor } from "../../tensor/tensor";
import { checkTensor } from "../operand";
import type { Node } from "../record";
import { alsoSaving } from "../furtherSaved";
import { filedAs, run1, run2 } from "../record";
import { rules } from "../rules";
import { moreRules } from "./rules";
import { where } from "../ops/choice";
import { det as oneDet, inv as oneInv, logabsdet, pinv as onePinv } from "./matrix";
import { matmul } from "../ops/product";
import { reshape, unsafeView } from "../ops/shape";
import { stack } from "../ops/copies";

/** Applies `f`, which takes one matrix, to every matrix of a stack. */
function eachMatrix(a: Tensor, f: (one: Tensor, i: number) => Tensor): Tensor {
  if (a.ndim <= 2) return f(a, 0);
  const [n, m] = a.shape.slice(-2);
  const list = reshape(a, [a.shape.slice(0, -2).reduce((size, length) => size * length, 1), n, m]);
  const results = range(list.shape[0]).map((i) => f(list.index(i), i));
  const node = results[0].gradFn as Node | null;
  const all = unsafeView(stack(results), [...a.shape.slice(0, -2), ...results[0].shape], node?.name);
  // What a rule saves of each result is saved of them all.
  return node !== null && node.out === results[0] ? alsoSaving(all, all) : all;
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

/**
 * The determinant of a square matrix, or of each matrix of a stack.
 *
 * @param a a square matrix, or a stack of them
 * @see torch.linalg.det
 * @example
 * ```ts
 * det(tensor([[1, 2], [3, 4]]))
 * // => tensor(-2.)
 * ```
 */
export function det(a: Tensor): Tensor {
  return eachMatrix(checkSquares("linalg.det", a), oneDet);
}

/**
 * The inverse of a square matrix, or of each matrix of a stack.
 *
 * @param a a square matrix, or a stack of them
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
 * @param a a square matrix, or a stack of them
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
  const sign = eachMatrix(a.detach(), signOfDeterminant);
  const signs = reshape(sign, [-1]);
  return { sign, logabsdet: eachMatrix(a, (one, i) => logabsdet(one, a.ndim === 2 ? sign : signs.index(i))) };
}

/**
 * The logarithm of a determinant: NaN where that is negative.
 *
 * @param a a square matrix, or a stack of them
 * @see torch.logdet
 * @example
 * ```ts
 * logdet(tensor([[2, 0], [0, 3]]))
 * // => tensor(1.7918)
 * ```
 */
export function logdet(a: Tensor): Tensor {
  const { sign, logabsdet: size } = signAndLog("logdet", a);
  return where(sign.eq(-1), NaN, size);
}

/**
 * The pseudoinverse of a matrix, or of each matrix of a stack (Moore and Penrose): the inverse where there is
 * one, else what comes closest.
 *
 * @param a a matrix, or a stack of them
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
 * @param a a square matrix, or a stack of them
 * @param b a vector, or a matrix whose columns are solved for
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
    return run2(moreRules.solve, one, right, undefined);
  });
  return vector ? unsafeView(x, x.shape.slice(0, -1), "LinalgSolveExBackward0") : x;
}

function sameStart(b: readonly number[], lead: readonly number[]): boolean {
  return lead.length > 1 && b.length === lead.length && b.every((length, i) => length === lead[i]);
}

/**
 * The lower triangle `l` for which `l` times its transpose is `a`, a symmetric matrix with positive
 * eigenvalues.
 *
 * @param a a square matrix, or a stack of them
 * @throws RangeError if `a` is not positive definite
 * @see torch.linalg.cholesky
 * @example
 * ```ts
 * cholesky(tensor([[4, 2], [2, 5]]))
 * // => tensor([[2., 0.],
 * //         [1., 2.]])
 * ```
 */
export function cholesky(a: Tensor): Tensor {
  return eachMatrix(checkSquares("linalg.cholesky", a), (one) => run1(moreRules.cholesky, one, undefined));
}

/**
 * A square matrix times itself, `n` times; negative powers are those of its inverse.
 *
 * @param a a square matrix, or a stack of them
 * @param n the exponent, a whole number
 * @see torch.linalg.matrix_power
 * @example
 * ```ts
 * matrixPower(tensor([[1, 1], [0, 1]]), 3)
 * // => tensor([[1., 3.],
 * //         [0., 1.]])
 * ```
 */
export function matrixPower(a: Tensor, n: number): Tensor {
  checkSquares("linalg.matrix_power", a);
  if (!Number.isInteger(n)) {
    throw wrongValue({ fn: "matrixPower", argument: "n", got: n, wanted: "a whole number" });
  }
  if (n === 0) {
    const one = eye(a.shape[a.ndim - 1], undefined, { dtype: a.dtype });
    return filedAs("CopyBackwards", run1(rules.fill, a, { value: 0, gradFn: "ZeroBackward0" }).add(one));
  }
  const result = powerOf(n < 0 ? inv(a) : a, Math.abs(n));
  // Memory of its own, so that an edit of the result does not reach the operand.
  return result === a ? a.clone() : result;
}

/** By repeated squaring, in PyTorch's order. */
function powerOf(base: Tensor, n: number): Tensor {
  if (n === 3) return matmul(matmul(base, base), base);
  let result: Tensor | null = null;
  let square = base;
  for (let left = n; ; square = matmul(square, square)) {
    if (left % 2 === 1) result = result === null ? square : matmul(result, square);
    left = Math.floor(left / 2);
    if (left === 0) return result!;
  }
}

/**
 * The covariances of variables (rows) over observations (columns).
 *
 * @param a a matrix with a variable in each row, or one variable
 * @param correction 1 for an unbiased estimate, 0 for the mean of squares
 * @see torch.cov
 * @example
 * ```ts
 * cov(tensor([[1, 2, 3], [3, 2, 1]]))
 * // => tensor([[ 1., -1.],
 * //         [-1.,  1.]])
 * ```
 */
export function cov(a: Tensor, correction: number = 1): Tensor {
  const { ndim, dtype } = checkTensor("cov", "a", a);
  checkInteger("cov", "correction", correction);
  if (ndim > 2) {
    throw refuse(
      `cov(): expected input to have two or fewer dimensions but got an input with ${ndim} dimensions`,
      "Variables are rows, observations are columns.",
    );
  }
  if (dtype === "bool")
    throw refuseType("cov(): bool dtype is not supported for input", 'Convert with to("int32") first.');
  const numbers = isFloating(dtype) ? a : a.to("float32");
  const rows = ndim < 2 ? reshape(numbers, [1, numbers.numel()]) : numbers;
  const centred = rows.sub(rows.mean(1, true));
  const product = matmul(centred, centred.t()).div(Math.max(0, rows.shape[1] - correction));
  // Of one variable the variance, as in PyTorch.
  return rows.shape[0] === 1 ? unsafeView(product, [], "SqueezeBackward0") : product;
}
