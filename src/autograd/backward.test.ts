import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Tensor } from "../index";
import { grad, noGrad, stack, tensor, where } from "../index";
import { oracle, toTensor } from "../testing/autograd/recorded";

const variable = (data: number | number[]): Tensor => tensor(data, { dtype: "float64", requiresGrad: true });

describe("backward", () => {
  it("counts every use of x in x * x", () => {
    const x = variable(3);
    x.mul(x).backward();
    assert.equal(x.grad!.item(), 6);
  });

  it("adds what comes along both ways of a diamond", () => {
    const x = variable(2);
    const y = x.mul(3);
    y.exp().mul(y.add(1)).backward();
    const u = 6;
    assert.ok(Math.abs(x.grad!.item() - 3 * Math.exp(u) * (u + 2)) < 1e-9);
  });

  it("runs a node once all that reaches it has come, also where a short way meets a long one", () => {
    const x = variable(2);
    let long = x.mul(1);
    for (let i = 0; i < 50; i++) long = long.add(x);
    long.mul(x).backward();
    assert.equal(x.grad!.item(), 2 * 51 * 2);
  });

  it("gives the same for the same loss built twice", () => {
    const x = variable([1, 2]);
    x.square().sum().backward();
    const first = x.grad!.tolist();
    x.zeroGrad();
    assert.equal(x.grad, null);
    x.square().sum().backward();
    assert.deepEqual(x.grad!.tolist(), first);
  });

  it("walks a ladder of 2^60 ways in 60 steps", () => {
    const x = variable(1);
    let y = x;
    for (let i = 0; i < 60; i++) y = y.add(y);
    y.backward();
    assert.equal(x.grad!.item(), 2 ** 60);
  });

  it("walks a chain of 1,000,000 operations without overflowing the stack", () => {
    const x = variable(0.5);
    let y = x;
    for (let i = 0; i < 500_000; i++) y = y.mul(1.0000001).add(1e-9);
    y.backward();
    assert.ok(Math.abs(x.grad!.item() - 1.0000001 ** 500_000) < 1e-9);
  });

  it("leaves alone what is not a leaf", () => {
    const x = variable([1, 2]);
    const y = x.mul(2);
    y.sum().backward();
    assert.equal(y.grad, null);
    assert.deepEqual(x.grad!.tolist(), [2, 2]);
  });

  it("gives each leaf a gradient of its own, also where the graph hands the same tensor to two", () => {
    const [a, b] = [variable([1, 2]), variable([3, 4])];
    a.add(b).sum().backward();
    a.grad!.memory()[0] = 99;
    assert.deepEqual(b.grad!.tolist(), [1, 1]);
  });

  it("adds in place to what was gathered before, unless that is to be differentiated", () => {
    const x = tensor([1, 2], { requiresGrad: true });
    x.sum().backward();
    const first = x.grad!;
    x.mul(x).sum().backward();
    assert.equal(x.grad, first);
    assert.deepEqual(first.tolist(), [3, 5]);
    x.mul(x).sum().backward(null, { createGraph: true });
    assert.notEqual(x.grad, first);
    assert.deepEqual(
      [first.tolist(), x.grad.tolist()],
      [
        [3, 5],
        [5, 9],
      ],
    );
  });

  it("does not keep the gradient that it was given", () => {
    const x = variable([1, 2]);
    const seed = tensor([1, 1], { dtype: "float64" });
    x.add(0).backward(seed);
    seed.memory()[0] = 99;
    assert.deepEqual(x.grad!.tolist(), [1, 1]);
  });

  it("works from a leaf itself", () => {
    const x = variable(3);
    x.backward();
    assert.equal(x.grad!.item(), 1);
  });

  it("gives the gradient of every input of an operation on many", () => {
    const parts = [variable(1), variable(2), variable(3)];
    stack(parts)
      .mul(tensor([10, 20, 30]))
      .sum()
      .backward();
    assert.deepEqual(
      parts.map((part) => part.grad!.item()),
      [10, 20, 30],
    );
  });

  it("stops at detach, and inside noGrad, whose results are plain numbers", () => {
    const x = variable([1, 2]);
    x.mul(x.detach()).sum().backward();
    assert.deepEqual(x.grad!.tolist(), [1, 2]);
    const y = noGrad(() => x.mul(2));
    assert.equal(y.requiresGrad, false);
    assert.equal(y.gradFn, null);
  });

  it("puts recording back on when f throws, and refuses a function that waits", () => {
    const x = variable(1);
    const stops = (): never => {
      throw new Error("stop");
    };
    assert.throws(() => noGrad(stops), /^Error: stop$/);
    assert.equal(x.mul(2).requiresGrad, true);
    assert.throws(() => noGrad(() => Promise.resolve(1)), /f must be a function that does not wait/);
  });

  it("lets a graph be walked again only if nothing was saved or it was retained", () => {
    const x = variable([1, 2]);
    const linear = x.add(1).neg().reshape([2, 1]).sum();
    linear.backward();
    linear.backward();
    assert.deepEqual(x.grad!.tolist(), [-2, -2]);
    const scaled = x.mul(2).sum();
    scaled.backward(null, { retainGraph: true });
    scaled.backward();
    assert.throws(
      () => scaled.backward(),
      /^Error: Trying to backward through the graph a second time .*\nHere: pass { retainGraph: true } the first time/,
    );
  });

  it("frees only what a pass has walked", () => {
    const x = variable(2);
    const y = x.square();
    const z = y.square();
    assert.equal(grad(z, y)[0].item(), 8);
    assert.equal(grad(y, x)[0].item(), 4);
    assert.throws(() => grad(z, x), /a second time/);
  });

  it("does not walk what leads to none of the inputs asked for", () => {
    const [a, b] = [variable(2), variable(3)];
    const side = b.square();
    const y = a.square().mul(side);
    assert.equal(grad(y, a)[0].item(), 36);
    assert.equal(grad(side, b)[0].item(), 6);
  });

  it("takes weights of another dtype in the dtype of the input", () => {
    const x = tensor([1, 2], { requiresGrad: true });
    x.to("float64")
      .mul(tensor([3, 4], { dtype: "float64" }))
      .sum()
      .backward();
    assert.equal(x.grad!.dtype, "float32");
    assert.deepEqual(x.grad!.tolist(), [3, 4]);
  });

  it("differentiates through the control flow that was taken", () => {
    const f = (a: Tensor): Tensor => {
      let b = a.mul(2);
      while (b.norm().item() < 1000) b = b.mul(2);
      return b.sum().item() > 0 ? b : b.mul(100);
    };
    const a = variable(0.37);
    const d = f(a);
    d.backward();
    assert.equal(d.item(), 1515.52);
    assert.equal(a.grad!.item(), 4096);
    assert.equal(a.grad!.eq(d.div(a)).item<boolean>(), true);
  });

  it("a NaN in the branch not taken still reaches the gradient, as in PyTorch", () => {
    const x = variable(0);
    where(x.ne(0), x.sin().div(x), 1).backward();
    assert.ok(Number.isNaN(x.grad!.item()));
  });
});

describe("grad of tensors", () => {
  it("leaves grad of the leaves alone", () => {
    const x = variable(2);
    assert.deepEqual(grad(x.pow(3), [x]).map(Number), [12]);
    assert.equal(x.grad, null);
  });

  it("differentiates by results on the way, and by the output itself", () => {
    const x = variable([1, 2, 3]);
    const y = x.mul(2);
    const z = y.pow(3).sum();
    const [gy, gx, gz] = grad(z, [y, x, z]);
    assert.deepEqual(gy.tolist(), [12, 48, 108]);
    assert.deepEqual(gx.tolist(), [24, 96, 216]);
    assert.equal(gz.item(), 1);
  });

  it("adds up several outputs, weighted", () => {
    const x = variable([1, 2]);
    const outputs = [x.square(), x.sum()];
    const [g] = grad(outputs, x, { gradOutputs: [tensor([1, 10], { dtype: "float64" }), null] });
    assert.deepEqual(g.tolist(), [3, 41]);
  });

  it("gives null for an unused input where that is allowed, else names it", () => {
    const [x, w] = [variable(1), variable(2)];
    const found: (Tensor | null)[] = grad(x.mul(2), [x, w], { allowUnused: true });
    assert.equal(found[1], null);
    assert.throws(
      () => grad(x.mul(2), [x, w]),
      /at index 1 appears to not have been used.*\nHere: { allowUnused: true }/s,
    );
  });

  it("asks for a scalar or weights", () => {
    const x = variable([1, 2]);
    assert.throws(
      () => x.mul(2).backward(),
      /^RangeError: grad can be implicitly created only for scalar outputs\nThe output has shape \[2\]/,
    );
    assert.throws(() => grad(x.mul(2), x), /grad can be implicitly created only for scalar outputs/);
    assert.doesNotThrow(() => variable([1]).mul(2).backward());
  });

  it("refuses outputs and inputs without history, empty inputs, other things and unknown options", () => {
    const x = variable(1);
    assert.throws(
      () => grad(tensor(1), x),
      /element 0 of tensors does not require grad and does not have a grad_fn/,
    );
    assert.throws(() => grad([x.mul(1), tensor(1)], x), /element 1 of tensors does not require grad/);
    assert.throws(() => grad(x.mul(1), tensor(1)), /One of the differentiated Tensors does not require grad/);
    assert.throws(() => grad(x.mul(1), []), /`inputs` argument to `grad\(\)` cannot be empty/);
    assert.throws(() => grad(x.mul(1), [3 as unknown as Tensor]), /grad: inputs must be a tensor, but got 3/);
    assert.throws(
      () => grad(x.mul(1), x, { retain_graph: true } as object),
      /Did you mean|must be one of gradOutputs/,
    );
    assert.throws(() => x.mul(1).backward(null, { retain: true } as object), /Did you mean retainGraph\?/);
    assert.throws(() => x.mul(1).backward(3 as unknown as Tensor), /backward: gradient must be a tensor/);
  });

  it("gives derivatives of any order with createGraph", () => {
    const x = variable(2);
    let y = x.pow(5);
    const orders = [80, 160, 240, 240, 120];
    for (const expected of orders) {
      [y] = grad(y, x, { createGraph: true });
      assert.equal(y.item(), expected);
    }
  });

  it("lets a gradient take part in a loss", () => {
    const x = variable([1, 2, 3]);
    const [g] = grad(x.pow(3).sum(), x, { createGraph: true });
    g.square().sum().backward();
    assert.deepEqual(x.grad!.tolist(), [36, 288, 972]);
  });
});

describe("the blog's chain", () => {
  const leaf = (value: number): Tensor => tensor(value, { requiresGrad: true });
  const [x, a1, b1, a2, b2, a3, b3] = [1.2, 2.3, 1.3, 2.2, 1.4, 1.1, 2.2].map(leaf);
  const y1 = x.mul(a1).add(b1);
  const y2 = y1.mul(a2).add(b2);
  const y3 = y2.mul(a3).add(b3);
  const by = (output: Tensor, input: Tensor): Tensor => grad(output, [input], { retainGraph: true })[0];

  it("gives the original's 6.3888, in which one factor is counted twice", () => {
    assert.equal(String(by(y3, y1).mul(by(y2, y1)).mul(by(y1, a1))), "tensor(6.3888)");
  });

  it("gives the true 2.9040, by the right factors and at once", () => {
    assert.equal(String(by(y3, y2).mul(by(y2, y1)).mul(by(y1, a1))), "tensor(2.9040)");
    assert.equal(String(by(y3, a1)), "tensor(2.9040)");
  });

  it("agrees with PyTorch to the last bit of float32", () => {
    const { results } = oracle.find((c) => c.name === "program/blog_chain")!;
    const [dy3_dy1, dy3_dy2, dy2_dy1, dy1_da1] = [by(y3, y1), by(y3, y2), by(y2, y1), by(y1, a1)];
    const twice = dy3_dy1.mul(dy2_dy1).mul(dy1_da1);
    const right = dy3_dy2.mul(dy2_dy1).mul(dy1_da1);
    const ours: Record<string, Tensor> = {
      ...{ y1, y2, y3, dy3_dy1, dy3_dy2, dy2_dy1, dy1_da1, dy3_da1: by(y3, a1) },
      "dy3_dy1 * dy2_dy1 * dy1_da1": twice,
      "dy3_dy2 * dy2_dy1 * dy1_da1": right,
    };
    for (const [name, value] of Object.entries(results!)) {
      assert.equal(ours[name].item(), toTensor(value!).item(), name);
    }
  });
});
