// What did not converge is not returned: each kind of function without a derivative, and smooth ones, which
// are never refused.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as lib from "../functions";
import { symbolic } from "../symbolic";
import { type Complex } from "./complex";
import { derivative, derivativeWithError } from "./derivative";
import { numericalGradient } from "./numericalGradient";
import { numericalHessian } from "./numericalHessian";
import { numericalJacobian } from "./numericalJacobian";
import { smoothCases } from "../testing/smooth";
import { tangentLine } from "./tangentLine";

const refused =
  /must be a single number, but got differences that leave it between .*best value is .*error of about .*kink/;

/** Functions without a derivative at a point, by the reason. */
const faulty: Record<string, readonly (readonly [(x: number) => number, number])[]> = {
  "bit operations": [
    [(x) => x ^ 2, 3],
    [(x) => x | 0, 2],
    [(x) => ~~x, -1],
    [(x) => x & 3, 3],
    [(x) => (x << 1) + x, 5],
  ],
  steps: [
    [Math.floor, 2],
    [Math.ceil, 0],
    [Math.round, 0.5],
    [Math.trunc, 1],
    [Math.sign, 0],
    [(x) => x % 1, 1],
    [(x) => (x < 0 ? 0 : 1), 0],
    [(x) => (x === 1 ? 5 : x), 1],
  ],
  "vertical tangents": [
    [Math.sqrt, 0],
    [Math.cbrt, 0],
    [Math.asin, 1],
    [Math.acosh, 1],
    [(x) => Math.abs(x) ** 0.9, 0],
  ],
  kinks: [
    [Math.abs, 0],
    [(x) => Math.max(0, x), 0],
    [(x) => x + 0.01 * Math.abs(x), 0],
    [(x) => x ** 2 + 1e-6 * Math.abs(x - 1), 1],
    [(x) => 1e-12 * Math.abs(x), 0],
    [(x) => Math.abs(Math.sin(x)), 0],
  ],
  "values rounded to steps, and noise": [
    [Math.fround, 1.1],
    [(x) => Math.fround(x * x), 1],
    [(x) => Number((x * x).toFixed(3)), 1.5],
    [(x) => 1e16 + x, 1],
    [(x) => Math.sin(x) + 1e-7 * ((x * 1e9) % 1), 1],
    [(x) => (x === 0 ? 0 : x * Math.sin(1 / x)), 0],
  ],
};

describe("derivative refuses, with the best value and its error,", () => {
  for (const [what, cases] of Object.entries(faulty))
    it(what, () => {
      for (const [f, x] of cases) {
        const name = `${String(f)} at ${x}`;
        assert.throws(() => derivative(f, x), { name: "RangeError", message: refused }, name);
        assert.throws(() => tangentLine(f, x), refused, name);
        const { value, error, converged } = derivativeWithError(f, x);
        assert.deepEqual([converged, Number.isNaN(value), error > 0], [false, false, true], name);
        const inside = f === Math.asin ? 1e-3 : -1e-3;
        assert.ok(Number.isFinite(derivative(f, x, { method: "backward", h: inside })), name);
      }
    });

  it("a higher derivative where a lower one has a kink", () => {
    for (const order of [2, 3, 4] as const)
      assert.throws(() => derivative((x) => x * Math.abs(x), 0, { order }), refused);
    assert.throws(() => derivative(Math.abs, 0, { order: 2 }), /the second derivative of f at 0/);
  });

  it("in float32 what is not smooth there either", () => {
    for (const f of [Math.abs, Math.floor, Math.sqrt])
      assert.throws(() => derivative(f, 0, { dtype: "float32" }), refused);
  });
});

describe("derivative returns", () => {
  it("the number of every smooth function that it is tried on", () => {
    for (const { name, f, exact, at } of smoothCases)
      for (const x of at)
        assert.ok(
          Math.abs(derivative(f, x) - exact(x)) <= 1e-6 * Math.abs(exact(x)) + 1e-12,
          `${name} at ${x}`,
        );
  });

  it("a first derivative of 0 at x |x| and |x|^1.5, which are smooth enough", () => {
    for (const f of [(x: number): number => x * Math.abs(x), (x: number): number => Math.abs(x) ** 1.5])
      assert.ok(Math.abs(derivative(f, 0)) < 1e-9);
  });

  it("the number beside a kink", () => {
    assert.deepEqual([0.5, -0.5, 1e-5].map((x) => Math.round(1e9 * derivative((t) => Math.max(0, t), x)) / 1e9), [1, 0, 1]); // prettier-ignore
  });
});

describe("gradients, Jacobians and Hessians by the adaptive rule", () => {
  const adaptive = { method: "adaptive" } as const;

  it("refuse an element that did not converge, and name it", () => {
    const kink = (x: number[]): number => x[0] ** 2 + Math.abs(x[1]);
    assert.throws(() => numericalGradient(kink, [1, 0], adaptive), /the derivative of f by x\[1\] must be/);
    assert.throws(() => numericalJacobian((x) => [x[0], kink(x)], [1, 0], adaptive), /of f\(x\)\[1\] by x\[1\] must be/); // prettier-ignore
    assert.throws(() => numericalHessian(kink, [1, 0], adaptive), /the second derivative of f by x\[1\] must be/); // prettier-ignore
    assert.throws(
      () => numericalHessian((x) => Math.abs(x[0] + x[1]) ** 1.5, [1, -1], adaptive),
      refused,
      "along the diagonal",
    );
    assert.deepEqual(numericalGradient(kink, [1, 0]).map((g) => g.toFixed(6)), ["2.000000", "0.000000"]); // prettier-ignore
  });

  it("give a Hessian to ten digits, of variables of different sizes too", () => {
    const f = ([x, y]: number[]): number => Math.exp(x) * Math.sin(y / 1000) + x ** 3 * y;
    const [x, y] = [0.5, 2000];
    const exact = [
      [Math.exp(x) * Math.sin(2) + 6 * x * y, (Math.exp(x) * Math.cos(2)) / 1000 + 3 * x * x],
      [(Math.exp(x) * Math.cos(2)) / 1000 + 3 * x * x, (-Math.exp(x) * Math.sin(2)) / 1e6],
    ];
    const found = numericalHessian(f, [x, y], adaptive);
    for (const i of [0, 1])
      for (const j of [0, 1])
        assert.ok(Math.abs(found[i][j] / exact[i][j] - 1) < 1e-5, `${i} ${j}: ${found[i][j]}`);
    assert.equal(found[0][1], found[1][0]);
    assert.ok(Math.abs(found[0][0] / exact[0][0] - 1) < 1e-10);
  });
});

describe("the complex step refuses", () => {
  const complex = { method: "complex" } as const;
  const outside: Record<string, readonly [f: (z: Complex) => Complex | number, x: number]> = {
    sqrt: [lib.sqrt, -1],
    log: [lib.log, -1],
    log2: [lib.log2, -3],
    "log at 0": [lib.log, 0],
    log1p: [lib.log1p, -2],
    asin: [lib.asin, 2],
    acos: [lib.acos, -1.5],
    acosh: [lib.acosh, 0.5],
    atanh: [lib.atanh, 2],
    "pow(x, 1/3)": [(z) => lib.pow(z, 1 / 3), -2],
    "pow(x, -0.5)": [(z) => lib.pow(z, -0.5), -1],
    "a method": [(z) => z.pow(0.5), -2],
    "a product of two roots": [(z) => lib.mul(lib.sqrt(z), lib.sqrt(z)), -2],
    "what symbolic made": [symbolic("sqrt(x)"), -2],
  };

  it("a point where f has no real value", () => {
    for (const [name, [f, x]] of Object.entries(outside))
      assert.throws(() => derivative(f, x, complex), /f\(.*\) must be a finite real number, but got/, name);
  });

  it("an infinite derivative, which the quotient of one step would hide", () => {
    for (const [f, x] of [
      [lib.sqrt, 0],
      [lib.asin, 1],
    ] as const)
      assert.throws(() => derivative(f, x, complex), /quotients that grow as the step shrinks/);
  });

  it("nothing where f has a real value", () => {
    assert.equal(
      derivative((z: Complex) => z.pow(3), -2, complex),
      12,
    );
    assert.equal(derivative(lib.sqrt, 4, complex), 0.25);
    assert.ok(Math.abs(derivative(symbolic("cbrt(x)"), -2, complex) - 2 ** (-2 / 3) / 3) < 1e-15);
    assert.ok(Math.abs(derivative((z) => lib.pow(z, 1.5), 0, complex)) < 1e-9);
  });
});
