import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Tensor } from "../index";
import * as lib from "../index";
import { apply1 } from "../tensor/elementwise";
import { map1 } from "../tensor/loops";
import { gradcheck, gradgradcheck } from "./gradcheck";
import { run1 } from "./record";
import type { Unary } from "./rule";
import { from } from "./rule";

const strict = { eps: 1e-5, atol: 1e-8, rtol: 1e-6 };

describe("the check of gradients", () => {
  const cube = map1((x) => x ** 3);
  /** A cube whose derivative is wrong by the factor given. */
  const wrongBy = (factor: number): Unary => ({
    gradFn: "WrongBackward0",
    tangent: "elementwise",
    batching: null,
    forward: (a) => apply1(cube, a, a.dtype),
    backward: [from(["a"], (g, { a }) => g.mul(a.pow(2).mul(3 * factor)))],
  });
  const x = lib.tensor([0.4, 1.3, 2.6], { dtype: "float64", requiresGrad: true });

  it("lets pass a rule that is right", () => {
    assert.equal(
      gradcheck((a) => run1(wrongBy(1), a, undefined), x, strict),
      true,
    );
  });

  it("catches a rule that is wrong by 0.1%", () => {
    assert.throws(() => gradcheck((a) => run1(wrongBy(1.001), a, undefined), x, strict), /Jacobian mismatch/);
    assert.throws(() => gradcheck((a) => run1(wrongBy(0.999), a, undefined), x, strict), /Jacobian mismatch/);
  });

  it("catches a second derivative that is wrong although the first one is right", () => {
    const frozen: Unary = {
      ...wrongBy(1),
      backward: [from(["a"], (g, { a }) => g.mul(a.detach().pow(2).mul(3)))],
    };
    const f = (a: Tensor): Tensor => run1(frozen, a, undefined);
    assert.equal(gradcheck(f, x, strict), true);
    assert.throws(() => gradgradcheck(f, x, strict), /Jacobian mismatch/);
  });

  it("does not let pass a gradient that is NaN", () => {
    const nan: Unary = { ...wrongBy(1), backward: [from([], (g) => g.mul(NaN))] };
    assert.throws(() => gradcheck((a) => run1(nan, a, undefined), x, strict), /Jacobian mismatch/);
  });

  it("shows both Jacobians as PyTorch does", () => {
    const at = lib.tensor([1, 2], { dtype: "float64", requiresGrad: true });
    const bad: Unary = {
      ...wrongBy(1),
      forward: (a) => a.detach().pow(2),
      backward: [from(["a"], (g, { a }) => g.mul(3).mul(a))],
    };
    assert.throws(
      () => gradcheck((a) => run1(bad, a, undefined), at),
      (error: Error) => {
        assert.equal(
          error.message.split("\n").slice(0, 5).join("\n"),
          "Jacobian mismatch for output 0 with respect to input 0,\n" +
            "numerical:tensor([[2.0000, 0.0000],\n        [0.0000, 4.0000]], dtype=torch.float64)\n" +
            "analytical:tensor([[3., 0.],\n        [0., 6.]], dtype=torch.float64)",
        );
        return true;
      },
    );
  });

  it("needs an input that requires a gradient, and known options", () => {
    assert.throws(() => gradcheck((a) => a, lib.tensor([1])), /inputs must be tensors of which at least one/);
    assert.throws(() => gradcheck((a) => a, x, { tol: 1 } as object), /must be one of eps, atol, rtol/);
  });
});
