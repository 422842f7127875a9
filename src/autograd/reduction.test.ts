import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Tensor } from "../index";
import {
  amax,
  argmax,
  argmin,
  einsum,
  max,
  median,
  min,
  norm,
  ones,
  sum,
  tensor,
  variance,
  zeros,
} from "../index";

const a = tensor([
  [1, 5, 3],
  [4, 2, 6],
]);

describe("reductions", () => {
  it("reduce everything, one dimension or several, and keep them if asked", () => {
    assert.equal(a.sum().item(), 21);
    assert.deepEqual(a.sum(0).tolist(), [5, 7, 9]);
    assert.deepEqual(a.sum(-1, true).tolist(), [[9], [12]]);
    assert.deepEqual(a.sum([0, 1]).tolist(), 21);
    assert.deepEqual(a.mean(1).tolist(), [3, 4]);
    assert.deepEqual(a.t().sum(0).tolist(), [9, 12]);
    assert.deepEqual(ones(2, 3, 4).sum([0, 2]).tolist(), [8, 8, 8]);
    assert.equal(tensor(3).sum(0).item(), 3);
  });

  it("of nothing are 0, 1 or NaN", () => {
    assert.equal(zeros(0).sum().item(), 0);
    assert.equal(zeros(0).prod().item(), 1);
    assert.ok(Number.isNaN(zeros(0).mean().item()));
    assert.equal(zeros(0).norm().item(), 0);
    assert.deepEqual(zeros(0, 3).sum(0).tolist(), [0, 0, 0]);
    assert.throws(() => zeros(0).norm(Infinity), /cannot compute the inf norm on an empty tensor/);
    assert.throws(
      () => max(zeros(0)),
      /max\(\): Expected reduction dim to be specified for input.numel\(\) == 0/,
    );
    assert.throws(() => amax(zeros(0, 3), 0), /amax\(\): Expected reduction dim 0 to have non-zero size/);
  });

  it("refuse dimensions that are not there, named twice, or no numbers", () => {
    assert.throws(
      () => a.sum(2),
      /Dimension out of range \(expected to be in range of \[-2, 1\], but got 2\)\nThe tensor has 2 dimensions/,
    );
    assert.throws(() => sum(a, [0, -2]), /dim 0 appears multiple times in the list of dims/);
    assert.throws(() => sum(a, 0.5), /dim must be an integer, but got 0.5/);
    assert.throws(() => sum(a, 0, 1 as unknown as boolean), /sum: keepdim must be true or false/);
  });

  it("add up many numbers with little loss", () => {
    const n = 100_003;
    const x = ones(n, { dtype: "float64" }).mul(0.1);
    assert.ok(Math.abs(x.sum().item() - n * 0.1) < 1e-9);
  });
});

describe("norm", () => {
  it("has any order", () => {
    const v = tensor([3, 0, -4]);
    assert.equal(v.norm().item(), 5);
    assert.equal(v.norm("fro").item(), 5);
    assert.equal(v.norm(1).item(), 7);
    assert.equal(v.norm(Infinity).item(), 4);
    assert.equal(v.norm(-Infinity).item(), 0);
    assert.equal(v.norm(0).item(), 2);
    assert.deepEqual(a.norm(1, 0).tolist(), [5, 7, 9]);
  });

  it("has the gradient 0 at 0, and its root of squares has none", () => {
    const x = zeros(3, { requiresGrad: true });
    x.norm().backward();
    assert.deepEqual(x.grad!.tolist<number[]>().map(Math.abs), [0, 0, 0]);
    x.zeroGrad();
    x.mul(x).sum().sqrt().backward();
    assert.deepEqual(x.grad!.tolist(), [NaN, NaN, NaN]);
  });

  it("refuses unknown orders and integers", () => {
    // @ts-expect-error only numbers and "fro" are orders
    assert.throws(() => norm(a, "nuc"), /norm: p must be a number or "fro", but got 'nuc'/);
    assert.throws(
      () => norm(tensor([1], { dtype: "int32" })),
      /Expected a floating point or complex tensor as input. Got Int/,
    );
  });
});

describe("variance", () => {
  it("divides by one less than the number of elements, unless told otherwise", () => {
    const v = tensor([1, 2, 3, 4], { dtype: "float64" });
    assert.ok(Math.abs(v.variance().item() - 5 / 3) < 1e-15);
    assert.equal(v.variance(0, false, { correction: 0 }).item(), 1.25);
    assert.ok(Number.isNaN(tensor([1]).variance().item()));
    assert.throws(() => variance(v, 0, false, { unbiased: true } as object), /must be one of correction/);
    assert.throws(
      () => variance(v, 0, false, { correction: NaN }),
      /options.correction must be a finite number/,
    );
  });
});

describe("max, min and median", () => {
  it("of everything, or values and indices along a dimension", () => {
    assert.equal(max(a).item(), 6);
    assert.deepEqual(max(a, 1).values.tolist(), [5, 6]);
    assert.deepEqual(max(a, 1).indices.tolist(), [1, 2]);
    assert.deepEqual([...a.min(0, true).values.shape], [1, 3]);
    assert.equal(median(tensor([4, 1, 3, 2])).item(), 2);
    assert.deepEqual(a.median(1).indices.tolist(), [2, 0]);
    assert.equal(argmax(a).item(), 5);
    assert.deepEqual(argmin(a, 0).tolist(), [0, 1, 0]);
    assert.equal(argmax(a).dtype, "int32");
  });

  it("share a tie when they are of everything, and give it to the first along a dimension", () => {
    const x = tensor([3, 1, 3], { requiresGrad: true });
    x.max().backward();
    assert.deepEqual(x.grad!.tolist(), [0.5, 0, 0.5]);
    x.zeroGrad();
    x.max(0).values.backward();
    assert.deepEqual(x.grad!.tolist(), [1, 0, 0]);
  });

  it("find a NaN", () => {
    assert.ok(Number.isNaN(max(tensor([1, NaN, 2])).item()));
    assert.equal(min(tensor([1, NaN, 2]), 0).indices.item(), 1);
  });
});

describe("einsum", () => {
  const b = tensor([
    [1, 0],
    [2, 1],
    [0, 3],
  ]);
  const close = (x: Tensor, y: Tensor): void => assert.deepEqual(x.tolist(), y.tolist());

  it("says products, sums, diagonals and transposes", () => {
    close(einsum("ij,jk->ik", a, b), a.matmul(b));
    close(einsum("ij,jk", a, b), a.matmul(b));
    close(einsum("ij->ji", a), a.t());
    close(einsum("ij->", a), a.sum());
    close(einsum("ij->j", a), a.sum(0));
    close(
      einsum("i,j->ij", tensor([1, 2]), tensor([3, 4])),
      tensor([
        [3, 4],
        [6, 8],
      ]),
    );
    close(
      einsum(
        "ii->i",
        tensor([
          [1, 2],
          [3, 4],
        ]),
      ),
      tensor([1, 4]),
    );
    close(einsum("bij,bjk->bik", ones(2, 2, 3), ones(2, 3, 1)), ones(2, 2, 1).mul(3));
    close(einsum("i,ij,j->", tensor([1, 2]), a, tensor([1, 1, 1])), tensor(33));
  });

  it("refuses what does not fit", () => {
    assert.throws(() => einsum("ij,jk->ik", a), /fewer operands were provided|more operands were provided/);
    assert.throws(
      () => einsum("i->i", a),
      /number of subscripts in the equation \(1\) does not match the number of dimensions \(2\)/,
    );
    assert.throws(() => einsum("ij,jk->ik", a, a), /subscript j has size 2/);
    assert.throws(() => einsum("ij->k", a), /output subscript k does not appear/);
    assert.throws(() => einsum("i1->i", a), /invalid subscript/);
  });
});
