import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { assertClose } from "./recorded";

describe("the comparison with recorded numbers", () => {
  const tol = { rtol: 1e-3, atol: 1e-6 };

  it("lets pass what is within the tolerance", () => {
    assertClose([1.0005, 0, -2], [1, 1e-7, -2], tol, "x");
  });

  it("catches a difference just beyond it", () => {
    assert.throws(
      () => assertClose([1.0011], [1], tol, "x"),
      /^AssertionError.*: x: got \[1\.0011\] for \[1\]$/,
    );
    assert.throws(() => assertClose([2e-6], [0], tol, "x"), /x: got \[0\.000002\] for \[0\]/);
  });

  it("does not take NaN for infinity, nor an infinity for a number or for the other one", () => {
    for (const [actual, expected] of [
      [NaN, Infinity],
      [Infinity, NaN],
      [Infinity, -Infinity],
      [NaN, 1],
      [1, NaN],
      [Infinity, 1e308],
      [1e308, Infinity],
    ]) {
      assert.throws(
        () => assertClose([actual], [expected], tol, "x"),
        /x: got /,
        `${actual} for ${expected}`,
      );
    }
    assertClose([NaN, Infinity], [NaN, Infinity], tol, "x");
  });

  it("notices a number that is missing", () => {
    assert.throws(() => assertClose([], [1], tol, "x"), /x: 0 numbers for 1/);
  });
});
