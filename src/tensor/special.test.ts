import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { erf, erfc, roundHalfEven } from "./special";

const near = (actual: number, expected: number): boolean =>
  Math.abs(actual - expected) <= 1e-15 * Math.abs(expected);

describe("the error function", () => {
  // Computed with mpmath to 30 digits.
  const table: [x: number, erf: number][] = [
    [0.1, 0.1124629160182849],
    [0.5, 0.5204998778130465],
    [1, 0.8427007929497149],
    [2, 0.9953222650189527],
    [2.499, 0.9995908642442548],
    [3, 0.9999779095030014],
    [5, 0.9999999999984626],
  ];

  for (const [x, expected] of table) {
    it(`of ${x} and of ${-x}`, () => {
      assert.ok(Math.abs(erf(x) - expected) < 2e-15, `${erf(x)}`);
      assert.equal(erf(-x), -erf(x));
    });
  }

  it("ends in 1, and NaN stays NaN", () => {
    assert.deepEqual([erf(0), erf(40), erf(Infinity), erf(-Infinity)], [0, 1, 1, -1]);
    assert.ok(Number.isNaN(erf(NaN)) && Number.isNaN(erfc(NaN)));
  });

  it("has a complement that keeps its digits", () => {
    assert.ok(near(erfc(3), 2.209049699858544e-5), `${erfc(3)}`);
    assert.ok(near(erfc(10), 2.088487583762545e-45), `${erfc(10)}`);
    assert.ok(Math.abs(erfc(0.6) + erf(0.6) - 1) < 1e-15);
    assert.equal(erfc(40), 0);
  });
});

describe("rounding", () => {
  it("goes from halfway to the even neighbour", () => {
    assert.deepEqual([0.5, 1.5, 2.5, -1.5, 3.7, -3.7].map(roundHalfEven), [0, 2, 2, -2, 4, -4]);
    assert.ok(Object.is(roundHalfEven(-0.5), -0));
    assert.ok(Number.isNaN(roundHalfEven(NaN)));
    assert.equal(roundHalfEven(Infinity), Infinity);
  });
});
