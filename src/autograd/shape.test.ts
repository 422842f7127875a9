import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Tensor } from "../index";
import { cat, index, ones, slice, tensor, zeros } from "../index";

const a = tensor([
  [1, 2, 3],
  [4, 5, 6],
]);
const int = { dtype: "int32" } as const;

describe("views", () => {
  it("share memory: transpose, permute, reshape, expand, squeeze, unsqueeze, slice, index", () => {
    const base = tensor([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    const views: [Tensor, () => number][] = [
      [base.t(), () => base.t().index(0, 0).item()],
      [base.permute([1, 0]), () => base.permute([1, 0]).index(0, 0).item()],
      [base.reshape([6]), () => base.reshape([6]).index(0).item()],
      [base.unsqueeze(0), () => base.unsqueeze(0).index(0, 0, 0).item()],
      [base.slice(0, 1), () => base.slice(0, 1).index(0, 0).item()],
      [base.index(0, 0).expand([2]), () => base.index(0, 0).item()],
    ];
    views.forEach(([view, read], i) => {
      assert.equal(view.base, base);
      view.memory()[view.offset] = 10 + i;
      assert.equal(read(), 10 + i);
    });
  });

  it("copies do not: clone, to, cat, and a reshape that cannot be a view", () => {
    const base = tensor([
      [1, 2],
      [3, 4],
    ]);
    for (const copy of [base.clone(), base.to("float64"), cat([base, base]), base.t().reshape([4])]) {
      copy.memory()[0] = 9;
      assert.deepEqual(base.tolist(), [
        [1, 2],
        [3, 4],
      ]);
    }
  });
});

describe("reshape", () => {
  it("keeps the order of reading, and works out one length", () => {
    assert.deepEqual(a.reshape([3, -1]).tolist(), [
      [1, 2],
      [3, 4],
      [5, 6],
    ]);
    assert.deepEqual(a.t().flatten().tolist(), [1, 4, 2, 5, 3, 6]);
    assert.deepEqual([...ones(2, 3, 4).flatten(1).shape], [2, 12]);
    assert.deepEqual([...tensor(1).flatten().shape], [1]);
    assert.equal(
      tensor([[7]])
        .reshape([])
        .item(),
      7,
    );
  });

  it("refuses shapes that do not fit", () => {
    assert.throws(
      () => a.reshape([4]),
      /shape '\[4\]' is invalid for input of size 6\nThe tensor has shape \[2, 3\]/,
    );
    assert.throws(() => a.reshape([-1, 4]), /shape '\[-1, 4\]' is invalid/);
    assert.throws(() => a.reshape([-1, -1]), /only one dimension can be inferred/);
    assert.throws(
      () => zeros(0, 3).reshape([-1, 0]),
      /unspecified dimension size -1 can be any value and is ambiguous/,
    );
  });
});

describe("dimensions", () => {
  it("are exchanged, added, dropped and repeated", () => {
    assert.deepEqual([...ones(2, 3, 4).transpose(0, -1).shape], [4, 3, 2]);
    assert.deepEqual([...ones(2, 3, 4).permute([2, 0, 1]).shape], [4, 2, 3]);
    assert.deepEqual([...a.unsqueeze(-1).shape], [2, 3, 1]);
    assert.deepEqual([...ones(1, 2, 1).squeeze().shape], [2]);
    assert.deepEqual([...ones(1, 2, 1).squeeze(0).shape], [2, 1]);
    assert.deepEqual([...ones(2, 1).squeeze(0).shape], [2, 1]);
    assert.deepEqual(
      tensor([[1], [2]])
        .expand([-1, 2])
        .tolist(),
      [
        [1, 1],
        [2, 2],
      ],
    );
  });

  it("are refused with PyTorch's sentences where they are not there", () => {
    const cases: [() => Tensor, RegExp][] = [
      [() => a.transpose(0, 2), /Dimension out of range \(expected to be in range of \[-2, 1\], but got 2\)/],
      [() => a.unsqueeze(4), /expected to be in range of \[-3, 2\], but got 4/],
      [() => a.permute([0, 0]), /permute\(\): duplicate dims are not allowed/],
      [() => a.permute([0]), /input\.dim\(\) = 2 is not equal to len\(dims\) = 1/],
      [() => ones(2, 3, 4).t(), /t\(\) expects a tensor with <= 2 dimensions, but self is 3D/],
      [
        () => a.expand([2, 5]),
        /expanded size of the tensor \(5\) must match the existing size \(3\) at non-singleton dimension 1/,
      ],
      [
        () => a.expand([3]),
        /number of sizes provided \(1\) must be greater or equal to the number of dimensions/,
      ],
      [() => a.expand([-1, 2, 3]), /expanded size of the tensor \(-1\) isn't allowed in a leading/],
    ];
    for (const [f, sentence] of cases) assert.throws(f, sentence);
  });
});

describe("index", () => {
  it("chooses as Python's brackets do", () => {
    assert.equal(a.index(1, -1).item(), 6);
    assert.deepEqual(a.index(0).tolist(), [1, 2, 3]);
    assert.deepEqual(a.index(":", "1:").tolist(), [
      [2, 3],
      [5, 6],
    ]);
    assert.deepEqual(a.index("...", "::2").tolist(), [
      [1, 3],
      [4, 6],
    ]);
    assert.deepEqual(a.index(":", -1).tolist(), [3, 6]);
    assert.deepEqual([...a.index(null, 0).shape], [1, 3]);
    assert.deepEqual(a.index(":", "5:").tolist(), [[], []]);
    assert.deepEqual(a.index(":", "-2:-1").tolist(), [[2], [5]]);
  });

  it("picks by lists, index tensors and masks", () => {
    assert.deepEqual(a.index([1, 0, 1]).tolist(), [
      [4, 5, 6],
      [1, 2, 3],
      [4, 5, 6],
    ]);
    assert.deepEqual(a.index([0, 1], [2, 0]).tolist(), [3, 4]);
    assert.deepEqual(a.index(":", tensor([[0, 2]], int)).tolist(), [[[1, 3]], [[4, 6]]]);
    assert.deepEqual(a.index(a.gt(3)).tolist(), [4, 5, 6]);
    assert.deepEqual(a.index(tensor([false, true])).tolist(), [[4, 5, 6]]);
    assert.deepEqual([...ones(2, 3, 4).index([0, 1], ":", [1, 2]).shape], [2, 3]);
  });

  it("adds up the gradients of what it picks twice", () => {
    const x = tensor([1, 2, 3], { requiresGrad: true });
    x.index([0, 0, 2])
      .mul(tensor([1, 10, 100]))
      .sum()
      .backward();
    assert.deepEqual(x.grad!.tolist(), [11, 0, 100]);
  });

  it("refuses what is not there, with PyTorch's sentences", () => {
    const wrong = (value: unknown): number => value as number;
    const cases: [() => Tensor, RegExp][] = [
      [() => a.index(2), /index 2 is out of bounds for dimension 0 with size 2\nIndices go from 0 to 1/],
      [() => a.index(0, -4), /index -4 is out of bounds for dimension 1 with size 3/],
      [() => a.index([0, 2]), /index 2 is out of bounds for dimension 0 with size 2/],
      [() => a.index(0, 0, 0), /too many indices for tensor of dimension 2/],
      [() => tensor(1).index(0), /invalid index of a 0-dim tensor/],
      [() => a.index("::0"), /slice step cannot be zero/],
      [() => a.index("::-1"), /step must be greater than zero/],
      [() => a.index(0.5), /index: an index must be a whole number/],
      [() => a.index(wrong("x")), /index: an index must be a whole number, a range such as "1:"/],
      [() => a.index(wrong({})), /index: an index must be/],
      [() => a.index(tensor([1.5])), /tensors used as indices must be long, int, byte or bool tensors/],
      [() => a.index(tensor([true])), /shape of the mask \[1\] at index 0 does not match/],
    ];
    for (const [f, sentence] of cases) assert.throws(f, sentence);
    // @ts-expect-error such a text is no range
    assert.throws(() => index(a, "first"), /index: an index must be .*, but got 'first'/);
  });
});

describe("slice", () => {
  it("cuts as JavaScript's slice does, along any dimension, in steps", () => {
    const v = tensor([1, 2, 3, 4, 5]);
    assert.deepEqual(v.slice(1).tolist(), [2, 3, 4, 5]);
    assert.deepEqual(v.slice(-3, -1).tolist(), [3, 4]);
    assert.deepEqual(v.slice(0, 5, { step: 2 }).tolist(), [1, 3, 5]);
    assert.deepEqual(a.slice(1, 2, { dim: 1 }).tolist(), [[2], [5]]);
    assert.deepEqual(v.slice(4, 2).tolist(), []);
  });

  it("refuses unknown options, bounds that are not whole, and single numbers", () => {
    assert.throws(() => slice(a, 0, 1, { axis: 1 } as object), /must be one of dim, step/);
    assert.throws(() => slice(a, 0.5), /an index must be a whole number/);
    assert.throws(() => slice(tensor(1), 0), /slice\(\) cannot be applied to a 0-dim tensor/);
  });
});
