// Rules of determinants, inverses and triangles of matrices.

import { constant, onesLike } from "../../../tensor/create";
import {
  choleskyOf,
  determinantOf,
  inverseOf,
  logOfDeterminant,
  solutionOf,
} from "../../../tensor/elimination";
import { select } from "../../../tensor/elementwise";
import { pseudoinverseOf } from "../../../tensor/pseudoinverse";
import type { Shape } from "../../../tensor/shape";
import { range } from "../../../tensor/shape";
import type { Tensor } from "../../../tensor/tensor";
import { run1, run2, runN } from "../../record";
import type { Binary, Unary } from "../../rule";
import { from } from "../../rule";
import type { Move } from "../../rules/gatherScatter";
import { gatherScatter } from "../../rules/gatherScatter";
import { reduction } from "../../rules/reduction";
import { rearrangement } from "../../rules/shape";

/**
 * What is taken of a matrix: the entries from (or up to) the diagonal that lies so far above the main one.
 */
export interface Triangle {
  upper: boolean;
  diagonal: number;
}

export const matrix: {
  readonly det: Unary;
  readonly logabsdet: Binary;
  readonly cholesky: Unary;
  readonly inv: Unary;
  readonly pinv: Unary;
  readonly triangle: Unary<Triangle>;
  readonly trace: Unary;
  readonly solve: Binary;
} = {
  det: {
    gradFn: "LinalgDetBackward0",
    forward: (a) => determinantOf(a),
    batching: null,
    tangent: "grouped",
    backward: [
      from(["a", "out"], (g, { a, out }) =>
        isNearlySingular(a, out) ? cofactors(a).mul(g) : run1(matrix.inv, a, undefined).t().mul(g.mul(out)),
      ),
    ],
  },

  logabsdet: {
    gradFn: "LinalgSlogdetBackward0",
    forward: (a) => logOfDeterminant(a),
    batching: null,
    tangent: [(d, { a }) => slopesOfLog(a).mul(d).sum(), (d) => d],
    // The sign, which is the second operand, is saved as PyTorch saves it: its edits in place are refused.
    backward: [from(["a", "b"], (g, { a }) => slopesOfLog(a).mul(g)), from([], () => null)],
  },

  // The derivative of Murray (2016). The lower triangle alone is read; the gradient goes to both by halves,
  // as PyTorch's.
  cholesky: {
    gradFn: "LinalgCholeskyExBackward0",
    forward: (a) => choleskyOf(a),
    batching: null,
    tangent: [
      (d, { out }) => {
        const inverse = run1(matrix.inv, out, undefined);
        const symmetric = d.add(d.t()).div(2);
        return out.matmul(halfOf(inverse.matmul(symmetric).matmul(inverse.t())));
      },
    ],
    backward: [
      from(["out"], (g, { out }) => {
        const half = halfOf(out.t().matmul(g));
        // Solved, not multiplied by the inverse: an infinity does not meet the 0 above its diagonal.
        const left = run2(matrix.solve, out.t(), half.add(half.t()).div(2), undefined);
        return run2(matrix.solve, out.t(), left.t(), undefined).t();
      }),
    ],
  },

  inv: {
    gradFn: "LinalgInvExBackward0",
    forward: (a) => inverseOf(a),
    batching: null,
    tangent: [(d, { out }) => out.matmul(d).matmul(out).neg()],
    backward: [from(["out"], (g, { out }) => out.t().matmul(g).matmul(out.t()).neg())],
  },

  // The derivative of Golub and Pereyra (1973), as long as the rank stays what it is.
  pinv: {
    gradFn: "LinalgPinvBackward0",
    forward: (a) => pseudoinverseOf(a),
    batching: null,
    tangent: [
      (d, { a, out: p }) => {
        const across = p.matmul(p.t()).matmul(d.t().sub(d.t().matmul(a).matmul(p)));
        const along = d.t().sub(p.matmul(a).matmul(d.t())).matmul(p.t()).matmul(p);
        return across.add(along).sub(p.matmul(d).matmul(p));
      },
    ],
    backward: [
      from(["a", "out"], (g, { a, out: p }) => {
        const turned = g.t();
        const across = turned.sub(a.matmul(p).matmul(turned)).matmul(p).matmul(p.t());
        const along = p
          .t()
          .matmul(p)
          .matmul(turned.sub(turned.matmul(p).matmul(a)));
        return across.add(along).sub(p.t().matmul(g).matmul(p.t()));
      }),
    ],
  },

  // The x for which a x = b; columns of b are solved for together.
  solve: {
    gradFn: "LinalgSolveExBackward0",
    forward: (a, b) => solutionOf(a, b),
    batching: null,
    tangent: [
      (d, { a, out }) => run2(matrix.solve, a, d.matmul(out).neg(), undefined),
      (d, { a }) => run2(matrix.solve, a, d, undefined),
    ],
    backward: [
      from(["a", "out"], (g, { a, out }) => run2(matrix.solve, a.t(), g, undefined).neg().matmul(out.t())),
      from(["a"], (g, { a }) => run2(matrix.solve, a.t(), g, undefined)),
    ],
  },

  trace: {
    gradFn: "TraceBackward0",
    forward: (a) => {
      const diagonal = gatherScatter.gather.forward(a, diagonalOf(a.shape));
      return reduction.sum.forward(diagonal, { dims: [0], keepdim: false, all: true });
    },
    batching: null,
    tangent: "linear",
    backward: [
      from([], (g, _node, { shape }) => {
        const places = diagonalOf(shape);
        return run1(gatherScatter.scatter, g.expand(places.shape), { ...places, shape });
      }),
    ],
  },

  // The other entries become 0; the last two dimensions are those of the matrices.
  triangle: {
    gradFn: ({ upper }) => (upper ? "TriuBackward0" : "TrilBackward0"),
    forward: (a, { upper, diagonal }) =>
      select(inTriangle(a.shape, upper, diagonal), a, constant([], 0, a.dtype), a.dtype),
    batching: null,
    tangent: "linear",
    backward: [from([], (g, { attrs }) => run1(matrix.triangle, g, attrs))],
  },
};

/** The lower triangle of a matrix, with half of its diagonal. */
const halfOf = (a: Tensor): Tensor => a.tril().add(a.tril(-1)).div(2);

/** The places of the diagonal in a matrix of this shape, read row by row. */
function diagonalOf([n, m]: Shape): Move {
  const positions = range(Math.min(n, m)).map((i) => i * m + i);
  return { positions, shape: [positions.length], gradFn: "DiagonalBackward0" };
}

/**
 * True if rounding may have eaten the digits of the inverse: a determinant is at most the product of the
 * lengths of the rows (Hadamard).
 */
function isNearlySingular(a: Tensor, det: Tensor): boolean {
  const bound = a.detach().norm(2, 1).prod();
  return !(Math.abs(det.item()) > 1e-8 * bound.item());
}

/**
 * The derivatives of the logarithm of a determinant by its entries. Without an inverse the determinant is 0,
 * and its logarithm grows without bound.
 */
function slopesOfLog(a: Tensor): Tensor {
  if (logOfDeterminant(a).item() !== -Infinity) return run1(matrix.inv, a, undefined).t();
  return cofactors(a).div(run1(matrix.det, a, undefined));
}

/**
 * The derivatives of a determinant by its entries, also where there is no inverse: the determinants of what
 * is left without their rows and columns.
 */
function cofactors(a: Tensor): Tensor {
  const n = a.shape[0];
  if (n === 1) return onesLike(a);
  const entries = range(n * n).map((k) => {
    const [i, j] = [Math.floor(k / n), k % n];
    const minor = without(without(a, 0, i), 1, j);
    return run1(matrix.det, minor, undefined)
      .mul((i + j) % 2 === 0 ? 1 : -1)
      .reshape([1]);
  });
  return runN(rearrangement.cat, entries, { dim: 0, lengths: entries.map(() => 1) }).reshape([n, n]);
}

/** A matrix without one of its rows (dim 0) or columns (dim 1). */
function without(a: Tensor, dim: number, index: number): Tensor {
  const parts = [a.slice(0, index, { dim }), a.slice(index + 1, undefined, { dim })];
  return runN(rearrangement.cat, parts, { dim, lengths: parts.map((part) => part.shape[dim]) });
}

function inTriangle(shape: Shape, upper: boolean, diagonal: number): Tensor {
  const [n, m] = shape.slice(-2);
  const inside = range(n * m).map((k) => {
    const above = (k % m) - Math.floor(k / m) - diagonal;
    return upper ? above >= 0 : above <= 0;
  });
  return constant([n, m], 0, "bool").withValues(inside.map(Number));
}
