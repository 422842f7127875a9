// The accepted differences from PyTorch at NaN, at infinities and for matrices without an inverse.

import type { Arg } from "../testing/reference/chooser";
import type { OperationName } from "../testing/reference/table";
import type { Accepted } from "./pytorchAccepting";
import { a, call, leaf, program } from "./pytorchPrograms";

/** Functions of pieces, whose gradient at NaN is the one of a piece. */
const atNaN: readonly (readonly [OperationName, readonly Arg[]])[] = [
  ["elu", []],
  ["celu", []],
  ["selu", []],
  ["hardswish", []],
];

export const acceptedSpecial: readonly Accepted[] = [
  ...atNaN.map(([op, args]): Accepted => ({
    kind: /^gradient /,
    uses: op,
    text: /NaN/,
    reason:
      "PyTorch has two gradients at NaN, one for numbers that fill a register and one for the rest of a row; here there is one",
    program: program([leaf(0, [NaN, 1], { grad: true })], call(op, [a, ...args], 1), { backward: 1 }),
  })),
  ...(["hardtanh", "relu6", "softshrink", "hardshrink"] as const).map((op): Accepted => ({
    kind: /^gradient /,
    uses: op,
    text: /here \[.*\b1\b.*PyTorch \[.*\b0\b/,
    reason:
      "PyTorch has two gradients at NaN, 0 for numbers that fill a register and 1 for the rest of a row; here it is 1",
    program: program([leaf(0, new Array<number>(16).fill(NaN), { grad: true })], call(op, [a], 1), {
      backward: 1,
    }),
  })),
  {
    kind: /^gradient /,
    uses: "det",
    text: /PyTorch \[.*NaN/,
    reason:
      "PyTorch solves a system for the gradient of a determinant, which infinities do not allow; here it is made of cofactors",
    program: program([leaf(0, [Infinity, 1, 2, 3], { shape: [2, 2], grad: true })], call("det", [a], 1), {
      backward: 1,
    }),
  },
  {
    kind: /^gradient /,
    uses: "det",
    text: /PyTorch \[0, 0, 0, 0\]/,
    reason:
      "PyTorch's gradient of a singular determinant is 0, by a system that it cannot solve; here it is made of cofactors",
    program: program([leaf(0, [1, 2, 2, 4], { shape: [2, 2], grad: true })], call("det", [a], 1)),
  },
  {
    kind: /^gradient /,
    uses: "atan2",
    text: /here \[.*NaN.*PyTorch \[(?!.*NaN)/,
    reason: "the angle of the origin has no slope: PyTorch 1.13 said NaN, as here, and 2.13 says 0",
    program: program([leaf(0, [0, 1], { grad: true })], call("atan2", [a, a], 1)),
  },
  {
    kind: /^value pinv$/,
    text: /here \[NaN/,
    reason:
      "a matrix that is not finite has no pseudoinverse; PyTorch gives 0 for a square one, NaN for a tall one",
    program: program([leaf(0, [Infinity, -2.25, 1, 3], { shape: [2, 2] })], call("pinv", [a], 1)),
  },
  {
    kind: /^not refused pinv$/,
    text: /algorithm failed to converge because the input matrix contained non-finite values/,
    reason: "PyTorch refuses NaN, but not infinity; here the result of both is NaN",
    program: program([leaf(0, [NaN, -2.25, 1], { shape: [1, 3] })], call("pinv", [a], 1)),
  },
];
