// Other shapes of the same memory, and going through the entries of a tensor, as PyTorch 2.13 does both.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Tensor, gradcheck, layerNorm, ones, tensor, variable, view, zeros } from "../index";
import { div } from "./ops";

const table = (): Tensor => tensor([[1, 2, 3], [4, 5, 6]]); // prettier-ignore

describe("view", () => {
  it("is the same memory in another shape", () => {
    const t = table();
    t.view(3, 2).setIndex(0, 0);
    assert.deepEqual(t.tolist(), [[0, 0, 3], [4, 5, 6]]); // prettier-ignore
    assert.deepEqual(t.view(-1).shape, [6]);
    assert.deepEqual(view(tensor(1), [1, 1]).shape, [1, 1]);
  });

  it("divides runs of dimensions without gaps, also of views", () => {
    const t = table();
    assert.deepEqual(t.t().view(3, 2, 1).tolist(), [[[1], [4]], [[2], [5]], [[3], [6]]]); // prettier-ignore
    assert.deepEqual(ones(2, 1).expand(2, 3).view(2, 3, 1).shape, [2, 3, 1]);
    assert.deepEqual(zeros(2, 6).slice(0, 4, { dim: 1 }).view(2, 2, 2).shape, [2, 2, 2]);
    assert.deepEqual(zeros(0, 3).view(3, 0).shape, [3, 0]);
  });

  it("refuses to copy, in PyTorch's words, where reshape does", () => {
    const sentence = /^view size is not compatible with input tensor's size and stride \(at least one dimension spans across two contiguous subspaces\)\. Use \.reshape\(\.\.\.\) instead\./; // prettier-ignore
    for (const t of [table().t(), table().slice(0, 2, { dim: 1 }), ones(1, 3).expand(2, 3)]) {
      assert.throws(() => t.view(-1), { name: "RangeError", message: sentence });
      assert.equal(t.reshape(-1).numel(), t.numel());
    }
    assert.throws(() => table().view(5), { message: /^shape '\[5\]' is invalid for input of size 6/ });
  });

  it("is what reshape, squeeze and unsqueeze are wherever they can, so that edits reach the base", () => {
    const t = table();
    t.t().unsqueeze(0).index(0, 0).mul_(10);
    t.t().reshape(3, 1, 2).index(1).mul_(0);
    assert.deepEqual(t.tolist(), [[10, 0, 3], [40, 0, 6]]); // prettier-ignore
  });

  it("and reshape are filed under PyTorch's names", () => {
    const x = ones(2, 3, { requiresGrad: true });
    const names = [x.view(6), x.reshape(6), x.t().reshape(6), x.t().reshape(3, 2, 1), x.flatten()];
    assert.deepEqual(
      names.map((t) => t.gradFn!.name),
      ["ViewBackward0", "ViewBackward0", "UnsafeViewBackward0", "ReshapeAliasBackward0", "ViewBackward0"],
    );
  });
});

describe("a tensor goes through its entries along the first dimension", () => {
  it("in a loop, a spread and a pattern", () => {
    assert.deepEqual([...table()].map((row) => row.tolist()), [[1, 2, 3], [4, 5, 6]]); // prettier-ignore
    const [w, b] = tensor([1, 2]);
    assert.deepEqual([w.item(), b.item()], [1, 2]);
    assert.deepEqual([...zeros(0, 3)], []);
  });

  it("which are views that are recorded", () => {
    const x = tensor([3, 4], { requiresGrad: true });
    const [a, b] = x;
    assert.equal(a.gradFn!.name, "UnbindBackward0");
    a.mul(b).backward();
    assert.deepEqual(x.grad!.tolist(), [4, 3]);
  });

  it("but not one without dimensions", () => {
    assert.throws(() => [...tensor(1)], { name: "TypeError", message: /^iteration over a 0-d tensor\n/ });
  });
});

describe("variable", () => {
  it("is a float64 leaf that wants a gradient", () => {
    const x = variable([[1, 2]]);
    assert.deepEqual([x.dtype, x.requiresGrad, x.isLeaf, x.shape], ["float64", true, true, [1, 2]]);
    assert.ok(x instanceof Tensor);
  });
});

describe("a number divided by a tensor", () => {
  it("is the number times the reciprocal, whose gradient keeps the reciprocal only", () => {
    const x = variable([2]);
    const v = x.mul(1);
    const y: Tensor = div(2, v);
    v.relu_();
    y.sum().backward();
    assert.deepEqual([x.grad!.item(), y.gradFn!.name], [-0.5, "MulBackward0"]);
  });
});

describe("layerNorm", () => {
  // torch.nn.functional.layer_norm of torch 2.13.0, float64.
  const x = variable([[1, 2, 4], [0, -1, 3]]); // prettier-ignore
  const weight = variable([1, 2, 0.5]);
  const bias = variable([0, 1, -1]);

  it("gives PyTorch's numbers and gradients", () => {
    const y = layerNorm(x, [3], { weight, bias });
    const near = (a: Tensor, b: number[]): void =>
      a.toFlatArray().forEach((value, i) => assert.ok(Math.abs(value - b[i]) < 1e-9, `${value} for ${b[i]}`));
    near(y, expected.y);
    y.mul(tensor([[1, -1, 2], [3, 0, 1]])).sum().backward(); // prettier-ignore
    near(x.grad!, expected.x);
    near(weight.grad!, expected.weight);
    near(bias.grad!, expected.bias);
    assert.equal(y.gradFn!.name, "NativeLayerNormBackward0");
  });

  it("has derivatives by all three", () => {
    assert.ok(
      gradcheck(
        (a: Tensor, b: Tensor, c: Tensor) => layerNorm(a, 3, { weight: b, bias: c }),
        [x, weight, bias],
      ),
    );
  });

  it("refuses other shapes in PyTorch's words", () => {
    assert.throws(() => layerNorm(x, [4]), {
      message:
        /^Given normalized_shape=\[4\], expected input with shape \[\*, 4\], but got input of size\[2, 3\]\n/,
    });
    assert.throws(() => layerNorm(x, 3, { bias: ones(2) }), {
      message:
        /^Expected bias to be of same shape as normalized_shape, but got bias of shape \[2\] and normalized_shape = \[3\]\n/,
    });
  });
});

const expected = {
  y: [-1.06904153145, 0.465479234275, -0.331849042844, -0.392231591415, -0.961157957073, -0.313594715024],
  x: [1.030860004106, -1.546292583296, 0.51543257919, 1.040922430843, -0.780691398844, -0.260231031998],
  weight: [-2.245736305694, 0.267260382863, 4.045414398577],
  bias: [4.0, -1.0, 3.0],
};
