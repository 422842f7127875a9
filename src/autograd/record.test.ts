import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Tensor } from "../index";
import { add, ones, tensor, zeros } from "../index";

const variable = (data: number | number[]): Tensor => tensor(data, { dtype: "float64", requiresGrad: true });

describe("the graph", () => {
  it("can be walked by hand, as PyTorch's next_functions", () => {
    const x = variable(1);
    const y = x
      .mul(tensor(3, { dtype: "float64" }))
      .sin()
      .add(x);
    assert.equal(y.gradFn!.name, "AddBackward0");
    const [sin, leaf] = y.gradFn!.nextFunctions;
    assert.equal(sin!.name, "SinBackward0");
    assert.equal(leaf!.name, "AccumulateGrad");
    assert.deepEqual(
      sin!.nextFunctions.map((node) => node?.name),
      ["MulBackward0"],
    );
    assert.equal(sin!.nextFunctions[0]!.nextFunctions[1], null);
  });

  it("names operations as PyTorch does", () => {
    const x = variable([1, 2]);
    const named: [Tensor, string][] = [
      [x.add(1), "AddBackward0"],
      [x.pow(2), "PowBackward0"],
      [x.pow(x), "PowBackward1"],
      [x.sum(), "SumBackward0"],
      [x.sum(0), "SumBackward1"],
      [x.mean(), "MeanBackward0"],
      [x.norm(), "LinalgVectorNormBackward0"],
      [x.reshape([2, 1]), "ViewBackward0"],
      [x.index(0), "SelectBackward0"],
      [x.slice(1), "SliceBackward0"],
      [x.clamp(0, 1), "ClampBackward1"],
      [x.reshape([2, 1]).matmul(x.reshape([1, 2])), "MmBackward0"],
      [x.unsqueeze(0).squeeze(0), "SqueezeBackward1"],
      [ones(2, 3, 2, { dtype: "float64" }).matmul(x), "UnsafeViewBackward0"],
      [add(x, zeros(2)), "AddBackward0"],
    ];
    assert.deepEqual(
      named.map(([t]) => t.gradFn!.name),
      named.map(([, name]) => name),
    );
  });
});
