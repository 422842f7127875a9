// Functions of straight pieces, and roundings: what lies beyond their first derivative.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as lib from "../index";
import { grad, hessian, noGrad, tensor, type Tensor, variable } from "../index";

const pieces: Record<string, (x: Tensor) => Tensor> = {
  relu: lib.relu,
  leakyRelu: lib.leakyRelu,
  relu6: lib.relu6,
  hardtanh: lib.hardtanh,
  softshrink: lib.softshrink,
  hardshrink: lib.hardshrink,
  abs: lib.abs,
};

describe("functions of straight pieces", () => {
  for (const name of Object.keys(pieces)) {
    it(`the second derivative of ${name} is 0 and has a graph, as in PyTorch`, () => {
      const x = variable([-3, -0.2, 0.3, 9]);
      const [first] = grad(pieces[name](x).sum(), [x], { createGraph: true });
      assert.equal(first.requiresGrad, true);
      const [second] = grad(first.sum(), [x], { createGraph: true });
      assert.deepEqual([...second.toFlatArray()].map(Math.abs), [0, 0, 0, 0]);
    });

    it(`an infinity from above passes ${name}'s second derivative as 0`, () => {
      const x = variable([-3, 0.3]);
      const [first] = grad(pieces[name](x).sum(), [x], { createGraph: true });
      const gradOutputs = tensor([Infinity, Infinity], { dtype: "float64" });
      const [second] = grad(first, [x], { gradOutputs });
      if (name !== "abs") assert.deepEqual(second.tolist(), [0, 0]);
    });
  }

  it("Hessians of networks with relu in them are those of the piece", () => {
    const f = (x: Tensor): Tensor => lib.relu(x.square().sub(1)).sum();
    assert.deepEqual(hessian(f, variable([2, 0.5])).tolist(), [[2, 0], [0, 0]]); // prettier-ignore
  });

  it("a penalty on the gradient of relu reaches what comes before and behind it", () => {
    const [w, x] = [variable(3), variable([1, -2])];
    const [slope] = grad(lib.relu(x.mul(w)).sum(), [x], { createGraph: true });
    slope.square().sum().backward();
    assert.deepEqual([w.grad!.item(), x.grad!.tolist()], [6, [0, 0]]);
  });

  it("NaN is in no piece around 0: a gradient passes where relu's does", () => {
    for (const name of ["relu", "hardtanh", "softshrink", "hardshrink"]) {
      const x = variable([NaN, 0]);
      pieces[name](x).sum().backward();
      assert.equal(x.grad!.tolist()[0 as never], 1, name);
    }
  });
});

describe("the gradient of a remainder by its divisor is minus the quotient that was rounded", () => {
  const cases: [a: number, b: number, byB: number][] = [
    [1, -Infinity, 1],
    [-1, Infinity, 1],
    [1, Infinity, -0],
    [7, -2, 4],
    [Infinity, 2, NaN],
    [0.3, 0.1, -2],
  ];
  for (const [a, b, byB] of cases)
    it(`${a} by ${b}`, () => {
      const [x, y] = [variable([a]), variable([b])];
      lib.remainder(x, y).sum().backward();
      assert.equal(y.grad!.item(), byB);
    });

  it("and its own derivatives are 0", () => {
    for (const f of [lib.remainder, lib.fmod]) {
      const [x, y] = [variable([0, 5]), variable([0, 3])];
      const [byX, byY] = grad(f(x, y).sum(), [x, y], { createGraph: true });
      const second = grad(byX.sum().add(byY.sum()), [x, y]);
      assert.deepEqual(second.map((t) => [...t.toFlatArray()].map(Math.abs)), [[0, 0], [0, 0]]); // prettier-ignore
    }
  });
});

it("what is computed inside noGrad is a constant for the function around it, gradients too", () => {
  const inner = grad((y: Tensor) => y.pow(3).sum());
  const frozen = grad((x: Tensor) =>
    noGrad(() => inner(x))
      .mul(x)
      .sum(),
  );
  assert.deepEqual(frozen(variable([1, 2]).detach()).tolist(), [3, 12]);
});
