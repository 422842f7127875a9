// PyTorch's steps, recorded by running torch 2.13.0 (the file names version, loss and start).

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { DType, Tensor } from "../../index";
import { Adam, AdamW, SGD, tensor } from "../../index";
import { assertClose, readOracle } from "../../testing/autograd/recorded";

interface Path {
  name: string;
  optimizer: "SGD" | "Adam" | "AdamW";
  dtype: DType;
  options: object;
  path: number[][];
}

const { cases } = readOracle<{ cases: Path[] }>("optim.json");
const kinds = { SGD, Adam, AdamW };

describe("optimizers step as PyTorch's", () => {
  it("there are cases of all kinds", () => {
    assert.deepEqual([...new Set(cases.map((c) => c.optimizer))].sort(), Object.keys(kinds).sort());
  });

  for (const { name, optimizer, dtype, options, path } of cases) {
    it(`${optimizer}, ${name}, ${dtype}`, () => {
      const w = tensor([1, -1, 0.5], { dtype, requiresGrad: true });
      const [target, weights] = [tensor([3, 2, -0.25], { dtype }), tensor([1, 10, 0.5], { dtype })];
      const moving = new kinds[optimizer]([w], options);
      const tol = dtype === "float64" ? { rtol: 1e-12, atol: 1e-14 } : { rtol: 2e-6, atol: 1e-6 };
      path.forEach((expected, i) => {
        moving.zeroGrad();
        w.sub(target).square().mul(weights).sum().backward();
        moving.step();
        assertClose(w.toFlatArray(), expected, tol, `step ${i + 1}`);
      });
    });
  }
});

const leaf = (): Tensor => tensor([1, 2, 3], { requiresGrad: true });

describe("optimizers", () => {
  it("forget gradients, or write zeros over them", () => {
    const x = leaf();
    const optimizer = new SGD([x], { lr: 0.1 });
    x.sum().backward();
    optimizer.zeroGrad({ setToNone: false });
    assert.equal(String(x.grad), "tensor([0., 0., 0.])");
    optimizer.zeroGrad();
    assert.equal(x.grad, null);
  });

  it("leave alone what has no gradient, and keep parameters leaves", () => {
    const [x, y] = [leaf(), leaf()];
    const optimizer = new Adam([x, y], { lr: 1 });
    x.sum().backward();
    optimizer.step();
    assert.deepEqual([x.isLeaf, x.requiresGrad], [true, true]);
    assert.deepEqual(y.tolist(), [1, 2, 3]);
    assert.equal(optimizer.state.size, 1);
  });

  it("take groups with settings of their own, which may be changed", () => {
    const [x, y] = [leaf(), leaf()];
    const optimizer = new SGD([{ params: [x], lr: 1 }, { params: [y] }], { lr: 0.1 });
    x.add(y).sum().backward();
    optimizer.paramGroups[1].lr = 2;
    optimizer.step();
    assert.deepEqual(
      [x.tolist(), y.tolist()],
      [
        [0, 1, 2],
        [-1, 0, 1],
      ],
    );
  });

  it("run a closure with recording, and return its loss", () => {
    const x = leaf();
    const optimizer = new SGD([x], { lr: 0.5 });
    const loss = optimizer.step(() => {
      optimizer.zeroGrad();
      const l = x.pow(2).sum();
      l.backward();
      return l;
    });
    assert.equal(loss!.item(), 14);
    assert.deepEqual(x.tolist(), [0, 0, 0]);
  });

  it("refuse what PyTorch refuses, with its words", () => {
    const says = (words: string) => (e: Error) => e.message.startsWith(`${words}\n`);
    assert.throws(() => new SGD([]), says("optimizer got an empty parameter list"));
    assert.throws(() => new SGD([leaf().mul(2)]), says("can't optimize a non-leaf Tensor"));
    assert.throws(() => new SGD([leaf()], { lr: -1 }), says("Invalid learning rate: -1"));
    assert.throws(
      () => new SGD([leaf()], { nesterov: true }),
      says("Nesterov momentum requires a momentum and zero dampening"),
    );
    assert.throws(
      () => new Adam([leaf()], { betas: [1, 0.9] }),
      says("Invalid beta parameter at index 0: 1"),
    );
    assert.throws(
      () => new Adam([leaf()], { momentum: 1 } as object),
      /Adam: the name of an option must be one of lr, betas/,
    );
    assert.throws(() => new Adam(leaf() as unknown as Tensor[]), /Adam: params must be a list of tensors/);
    assert.throws(() => new Adam([3 as unknown as Tensor]), /Adam: params must be a list of tensors/);
  });
});
