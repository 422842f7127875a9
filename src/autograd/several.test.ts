import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Tensor } from "../index";
import { grad, hessian, hvp, jvp, ones, tensor, vjp } from "../index";

const f64 = (data: number[], requiresGrad = false): Tensor =>
  tensor(data, { dtype: "float64", requiresGrad });
const lists = (table: readonly (readonly Tensor[])[]): unknown[] =>
  table.map((row) => row.map((t) => t.tolist()));

describe("derivatives of functions of several tensors, as torch.autograd.functional", () => {
  const [a, b] = [f64([1, 2]), f64([3, 4])];
  const f = (x: Tensor, y: Tensor): Tensor => x.mul(x).mul(y).sum();
  const both = [ones(2, { dtype: "float64" }), f64([1, 10])];

  it("hessian: a table of blocks, entry [i][j] for arguments i and j", () => {
    const mixed = [
      [2, 0],
      [0, 4],
    ];
    const own = [
      [6, 0],
      [0, 8],
    ];
    const none = [
      [0, 0],
      [0, 0],
    ];
    assert.deepEqual(lists(hessian(f, [a, b])), [
      [own, mixed],
      [mixed, none],
    ]);
  });

  it("hvp: the blocks times the vectors, added up by rows", () => {
    const [value, products] = hvp(f, [a, b], both);
    assert.equal(value.item(), 19);
    const blocks = hessian(f, [a, b]);
    const expected = blocks.map((row) => row[0].matmul(both[0]).add(row[1].matmul(both[1])).tolist());
    assert.deepEqual(
      products.map((product) => product.tolist()),
      expected,
    );
    assert.deepEqual(expected, [
      [8, 48],
      [2, 4],
    ]);
  });

  it("can be differentiated in turn", () => {
    const x = f64([1, 2], true);
    const cubes = (p: Tensor, q: Tensor): Tensor => p.pow(3).mul(q).sum();
    const [third] = grad(hessian(cubes, [x, b])[0][0].sum(), [x]);
    assert.deepEqual(third.tolist(), [18, 24]);
    assert.deepEqual(grad(hvp(cubes, [x, b], both)[1][1].sum(), [x])[0].tolist(), [6, 12]);
  });

  it("vjp and jvp agree on the product from both sides", () => {
    const g = (x: Tensor, y: Tensor): Tensor => x.mul(x).mul(y).exp();
    const u = f64([0.5, -2]);
    const [, forward] = jvp(g, [a.mul(0.1), b], both);
    const [, reverse] = vjp(g, [a.mul(0.1), b], u);
    const right = reverse.map((part, i) => part.dot(both[i]).item()).reduce((p, q) => p + q);
    assert.ok(Math.abs(forward.dot(u).item() - right) < 1e-12);
  });

  it("refuses too few vectors and wrong ones, in PyTorch's words", () => {
    assert.throws(
      () => hvp(f, [a, b], [a]),
      /^RangeError: v is a tuple of invalid length: should be 2 but got 1\.\n/,
    );
    assert.throws(
      () => jvp(f, [a, b], [a, ones(3)]),
      /Entry 1 in v has invalid size: should be torch\.Size\(\[2\]\) but got torch\.Size\(\[3\]\)\.\n/,
    );
    assert.throws(
      () => hvp(f, [a, b], undefined as never),
      /The vector v can only be None if the input to the user/,
    );
    assert.throws(() => hessian((x, y) => x.mul(y), [a, b]), /should contain a single element/);
  });
});
