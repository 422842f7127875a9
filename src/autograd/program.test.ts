// Small programs, with what PyTorch computes in their course.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Tensor } from "../index";
import { grad, tensor } from "../index";
import { assertRecorded, oracle } from "../testing/autograd/recorded";

type Results = Record<string, Tensor | null>;

const variable = (data: number | number[]): Tensor => tensor(data, { dtype: "float64", requiresGrad: true });
const constant = (data: number[]): Tensor => tensor(data, { dtype: "float64" });

const programs: Record<string, () => Results> = {
  "program/accumulate": () => {
    const x = variable([1, 2, 3]);
    x.pow(2).sum().backward();
    const g1 = x.grad!.clone();
    x.mul(3).sum().backward();
    return { g1, "x.grad": x.grad };
  },
  "program/grad_None": () => {
    const x = variable([1, 2, 3]);
    x.pow(2).sum().backward();
    x.grad = null;
    x.mul(3).sum().backward();
    return { "x.grad": x.grad };
  },
  "program/vector_backward": () => {
    const x = variable([1, 2, 3]);
    x.pow(2).backward(constant([1, 0.5, -1]));
    return { "x.grad": x.grad };
  },
  "program/non_leaf_grad_is_None": () => {
    const x = variable([1, 2, 3]);
    const y = x.mul(2);
    y.pow(2).sum().backward();
    return { g: y.grad, "x.grad": x.grad };
  },
  "program/allow_unused": () => {
    const [x, w] = [variable([1, 2, 3]), variable([1])];
    const [g0, g1] = grad(x.pow(2).sum(), [x, w], { allowUnused: true });
    return { "g[0]": g0, "g[1]": g1 };
  },
  "program/grad_wrt_intermediate": () => {
    const x = variable([1, 2, 3]);
    const y = x.mul(2);
    const [g0, g1] = grad(y.pow(3).sum(), [y, x]);
    return { "g[0]": g0, "g[1]": g1, "x.grad": x.grad };
  },
  "program/double_backward": () => {
    const x = variable([1, 2, 3]);
    const [g] = grad(x.pow(3).sum(), x, { createGraph: true });
    g.pow(2).sum().backward();
    return { g, "x.grad": x.grad };
  },
  "program/d2l_control_flow": () => {
    const f = (a: Tensor): Tensor => {
      let b = a.mul(2);
      while (b.norm().item() < 1000) b = b.mul(2);
      return b.sum().item() > 0 ? b : b.mul(100);
    };
    const a = variable(0.37);
    const d = f(a);
    d.backward();
    return { d, "a.grad": a.grad, "a.grad == d / a": a.grad!.eq(d.div(a)) };
  },
  "program/gd_rosenbrock_1000": () => {
    let [a, b] = [variable(-0.5), variable(0.5)];
    for (let k = 0; k < 1000; k++) {
      const loss = a
        .neg()
        .add(1)
        .pow(2)
        .add(b.sub(a.mul(a)).pow(2).mul(10));
      const [ga, gb] = grad(loss, [a, b]);
      [a, b] = [variable(a.item() - 0.01 * ga.item()), variable(b.item() - 0.01 * gb.item())];
    }
    return { a, b };
  },
  "program/long_chain_depth_20000": () => {
    const x = variable(0.7);
    let y = x;
    for (let i = 0; i < 20_000; i++) y = i % 2 === 0 ? y.mul(1.0001) : y.sub(0.00005);
    y.backward();
    return { y, "x.grad": x.grad };
  },
};

/** Programs with parts that do not exist here yet, or that have a test of their own. The list is checked. */
const elsewhere = [
  "program/adam_10_steps",
  "program/set_item_grad",
  // Played in backward.test.ts, to the last bit.
  "program/blog_chain",
];

describe("programs agree with PyTorch", () => {
  const cases = oracle.filter(({ group }) => group === "program");

  it("every program of the file is either run or listed", () => {
    const missing = cases.map(({ name }) => name).filter((name) => !(name in programs));
    assert.deepEqual(missing.sort(), [...elsewhere].sort());
  });

  for (const c of cases.filter(({ name }) => name in programs)) {
    it(c.name, () => {
      const ours = programs[c.name]();
      for (const [name, expected] of Object.entries(c.results!)) {
        if (expected === null) assert.equal(ours[name], null, name);
        else assertRecorded(ours[name]!, expected, c.tol, name);
      }
    });
  }
});
