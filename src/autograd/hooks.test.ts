import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  defineFunction,
  detectAnomaly,
  grad,
  gradcheck,
  gradgradcheck,
  ones,
  setDetectAnomaly,
  tensor,
} from "../index";
import type { Tensor } from "../index";

const leaf = (): Tensor => tensor([1, 2, 3], { requiresGrad: true });
const says = (words: string | RegExp) => (error: Error) =>
  typeof words === "string" ? error.message.startsWith(`${words}\n`) : words.test(error.message);

describe("hooks", () => {
  it("see the whole gradient of a tensor, and may change it", () => {
    const x = leaf();
    const y = x.mul(2);
    const seen: string[] = [];
    y.registerHook((g) => void seen.push(String(g)));
    y.registerHook((g) => g.mul(10));
    y.add(y).sum().backward();
    assert.deepEqual(seen, ["tensor([2., 2., 2.])"]);
    assert.deepEqual(x.grad!.tolist(), [40, 40, 40]);
  });

  it("of a leaf run before its gradient gathers; removed ones no longer run", () => {
    const x = leaf();
    const handle = x.registerHook((g) => g.mul(2));
    x.sum().backward();
    handle.remove();
    handle.remove();
    x.sum().backward();
    assert.deepEqual(x.grad!.tolist(), [3, 3, 3]);
  });

  it("also act on grad(outputs, inputs), and can be differentiated", () => {
    const x = leaf();
    x.registerHook((g) => g.mul(g));
    const [g] = grad(x.pow(2).sum(), x, { createGraph: true });
    assert.deepEqual(g.tolist(), [4, 16, 36]);
    x.zeroGrad();
  });

  it("after gathering get the leaf", () => {
    const x = leaf();
    const seen: unknown[] = [];
    x.registerPostAccumulateGradHook((t) => void seen.push(t.grad!.tolist()));
    x.sum().backward();
    x.sum().backward();
    assert.deepEqual(seen, [
      [1, 1, 1],
      [2, 2, 2],
    ]);
  });

  it("need a tensor that requires a gradient, a function, and return tensors of the same shape", () => {
    const words = "cannot register a hook on a tensor that doesn't require gradient";
    assert.throws(() => ones(2).registerHook((g) => g), says(words));
    assert.throws(() => leaf().registerHook(3 as never), /hook must be a function/);
    const x = leaf();
    const handle = x.registerHook(() => ones(2));
    assert.throws(() => x.sum().backward(), says("hook has changed the size of value"));
    handle.remove();
    x.registerHook(() => 3 as never);
    assert.throws(() => x.sum().backward(), says("expected Variable, but hook returned 'number'"));
  });
});

describe("retainGrad", () => {
  it("keeps the gradient of what an edited tensor is now", () => {
    const x = leaf();
    const y = x.mul(1);
    y.retainGrad();
    y.mul_(2);
    y.index(0).mul_(5);
    y.sum().backward();
    assert.deepEqual([y.grad!.tolist(), x.grad!.tolist()], [[1, 1, 1], [10, 2, 2]]); // prettier-ignore
  });

  it("keeps the gradient of a result, after its hooks, and adds up", () => {
    const x = leaf();
    const y = x.mul(2);
    y.retainGrad();
    y.registerHook((g) => g.mul(10));
    const z = y.sum();
    z.backward(null, { retainGraph: true });
    z.backward();
    assert.deepEqual(y.grad!.tolist(), [20, 20, 20]);
    assert.deepEqual(x.grad!.tolist(), [40, 40, 40]);
    assert.throws(
      () => ones(2).retainGrad(),
      says("can't retain_grad on Tensor that has requires_grad=False"),
    );
  });
});

describe("anomaly detection", () => {
  it("names the operation of the first NaN and the line that called it", () => {
    const x = tensor([0, 4], { requiresGrad: true });
    assert.throws(
      () => detectAnomaly(() => x.sqrt().mul(0).sum().backward()),
      says(
        /^Function 'SqrtBackward0' returned nan values in its 0th output\.\nThe operation was called at .*hooks\.test\.[jt]s:\d+:\d+\)?\.$/,
      ),
    );
  });

  it("lets pass what is not NaN, is off afterwards, and can be switched", () => {
    const x = tensor([0, 4], { requiresGrad: true });
    assert.equal(
      detectAnomaly(() => 3),
      3,
    );
    x.sqrt().mul(0).sum().backward();
    assert.equal(String(x.grad), "tensor([nan, 0.])");
    setDetectAnomaly(true);
    assert.throws(() => x.sqrt().mul(0).sum().backward(), /SqrtBackward0/);
    setDetectAnomaly(false);
    x.sqrt().mul(0).sum().backward();
  });
});

const square = defineFunction({
  name: "Sq",
  forward(ctx, x: Tensor) {
    ctx.saveForBackward(x);
    return x.pow(2);
  },
  backward: (ctx, g) => g.mul(2).mul(ctx.savedTensors[0]),
});

describe("functions with a derivative of their own", () => {
  it("print, differentiate and differentiate again", () => {
    const x = tensor([1, 2], { requiresGrad: true, dtype: "float64" });
    assert.equal(String(square(x)), "tensor([1., 4.], dtype=torch.float64, grad_fn=<SqBackward>)");
    assert.equal(gradcheck(square, x), true);
    assert.equal(gradgradcheck(square, x), true);
  });

  it("take other arguments, know what is wanted, and compute all gradients at once", () => {
    let calls = 0;
    const scaled = defineFunction({
      forward(ctx, a: Tensor, b: Tensor, factor: number) {
        ctx.factor = factor;
        return a.mul(b).mul(factor);
      },
      backward(ctx, g) {
        calls++;
        assert.deepEqual(ctx.needsInputGrad, [true, true, false]);
        return [g.mul(ctx.factor as number), g, null];
      },
    });
    const [a, b] = [leaf(), leaf()];
    scaled(a, b, 3).sum().backward();
    assert.deepEqual([a.grad!.tolist(), b.grad!.tolist(), calls], [[3, 3, 3], [1, 1, 1], 1]);
  });

  it("refuse a second walk, a changed tensor, and a wrong number of gradients", () => {
    const x = leaf();
    const y = square(x).sum();
    y.backward();
    assert.throws(() => y.backward(), /^Error: Trying to backward through the graph a second time/);
    const z = square(x).sum();
    x.detach().add_(1);
    assert.throws(
      () => z.backward(),
      /modified by an inplace operation: \[torch.FloatTensor \[3\]\] is at version 1/,
    );
    const bad = defineFunction({
      name: "Bad",
      forward: (_, p: Tensor, q: Tensor) => p.mul(q),
      backward: (_, g) => g,
    });
    assert.throws(
      () => bad(x, x).sum().backward(),
      says("function BadBackward returned an incorrect number of gradients (expected 2, got 1)"),
    );
  });

  it("may refuse second derivatives", () => {
    const once = defineFunction({
      forward: (ctx, x: Tensor) => (ctx.saveForBackward(x), x.pow(2)),
      backward: (ctx, g) => g.mul(2).mul(ctx.savedTensors[0]),
      onceDifferentiable: true,
    });
    const x = leaf();
    const [g] = grad(once(x).pow(2).sum(), x, { createGraph: true });
    assert.deepEqual(g.tolist(), [4, 32, 108]);
    const words = "trying to differentiate twice a function that was marked with @once_differentiable";
    assert.throws(() => grad(g.sum(), x), says(words));
  });

  it("are checked when they are defined and called", () => {
    assert.throws(
      () => defineFunction({ forward: 3 as never, backward: () => null }),
      /forward must be a function/,
    );
    assert.throws(
      () => defineFunction({ forward: () => 3 as never, backward: () => null })(),
      /result of forward must be a tensor/,
    );
  });
});
