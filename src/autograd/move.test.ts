import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Tensor } from "../index";
import * as lib from "../index";
import { cat, ones, stack, tensor } from "../index";

const a = tensor([
  [1, 2, 3],
  [4, 5, 6],
]);
const int = { dtype: "int32" } as const;

describe("cat and stack", () => {
  it("join along a dimension that is there, or along a new one", () => {
    assert.deepEqual(cat([a, a], 1).index(0).tolist(), [1, 2, 3, 1, 2, 3]);
    assert.deepEqual(stack([tensor(1), tensor(2)]).tolist(), [1, 2]);
    assert.deepEqual([...stack([a, a, a], -1).shape], [2, 3, 3]);
    assert.deepEqual(cat([tensor([]), tensor([1, 2])]).tolist(), [1, 2]);
    assert.equal(cat([tensor([1], int), tensor([1])]).dtype, "float32");
  });

  it("refuse what does not fit, with PyTorch's sentences", () => {
    const cases: [() => Tensor, RegExp][] = [
      [() => cat([]), /expected a non-empty list of Tensors/],
      [() => stack([]), /stack expects a non-empty TensorList/],
      [() => cat([tensor(1)]), /zero-dimensional tensor \(at position 0\) cannot be concatenated/],
      [() => cat([ones(2, 3), ones(2, 2)]), /Expected size 3 but got size 2 for tensor number 1 in the list/],
      [() => cat([ones(2), ones(2, 2)]), /same number of dimensions: got 1 and 2/],
      [
        () => stack([ones(2), ones(3)]),
        /stack expects each tensor to be equal size, but got \[2\] at entry 0 and \[3\] at entry 1/,
      ],
      [() => cat([a, 3 as unknown as Tensor]), /cat: tensors\[1\] must be a tensor/],
    ];
    for (const [f, sentence] of cases) assert.throws(f, sentence);
  });
});

describe("moves", () => {
  it("flip, roll, repeat, pad, split, gather, take", () => {
    assert.deepEqual(a.flip(1).tolist(), [
      [3, 2, 1],
      [6, 5, 4],
    ]);
    assert.deepEqual(a.flip([]).tolist(), a.tolist());
    assert.deepEqual(a.roll(1, 1).tolist(), [
      [3, 1, 2],
      [6, 4, 5],
    ]);
    assert.deepEqual(a.roll(-1).tolist(), [
      [2, 3, 4],
      [5, 6, 1],
    ]);
    assert.deepEqual(tensor([1, 2]).repeat([2, 2]).tolist(), [
      [1, 2, 1, 2],
      [1, 2, 1, 2],
    ]);
    assert.deepEqual(a.repeatInterleave(2, 0).tolist(), [
      [1, 2, 3],
      [1, 2, 3],
      [4, 5, 6],
      [4, 5, 6],
    ]);
    assert.deepEqual(lib.pad(tensor([[1]]), [1, 0, 0, 1], 9).tolist(), [
      [9, 1],
      [9, 9],
    ]);
    assert.deepEqual(
      tensor([1, 2, 3, 4, 5])
        .split(2)
        .map((part) => part.tolist()),
      [[1, 2], [3, 4], [5]],
    );
    assert.deepEqual(
      tensor([1, 2, 3])
        .split([1, 2])
        .map((part) => part.tolist()),
      [[1], [2, 3]],
    );
    assert.deepEqual(
      tensor([1, 2, 3])
        .chunk(2)
        .map((part) => part.numel()),
      [2, 1],
    );
    assert.deepEqual(a.take(tensor([0, -1], int)).tolist(), [1, 6]);
  });

  it("refuse what does not fit", () => {
    assert.throws(() => a.repeat([2]), /repeat dims can not be smaller than number of dimensions/);
    assert.throws(() => tensor([1, 2, 3]).split([1, 1]), /split_sizes to sum exactly to 3/);
    assert.throws(() => a.gather(0, tensor([[1.5]])), /Expected dtype int64 for index/);
    assert.throws(() => a.gather(0, tensor([0], int)), /same number of dimensions as input tensor/);
    assert.throws(
      () => a.take(tensor([9], int)),
      /out of range: tried to access index 9 on a tensor of 6 elements/,
    );
    assert.throws(() => lib.pad(a, [1]), /Padding length must be divisible by 2/);
    assert.throws(() => lib.repeatInterleave(a, -1), /Repeats must be non-negative/);
  });
});

describe("matrices", () => {
  it("have determinants, inverses, diagonals and triangles", () => {
    const m = tensor(
      [
        [2, 1],
        [0, 4],
      ],
      { dtype: "float64" },
    );
    assert.equal(m.det().item(), 8);
    assert.deepEqual(m.inv().matmul(m).tolist(), [
      [1, 0],
      [0, 1],
    ]);
    assert.equal(m.trace().item(), 6);
    assert.deepEqual(tensor([1, 2]).diag().tolist(), [
      [1, 0],
      [0, 2],
    ]);
    assert.deepEqual(a.diag(1).tolist(), [2, 6]);
    assert.deepEqual(a.triu().tolist(), [
      [1, 2, 3],
      [0, 5, 6],
    ]);
    assert.deepEqual(lib.cross(tensor([1, 0, 0]), tensor([0, 1, 0])).tolist(), [0, 0, 1]);
  });

  it("refuse what has none", () => {
    assert.throws(
      () =>
        tensor([
          [1, 2],
          [2, 4],
        ]).inv(),
      /the input matrix is singular/,
    );
    assert.throws(
      () => a.det(),
      /linalg\.det: A must be batches of square matrices, but they are 2 by 3 matrices/,
    );
    assert.throws(() => ones(1, 2, 3).diag(), /Supports 1D or 2D tensors. Got 3D/);
    assert.throws(() => lib.cross(tensor([1, 2]), tensor([1, 2])), /must have length 3. Got 2 and 2/);
  });
});

describe("losses", () => {
  it("average, add up or leave alone", () => {
    const [p, q] = [tensor([1, 2]), tensor([3, 2])];
    assert.equal(lib.mseLoss(p, q).item(), 2);
    assert.equal(lib.mseLoss(p, q, "sum").item(), 4);
    assert.deepEqual(lib.l1Loss(p, q, "none").tolist(), [2, 0]);
    assert.throws(() => lib.mseLoss(p, q, "max" as "sum"), /reduction must be "mean", "sum" or "none"/);
  });

  it("crossEntropy takes one example or many", () => {
    const row = tensor([1, 2, 3]);
    const one = lib.crossEntropy(row, tensor(2, int));
    const many = lib.crossEntropy(stack([row, row]), tensor([2, 2], int));
    assert.ok(Math.abs(one.item() - many.item()) < 1e-6);
    assert.throws(
      () => lib.crossEntropy(stack([row, row]), tensor([1], int)),
      /Expected input batch_size \(2\) to match target batch_size \(1\)/,
    );
  });
});
