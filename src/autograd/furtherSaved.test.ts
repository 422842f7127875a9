// What PyTorch 2.13 saves for gradients, also of operations that take several steps here: its edit in place
// is noticed, all else is not.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Tensor } from "../index";
import * as lib from "../index";

type Call = (x: Tensor, y: Tensor) => Tensor;

const x = (): Tensor => lib.tensor([[1, 2], [3, 5]], { dtype: "float64", requiresGrad: true }).mul(1); // prettier-ignore
const y = (): Tensor => lib.tensor([[2, 1], [1, 4]], { dtype: "float64" }).mul(1); // prettier-ignore
const places = (): Tensor => lib.tensor([[0, 0]], { dtype: "int32" }); // prettier-ignore
const modified = /modified by an inplace operation/;

/**
 * Whether the backward pass is refused after the edit of the first operand, of the second, and of the result.
 */
function refusals(call: Call): string {
  return [0, 1, 2]
    .map((which) => {
      const [a, b] = [x(), y()];
      const result = call(a, b);
      const total = result.sum();
      [a, b, result][which].add_(1);
      try {
        total.backward();
        return "-";
      } catch (error) {
        assert.match(String(error), modified);
        return "x";
      }
    })
    .join("");
}

describe("an edit in place after an operation is refused where PyTorch saved the first operand, the second, or the result", () => {
  const table: Readonly<Record<string, readonly [string, Call]>> = {
    nansum: ["x--", (a) => a.nansum()],
    nanToNum: ["x--", (a) => a.nanToNum()],
    nanmedian: ["x-x", (a) => a.nanmedian()],
    cummax: ["x--", (a) => a.cummax(0).values],
    gather: ["x--", (a) => a.gather(0, places())],
    take: ["x--", (a) => a.take(places())],
    takeAlongDim: ["x--", (a) => a.takeAlongDim(places(), 0)],
    maskedSelect: ["x--", (a) => a.maskedSelect(a.gt(1))],
    prelu: ["xx-", (a, b) => lib.prelu(a, b.index(0))],
    "linear by the input": ["-x-", (a, b) => lib.linear(a, b)],
    "linear by the input, with a bias": ["-x-", (a, b) => lib.linear(a, b, b.index(0))],
    "linear by the weight": ["-x-", (a, b) => lib.linear(b, a, b.index(0))],
    "linear by the bias alone": ["---", (a, b) => lib.linear(b, y(), a.index(0))],
    "linear of one row by the bias alone": ["---", (a, b) => lib.linear(b.index(0), b, a.index(0))],
    addcmul: ["-x-", (a, b) => lib.addcmul(a, a, b)],
    logcumsumexp: ["x-x", (a) => a.logcumsumexp(0)],
    cholesky: ["x-x", (a) => a.matmul(a.t()).cholesky()],
    inv: ["--x", (a) => a.inv()],
    det: ["x-x", (a) => a.det()],
    "det of a stack": ["--x", (a) => lib.stack([a, a]).det()],
    logabsdet: ["x--", (a) => a.slogdet().logabsdet],
    copysign: ["x-x", (a, b) => a.copysign(b)],
    "copysign with the sign alone": ["--x", (a, b) => b.copysign(a)],
    pow: ["xxx", (a, b) => b.pow(a)],
    tanh: ["--x", (a) => a.tanh()],
    sin: ["x--", (a) => a.sin()],
    add: ["---", (a, b) => a.add(b)],
  };
  for (const [name, [wanted, call]] of Object.entries(table)) {
    it(name, () => assert.equal(refusals(call), wanted));
  }
});

it("a mask that chooses is saved, integers that choose are not", () => {
  const mask = x().gt(1);
  const chosen = x().index(mask).sum();
  mask.zero_();
  assert.throws(() => chosen.backward(), modified);
  const a = lib.tensor([1, 2, 3], { requiresGrad: true });
  const first = lib.tensor([0, 1], { dtype: "int32" });
  const sum = a.index(first).sum();
  first.zero_();
  sum.backward();
  assert.deepEqual(a.grad?.tolist(), [1, 1, 0]);
});

it("the sign of a determinant is saved beside its logarithm", () => {
  const { sign, logabsdet } = x().slogdet();
  sign.neg_();
  assert.throws(() => logabsdet.backward(), modified);
});
