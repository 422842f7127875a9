import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as lib from "../index";
import { div, exp, pow, sin, sub, symbolic, tensor } from "../index";
import { Complex } from "./complex";
import { derivative, derivativeWithError } from "./derivative";

type Name = "exp" | "log" | "sqrt" | "sin" | "cos" | "tan" | "asin" | "acos" | "atan" | "sinh" | "cosh" | "tanh" | "asinh" | "acosh" | "atanh" | "log1p" | "expm1" | "log2" | "log10" | "sigmoid" | "softplus" | "relu" | "abs" | "square" | "reciprocal" | "neg"; // prettier-ignore
const names: Name[] = ["exp", "log", "sqrt", "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "asinh", "acosh", "atanh", "log1p", "expm1", "log2", "log10", "sigmoid", "softplus", "relu", "abs", "square", "reciprocal", "neg"]; // prettier-ignore

describe("the complex step", () => {
  it("is exact to rounding for every function of the library", () => {
    for (const name of names) {
      for (const x of [0.3, name === "acosh" ? 2.5 : 0.9]) {
        if (name === "acosh" && x < 1) continue;
        const f = lib[name] as (x: number) => number;
        const { value, error, converged } = derivativeWithError(f, x);
        assert.ok(converged, name);
        const complex = derivative(f, x, { method: "complex" });
        assert.ok(
          Math.abs(complex - value) <= 10 * error + 1e-12,
          `${name} at ${x}: ${complex}, not ${value}`,
        );
      }
    }
    assert.equal(derivative(exp, 1, { method: "complex" }), Math.E);
    assert.equal(
      derivative((x) => sub(pow(x, 3), div(1, x)), -2, { method: "complex" }),
      12.25,
    );
  });

  it("takes functions of methods, of complex numbers, and those of symbolic", () => {
    const f = (z: Complex): Complex => z.pow(3).sub(z.reciprocal());
    assert.equal(derivative(f, 1, { method: "complex" }), 4);
    assert.equal(derivative(symbolic("x^3 - 1/x"), 1, { method: "complex" }), 4);
    assert.equal(
      derivative(() => 5, 1, { method: "complex" }),
      0,
    );
  });

  it("takes roots of every degree", () => {
    for (const [text, at, slope] of [
      ["nthRoot(x, 3)", -8, 1 / 12],
      ["nthRoot(x, 5)", 32, 1 / 80],
      ["nthRoot(x, 4)", 16, 1 / 32],
    ] as const)
      assert.ok(Math.abs(derivative(symbolic(text), at, { method: "complex" }) - slope) < 1e-15, text);
  });

  it("knows its error, and does not converge at a kink", () => {
    const { error, converged } = derivativeWithError(sin, 1, { method: "complex" });
    assert.ok(converged && error < 1e-14);
    assert.equal(derivativeWithError(lib.abs, 0, { method: "complex" }).converged, false);
  });

  it("refuses functions of JavaScript's numbers, higher orders and float32", () => {
    const way = /Write the function with add, sub, mul.*symbolic/;
    assert.throws(() => derivative((x) => x ** 3, 1, { method: "complex" }), way);
    assert.throws(() => derivative(Math.exp, 1, { method: "complex" }), way);
    assert.throws(
      () => derivative(exp, 1, { method: "complex", order: 2 }),
      /options\.order must be 1 with method/,
    );
    assert.throws(
      () => derivative(exp, 1, { method: "complex", dtype: "float32" }),
      /options\.dtype must be "float64"/,
    );
    assert.throws(
      () => derivative((() => "1") as never, 1, { method: "complex" }),
      /must be a complex number, but got '1'/,
    );
  });
});

describe("complex numbers", () => {
  const near = (a: Complex, b: Complex): void =>
    assert.ok(
      Math.hypot(a.re - b.re, a.im - b.im) < 1e-12 * (1 + Math.hypot(b.re, b.im)),
      `${String(a)} is not ${String(b)}`,
    );
  const z = new Complex(0.7, -1.3);

  it("functions and their inverses undo each other", () => {
    near(z.log().exp(), z);
    near(z.sqrt().square(), z);
    for (const name of ["sin", "cos", "tan", "sinh", "cosh", "tanh"] as const)
      for (const w of [z, new Complex(-2.5, 0.4), new Complex(3, 2)]) near(w[`a${name}`]()[name](), w);
    near(z.log1p().expm1(), z);
    near(z.pow(-3), new Complex(1).div(z.mul(z).mul(z)));
    near(z.pow(new Complex(0.5, 1)), z.log().mul(new Complex(0.5, 1)).exp());
  });

  it("print, and have the operations of numbers", () => {
    assert.equal(String(new Complex(1, 2).mul(new Complex(3, -1))), "5 + 5i");
    near(new Complex(5, 5).div(new Complex(3, -1)), new Complex(1, 2));
    assert.equal(String(new Complex(1, -0)), "1 - 0i");
  });
});

describe("functions of the library", () => {
  it("take numbers and tensors alike", () => {
    assert.equal(sub(pow(2, 3), div(1, 2)), 7.5);
    assert.equal(exp(1), Math.E);
    assert.equal(exp(tensor(1, { dtype: "float64" })).item(), Math.E);
    assert.equal(lib.maximum(2, 3), 3);
  });
});
