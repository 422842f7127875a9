import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { digamma, polygamma } from "./gamma";

describe("polygamma", () => {
  // Computed with mpmath to 60 digits.
  const table: [n: number, x: number, value: number][] = [
    [0, -450000000000000.25, 36.881861352282705],
    [0, 0.1, -10.423754940411076],
    [1, -2.25, 19.37941051186914],
    [1, -15.1, 103.29175846522826],
    [1, -1e12 - 0.5, 9.869604401088358],
    [1, 1e10, 1.00000000005e-10],
    [2, -17.7, -68.84056039906831],
    [2, -450000000000000.25, 124.02510672119928],
    [3, -1e6 - 0.25, 1558.545456544039],
    [5, -100.001, 1.1999999999656211e20],
    [7, 14.5, 6.750002128543294e-6],
    [19, -30.4, 1.1066884560802438e25],
    [20, -1000.375, 2.1451539598769718e27],
    [50, 2.5, -1.542177794502834e44],
    [100, 20, -3.707975416337827e26],
    [100, -1e6 - 0.25, 5.9987778449433915e218],
    [150, 1000, -4.101778391925375e-190],
  ];

  for (const [n, x, expected] of table)
    it(`of order ${n} at ${x}`, () => {
      assert.ok(Math.abs(polygamma(n, x) / expected - 1) < 1e-11, `${polygamma(n, x)}`);
    });

  it("is an infinity of the sign of its order at every pole, as PyTorch has it", () => {
    for (const x of [0, -0, -1, -20, -1e300]) {
      assert.deepEqual([1, 2, 3, 4].map((n) => polygamma(n, x)), [Infinity, -Infinity, Infinity, -Infinity]); // prettier-ignore
      assert.ok(x === 0 || Number.isNaN(digamma(x)));
    }
    assert.deepEqual([digamma(0), digamma(-0)], [-Infinity, Infinity]);
  });

  it("ends at the infinities and NaN, for every order and size", () => {
    assert.deepEqual([-Infinity, Infinity].map(digamma), [NaN, Infinity]);
    assert.deepEqual([1, 2, 3].map((n) => polygamma(n, -Infinity)), [NaN, -Infinity, Infinity]); // prettier-ignore
    for (const n of [1, 2, 3, 171, 1e9]) {
      assert.equal(Math.abs(polygamma(n, Infinity)), 0);
      assert.ok(Number.isNaN(polygamma(n, NaN)));
      for (const x of [1e300, 1e-300, 1, 1e8]) assert.ok(!Number.isNaN(polygamma(n, x)), `${n} at ${x}`);
    }
  });
});
