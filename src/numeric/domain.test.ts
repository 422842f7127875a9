import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { derivative, derivativeWithError } from "./derivative";

describe("a domain", () => {
  const strict = (f: (x: number) => number, low: number, high: number): ((x: number) => number) => {
    return (x) => {
      assert.ok(x >= low && x <= high, `asked at ${x}`);
      return f(x);
    };
  };

  it("is never left: steps are small near its end, and of one side at its end", () => {
    const near = derivativeWithError(strict(Math.log, 1e-300, Infinity), 1e-6, {
      domain: [1e-300, Infinity],
    });
    assert.ok(near.converged && Math.abs(near.value * 1e-6 - 1) < 1e-10);
    const atEnd = derivativeWithError(
      strict((x) => x ** 1.5 + x, 0, Infinity),
      0,
      { domain: [0, Infinity] },
    );
    assert.ok(Math.abs(atEnd.value - 1) < 1e-2);
    const left = derivative(strict(Math.exp, -1, 2), 2, { domain: [-1, 2] });
    assert.ok(Math.abs(left / Math.exp(2) - 1) < 1e-9);
    assert.equal(derivativeWithError(strict(Math.sqrt, 0, 9), 0, { domain: [0, 9] }).converged, false);
    assert.equal(derivativeWithError(strict(Math.asin, -1, 1), 1, { domain: [-1, 1] }).converged, false);
  });

  it("is two limits around x", () => {
    assert.throws(
      () => derivative(Math.log, 1, { domain: [2, 3] }),
      /x must be in the domain \[2, 3\], but got 1/,
    );
    assert.throws(() => derivative(Math.log, 1, { domain: [3, 2] }), /options\.domain must be two limits/);
    assert.throws(
      () => derivative(Math.log, 0, { domain: [0, 1], method: "backward", h: 0.1 }),
      /must be a finite number/,
    );
  });
});
