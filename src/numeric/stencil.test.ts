import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { stencil } from "./stencil";

describe("stencil", () => {
  it("has the coefficients of Fornberg's tables", () => {
    const rows: [number, number, "central" | "forward", string][] = [
      [1, 2, "central", "-1/2,1/2"],
      [1, 4, "central", "1/12,-2/3,2/3,-1/12"],
      [1, 6, "central", "-1/60,3/20,-3/4,3/4,-3/20,1/60"],
      [2, 2, "central", "1,-2,1"],
      [2, 4, "central", "-1/12,4/3,-5/2,4/3,-1/12"],
      [3, 2, "central", "-1/2,1,-1,1/2"],
      [4, 2, "central", "1,-4,6,-4,1"],
      [4, 4, "central", "-1/6,2,-13/2,28/3,-13/2,2,-1/6"],
      [1, 1, "forward", "-1,1"],
      [1, 2, "forward", "-3/2,2,-1/2"],
      [1, 3, "forward", "-11/6,3,-3/2,1/3"],
      [2, 2, "forward", "2,-5,4,-1"],
    ];
    for (const [derivative, accuracy, side, fractions] of rows)
      assert.equal(stencil({ derivative, accuracy, side }).fractions.join(), fractions);
  });

  it("backward mirrors forward", () => {
    for (const derivative of [1, 2, 3, 4]) {
      const forward = stencil({ derivative, accuracy: 3, side: "forward" });
      const backward = stencil({ derivative, accuracy: 3, side: "backward" });
      assert.deepEqual(backward.offsets, forward.offsets.map((offset) => 0 - offset).reverse());
      const turn = derivative % 2 === 0 ? 1 : -1;
      assert.deepEqual(backward.coefficients, forward.coefficients.map((c) => turn * c).reverse());
    }
  });

  it("is exact for polynomials below its order of truncation, and misses the next power by its constant", () => {
    for (const side of ["central", "forward", "backward"] as const) {
      for (let derivative = 1; derivative <= 6; derivative++) {
        for (const accuracy of [2, 4]) {
          const { offsets, coefficients, truncation } = stencil({ derivative, accuracy, side });
          for (let p = 0; p <= truncation.order; p++) {
            const sum = offsets.reduce((s, offset, i) => s + coefficients[i] * offset ** p, 0);
            const factorial = Array.from({ length: p }, (_, k) => k + 1).reduce((a, b) => a * b, 1);
            const exact = p === derivative ? 1 : p === truncation.order ? truncation.constant : 0;
            assert.ok(Math.abs(sum / factorial - exact) < 1e-9, `${side} ${derivative} ${accuracy} ${p}`);
          }
          assert.equal(truncation.power, accuracy);
        }
      }
    }
  });

  it("tells the step at which truncation and rounding are in balance", () => {
    const rule = stencil({ derivative: 1 });
    const error = (h: number): number => Math.abs(rule.apply(Math.exp, 1, h) / Math.E - 1);
    assert.ok(error(rule.bestStep) < 1e-9);
    assert.ok(error(rule.bestStep * 100) > 1e-8 && error(rule.bestStep / 1e4) > 1e-9);
    assert.ok(Math.abs(rule.roundoff - 1) < 1e-15);
  });

  it("prints as a formula", () => {
    assert.equal(String(stencil({ derivative: 1, side: "forward" })), "(-f(x) + f(x + h)) / h");
    assert.equal(String(stencil({ derivative: 2 })), "(f(x - h) - 2f(x) + f(x + h)) / h^2");
  });

  it("refuses what it has no rule for", () => {
    assert.throws(
      () => stencil({ derivative: 0 }),
      /options\.derivative must be a whole number from 1 to 20, but got 0/,
    );
    assert.throws(() => stencil({ derivative: 1.5 }), /whole number/);
    assert.throws(
      () => stencil({ derivative: 1, accuracy: 3 }),
      /options\.accuracy must be even around x, but got 3/,
    );
    assert.throws(() => stencil({ derivative: 1, side: "left" as never }), /options\.side must be one of/);
    assert.throws(() => stencil({ order: 1 } as never), /one of derivative, accuracy, side, but got 'order'/);
    assert.throws(() => stencil({ derivative: 1 }).apply(Math.log, 0.05, 0.1), /finite number/);
  });
});
