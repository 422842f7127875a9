// Operations at the edges of what they take: 0, infinities, NaN, nothing at all, truth values. The answers
// are those of torch 2.13.0.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as lib from "../index";
import type { Tensor } from "../index";

const [inf, nan] = [Infinity, NaN];
const double = (data: lib.NestedData): Tensor => lib.tensor(data, { dtype: "float64" });
const int = (data: lib.NestedData): Tensor => lib.tensor(data, { dtype: "int32" });
const truths = lib.tensor([true, false, true]);

function gradient(f: (x: Tensor) => Tensor, data: number[]): unknown {
  const x = lib.variable(data);
  f(x).sum().backward();
  return x.grad!.tolist();
}

describe("quotients rounded down", () => {
  const a = [-inf, -2, -0.5, -0, 0, 2, inf, nan];
  const table: [number, number[]][] = [
    [inf, [nan, -1, -1, -0, 0, 0, nan, nan]],
    [-inf, [nan, 0, 0, 0, -0, -1, nan, nan]],
    [0, [-inf, -inf, -inf, nan, nan, inf, inf, nan]],
    [-0, [inf, inf, inf, nan, nan, -inf, -inf, nan]],
    [0.5, [nan, -4, -1, -0, 0, 4, nan, nan]],
  ];
  for (const [b, expected] of table)
    it(`by ${Object.is(b, -0) ? "-0" : b}`, () =>
      assert.deepEqual(lib.floorDivide(double(a), b).tolist(), expected));

  it("of integers, which are not divided by 0", () => {
    assert.deepEqual(lib.floorDivide(int([7, -7, 7, -7]), int([2, 2, -2, -2])).tolist(), [3, -4, -4, 3]);
    for (const f of [lib.floorDivide, lib.remainder, lib.fmod])
      assert.throws(() => f(int([1]), 0), { message: /^ZeroDivisionError/ });
  });
});

it("sinc in float32 rounds pi x first, so that its zeros are PyTorch's", () => {
  assert.equal(String(lib.sinc(lib.tensor([1, 3, 4]))), "tensor([-2.7828e-08, -2.5305e-09,  2.7828e-08])");
  assert.equal(
    lib
      .sinc(double([1]))
      .item()
      .toPrecision(5),
    "3.8982e-17",
  );
});

it("sums of more repeated elements than could be added", () => {
  const all = double(3).expand(1e5, 1e5);
  assert.deepEqual([all.sum().item(), all.mean().item(), all.norm().item()], [3e10, 3, 3e5]);
});

it("powers of matrices of any height, by squaring", () => {
  const shear = double([[1, 1], [0, 1]]); // prettier-ignore
  for (const n of [1, 2, 3, 5, 6, 1e9, 1e15, -7])
    assert.deepEqual(lib.matrixPower(shear, n).tolist(), [[1, n], [0, 1]]); // prettier-ignore
  assert.deepEqual(
    gradient((x) => lib.matrixPower(x.reshape([2, 2]), 6), [1, 2, 3, 4]),
    [13899, 26607, 19133, 36321],
  );
});

describe("the middle and the parts of infinities", () => {
  const at = (data: number[], q: number): number => lib.quantile(double(data), q).item();

  it("quantile goes from the nearer neighbour", () => {
    assert.deepEqual([0, 0.25, 0.5, 1].map((q) => at([1, inf], q)), [1, inf, nan, nan]); // prettier-ignore
    assert.deepEqual([0, 0.25, 0.5, 1].map((q) => at([-inf, 1], q)), [nan, nan, -inf, 1]); // prettier-ignore
    assert.deepEqual(
      gradient((x) => lib.quantile(x, 0.25), [1, inf]),
      [0.75, 0.25],
    );
    assert.deepEqual(
      gradient((x) => lib.quantile(x, 0.5), [3, nan, 2]),
      [0, 1, 0],
    );
    assert.deepEqual(lib.quantile(double([1, 2]), double([])).shape, [0]);
  });

  it("an infinite gradient of a product does not pass a second 0, nor one before it", () => {
    const above = (f: (x: Tensor) => Tensor, data: number[], g: number[]): unknown => {
      const x = lib.variable(data);
      const y = f(x);
      y.backward(double(y.ndim === 0 ? g[0] : g));
      return x.grad!.tolist();
    };
    const running = (x: Tensor): Tensor => x.cumprod(0);
    assert.deepEqual(above(running, [0, 1], [inf, inf]), [inf, 0]);
    assert.deepEqual(above(running, [2, 0, 3], [1, inf, 1]), [1, inf, 0]);
    assert.deepEqual(above(running, [2, 0, 3, 0], [1, inf, 1, inf]), [1, inf, 0, 0]);
    assert.deepEqual(above(running, [0, 2, 0, 5], [1, 1, 1, inf]), [3, 0, 0, 0]);
    assert.deepEqual(above(running, [0, 2, 3], [nan, 1, 1]), [nan, 0, 0]);
    assert.deepEqual(
      above((x) => x.prod(), [2, 0, 3, 0], [inf]),
      [0, 0, 0, 0],
    );
    assert.deepEqual(
      above((x) => x.prod(), [2, 0, 3], [inf]),
      [nan, inf, nan],
    );
  });

  it("an infinite gradient of a Cholesky factor leaves the entries that it does not reach finite", () => {
    const a = lib.variable([[4, 1], [1, 3]]); // prettier-ignore
    lib.cholesky(a).backward(double([[-inf, 0], [-inf, 2]])); // prettier-ignore
    const [[first, beside], [below, last]] = a.grad!.tolist<number[][]>();
    assert.deepEqual([first, beside, below, last.toFixed(4)], [nan, nan, nan, "0.6030"]);
  });

  it("an infinite gradient reaches the extreme and nothing else", () => {
    assert.deepEqual(
      gradient((x) => x.max().log(), [0, -1]),
      [inf, 0],
    );
    assert.deepEqual(
      gradient((x) => x.min().log(), [0, 1]),
      [inf, 0],
    );
    assert.deepEqual(
      gradient((x) => x.median().log(), [0, 1, -1]),
      [inf, 0, 0],
    );
  });
});

describe("masks", () => {
  it("without dimensions add one, of length 1 or 0", () => {
    const [yes, no] = [lib.tensor(true), lib.tensor(false)];
    assert.deepEqual(double(1.5).index(yes).tolist(), [1.5]);
    assert.deepEqual(double(1.5).index(no).shape, [0]);
    assert.deepEqual(double([1, 2]).index(true).tolist(), [[1, 2]]);
    assert.deepEqual(double([1, 2]).index(no).shape, [0, 2]);
    assert.deepEqual(double([[1, 2], [3, 4]]).index(":", yes).shape, [2, 1, 2]); // prettier-ignore
    assert.deepEqual(double(1.5).setIndex([yes], 3).item(), 3);
    assert.deepEqual(double([1, 2]).setIndex([no], 3).tolist(), [1, 2]);
  });

  it("as lists choose as tensors do", () => {
    assert.deepEqual(double([1, 2, 3]).index([true, false, true]).tolist(), [1, 3]);
    assert.deepEqual(double([1, 2]).setIndex([true, false], 9).tolist(), [9, 2]);
    assert.throws(() => double([1, 2, 3]).index([true, false]), {
      message: /^The shape of the mask \[2\] at index 0/,
    });
  });
});

describe("nothing at all, and truth values", () => {
  it("products of no elements are 0 or have none", () => {
    assert.equal(lib.inner(double([]), double([])).item(), 0);
    assert.deepEqual(lib.inner(lib.zeros(2, 0), lib.zeros(3, 0)).tolist(), [[0, 0, 0], [0, 0, 0]]); // prettier-ignore
    assert.deepEqual(lib.tensordot(lib.zeros(2, 0), lib.zeros(0, 3), 1).shape, [2, 3]);
    assert.deepEqual(lib.matmul(lib.zeros(0, 2, 3), lib.zeros(3, 4)).shape, [0, 2, 4]);
  });

  it("differences of truth values say where they change", () => {
    assert.deepEqual(lib.diff(truths).tolist(), [true, true]);
    assert.deepEqual(lib.diff(truths, 2).tolist(), [false]);
  });

  it("are written over in a tensor without dimensions", () => {
    assert.equal(String(lib.all(lib.ones(2)).zero_()), "tensor(False)");
    assert.equal(String(lib.any(lib.zeros(2), 0).fill_(true)), "tensor(True)");
  });

  it("are refused where PyTorch has no loop for them", () => {
    const refusals: [() => unknown, RegExp][] = [
      [() => truths.dot(truths), /^"dot" not implemented for 'Bool'/],
      [() => lib.median(truths), /^"median_cpu" not implemented for 'Bool'/],
      [() => truths.argmax(), /^argmax\(\): does not support bool input/],
      [() => lib.topk(truths, 1), /^topk does not support bool dtypes on CPU/],
      [() => lib.bincount(truths), /^"bincount_cpu" not implemented for 'Bool'/],
      [() => int([1]).fill_(inf), /^value cannot be converted to type int32_t without overflow/],
    ];
    for (const [call, message] of refusals) assert.throws(call, { message });
  });
});

describe("second derivatives at seams", () => {
  const second = (f: (x: Tensor) => Tensor, x: number): number => {
    const at = lib.variable(x);
    const [slope] = lib.grad(f(at), at, { createGraph: true });
    return lib.grad(slope, at)[0].item();
  };

  it("of a loss are those of the line where it begins", () => {
    assert.equal(second((x) => lib.huberLoss(x, double(0)), 1), 0); // prettier-ignore
    assert.equal(second((x) => lib.smoothL1Loss(x, double(0)), -1), 0); // prettier-ignore
  });

  it("of sinc keep their digits near 0, also of higher order", () => {
    for (const x of [0, 1e-9, -3e-8, 1e-4])
      assert.ok(Math.abs(second(lib.sinc, x) + Math.PI ** 2 / 3) < 1e-5, `${x}`); // prettier-ignore
    const fourth = lib
      .grad(lib.grad((x: Tensor) => lib.grad(lib.grad(lib.sinc))(x)))(double(1e-6))
      .item();
    assert.ok(Math.abs(fourth - Math.PI ** 4 / 5) < 1e-6);
  });
});

describe("a backward of one's own that returns no gradients is refused in words", () => {
  const called = (backward: () => unknown): (() => void) => {
    const f = lib.defineFunction({
      name: "F",
      forward: (_, a: Tensor, b: Tensor) => a.mul(b),
      backward: backward as () => Tensor[],
    });
    return () =>
      f(lib.variable([1, 2]), lib.variable([3, 4]))
        .sum()
        .backward();
  };

  it("nothing, too few, no tensor, another shape", () => {
    assert.throws(called(() => undefined), /^TypeError: F: the result of backward must be a gradient for every argument/); // prettier-ignore
    assert.throws(called(() => double([1, 2])), /incorrect number of gradients \(expected 2, got 1\)/); // prettier-ignore
    assert.throws(called(() => [double([1, 2]), undefined]), /gradient 1 of backward must be a tensor, or null/); // prettier-ignore
    assert.throws(called(() => [3, null]), /gradient 0 of backward must be a tensor, or null/); // prettier-ignore
    assert.throws(
      called(() => [double([1, 2, 3]), null]),
      /^RangeError: Function FBackward returned an invalid gradient at index 0 - got \[3\] but expected shape compatible with \[2\]/,
    );
  });
});

describe("edges of functions of networks", () => {
  it("probabilities are from 0 to 1, or refused", () => {
    const [half, none] = [lib.tensor([0.5]), lib.tensor([-0])];
    assert.equal(lib.binaryCrossEntropy(none, half).item(), 50);
    for (const wrong of [2, -0.5, NaN, Infinity]) {
      assert.throws(() => lib.binaryCrossEntropy(lib.tensor([wrong]), half), /all elements of input should be between 0 and 1/); // prettier-ignore
      assert.throws(() => lib.binaryCrossEntropy(half, lib.tensor([wrong])), /all elements of target should be between 0 and 1/); // prettier-ignore
    }
  });

  it("the slope of logit is infinite at both ends, whatever the sign of 0", () => {
    const slope = lib.grad((x) => x.logit().sum())(lib.tensor([0, -0, 1, 2]));
    assert.deepEqual(slope.tolist(), [Infinity, Infinity, Infinity, NaN]);
    const within = lib.grad((x) => x.logit(0.25).sum())(lib.tensor([NaN, 0, 0.5]));
    assert.deepEqual(within.tolist(), [NaN, 0, 4]);
  });

  it("a running product of one factor has slope 1 at infinity and at 0", () => {
    const slope = lib.grad((x) => x.cumprod(-1).sum())(lib.tensor([[-Infinity], [0], [3]]));
    assert.deepEqual(slope.tolist(), [[1], [1], [1]]);
  });

  it("the dtype of clamp is that of all its operands, in whichever order they come", () => {
    const a = lib.tensor([1, 2], { dtype: "int32" });
    const [single, number] = [lib.tensor([1.5]), lib.tensor(0.5, { dtype: "float64" })];
    assert.equal(a.clamp(single, number).dtype, "float32");
    assert.equal(a.clamp(number, single).dtype, "float32");
    assert.equal(a.clamp(number, 2).dtype, "float64");
  });
});
