import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { runInNewContext } from "node:vm";
import { eye, full, manualSeed, ones, onesLike, rand, randn, tensor, zeros, zerosLike } from "./create";
import type { NestedData } from "./nested";
import { plainLimit } from "./storage";
import { Tensor } from "./tensor";

/** What the compiler would refuse, to see what happens when it is not asked. */
const anything = (value: unknown): NestedData => value as NestedData;

describe("tensor", () => {
  it("reads numbers, nested arrays and typed arrays", () => {
    assert.deepEqual([...tensor(3).shape], []);
    assert.deepEqual(
      [
        ...tensor([
          [1, 2, 3],
          [4, 5, 6],
        ]).shape,
      ],
      [2, 3],
    );
    assert.deepEqual(tensor([[[1], [2]]]).tolist(), [[[1], [2]]]);
    assert.deepEqual(tensor(new Float64Array([1, 2])).tolist(), [1, 2]);
    assert.deepEqual(tensor([new Float32Array([1, 2]), [3, 4]]).tolist(), [
      [1, 2],
      [3, 4],
    ]);
    assert.deepEqual([...tensor([]).shape], [0]);
    assert.deepEqual([...tensor([[], []]).shape], [2, 0]);
  });

  it("gives back the structure it was given", () => {
    const data = [
      [
        [1, 2],
        [3, 4],
      ],
      [
        [5, 6],
        [7, 8],
      ],
    ];
    assert.deepEqual(tensor(data, { dtype: "float64" }).tolist(), data);
  });

  it("is float32 unless the data or the options say otherwise", () => {
    assert.equal(tensor([1, 2]).dtype, "float32");
    assert.equal(tensor([]).dtype, "float32");
    assert.equal(tensor(true).dtype, "bool");
    assert.equal(tensor([true, 2]).dtype, "float32");
    assert.equal(tensor(new Float64Array(2)).dtype, "float64");
    assert.equal(tensor(new Int32Array(2)).dtype, "int32");
    assert.equal(tensor([1, 2], { dtype: "int32" }).dtype, "int32");
    assert.equal(tensor(tensor([1], { dtype: "float64" })).dtype, "float64");
  });

  it("rounds to its dtype", () => {
    assert.equal(tensor(0.1).item(), Math.fround(0.1));
    assert.equal(tensor(0.1, { dtype: "float64" }).item(), 0.1);
    assert.deepEqual(tensor([2.7, -2.7], { dtype: "int32" }).tolist(), [2, -2]);
    assert.deepEqual(tensor([2, 0, -1], { dtype: "bool" }).tolist(), [true, false, true]);
    assert.deepEqual(tensor([1e40, NaN, -Infinity]).tolist(), [Infinity, NaN, -Infinity]);
  });

  it("reads arrays of another realm, as a notebook's cells make them", () => {
    const [typed, nested] = runInNewContext("[new Float64Array([0.1, 2]), [[1, 2]]]") as [
      Float64Array,
      number[][],
    ];
    assert.equal(tensor(typed).dtype, "float64");
    assert.deepEqual(tensor(typed).tolist(), [0.1, 2]);
    assert.deepEqual([...tensor(nested).shape], [1, 2]);
  });

  it("copies what it is given", () => {
    const data = [1, 2];
    const t = tensor(data);
    data[0] = 9;
    assert.deepEqual(t.tolist(), [1, 2]);
  });

  it("refuses ragged rows with PyTorch's sentence", () => {
    assert.throws(() => tensor([[1, 2], [3]]), {
      name: "RangeError",
      message:
        "expected sequence of length 2 at dim 1 (got 1)\ntensor: all rows of a level must be equally long.",
    });
    assert.throws(
      () =>
        tensor([
          [[1], [2]],
          [[3], [4, 5]],
        ]),
      /length 1 at dim 2 \(got 2\)/,
    );
    assert.throws(() => tensor([1, [2]]), /^TypeError: must be real number, not list\ntensor: at depth 1/);
    assert.throws(() => tensor([[1], 2]), /^TypeError: not a sequence\ntensor: at depth 1/);
  });

  it("refuses texts, nothing and objects", () => {
    assert.throws(() => tensor(anything("1")), /^TypeError: new\(\): invalid data type 'str'\n/);
    assert.throws(
      () => tensor(anything(["1"])),
      /^TypeError: too many dimensions 'str'\n.*the text "1".*Number/,
    );
    assert.throws(
      () => tensor(anything(undefined)),
      /Could not infer dtype of NoneType\n.*there is undefined/,
    );
    assert.throws(() => tensor(anything([null])), /Could not infer dtype of NoneType/);
    assert.throws(() => tensor(anything({ x: 1 })), /Could not infer dtype of object/);
    assert.throws(() => tensor(anything([tensor(1)])), /Could not infer dtype of object\n.*stack/);
    assert.throws(() => tensor(anything([1n])), /Could not infer dtype of bigint/);
  });

  it("refuses unknown options and dtypes", () => {
    assert.throws(() => tensor([1], { requires_grad: true } as object), /must be one of dtype, requiresGrad/);
    assert.throws(() => tensor([1], { dtype: "float16" as "float32" }), {
      message: /options.dtype must be one of "bool", "int32", "float32", "float64", but got 'float16'/,
    });
    assert.throws(() => tensor([1], 3 as unknown as object), /options must be an object/);
    // @ts-expect-error PyTorch's name is not ours
    assert.throws(() => tensor([1], { requires_grad: true }), /requiresGrad, but got 'requires_grad'/);
    // @ts-expect-error there is no such dtype
    assert.throws(() => tensor([1], { dtype: "float" }), /options\.dtype must be one of .* but got 'float'/);
    // @ts-expect-error texts are no numbers
    assert.throws(() => tensor(["a"]), /data must be numbers, but there is the text "a"/);
  });

  it("refuses what does not fit int32", () => {
    for (const value of [3e9, NaN, Infinity]) {
      assert.throws(
        () => tensor([value], { dtype: "int32" }),
        /value cannot be converted to type int32 without overflow/,
      );
    }
  });

  it("lets only floating-point tensors require gradients", () => {
    assert.equal(tensor([1], { requiresGrad: true }).requiresGrad, true);
    assert.throws(
      () => tensor([1], { dtype: "int32", requiresGrad: true }),
      /^TypeError: Only Tensors of floating point/,
    );
    assert.throws(() => (tensor([true]).requiresGrad = true), /Only Tensors of floating point/);
  });
});

describe("zeros, ones, full, eye", () => {
  it("take a shape as an array or as numbers, and options behind either", () => {
    assert.deepEqual(zeros(2, 2).tolist(), [
      [0, 0],
      [0, 0],
    ]);
    assert.deepEqual(ones([2], { dtype: "float64" }).tolist(), [1, 1]);
    assert.equal(zeros(2, 3, { dtype: "int32" }).dtype, "int32");
    assert.equal(ones().item(), 1);
    assert.equal(zeros([]).ndim, 0);
  });

  it("full takes its dtype from true and false", () => {
    assert.deepEqual(full([2], 1.5).tolist(), [1.5, 1.5]);
    assert.equal(full([], true).dtype, "bool");
  });

  it("eye may be rectangular", () => {
    assert.deepEqual(eye(2).tolist(), [
      [1, 0],
      [0, 1],
    ]);
    assert.deepEqual(eye(2, 3).tolist(), [
      [1, 0, 0],
      [0, 1, 0],
    ]);
  });

  it("zerosLike and onesLike take shape and dtype", () => {
    const like = ones(2, 1, { dtype: "float64", requiresGrad: true });
    assert.deepEqual(zerosLike(like).tolist(), [[0], [0]]);
    assert.equal(onesLike(like).dtype, "float64");
    assert.equal(onesLike(like).requiresGrad, false);
    assert.equal(onesLike(like, { dtype: "int32" }).dtype, "int32");
  });

  it("refuse lengths that are negative or not whole, and what does not fit in memory", () => {
    assert.throws(() => zeros(2, -1), /Trying to create tensor with negative dimension -1: \[2, -1\]/);
    assert.throws(
      () => ones(2.5),
      /ones: shape must be a list of whole numbers such as \[2, 3\], but got \[ 2\.5 \]/,
    );
    assert.throws(() => zeros("2" as unknown as number), /zeros: shape must be a list of whole numbers/);
    assert.throws(
      () => zeros(1e6, 1e6),
      /not enough memory.*\nA tensor of 1000000000000 elements of dtype float32 does not fit/,
    );
  });

  it("hold short and long tensors alike", () => {
    const long = ones(plainLimit + 1, { dtype: "float64" });
    assert.equal(long.numel(), plainLimit + 1);
    assert.ok(long.toFlatArray().every((x) => x === 1));
  });
});

describe("rand and randn", () => {
  it("give PyTorch's numbers for the same seed", () => {
    manualSeed(0);
    const uniform = [0.49625658988952637, 0.7682217955589294, 0.08847743272781372, 0.13203048706054688];
    assert.deepEqual(rand(4).tolist(), uniform);
    assert.deepEqual(randn(3).tolist(), [-2.1787893772125244, 0.5684312582015991, -1.0845223665237427]);
    manualSeed(42);
    const double = { dtype: "float64" } as const;
    assert.deepEqual(
      rand(3, double).tolist(),
      [0.05815448596142969, 0.06291016742457756, 0.12358607277440903],
    );
    assert.deepEqual(randn(2, double).tolist(), [1.156124744834232, 0.39648067252860486]);
  });

  it("give PyTorch's normal numbers in blocks of 16, up to its rounding", () => {
    manualSeed(42);
    rand(3, { dtype: "float64" });
    randn(3, { dtype: "float64" });
    const first = [-1.748402801489203, 0.038435238263354446, -0.11824373914203358];
    const last = 0.30085844543180795;
    const block = randn(17, { dtype: "float64" }).toFlatArray();
    [...first, last].forEach((expected, i) => {
      assert.ok(Math.abs(block[i === 3 ? 16 : i] - expected) < 1e-14);
    });
  });

  it("repeat with the seed, and go on without it", () => {
    manualSeed(7);
    const [a, b] = [randn(5).tolist(), randn(5).tolist()];
    manualSeed(7);
    assert.deepEqual(randn(5).tolist(), a);
    assert.notDeepEqual(a, b);
  });

  it("lie in [0, 1), or have mean 0 and variance 1", () => {
    manualSeed(1);
    const uniform = rand(2000).toFlatArray();
    assert.ok(uniform.every((x) => x >= 0 && x < 1));
    const normal = randn(20_000).toFlatArray();
    const mean = normal.reduce((sum, x) => sum + x) / normal.length;
    const variance = normal.reduce((sum, x) => sum + (x - mean) ** 2, 0) / normal.length;
    assert.ok(Math.abs(mean) < 0.03 && Math.abs(variance - 1) < 0.04);
  });

  it("refuse integers, and seeds that are not whole", () => {
    assert.throws(() => rand(2, { dtype: "int32" }), /options.dtype must be "float32" or "float64"/);
    assert.throws(() => manualSeed(0.5), /manualSeed: seed must be a whole number/);
  });
});

describe("class Tensor", () => {
  it("reads its only element, and refuses to choose among many", () => {
    assert.equal(tensor([[3]]).item(), 3);
    assert.equal(tensor(true).item<boolean>(), true);
    assert.equal(Number(tensor(2.5)), 2.5);
    assert.throws(() => tensor([1, 2]).item(), {
      name: "RangeError",
      message:
        /^a Tensor with 2 elements cannot be converted to Scalar\nitem\(\) reads a single number, but the shape is \[2\]/,
    });
    assert.throws(() => tensor([]).item(), /a Tensor with 0 elements/);
  });

  it("refuses JavaScript's operators, which would lose the history", () => {
    assert.throws(
      () => (tensor(1) as unknown as number) + 1,
      /unsupported operand type.*\nJavaScript's operators/,
    );
  });

  it("detach and views share memory, withValues does not", () => {
    const t = tensor([1, 2, 3]);
    const same = t.detach();
    same.memory()[0] = 9;
    assert.deepEqual(t.tolist(), [9, 2, 3]);
    const scalar = tensor(1);
    scalar.detach().memory()[0] = 5;
    assert.equal(scalar.item(), 5);
    const other = t.withValues([4, 5, 6]);
    other.memory()[0] = 0;
    assert.deepEqual(t.tolist(), [9, 2, 3]);
    assert.deepEqual(other.tolist(), [0, 5, 6]);
  });

  it("withValues keeps shape and dtype, and counts", () => {
    const t = tensor([[1, 2]]);
    assert.deepEqual(t.withValues([0.1, 2]).tolist(), [[Math.fround(0.1), 2]]);
    assert.deepEqual([...t.withValues([3, 4]).shape], [1, 2]);
    assert.throws(() => t.withValues([1]), /invalid for input of size 1\nwithValues needs 2 numbers/);
  });

  it("requiresGrad can be set on leaves only", () => {
    const t = tensor([1]);
    t.requiresGrad = true;
    assert.equal(t.requiresGrad, true);
    t.requiresGrad = false;
    assert.equal(t.requiresGrad, false);
    assert.ok(t instanceof Tensor);
  });

  it("grad must have the tensor's shape", () => {
    const t = tensor([1, 2, 3]);
    assert.throws(
      () => (t.grad = ones(2)),
      /attempting to assign a gradient of size '\[2\]' to a tensor of size '\[3\]'/,
    );
    t.grad = ones(3);
    t.zeroGrad();
    assert.equal(t.grad, null);
  });
});
