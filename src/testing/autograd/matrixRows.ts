// The rows of the rules of matrices: see rows.ts.

import * as lib from "../../index";
import type { Row } from "./domain";
import { run1 } from "../../autograd/record";
import { rules } from "./rules";

type Name = "det" | "cholesky" | "logabsdet" | "inv" | "pinv" | "diagonal" | "diagonalEmbed" | "solve";

export const matrixRows: { readonly [K in Name]: Row[] } = {
  det: [
    { shapes: [[3, 3]], call: lib.det },
    { shapes: [[3, 2]], call: (x) => x.matmul(x.t()).det() },
  ],
  logabsdet: [
    { shapes: [[3, 3]], call: (x) => lib.slogdet(x.add(lib.eye(3).mul(5))).logabsdet },
    { shapes: [[2, 2, 2]], call: (x) => lib.slogdet(x.add(lib.eye(2).mul(5))).logabsdet },
  ],
  cholesky: [{ shapes: [[3, 3]], call: (x) => x.matmul(x.t()).add(lib.eye(3).mul(5)).cholesky() }],
  inv: [{ shapes: [[2, 2]], call: (x) => x.add(lib.eye(2).mul(5)).inv() }],
  pinv: [
    { shapes: [[3, 2]], call: (x) => x.add(lib.eye(3, 2).mul(5)).pinv() },
    { shapes: [[2, 3]], call: (x) => x.add(lib.eye(2, 3).mul(5)).pinv() },
    // Of rank 1 wherever x is.
    { shapes: [[2]], call: (x) => lib.outer(x.add(5), x.add(3)).pinv() },
  ],
  diagonalEmbed: [
    {
      shapes: [[2]],
      call: (x) => run1(rules.diagonalEmbed, x, { offset: 0, dim1: 0, dim2: 1, shape: [2, 2] }),
    },
  ],
  diagonal: [
    { shapes: [[3, 3]], call: (x) => x.diagonal().mul(x.diagonal(0)) },
    {
      shapes: [[2, 3, 2]],
      call: (x) =>
        x
          .diagonal(1, 0, 1)
          .sum()
          .add(x.diagonal(-1, 1, 2)),
    },
  ],
  solve: [
    { shapes: [[2, 2], [2]], call: (a, b) => lib.solve(a.add(lib.eye(2).mul(5)), b) },
    {
      shapes: [
        [3, 3],
        [3, 2],
      ],
      call: (a, b) => lib.solve(a.add(lib.eye(3).mul(5)), b),
    },
    {
      shapes: [
        [2, 2, 2],
        [2, 2, 1],
      ],
      call: (a, b) => lib.solve(a.add(lib.eye(2).mul(5)), b),
    },
  ],
};
