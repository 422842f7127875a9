// Views that are made inside noGrad, or as one of several: what PyTorch 2.13 refuses of them, and what it
// allows.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Tensor } from "../index";
import { eye, linear, matmul, noGrad, quantile, roll, solve, split, tensor, unbind, zeros } from "../index";

const leaf = (): Tensor => tensor([1, 2, 3], { requiresGrad: true });
const edited = /^Error: A view was created in no_grad mode and is being modified inplace with grad mode/;
const outdated =
  /^Error: A view was created in no_grad mode and its base or another view of its base has been modified inplace/;

describe("a view made inside noGrad", () => {
  it("is not edited where the edit would be recorded, whatever wants the gradient", () => {
    const x = leaf();
    for (const base of [leaf(), leaf().mul(1), zeros([3])]) {
      const view = noGrad(() => base.slice(0, 2));
      assert.throws(() => view.mul_(x.slice(0, 2)), edited);
      assert.throws(() => view.slice(0, 1).mul_(x.slice(0, 1)), edited);
    }
  });

  it("of a constant is edited by constants", () => {
    const base = zeros([3]);
    noGrad(() => base.slice(0, 2)).add_(1);
    assert.deepEqual(base.tolist(), [1, 1, 0]);
  });

  it("is not used where its base has a history and was written to since", () => {
    for (const [base, edit] of [
      [zeros([3]), (t: Tensor) => t.add_(leaf())],
      [leaf().mul(1), (t: Tensor) => t.mul_(2)],
      [leaf(), (t: Tensor) => noGrad(() => t.mul_(2))],
    ] as const) {
      const view = noGrad(() => base.slice(0, 2));
      edit(base);
      assert.throws(() => view.mul(1), outdated);
      assert.throws(() => view.sum(), outdated);
      // Its numbers are there, and can be used where nothing is recorded.
      assert.deepEqual(view.tolist(), base.tolist<number[]>().slice(0, 2));
      assert.equal(noGrad(() => view.sum()).item(), view.detach().sum().item());
      assert.match(String(view), /^tensor\(/);
    }
  });

  it("is a constant as long as nobody writes", () => {
    const x = leaf();
    const view = noGrad(() => x.slice(0, 2));
    view.mul(x.slice(1, 3)).sum().backward();
    assert.deepEqual(x.grad!.tolist(), [0, 1, 2]);
  });
});

describe("one of several views", () => {
  const several = /This view is the output of a function that returns multiple views/;

  it("is not edited where the edit would be recorded, nor used after its base was", () => {
    for (const parts of [(t: Tensor) => split(t, 1), (t: Tensor) => split(t, [1, 2]), unbind]) {
      const constant = zeros([3]);
      const [first] = parts(constant);
      first.add_(1);
      assert.deepEqual(constant.tolist(), [1, 0, 0]);
      assert.throws(() => first.add_(tensor(1, { requiresGrad: true }).expand(first.shape)), several);
      constant.add_(leaf());
      assert.throws(() => first.mul(1), several);
      const computed = leaf().mul(1);
      const [part] = parts(computed);
      computed.mul_(2);
      assert.throws(() => part.mul(1), several);
    }
  });
});

describe("the result of several steps is no view of one of them", () => {
  const x = leaf();
  const results: Readonly<Record<string, () => Tensor>> = {
    "matmul of a vector and a matrix": () => matmul(zeros([2]), zeros([2, 3])),
    "matmul of a stack and a matrix": () =>
      matmul(zeros([1, 2, 2]), zeros([2, 3]))
        .reshape(2, 3)
        .index(0),
    linear: () => linear(zeros([2]), zeros([3, 2]), zeros([3])),
    solve: () => solve(eye(3), zeros([3])),
    quantile: () => quantile(zeros([2, 3]), 0.5, 0),
    roll: () => roll(zeros([3]), 1),
  };
  for (const [name, make] of Object.entries(results)) {
    it(name, () => {
      const result = name.includes("stack") ? make() : noGrad(make);
      const total = result.add_(x).sum();
      x.zeroGrad();
      total.backward();
      assert.deepEqual(x.grad!.tolist(), [1, 1, 1]);
    });
  }
});

describe("memory that a dimension repeats holds one number", () => {
  it("which zero_ and fill_ write, and gradients end there", () => {
    const x = tensor([[1, 2, 3]], { requiresGrad: true });
    const y = x.mul(1);
    const wide = y.expand(2, 3);
    assert.deepEqual(wide.fill_(7).tolist(), [[7, 7, 7], [7, 7, 7]]); // prettier-ignore
    y.sum().add(wide.sum()).backward();
    assert.deepEqual(x.grad!.tolist(), [[0, 0, 0]]);
    assert.deepEqual(zeros([1]).add(1).expand(3).zero_().tolist(), [0, 0, 0]);
  });

  it("and nothing else", () => {
    const wide = (): Tensor => tensor([[1, 2, 3]]).expand(2, 3); // prettier-ignore
    const refused = /more than one element of the written-to tensor refers to a single memory location/;
    for (const edit of [
      (t: Tensor) => t.fill_(tensor(3)),
      (t: Tensor) => t.add_(1),
      (t: Tensor) => t.copy_(tensor(1)),
    ])
      assert.throws(() => edit(wide()), refused);
    assert.deepEqual(tensor([[1]]).expand(3, 1).slice(0, 0).add_(1).tolist(), []); // prettier-ignore
  });
});
