import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Tensor } from "../index";
import { grad, noGrad, tensor, valueAndGrad } from "../index";

describe("grad of a function", () => {
  it("differentiates by the first argument, given as a number, an array or a tensor", () => {
    const cube = grad((x) => x.pow(3).sum());
    assert.equal(cube(2).item(), 12);
    assert.deepEqual(cube([1, 2]).tolist(), [3, 12]);
    assert.deepEqual(cube(tensor([1, 2], { dtype: "float64" })).tolist(), [3, 12]);
  });

  it("passes the other arguments on as they are", () => {
    const f = grad((x: Tensor, power: number, scale: Tensor) => x.pow(power).mul(scale));
    assert.equal(f(3, 2, tensor(10)).item(), 60);
  });

  it("differentiates by the arguments that argnums names", () => {
    const f = (a: Tensor, b: Tensor): Tensor => a.mul(b.square());
    const [a, b] = [tensor(2), tensor(3)];
    assert.equal(grad(f, { argnums: 1 })(a, b).item(), 12);
    assert.deepEqual(grad(f, { argnums: [0, 1] })(a, b).map(Number), [9, 12]);
  });

  it("applied again it gives derivatives of any order", () => {
    const f = (x: Tensor): Tensor => x.pow(4);
    assert.equal(grad(f)(2).item(), 32);
    assert.equal(grad(grad(f))(2).item(), 48);
    assert.equal(grad(grad(grad(f)))(2).item(), 48);
  });

  it("inside another one it sees what it was closed over", () => {
    const f = (x: Tensor): Tensor => grad((y) => x.mul(y.square()))(3);
    assert.equal(grad(f)(5).item(), 6);
  });

  it("joins the graph of an argument that requires a gradient, else returns plain numbers", () => {
    const x = tensor(2, { requiresGrad: true });
    const g = grad((y) => y.pow(3))(x);
    g.backward();
    assert.equal(x.grad!.item(), 12);
    assert.equal(grad((y) => y.pow(3))(2).requiresGrad, false);
    assert.equal(x.requiresGrad, true);
  });

  it("leaves its argument alone, and works inside noGrad", () => {
    const x = tensor([1, 2]);
    const g = noGrad(() => grad((y) => y.square().sum())(x));
    assert.deepEqual(g.tolist(), [2, 4]);
    assert.equal(x.requiresGrad, false);
    assert.equal(x.grad, null);
  });

  it("is 0 where the value does not depend on the argument", () => {
    assert.deepEqual(grad(() => tensor(3))([1, 2]).tolist(), [0, 0]);
    assert.equal(grad((x) => x.detach().sum())(2).item(), 0);
  });

  it("refuses a function that does not return one number, and unknown options", () => {
    assert.throws(
      () => grad((x) => x)([1, 2]),
      /^RangeError: Gradient only defined for scalar-output functions. Output had shape: \[2\]/,
    );
    assert.throws(
      () => grad((() => 3) as unknown as () => Tensor)(1),
      /grad: f must be a function that returns a tensor/,
    );
    assert.throws(
      () => grad((x: Tensor) => x, { argnum: 1 } as object),
      /grad: the name of an option must be one of argnums/,
    );
    assert.throws(
      () => grad((x: Tensor) => x, { argnums: 1 })(tensor(1)),
      /options.argnums must be below the number of arguments, 1/,
    );
  });

  it("is refused by the compiler where it is wrong", () => {
    // @ts-expect-error a text is no tensor
    assert.throws(() => grad((x: Tensor) => x)("x"), /data must be numbers, but there is the text "x"/);
    // @ts-expect-error the options of PyTorch are in camelCase here
    assert.throws(() => grad(tensor(1), tensor(1), { retain_graph: true }), /but got 'retain_graph'/);
    // @ts-expect-error the function must return a tensor
    grad((x: Tensor) => x.shape);
  });
});

describe("valueAndGrad", () => {
  it("gives both", () => {
    const [value, gradient] = valueAndGrad((x) => x.mul(x))(3);
    assert.equal(value.item(), 9);
    assert.equal(gradient.item(), 6);
    assert.equal(value.requiresGrad, false);
  });

  it("takes argnums", () => {
    const f = (a: Tensor, b: Tensor): Tensor => a.mul(b);
    const [value, gradients] = valueAndGrad(f, { argnums: [0, 1] })(tensor(2), tensor(5));
    assert.deepEqual([value, ...gradients].map(Number), [10, 5, 2]);
  });
});
