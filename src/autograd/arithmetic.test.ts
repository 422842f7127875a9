import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { DType, Tensor } from "../index";
import * as lib from "../index";
import { add, eye, full, ones, tensor, zeros } from "../index";

const f64 = { dtype: "float64" } as const;
const int = { dtype: "int32" } as const;

describe("dtypes of results", () => {
  const scalar = (dtype: DType): Tensor => ones([], { dtype });
  const vector = (dtype: DType): Tensor => ones([2], { dtype });

  it("the higher dtype wins: bool, int32, float32, float64", () => {
    const order: DType[] = ["bool", "int32", "float32", "float64"];
    order.forEach((low, i) =>
      order.slice(i).forEach((high) => {
        assert.equal(vector(low).mul(vector(high)).dtype, high, `${low} * ${high}`);
        assert.equal(vector(high).add(vector(low)).dtype, high, `${high} + ${low}`);
      }),
    );
  });

  it("a tensor without dimensions only counts by its category", () => {
    assert.equal(vector("float32").mul(scalar("float64")).dtype, "float32");
    assert.equal(vector("int32").mul(scalar("float64")).dtype, "float64");
    assert.equal(vector("bool").mul(scalar("int32")).dtype, "int32");
    assert.equal(scalar("float32").mul(scalar("float64")).dtype, "float64");
  });

  it("a plain number takes the dtype of the tensor, unless it needs a higher category", () => {
    assert.equal(vector("float64").mul(2).dtype, "float64");
    assert.equal(vector("float32").mul(0.1).dtype, "float32");
    assert.equal(vector("int32").mul(2).dtype, "int32");
    assert.equal(vector("int32").mul(2.5).dtype, "float32");
    assert.equal(vector("bool").mul(2).dtype, "int32");
    assert.equal(add(1, vector("int32")).dtype, "int32");
    assert.equal(add(1, 2), 3);
    assert.equal(vector("bool").mul(true).dtype, "bool");
  });

  it("quotients and functions of integers are float32, sums of true and false are int32", () => {
    assert.equal(tensor([1, 2], int).div(2).dtype, "float32");
    assert.equal(tensor([1], int).exp().dtype, "float32");
    assert.deepEqual(tensor([true, true, false]).sum().item(), 2);
    assert.equal(tensor([true]).sum().dtype, "int32");
    assert.equal(tensor([3], int).sum().dtype, "int32");
    assert.equal(tensor([1]).gt(0).dtype, "bool");
  });
});

describe("float32", () => {
  it("rounds every result", () => {
    const [a, b] = [tensor(0.1), tensor(0.7)];
    assert.equal(a.mul(b).item(), Math.fround(Math.fround(0.1) * Math.fround(0.7)));
    assert.equal(a.add(1).item(), Math.fround(Math.fround(0.1) + 1));
    assert.equal(a.div(3).item(), Math.fround(Math.fround(0.1) / 3));
    const many = full([1000], 0.1).mul(3);
    assert.ok(many.toFlatArray().every((x) => x === Math.fround(Math.fround(0.1) * 3)));
  });

  it("rounds sums once, at the end", () => {
    assert.equal(full([10_000], 0.1).sum().item(), Math.fround(10_000 * Math.fround(0.1)));
  });

  it("overflows where PyTorch's does", () => {
    assert.equal(tensor([1e20]).mul(1e20).item(), Infinity);
    assert.equal(tensor([1e20, 1e20]).norm().item(), Infinity);
  });
});

describe("int32", () => {
  it("wraps around, also in products beyond 2^53", () => {
    assert.equal(tensor(2147483647, int).add(1).item(), -2147483648);
    assert.equal(tensor(2147483647, int).mul(2147483647).item(), 1);
    assert.equal(tensor(3, int).pow(21).item(), Math.imul(1, (3 ** 21 % 2 ** 32) | 0));
  });

  it("takes whole powers, and refuses a negative one", () => {
    assert.deepEqual(
      tensor([2, -1, 1], int)
        .pow(tensor([3, -3, -5], int))
        .tolist(),
      [8, -1, 1],
    );
    assert.throws(() => tensor([2], int).pow(-1), /Integers to negative integer powers are not allowed/);
    assert.throws(() => tensor([1], int).remainder(0), /^RangeError: ZeroDivisionError\n/);
  });
});

describe("shapes", () => {
  it("broadcast from the last dimension on", () => {
    assert.deepEqual(
      tensor([[1], [2]])
        .add(tensor([10, 20]))
        .tolist(),
      [
        [11, 21],
        [12, 22],
      ],
    );
    assert.deepEqual([...ones(2, 1, 3).mul(ones(4, 1)).shape], [2, 4, 3]);
    assert.deepEqual([...ones(0, 3).add(ones(1, 3)).shape], [0, 3]);
  });

  it("that do not broadcast are refused with PyTorch's sentence", () => {
    assert.throws(() => ones(3).add(ones(2)), {
      name: "RangeError",
      message:
        "The size of tensor a (3) must match the size of tensor b (2) at non-singleton dimension 0\n" +
        "The shapes [3] and [2] do not broadcast: from the last dimension on, lengths must be equal or 1.",
    });
    assert.throws(
      () => ones(2, 3).mul(ones(3, 2)),
      /tensor a \(3\) must match .* tensor b \(2\) at non-singleton dimension 1/,
    );
  });

  it("of views are read with their strides", () => {
    const a = tensor(
      [
        [1, 2, 3],
        [4, 5, 6],
      ],
      f64,
    );
    assert.deepEqual(
      a
        .t()
        .add(a.reshape([3, 2]))
        .tolist(),
      [
        [2, 6],
        [5, 9],
        [8, 12],
      ],
    );
    assert.deepEqual(a.slice(0, 2, { dim: 1 }).exp().log().round().tolist(), [
      [1, 2],
      [4, 5],
    ]);
    assert.deepEqual(a.index(0).expand([2, 3]).mul(a).tolist(), [
      [1, 4, 9],
      [4, 10, 18],
    ]);
  });
});

describe("operands", () => {
  it("may be numbers on either side", () => {
    assert.deepEqual(lib.sub(1, tensor([3, 4])).tolist(), [-2, -3]);
    assert.deepEqual(lib.div(6, tensor([3, 4])).tolist(), [2, 1.5]);
    assert.deepEqual(lib.pow(2, tensor([3, 4])).tolist(), [8, 16]);
    assert.deepEqual(lib.maximum(tensor([1, 5]), 3).tolist(), [3, 5]);
  });

  it("that are no tensors or numbers are refused", () => {
    const wrong = (value: unknown): Tensor => value as Tensor;
    assert.throws(
      () => tensor([1]).add(wrong([1])),
      /unsupported operand type\(s\) for add: 'Tensor' and 'list'\nadd takes/,
    );
    assert.throws(() => tensor([1]).mul(wrong("2")), /for mul: 'Tensor' and 'string'/);
    assert.throws(() => lib.exp(wrong("3")), /exp: a must be a tensor, but got '3'\. Make one with tensor/);
    assert.throws(() => tensor([1]).add(wrong(undefined)), /'NoneType'/);
  });

  it("of dtype bool are refused where they make no sense", () => {
    const mask = tensor([true]);
    assert.throws(
      () => mask.sub(mask),
      /Subtraction, the `-` operator, with two bool tensors is not supported/,
    );
    assert.throws(() => mask.sub(1), /Subtraction, the `-` operator, with a bool tensor is not supported/);
    assert.throws(() => mask.neg(), /Negation, the `-` operator, on a bool tensor/);
    assert.throws(() => mask.abs(), /"abs_cpu" not implemented for 'Bool'/);
    assert.throws(() => mask.mean(), /mean\(\): could not infer output dtype.*Got: Bool/);
    assert.throws(
      () => lib.where(tensor([1]), 1, 2),
      /where expected condition to be a boolean tensor, but got a tensor with dtype Float/,
    );
  });
});

describe("powers", () => {
  it("are those of C where JavaScript's differ", () => {
    assert.equal(tensor(1).pow(tensor(NaN)).item(), 1);
    assert.equal(tensor(1).pow(tensor(Infinity)).item(), 1);
    assert.equal(tensor(-1).pow(tensor(-Infinity)).item(), 1);
    assert.equal(tensor(0).pow(0).item(), 1);
  });
});

describe("matmul and dot", () => {
  it("multiply vectors, matrices and stacks of them", () => {
    const a = tensor([
      [1, 2],
      [3, 4],
    ]);
    assert.equal(
      tensor([1, 2])
        .matmul(tensor([3, 4]))
        .item(),
      11,
    );
    assert.deepEqual(a.matmul(tensor([1, 1])).tolist(), [3, 7]);
    assert.deepEqual(tensor([1, 1]).matmul(a).tolist(), [4, 6]);
    assert.deepEqual(a.matmul(eye(2)).tolist(), a.tolist());
    assert.deepEqual([...ones(2, 1, 2, 3).matmul(ones(4, 3, 5)).shape], [2, 4, 2, 5]);
    assert.deepEqual([...ones(4, 2, 3).matmul(ones(3)).shape], [4, 2]);
    assert.deepEqual(zeros(2, 0).matmul(zeros(0, 3)).tolist(), [
      [0, 0, 0],
      [0, 0, 0],
    ]);
  });

  it("multiply integers", () => {
    assert.deepEqual(
      tensor([[1, 2]], int)
        .matmul(tensor([[3], [4]], int))
        .tolist(),
      [[11]],
    );
  });

  it("refuse what does not fit, with PyTorch's sentences", () => {
    const cases: [() => Tensor, RegExp][] = [
      [() => ones(2, 3).matmul(ones(2, 3)), /mat1 and mat2 shapes cannot be multiplied \(2x3 and 2x3\)/],
      [() => ones(2, 3).matmul(ones(2)), /size mismatch, got input \(2\), mat \(2x3\), vec \(2\)/],
      [() => ones(2).matmul(ones(3)), /inconsistent tensor size, expected tensor \[2\] and src \[3\]/],
      [() => ones(2).matmul(ones(3, 2)), /mat1 and mat2 shapes cannot be multiplied \(1x2 and 3x2\)/],
      [() => ones(2, 3, 4).matmul(ones(3, 4, 5)), /tensor a \(2\) must match the size of tensor b \(3\)/],
      [() => ones(2, 3, 4).matmul(ones(2, 3, 5)), /batch2 tensor to be: \[2, 4\] but got: \[2, 3\]/],
      [
        () => tensor(1).matmul(ones(2)),
        /both arguments to matmul need to be at least 1D, but they are 0D and 1D/,
      ],
      [() => ones(2, 2).dot(ones(2)), /1D tensors expected, but got 2D and 1D tensors/],
      [
        () => ones(2).dot(ones(2, f64)),
        /expected both vectors to have same dtype, but found Float and Double/,
      ],
      [
        () => ones(2, 2).matmul(ones(2, 2, f64)),
        /expected m1 and m2 to have the same dtype, but got: float != double/,
      ],
    ];
    for (const [f, sentence] of cases) assert.throws(f, sentence);
  });
});

describe("comparisons", () => {
  it("give true and false, and nothing to differentiate", () => {
    const x = tensor([1, 2, 3], { requiresGrad: true });
    assert.deepEqual(x.ge(2).tolist(), [false, true, true]);
    assert.deepEqual(x.eq(tensor([1, 0, 3])).tolist(), [true, false, true]);
    assert.equal(x.lt(2).requiresGrad, false);
    assert.deepEqual(tensor([NaN]).ne(NaN).tolist(), [true]);
  });
});
