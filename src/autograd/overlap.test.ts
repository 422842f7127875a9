// Edits in place whose operands share memory with what is edited: what PyTorch 2.13 answers, or refuses, for
// each.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Tensor } from "../index";
import { jvp, noGrad, ones, tensor, vjp, zeros } from "../index";

const numbers = (data: never): Tensor => tensor(data, { dtype: "float64" });
const row = (): Tensor => numbers([2, 3, 5, 7] as never);
const table = (): Tensor => numbers([[2, 3], [5, 7]] as never); // prettier-ignore

const shared =
  /^unsupported operation: some elements of the input tensor and the written-to tensor refer to a single memory location\. Please clone\(\) the tensor before performing the operation\.\n/;
const repeated =
  /^unsupported operation: more than one element of the written-to tensor refers to a single memory location\./;
const modified = /modified by an inplace operation: .* is at version 1; expected version 0 instead/;

type Edit = (y: Tensor) => Tensor;

/** The numbers after the edit, recorded and not. */
function edited(make: () => Tensor, edit: Edit): unknown {
  const plain = make();
  edit(plain);
  const x = make();
  x.requiresGrad = true;
  const y = x.mul(1);
  edit(y);
  assert.deepEqual(y.tolist(), plain.tolist());
  return plain.tolist();
}

/** The gradient of the sum of what the edit leaves. */
function gradient(make: () => Tensor, edit: Edit): unknown {
  const x = make();
  x.requiresGrad = true;
  const y = x.mul(1);
  edit(y);
  y.sum().backward();
  return x.grad!.tolist();
}

describe("an operand that lies across what is written to is refused", () => {
  const across: Readonly<Record<string, Edit>> = {
    "add_ of the transposed": (y) => y.add_(y.t()),
    "sub_ of a row": (y) => y.sub_(y.index(0)),
    "mul_ of a column": (y) => y.mul_(y.slice(0, 1)),
    "div_ of a single element": (y) => y.div_(y.index(0, 0)),
    "pow_ of the transposed": (y) => y.pow_(y.t()),
    "clamp_ by a row": (y) => y.clamp_(y.index(0)),
    addcmul_: (y) => y.addcmul_(y.t(), ones(2, 2, { dtype: "float64" })),
    addcdiv_: (y) => y.addcdiv_(ones(2, 2, { dtype: "float64" }), y.t()),
    lerp_: (y) => y.lerp_(y.t(), 0.5),
    "copy_ of the transposed": (y) => y.copy_(y.t()),
    "overlapping slices": (y) => y.flatten().slice(1).mul_(y.flatten().slice(0, 3)),
    "setIndex from an overlapping slice": (y) => y.flatten().setIndex(["1:"], y.flatten().slice(0, 3)),
    "setIndex of entries from the same memory": (y) => y.setIndex([[0, 1]], y),
  };
  for (const [name, edit] of Object.entries(across)) {
    it(name, () => {
      assert.throws(() => edited(table, edit), { name: "RangeError", message: shared });
      assert.throws(() => gradient(table, edit), { name: "RangeError", message: shared });
    });
  }

  it("a mask that is the transposed of what it masks", () => {
    const mask = tensor([[true, false], [true, true]]); // prettier-ignore
    assert.throws(() => mask.maskedFill_(mask.t(), 0), { message: shared });
  });

  it("memory that one dimension repeats is not written to", () => {
    for (const edit of [(y: Tensor) => y.add_(1), (y: Tensor) => y.exp_(), (y: Tensor) => y.copy_(row())])
      assert.throws(() => edit(row().slice(0, 1).expand(4)), { name: "RangeError", message: repeated });
  });
});

describe("an operand that is the same elements, or other elements of the same memory, is read before they are written", () => {
  it("the tensor itself, or a view of all of it", () => {
    assert.deepEqual(edited(row, (y) => y.mul_(y)), [4, 9, 25, 49]); // prettier-ignore
    assert.deepEqual(edited(row, (y) => y.mul_(y.reshape(4))), [4, 9, 25, 49]); // prettier-ignore
    assert.deepEqual(edited(row, (y) => y.sub_(y.reshape(1, 4).index(0))), [0, 0, 0, 0]); // prettier-ignore
    assert.deepEqual(edited(() => row().slice(0, 2), (y) => y.pow_(y)), [4, 27]); // prettier-ignore
  });

  it("other rows, and entries with gaps between them", () => {
    assert.deepEqual(edited(table, (y) => y.index(0).mul_(y.index(1))), [[10, 21], [5, 7]]); // prettier-ignore
    assert.deepEqual(edited(table, (y) => y.setIndex(0, y.index(1))), [[5, 7], [5, 7]]); // prettier-ignore
    assert.deepEqual(
      edited(row, (y) => y.slice(0, 4, { step: 2 }).mul_(y.slice(1, 4, { step: 2 }))),
      [6, 3, 35, 7],
    );
  });

  it("a number that comes from what is filled with it", () => {
    assert.deepEqual(edited(row, (y) => y.fill_(y.index(0))), [2, 2, 2, 2]); // prettier-ignore
    assert.deepEqual(edited(row, (y) => y.setIndex(y.gt(4), y.index(0))), [2, 3, 2, 2]); // prettier-ignore
    assert.deepEqual(gradient(row, (y) => y.fill_(y.index(0))), [4, 0, 0, 0]); // prettier-ignore
  });

  it("where the gradient does not read it, it is right", () => {
    assert.deepEqual(gradient(row, (y) => y.add_(y)), [2, 2, 2, 2]); // prettier-ignore
    assert.deepEqual(gradient(row, (y) => y.sub_(y.reshape(4))), [0, 0, 0, 0]); // prettier-ignore
    assert.deepEqual(gradient(table, (y) => y.setIndex(0, y.index(1))), [[0, 0], [2, 2]]); // prettier-ignore
    assert.deepEqual(gradient(table, (y) => y.lerp_(y, 0.5)), [[1, 1], [1, 1]]); // prettier-ignore
  });

  it("where the gradient reads it, backward refuses", () => {
    const edits: Edit[] = [
      (y) => y.mul_(y),
      (y) => y.mul_(y.reshape(4)),
      (y) => y.div_(y),
      (y) => y.pow_(y.reshape(4)),
      (y) => y.addcmul_(y, y),
      (y) => y.slice(0, 4, { step: 2 }).mul_(y.slice(1, 4, { step: 2 })),
    ];
    for (const edit of edits) assert.throws(() => gradient(row, edit), { message: modified });
  });
});

describe("a leaf that is a view", () => {
  const leaf = (of: (t: Tensor) => Tensor): Tensor => {
    const x = of(row());
    x.requiresGrad = true;
    return x;
  };

  it("is not written to, nor is a view of it, in PyTorch's words", () => {
    const ofView = {
      message: /^a view of a leaf Variable that requires grad is being used in an in-place operation\./,
    };
    assert.throws(() => leaf((t) => t.reshape(2, 2)).setIndex(0, ones(2)), ofView);
    assert.throws(() => leaf((t) => t.slice(1)).add_(1), ofView);
    assert.throws(() => leaf((t) => t.reshape(2, 2)).index(0).mul_(2), ofView); // prettier-ignore
    assert.throws(() => leaf((t) => t.detach()).index(0).mul_(2), ofView); // prettier-ignore
    assert.throws(() => leaf((t) => t.detach()).mul_(2), { message: /^a leaf Variable/ });
  });

  it("is written to inside noGrad, and through its base", () => {
    const x = leaf((t) => t.reshape(2, 2));
    noGrad(() => x.setIndex(0, ones(2)));
    assert.deepEqual(x.tolist(), [[1, 1], [5, 7]]); // prettier-ignore
    assert.equal(x.isLeaf, true);
  });

  it("is none any more once a recorded edit of its base reaches it", () => {
    const base = zeros(4);
    const x = base.reshape(2, 2);
    x.requiresGrad = true;
    base.mul_(tensor([2], { requiresGrad: true }));
    assert.deepEqual([x.isLeaf, x.gradFn!.name], [false, "AsStridedBackward0"]);
  });
});

describe("views learn of recorded edits of their base", () => {
  const w = (): Tensor => tensor(3, { dtype: "float64", requiresGrad: true });

  it("also those that wanted no gradient before", () => {
    const weight = w();
    const base = row();
    const view = base.reshape(2, 2);
    base.setIndex(0, weight);
    assert.deepEqual([view.requiresGrad, view.isLeaf], [true, false]);
    view.pow(2).sum().backward();
    assert.equal(weight.grad!.item(), 6);
  });

  it("a detached tensor has a history of its own, and views of it belong to that", () => {
    const weight = w();
    const y = row().mul(weight);
    const detached = y.detach();
    const first = detached.index(0);
    detached.setIndex([":2"], weight);
    assert.deepEqual(
      [detached.requiresGrad, first.requiresGrad, y.gradFn!.name],
      [true, true, "MulBackward0"],
    );
    first.add(detached.sum()).backward();
    assert.equal(weight.grad!.item(), 3);
    assert.deepEqual(y.tolist(), [3, 3, 15, 21]);
  });

  it("what backward sends to an expanded view is summed where its elements lie", () => {
    const weight = w();
    const y = numbers([1, 2] as never).mul(weight);
    const wide = y.expand(3, 2);
    y.mul_(2);
    wide.sum().backward();
    assert.equal(weight.grad!.item(), 18);
  });

  it("forward and reverse mode agree on a view that did not move before", () => {
    const f = (y: Tensor): Tensor => {
      const all = table().mul(1);
      const first = all.index(0);
      all.mul_(y).setIndex([":", 1], y);
      return first.pow(2).sum();
    };
    const at = tensor(2, { dtype: "float64" });
    assert.equal(vjp(f, at)[1].item(), 20);
    assert.equal(jvp(f, at, tensor(1, { dtype: "float64" }))[1].item(), 20);
  });
});

describe("one of several views that were made at once", () => {
  it("is not edited while that is recorded", () => {
    const parts: [string, (y: Tensor) => Tensor][] = [
      ["Output 1 of Split", (y) => y.split(2)[1]],
      ["Output 0 of Split", (y) => y.chunk(2)[0]],
      ["Output 2 of Unbind", (y) => y.unbind()[2]],
      ["Output 1 of SplitWithSizes", (y) => y.split([1, 3])[1]],
    ];
    for (const [words, part] of parts) {
      assert.throws(
        () => gradient(row, (y) => part(y).mul_(2)),
        (error) => String(error).startsWith(`Error: ${words} is a view and is being modified inplace.`),
      );
      const y = row();
      part(y).mul_(0);
      assert.ok(y.eq(0).any().item<boolean>());
    }
  });
});
