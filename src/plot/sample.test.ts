import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { RealFunction } from "./numbers";
import { plot } from "./plot";
import { grid, sample } from "./sample";

/** Where a function is cut, when it is drawn between limits. */
function cuts(f: RealFunction, xlim: [number, number]): number[] {
  const { x, y } = sample(f, grid(xlim, "linear"));
  return Array.from(x).filter((_, i) => Number.isNaN(y[i]));
}

function assertCuts(f: RealFunction, xlim: [number, number], expected: number[]): void {
  const found = cuts(f, xlim);
  assert.equal(found.length, expected.length, `${String(f)} is cut at ${found.join(", ")}`);
  found.forEach((x, k) => assert.ok(Math.abs(x - expected[k]) < 1e-6, `${String(f)} is cut at ${x}`));
}

describe("a function is cut", () => {
  it("at a pole where its sign changes, on the grid or between its points", () => {
    assertCuts((x) => 1 / x, [-2, 2], [0]);
    assertCuts((x) => 1 / x, [-1, 2.01], [0]);
    assertCuts((x) => 1 / (x - 1) ** 3, [0, Math.E], [1]);
    assertCuts(Math.tan, [-5, 5], [-1.5 * Math.PI, -0.5 * Math.PI, 0.5 * Math.PI, 1.5 * Math.PI]);
    assertCuts((x) => x ** 3 - 1 / x, [0, 3], [0]);
  });

  it("at a pole where it has one sign", () => {
    assertCuts((x) => 1 / x ** 2, [-1, 2.01], [0]);
    assertCuts((x) => -1 / Math.abs(x - 1), [0, Math.E], [1]);
    assertCuts((x) => 1 / Math.sqrt(Math.abs(x - 1)), [0, Math.E], [1]);
    assertCuts((x) => 1 / Math.sin(x) ** 2, [0.5, 7], [Math.PI, 2 * Math.PI]);
  });

  it("at a jump, with or without a change of sign", () => {
    assertCuts((x) => Math.sign(x - 0.1234), [-1, 1], [0.1234]);
    assertCuts(Math.floor, [0.5, 3.5], [1, 2, 3]);
    assertCuts((x) => (x < 1 ? x : x + 5), [0, 2.5], [1]);
    assertCuts((x) => (x === 0 ? 5 : 0), [-1, 1], [0, 0]);
  });

  it("where it is not a number", () => {
    const half = cuts(Math.sqrt, [-1, 1]);
    assert.equal(half.length, 150);
    assert.ok(half.every((x) => x < 0));
  });
});

describe("a function is not cut", () => {
  it("where it is continuous, however steep", () => {
    for (const f of [
      Math.sin,
      Math.abs,
      Math.exp,
      Math.cbrt,
      (x: number) => Math.tanh(1e5 * x),
      (x: number) => Math.sin(50 * x),
      (x: number) => x * Math.sin(1 / (x || 1)),
      (x: number) => Math.exp(-((1000 * (x - 0.3337)) ** 2)),
      (x: number) => 1 / (x ** 2 + 1e-6),
      (x: number) => Math.atan(1e6 * x),
    ]) {
      assertCuts(f, [-1, 1.001], []);
    }
  });

  it("by rounding noise", () => {
    const f = (x: number): number => x ** 3 - 1 / x;
    const noise = (x: number): number => (f(1 + x) - f(1)) / x - 4;
    const found = cuts(noise, [1e-13, 3e-13]);
    assert.ok(found.length < 15, `${found.length} cuts`);
  });
});

describe("the y axis", () => {
  const limits = (f: RealFunction, xlim: [number, number]): number[] =>
    (plot(f, { xlim, show: false }).layout.yaxis as { range?: number[] }).range?.map(Math.round) ?? [];

  it("is not stretched by poles", () => {
    assert.deepEqual(
      limits((x) => 1 / x, [-2, 2]),
      [-8, 8],
    );
    assert.deepEqual(
      limits((x) => x ** 3 - 1 / x, [0, 3]),
      [-12, 28],
    );
    assert.deepEqual(
      limits((x) => 1 / x ** 2, [-1, 2.01]),
      [-5, 120],
    );
    assert.deepEqual(limits(Math.tan, [-200, 200]), [-3, 3]);
  });

  it("is left to plotly where there is no pole, and to the caller where there are limits", () => {
    assert.deepEqual(limits(Math.sin, [0, 3]), []);
    assert.deepEqual(
      (plot((x) => 1 / x, { xlim: [-2, 2], ylim: [-3, 3], show: false }).layout.yaxis as { range: number[] })
        .range,
      [-3, 3],
    );
  });
});
