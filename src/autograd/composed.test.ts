// Faults that random programs beside the reference found.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { addcdiv, addcmul, inner, matmul, type Tensor, tensor, zeros } from "../index";

const double = (data: number | number[] | number[][], requiresGrad: boolean = false): Tensor =>
  tensor(data, { dtype: "float64", requiresGrad });

describe("compositions that random programs found", () => {
  it("topk of a single number is that number, however many are asked for, as in PyTorch", () => {
    for (const k of [0, 1]) {
      const { values, indices } = double(1.25).topk(k, 0);
      assert.deepEqual([values.tolist(), indices.tolist()], [1.25, 0]);
    }
  });

  it("cholesky reads the lower triangle, and its gradient goes to both by halves", () => {
    const a = double([[1.25, 2.25], [0.5, 1.75]], true); // prettier-ignore
    const l = a.cholesky();
    assert.ok(Math.abs(l.index(1, 0).item() - 0.5 / Math.sqrt(1.25)) < 1e-15);
    l.sum().backward();
    // PyTorch 2.13: tensor([[0.3326, 0.2866], [0.2866, 0.4016]])
    const found = a.grad!.toFlatArray();
    [0.3326, 0.2866, 0.2866, 0.4016].forEach((g, i) => assert.ok(Math.abs(found[i] - g) < 1e-4));
  });

  it("products over a length of 0 are sums of nothing", () => {
    assert.deepEqual(matmul(zeros(2, 3, 0), zeros(0)).tolist(), [[0, 0, 0], [0, 0, 0]]); // prettier-ignore
    assert.deepEqual(matmul(zeros(0, 0, 0), zeros(0)).shape, [0, 0]);
    assert.equal(inner(zeros(0), zeros(0)).item(), 0);
  });

  it("addcmul and addcdiv compute in the dtype of all three operands", () => {
    const [b, c] = [tensor([1]), tensor([1.25])];
    assert.equal(addcdiv(double([1.25]), b, c).item(), 1.25 + 1 / 1.25);
    assert.equal(addcmul(double([0]), tensor([0.1]), c).item(), Math.fround(0.1) * 1.25);
  });
});
