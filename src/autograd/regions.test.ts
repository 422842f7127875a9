import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { grad, rand, tensor } from "../index";

describe("gradients that are 0 but in a region", () => {
  it("adds up regions of one tensor, whatever reached it before them and in between", () => {
    for (const n of [4, 1000]) {
      const x = rand(2, n, { requiresGrad: true });
      const whole = rand(2, n);
      const parts = [
        x.slice(1),
        x.index(0),
        x.slice(0, n - 1, { dim: 1 }),
        x.index(":", "::2"),
        x.index(1, 1),
      ];
      const sums = parts.map((part, i) => part.mul(i + 1).sum());
      const y = sums[0].add(x.mul(whole).sum()).add(sums[1]).add(sums[2]).add(sums[3]).add(sums[4]);
      const z = y.add(x.clone().mul(whole).sum());
      const [once] = grad(z, [x], { retainGraph: true });
      const [formula] = grad(z, [x], { createGraph: true });
      assert.ok(once.sub(formula).abs().max().item() < 1e-5);
      const slopes = once.sub(whole.mul(2)).round();
      assert.deepEqual([slopes.index(1, 1).item(), slopes.index(1, 2).item()], [1 + 3 + 5, 1 + 3 + 4]);
    }
  });

  it("leaves alone a gradient that someone else holds, where a region is added to it", () => {
    const x = tensor([1, 2, 3], { requiresGrad: true });
    const weights = tensor([10, 20, 30]);
    const middle = x.clone();
    const y = middle.mul(1);
    const [kept, all] = grad([y, x.slice(1)], [middle, x], { gradOutputs: [weights, tensor([1, 1])] });
    assert.deepEqual(
      [kept.tolist(), all.tolist(), weights.tolist()],
      [
        [10, 20, 30],
        [10, 21, 31],
        [10, 20, 30],
      ],
    );
    const given = tensor([5, 5, 5]);
    grad([x.clone(), x.slice(1)], [x], { gradOutputs: [given, tensor([1, 1])] });
    assert.deepEqual(given.tolist(), [5, 5, 5]);
  });
});
