import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { noGrad, ones, tensor, zeros } from "../index";
import type { Tensor } from "../index";

const leaf = (): Tensor => tensor([1, 2, 3], { requiresGrad: true });

/** PyTorch's sentence, then a line on what to do here. */
const refuses = (f: () => unknown, sentence: string): void => {
  assert.throws(f, (error: Error) => {
    assert.equal(error.message.split("\n").slice(0, -1).join("\n"), sentence);
    return true;
  });
};

const changed = (what: string, version: number, expected: number): string =>
  `one of the variables needed for gradient computation has been modified by an inplace operation: ${what} is at ` +
  `version ${version}; expected version ${expected} instead. Hint: enable anomaly detection to find the operation that ` +
  "failed to compute its gradient, with torch.autograd.set_detect_anomaly(True, check_nan=False).";

describe("operations in place", () => {
  it("write into the tensor and its views, return it, and count versions together", () => {
    const t = tensor([
      [1, 2],
      [3, 4],
    ]);
    const row = t.index(0);
    assert.equal(t.add_(1), t);
    row.mul_(10);
    assert.equal(String(t), "tensor([[20., 30.],\n        [ 4.,  5.]])");
    assert.deepEqual([t.version, row.version, t.detach().version, t.clone().version], [2, 2, 2, 0]);
  });

  it("work on a single number, which may have views", () => {
    const x = tensor(2);
    x.add_(1);
    const view = x.reshape([1]);
    x.mul_(2);
    assert.deepEqual([x.item(), view.item()], [6, 6]);
  });

  it("read what they overwrite before they write", () => {
    const t = tensor([1, 1, 2, 3]);
    t.setIndex(["1:"], t.slice(0, 3).mul(2));
    assert.deepEqual(t.tolist(), [1, 2, 2, 4]);
  });

  it("are recorded: the gradient is that of the operation that returns a new tensor", () => {
    const x = leaf();
    const y = x.mul(2).mul_(x).add_(1).pow_(2);
    assert.equal(y.gradFn!.name, "PowBackward0");
    y.sum().backward();
    assert.deepEqual(
      x.grad!.tolist(),
      [1, 2, 3].map((v) => 2 * (2 * v * v + 1) * 4 * v),
    );
  });

  it("through a view change the history of its base", () => {
    const x = leaf();
    const y = x.mul(2);
    const v = y.slice(0, 2);
    v.mul_(3);
    assert.equal(String(v), "tensor([ 6., 12.], grad_fn=<AsStridedBackward0>)");
    assert.equal(String(y), "tensor([ 6., 12.,  6.], grad_fn=<CopySlices>)");
    y.sum().backward();
    assert.deepEqual(x.grad!.tolist(), [6, 6, 2]);
  });

  it("give a tensor a history that had none", () => {
    const z = zeros(3);
    const w = tensor(2, { requiresGrad: true });
    z.setIndex(1, w.mul(2));
    assert.equal(String(z), "tensor([0., 4., 0.], grad_fn=<CopySlices>)");
    z.sum().backward();
    assert.equal(w.grad!.item(), 2);
  });

  it("are known to views that were made before", () => {
    const x = leaf();
    const y = x.mul(2);
    const v = y.index(0);
    y.mul_(x);
    v.backward();
    assert.deepEqual(x.grad!.tolist(), [4, 0, 0]);
  });

  it("without recording leave the history alone: a step of gradient descent", () => {
    const x = leaf();
    x.pow(2).sum().backward();
    noGrad(() => x.sub_(x.grad!.mul(0.5)));
    assert.equal(String(x), "tensor([0., 0., 0.], requires_grad=True)");
    assert.equal(x.isLeaf, true);
  });

  it("know the names that PyTorch files them under", () => {
    const y = leaf().mul(2);
    const names = [y.zero_(), y.fill_(3), y.copy_(ones(3)), y.exp_()].map(() => "");
    assert.equal(names.length, 4);
    const name = (f: (t: Tensor) => Tensor): string => f(leaf().mul(2)).gradFn!.name;
    assert.deepEqual(
      [
        name((t) => t.zero_()),
        name((t) => t.fill_(3)),
        name((t) => t.copy_(ones(3))),
        name((t) => t.setIndex([[0, 0]], 5)),
      ],
      ["ZeroBackward0", "FillBackward2", "CopyBackwards", "IndexPutBackward0"],
    );
  });
});

describe("a change of what a gradient needs is noticed", () => {
  const hint = changed;

  it("in a result that was saved", () => {
    const y = leaf().exp();
    y.add_(1);
    refuses(() => y.sum().backward(), hint("[torch.FloatTensor [3]], which is output 0 of Exp,", 1, 0));
  });

  it("in an input that was saved, through a detached tensor", () => {
    const x = leaf();
    const y = x.pow(2).sum();
    x.detach().setIndex(0, 100);
    refuses(() => y.backward(), hint("[torch.FloatTensor [3]]", 1, 0));
  });

  it("with the version that it had", () => {
    const x = leaf();
    const c = ones(3, { dtype: "float32" });
    c.add_(1);
    const y = x.mul(c);
    c.add_(1);
    c.add_(1);
    refuses(() => y.sum().backward(), hint("[torch.FloatTensor [3]]", 3, 1));
  });

  it("but not where nothing of it was saved, nor where the change came before", () => {
    const x = leaf();
    const y = x.add(1);
    y.mul_(2);
    const z = y.mul(y);
    x.detach().add_(1);
    z.sum().backward();
    assert.deepEqual(x.grad!.tolist(), [16, 24, 32]);
  });
});

describe("operations in place refuse", () => {
  const leafWords = (what: string): string =>
    `a ${what} that requires grad is being used in an in-place operation.`;

  it("a leaf that requires a gradient, and a view of it", () => {
    refuses(() => leaf().add_(1), leafWords("leaf Variable"));
    refuses(() => leaf().index(0).add_(1), leafWords("view of a leaf Variable"));
    refuses(() => leaf().setIndex(0, 5), leafWords("view of a leaf Variable"));
  });

  it("another shape, another kind of number, and memory that is shared", () => {
    refuses(
      () => zeros(3).add_(ones(2, 3)),
      "output with shape [3] doesn't match the broadcast shape [2, 3]",
    );
    refuses(
      () => tensor([1, 2], { dtype: "int32" }).add_(0.5),
      "result type Float can't be cast to the desired output type Int",
    );
    refuses(
      () => zeros(1).expand([3]).add_(1),
      "unsupported operation: more than one element of the written-to tensor refers to a single memory location. " +
        "Please clone() the tensor before performing the operation.",
    );
  });

  it("values that do not fit what the indices choose", () => {
    refuses(
      () => zeros(3).setIndex([[0, 1]], ones(3)),
      "shape mismatch: value tensor of shape [3] cannot be broadcast to indexing result of shape [2]",
    );
    refuses(
      () => zeros(3).setIndex("0:2", ones(3)),
      "The expanded size of the tensor (2) must match the existing size (3) at non-singleton dimension 0.  " +
        "Target sizes: [2].  Tensor sizes: [3]",
    );
    refuses(() => zeros(3).setIndex(4, 1), "index 4 is out of bounds for dimension 0 with size 3");
  });
});

describe("writing to what indices choose", () => {
  it("takes numbers, arrays and tensors, and broadcasts them", () => {
    const t = zeros(2, 3);
    t.setIndex(0, 1)
      .setIndex([1, "1:"], [2, 3])
      .setIndex([":", 0], tensor([[7], [8]]).reshape([2]));
    assert.deepEqual(t.tolist(), [
      [7, 1, 1],
      [8, 2, 3],
    ]);
  });

  it("takes masks and lists; with accumulate, elements named twice receive both", () => {
    const t = tensor([1, -2, 3]);
    t.setIndex(t.lt(0), 0);
    t.setIndex([[0, 0]], [10, 5], { accumulate: true });
    assert.deepEqual(t.tolist(), [16, 0, 3]);
  });

  it("refuses to record the edit of a view that was made inside noGrad; a detached one may be edited", () => {
    for (const x of [leaf(), leaf().mul(1)]) {
      const view = noGrad(() => x.slice(0, 2));
      assert.throws(
        () => view.mul_(2),
        /^Error: A view was created in no_grad mode and is being modified inplace/,
      );
      assert.throws(() => view.setIndex(0, 5), /A view was created in no_grad mode/);
      noGrad(() => view.mul_(2));
      x.detach().slice(2).mul_(5);
      assert.deepEqual(x.tolist(), [2, 4, 15]);
    }
  });
});

describe("the first power of a matrix", () => {
  it("is not the matrix itself", () => {
    const x = tensor([[2]]);
    x.matrixPower(1).add_(1);
    assert.deepEqual(x.tolist(), [[2]]);
  });
});

describe("a view of a view that was made in noGrad", () => {
  it("has no history either, though its base was written to", () => {
    const x = tensor([1, 2], { requiresGrad: true });
    const y = zeros([2]).setIndex([":"], x);
    const view = noGrad(() => y.reshape([2]).slice(0, 1));
    assert.equal(view.requiresGrad, false);
    assert.equal(y.requiresGrad, true);
  });
});
