import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  empty,
  emptyLike,
  fullLike,
  manualSeed,
  rand,
  randint,
  randLike,
  randn,
  randnLike,
  randperm,
  tensor,
} from "..";

describe("whole numbers by chance", () => {
  it("are PyTorch's for the same seed", () => {
    manualSeed(0);
    assert.deepEqual(randint(0, 10, [5]).tolist(), [4, 9, 3, 0, 3]);
    assert.deepEqual(randint(-3, 4, [2, 3]).tolist(), [
      [-1, 3, 0],
      [1, 2, -1],
    ]);
    assert.deepEqual(randperm(6).tolist(), [2, 0, 5, 4, 3, 1]);
    manualSeed(7);
    assert.deepEqual(randperm(10).tolist(), [5, 0, 3, 4, 1, 7, 9, 6, 8, 2]);
    assert.deepEqual(randint(2 ** 31 - 1, [3]).tolist(), [663664386, 123961976, 1054577696]);
  });

  it("refuse an empty interval in PyTorch's words", () => {
    assert.throws(
      () => randint(5, 3, [2]),
      /random_ expects 'from' to be less than 'to', but got from=5 >= to=3/,
    );
    assert.throws(() => randint(0, 1.5, [2]), /randint: high must be a whole number/);
  });

  it("come as int32 unless another dtype is asked for, also without dimensions", () => {
    assert.equal(randint(0, 2, [3]).dtype, "int32");
    assert.equal(randint(0, 2, [3], { dtype: "float32" }).dtype, "float32");
    assert.equal(randint(4, 5, []).item(), 4);
    assert.deepEqual(randperm(0).tolist(), []);
  });
});

describe("tensors after the model of others", () => {
  const model = tensor([[1, 2, 3]], { dtype: "float64" });

  it("have its shape and dtype, unless another is asked for", () => {
    const all = [fullLike(model, 7), randLike(model), randnLike(model), emptyLike(model)];
    for (const t of all) assert.deepEqual([t.shape, t.dtype], [[1, 3], "float64"]);
    assert.deepEqual(fullLike(model, 7).tolist(), [[7, 7, 7]]);
    assert.equal(fullLike(model, 1, { dtype: "int32" }).dtype, "int32");
    assert.equal(randnLike(model, { requiresGrad: true }).requiresGrad, true);
    assert.deepEqual(empty([2]).shape, [2]);
  });

  it("draw what rand and randn draw", () => {
    manualSeed(3);
    const [u, n] = [randLike(model).tolist(), randnLike(model).tolist()];
    manualSeed(3);
    assert.deepEqual(rand([1, 3], { dtype: "float64" }).tolist(), u);
    assert.deepEqual(randn([1, 3], { dtype: "float64" }).tolist(), n);
  });
});
