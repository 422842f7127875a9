import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Tensor } from "../index";
import { defineFunction, grad, gradcheck, gradgradcheck, jvp, tensor, zeros } from "../index";

const f64 = (data: number[], requiresGrad = false): Tensor =>
  tensor(data, { dtype: "float64", requiresGrad });

/** The square and three times its argument; notes the gradients that come. */
function squareAndTriple(came: number[][] = []): (x: Tensor) => readonly [Tensor, Tensor] {
  return defineFunction({
    name: "Two",
    forward(ctx, x: Tensor): readonly [Tensor, Tensor] {
      ctx.saveForBackward(x);
      return [x.mul(x), x.mul(3)];
    },
    backward(ctx, g, h) {
      came.push(g.tolist(), h.tolist());
      return g.mul(2).mul(ctx.savedTensors[0]).add(h.mul(3));
    },
  });
}

describe("a function of several results", () => {
  it("gets the gradient of each, 0 for one that was not used, and runs once", () => {
    const came: number[][] = [];
    const two = squareAndTriple(came);
    const x = f64([1, 2], true);
    const [square, triple] = two(x);
    assert.equal(String(triple), "tensor([3., 6.], dtype=torch.float64, grad_fn=<TwoBackward>)");
    square.sum().backward(null, { retainGraph: true });
    assert.deepEqual(
      [x.grad!.tolist(), came.splice(0)],
      [
        [2, 4],
        [
          [1, 1],
          [0, 0],
        ],
      ],
    );
    x.zeroGrad();
    square.mul(triple).sum().backward();
    assert.deepEqual(
      [x.grad!.tolist(), came],
      [
        [9, 36],
        [
          [3, 6],
          [1, 4],
        ],
      ],
    );
    assert.throws(() => square.sum().backward(), /Trying to backward through the graph a second time/);
  });

  it("has derivatives of any order, and in forward mode", () => {
    const two = squareAndTriple();
    const f = (x: Tensor): Tensor => {
      const [square, triple] = two(x);
      return square.mul(triple).add(triple);
    };
    assert.ok(gradcheck(f, [f64([0.5, -2], true)]));
    assert.ok(gradgradcheck(f, [f64([0.5, -2], true)]));
    assert.deepEqual(jvp(f, f64([1, 2]), f64([1, 10]))[1].tolist(), [12, 390]);
    const own = defineFunction({
      forward: (_ctx, x: Tensor) => [x.mul(2), x.mul(3)],
      backward: (_ctx, g, h) => g.mul(2).add(h.mul(3)),
      jvp: (_ctx, d) => [d!.mul(20), d!.mul(30)],
    });
    assert.deepEqual(jvp((x) => own(x)[1], f64([1]), f64([1]))[1].tolist(), [30]);
  });

  it("may have results of whole numbers, which have no history", () => {
    const largest = defineFunction({
      forward(ctx, x: Tensor): readonly [Tensor, Tensor] {
        const { values, indices } = x.max(0);
        ctx.place = indices.item();
        return [values, indices];
      },
      backward(ctx, g) {
        return zeros(3, { dtype: g.dtype }).setIndex(ctx.place as number, g);
      },
    });
    const x = f64([1, 5, 2], true);
    const [value, place] = largest(x);
    assert.deepEqual([place.item(), place.requiresGrad], [1, false]);
    assert.deepEqual(grad(value, [x])[0].tolist(), [0, 1, 0]);
  });
});
