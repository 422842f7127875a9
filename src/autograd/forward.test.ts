// Forward mode against reverse mode, for every rule; and derivatives inside derivatives.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as lib from "../index";
import type { Tensor } from "../index";
import { defineFunction, grad, hessian, hvp, jacobian, jvp, ones, tensor, vjp } from "../index";
import { assertClose } from "../testing/autograd/recorded";
import { anywhere, draw } from "../testing/autograd/domain";
import { rows } from "../testing/autograd/rows";
import type { OpName } from "../testing/autograd/rules";
import { rules } from "../testing/autograd/rules";
import { gradients } from "./gradients";

const tol = { rtol: 1e-9, atol: 1e-12 };
const same = (a: Tensor, b: Tensor, what: string): void => {
  assert.deepEqual(a.shape, b.shape, what);
  assertClose(a.toFlatArray(), b.toFlatArray(), tol, what);
};

describe("forward mode agrees with reverse mode", () => {
  for (const name of Object.keys(rules) as OpName[]) {
    it(`${name}: the product with a Jacobian, and with a Hessian`, () => {
      for (const { shapes, call, domain = anywhere } of rows[name]) {
        const inputs = shapes.map((shape) => draw(shape, domain).detach());
        inputs.forEach((x, i) => {
          const f = (at: Tensor): Tensor => call(...inputs.map((t, k) => (k === i ? at : t)));
          const v = draw([...x.shape], anywhere).detach();
          const [y, forward] = jvp(f, x, v);
          const w = draw([...y.shape], anywhere).detach();
          const weighted = (at: Tensor): Tensor => f(at).mul(w).sum();
          const reverse = vjp(weighted, x)[1].mul(v).sum();
          same(forward.mul(w).sum(), reverse, `${name}, input ${i}`);
          same(
            hvp(weighted, x, v)[1],
            twiceReverse(weighted, x, v),
            `${name}, input ${i}, second derivative`,
          );
          const along = (at: Tensor): Tensor => jvp(weighted, at, v)[1];
          same(
            jvp(along, x, v)[1],
            hvp(weighted, x, v)[1].mul(v).sum(),
            `${name}, input ${i}, forward twice`,
          );
        });
      }
    });
  }
});

/** The product with the Hessian by reverse mode over reverse mode. */
function twiceReverse(f: (x: Tensor) => Tensor, x: Tensor, v: Tensor): Tensor {
  const at = x.clone();
  at.requiresGrad = true;
  const y = f(at);
  const none = at.detach().mul(0);
  if (!y.requiresGrad) return none;
  const [g] = gradients(y, at, { createGraph: true, allowUnused: true });
  if (g === null || !g.requiresGrad) return none;
  return gradients(g, at, { gradOutputs: v, allowUnused: true })[0] ?? none;
}

const cube = (x: Tensor): Tensor => x.pow(3).sum();
const f64 = (data: number[]): Tensor => tensor(data, { dtype: "float64" });

describe("derivatives inside derivatives", () => {
  const x = f64([1, 2]);
  const v = f64([1, 10]);

  it("forward over reverse, reverse over forward, forward over forward", () => {
    const expected = [6, 120];
    assert.deepEqual(jvp(grad(cube), x, v)[1].tolist(), expected);
    assert.deepEqual(grad((at: Tensor) => jvp(cube, at, v)[1])(x).tolist(), expected);
    assert.equal(jvp((at) => jvp(cube, at, v)[1], x, v)[1].item(), 6 + 12 * 100);
    assert.deepEqual(hessian((at) => jvp(cube, at, v)[1], x).tolist(), [
      [6, 0],
      [0, 60],
    ]);
    assert.deepEqual(jacobian(grad(cube), x, { mode: "forward" }).tolist(), [
      [6, 0],
      [0, 12],
    ]);
    assert.deepEqual(hvp((at) => jvp(cube, at, v)[1], x, v)[1].tolist(), [6, 600]);
  });

  it("do not confuse what moves with what stands still", () => {
    const outer = (a: Tensor): Tensor => a.mul(jvp((b) => a.add(b), f64([1]), f64([1]))[1]);
    assert.deepEqual(jvp(outer, f64([1]), f64([1]))[1].tolist(), [1]);
    const mixed = (a: Tensor): Tensor => jvp((b) => a.mul(b), f64([3]), f64([1]))[1];
    assert.deepEqual(jvp(mixed, f64([1]), f64([1]))[1].tolist(), [1]);
  });

  it("see what is written in place", () => {
    const f = (at: Tensor): Tensor => {
      const y = at.mul(2);
      y.index(0).mul_(at.index(1));
      y.setIndex(1, 7);
      return y.sum();
    };
    assert.equal(jvp(f, x, v)[1].item(), 2 * 2 * 1 + 2 * 1 * 10);
  });

  it("of functions with a derivative of their own: by jvp, or by what backward says", () => {
    const parts = {
      forward: (ctx: { saveForBackward(...t: Tensor[]): void }, a: Tensor) => (
        ctx.saveForBackward(a),
        a.pow(3)
      ),
      backward: (ctx: { savedTensors: readonly Tensor[] }, g: Tensor) =>
        g.mul(ctx.savedTensors[0].pow(2)).mul(3),
    };
    const plain = defineFunction(parts);
    const own = defineFunction({ ...parts, jvp: (ctx, d) => d!.mul(ctx.savedTensors[0].pow(2)).mul(30) });
    assert.deepEqual(jvp(plain, x, v)[1].tolist(), [3, 120]);
    assert.deepEqual(jvp(own, x, v)[1].tolist(), [30, 1200]);
  });
});

describe("functions made of several operations", () => {
  const x = tensor(
    [
      [0.7, 1.3, 2.1],
      [1.9, 0.4, 1.1],
    ],
    { dtype: "float64" },
  );
  const v = tensor(
    [
      [1, -2, 0.5],
      [0.3, 2, -1],
    ],
    { dtype: "float64" },
  );
  const made: Record<string, (x: Tensor) => Tensor> = {
    cosineSimilarity: (x) => lib.cosineSimilarity(x, x.flip(0)),
    normalize: (x) => lib.normalize(x),
    layerNorm: (x) => lib.layerNorm(x, 3),
    cov: (x) => lib.cov(x),
    kron: (x) => lib.kron(x, x),
    lerp: (x) => lib.lerp(x, x.square(), 0.3),
    klDiv: (x) => lib.klDiv(x.logSoftmax(1), x.softmax(0)),
    glu: (x) => lib.glu(x, 0),
    trapezoid: (x) => lib.trapezoid(x.square()),
    pinv: (x) => lib.pinv(x),
  };
  for (const [name, f] of Object.entries(made))
    it(`${name}: products with a Hessian are the same in all four orders`, () => {
      const F = (x: Tensor): Tensor => f(x).square().sum();
      const wanted = hvp(F, x, v)[1];
      same(jvp((x) => grad(F)(x), x, v)[1], wanted, "forward over reverse");
      same(grad((x: Tensor) => jvp(F, x, v)[1])(x), wanted, "reverse over forward");
      const twice = jvp((x) => jvp(F, x, v)[1], x, v)[1];
      same(twice, wanted.mul(v).sum(), "forward over forward");
    });
});

describe("functions of several tensors", () => {
  const [a, b] = [f64([1, 2]), f64([3, 5])];
  const f = (x: Tensor, y: Tensor): Tensor => x.mul(y);

  it("take a list, and give a Jacobian or a product for each", () => {
    assert.deepEqual(
      jacobian(f, [a, b]).map((j) => j.tolist()),
      [
        [
          [3, 0],
          [0, 5],
        ],
        [
          [1, 0],
          [0, 2],
        ],
      ],
    );
    const [value, products] = vjp(f, [a, b], f64([1, 10]));
    assert.deepEqual(
      [value.tolist(), ...products.map((p) => p.tolist())],
      [
        [3, 10],
        [3, 50],
        [1, 20],
      ],
    );
    assert.deepEqual(jvp(f, [a, b], [f64([1, 0]), f64([0, 1])])[1].tolist(), [3, 2]);
  });
});

describe("jacobian", () => {
  it("gives the same in either mode, and counts how often it evaluates", () => {
    const w = f64([1, 2, 3]).reshape([3, 1]);
    let calls = 0;
    const tall = (x: Tensor): Tensor => (calls++, w.mul(x).sin());
    const x = f64([0.5, 1]);
    const chosen = jacobian(tall, x);
    assert.equal(calls, 3);
    same(jacobian(tall, x, { mode: "reverse" }), chosen, "reverse");
    assert.equal(calls, 4);
    assert.throws(
      () => jacobian(tall, x, { mode: "sideways" as "forward" }),
      /options.mode must be "forward" or "reverse"/,
    );
  });

  it("of nothing has no columns, and v must fit", () => {
    assert.deepEqual(jacobian((x) => ones(2).mul(x.sum()), [], { mode: "forward" }).shape, [2, 0]);
    assert.throws(() => jvp(cube, [1, 2], [1]), /v has invalid size: should be torch.Size\(\[2\]\)/);
  });
});
