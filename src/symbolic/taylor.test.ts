import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { setLanguage } from "../display/language";
import { symbolic } from "./symbolic";

const taylor = (f: string, at: number | string, order: number): string =>
  String(symbolic(f).taylor(at, order, "x"));

describe("taylor", () => {
  const series: [string, number | string, number, string][] = [
    ["sin(x)", 0, 5, "x - x^3/6 + x^5/120"],
    ["e^x", 0, 4, "1 + x + x^2/2 + x^3/6 + x^4/24"],
    ["log(x)", 1, 3, "x - 1 - (x - 1)^2/2 + (x - 1)^3/3"],
    ["1/(1 - x)", 0, 3, "1 + x + x^2 + x^3"],
    ["sqrt(1 + x)", 0, 3, "1 + x/2 - x^2/8 + x^3/16"],
    ["tan(x)", 0, 7, "x + x^3/3 + 2*x^5/15 + 17*x^7/315"],
    ["atan(x)", 0, 5, "x - x^3/3 + x^5/5"],
    ["sin(x)/x", 0, 4, "1 - x^2/6 + x^4/120"],
    ["sin(x)", "pi/2", 2, "1 - (x - pi/2)^2/2"],
    ["x^x", 1, 2, "1 + (x - 1) + (x - 1)^2"],
    ["1/x", 2, 2, "1/2 - (x - 2)/4 + (x - 2)^2/8"],
    ["(1 + x)^a", 0, 2, "1 + a*x + a*(a - 1)*x^2/2"],
    ["x^2", -1, 2, "1 - 2*(x + 1) + (x + 1)^2"],
    ["5", 3, 4, "5"],
  ];
  for (const [f, at, order, expected] of series)
    it(`of ${f} at ${at} is ${expected}`, () => assert.equal(taylor(f, at, order), expected));

  it("comes nearer with the order, for functions of every kind", () => {
    for (const f of [
      "asinh(x)",
      "e^(sin(x))",
      "sec(x)",
      "log(2 + cos(x))",
      "x^3 sqrt(2 + x)",
      "sigmoid(x)",
      "hypot(x, 1)",
      "atan2(x, 2)",
      "x > 0 ? cos(x) : 1",
    ]) {
      const g = symbolic(f);
      const errors = [2, 5, 8].map((order) => Math.abs(g.taylor(0.5, order)(0.7) - g(0.7)));
      assert.ok(
        errors[1] <= errors[0] && errors[2] < 1e-4 && errors[2] <= errors[1] + 1e-15,
        `${f}: ${errors.join()}`,
      );
    }
  });

  it("refuses points without derivatives, and what is no point or order", () => {
    for (const [f, at] of [
      ["abs(x)", 0],
      ["log(x)", 0],
      ["sqrt(x)", 0],
      ["1/x", 0],
      ["max(x, 1)", 1],
      ["floor(x)", 2],
      ["x > 0 ? x : 0", 0],
    ] as const)
      assert.throws(() => taylor(f, at, 2), { name: "RangeError" }, f);
    assert.throws(() => taylor("x", "y", 2), /at must be a finite number, or a text without variables/);
    assert.throws(() => taylor("x", NaN, 2), /at must be a finite number/);
    assert.throws(() => taylor("x", 0, -1), /order must be a whole number from 0 to 100/);
  });
});

describe("explain", () => {
  it("names the rule of every step, then shows the whole and its short form", () => {
    assert.deepEqual(
      symbolic("x^2 sin(3x) + 1/x").explain().steps.map(({ rule }) => rule),
      ["sum rule", "product rule", "power rule", "derivative of sin, chain rule", "constant multiple rule", "identity rule", "reciprocal rule", "together", "simplified"],
    ); // prettier-ignore
    assert.deepEqual(symbolic("x^3").explain().steps.map(({ rule, text }) => `${rule}: ${text}`), ["power rule: d/dx (x^3) = 3*x^2"]); // prettier-ignore
    assert.equal(symbolic("5").explain().steps[0].rule, "constant rule");
    assert.equal(symbolic("x/(x + 1)").explain().steps[0].rule, "quotient rule");
    assert.equal(symbolic("2^x").explain().steps[0].rule, "exponential rule");
  });

  it("are named in Chinese where that is the language", () => {
    setLanguage("zh");
    try {
      assert.match(String(symbolic("x^x").explain()), /^底数与指数都变的幂 /);
      assert.match(String(symbolic("sin(x^2)").explain()), /^sin 的导数，链式法则 .*\n幂法则/);
    } finally {
      setLanguage("en");
    }
  });

  it("writes ∂ at every step for a function of several variables, also where only one of them is left", () => {
    const [first, ...rest] = symbolic("3x^2 y + 5e^y").explain("y").steps;
    assert.equal(first.text, "∂/∂y (3*x^2*y + 5*e^y) = ∂/∂y (3*x^2*y) + ∂/∂y (5*e^y)");
    for (const { text, tex } of [first, ...rest]) assert.doesNotMatch(text + tex, /d\/d|\{d\}/);
    const [left] = symbolic((x: number[]) => x[0] * x[1])
      .explain("x[1]")
      .steps[0].tex.split(" &=");
    assert.equal(left, "\\frac{\\partial}{\\partial x_{2}}(x_{1} x_{2})");
    const [partial] = symbolic("x y + x^2").derivative("y").explain("x").steps;
    assert.equal(partial.text, "∂/∂x (x) = 1");
  });

  it("ends with the derivative", () => {
    for (const f of ["x^x", "log(x^2) sin(x) + 1/x", "(x + 1)/(x - 1)", "e^(-x^2)"])
      assert.ok(
        symbolic(f)
          .explain()
          .steps.at(-1)!
          .text.endsWith(` = ${String(symbolic(f).derivative())}`),
        f,
      );
  });

  it("is set line by line", () => {
    const tex = symbolic("x^2 + x").explain().toTex();
    assert.match(
      tex,
      /^\\begin\{aligned\} \\frac\{d\}\{dx\}\\left\(x\^\{2\} \+ x\\right\) &= .* && \\text\{sum rule\} \\\\ /,
    );
  });
});

describe("toTex", () => {
  const set: [string, string][] = [
    ["x^3 - 1/x", "x^{3} - \\frac{1}{x}"],
    ["3x1^2 + 5e^x2", "3 x_{1}^{2} + 5 e^{x_{2}}"],
    ["log(x)", "\\ln x"],
    ["log(x^2) sin(x)", "\\ln\\left(x^{2}\\right) \\sin x"],
    ["sin(x) x", "\\sin x \\cdot x"],
    ["sin(x)^2", "\\sin^{2} x"],
    ["2*3^x", "2 \\cdot 3^{x}"],
    ["-(x + 1)", "-(x + 1)"],
    ["x*-y", "x (-y)"],
    ["(x + 1)(x - 1)", "(x + 1) (x - 1)"],
    ["(x^2 + 1)^2", "\\left(x^{2} + 1\\right)^{2}"],
    ["sqrt(x + 1)", "\\sqrt{x + 1}"],
    ["abs(x)", "|x|"],
    ["x^(1/3)", "x^{1/3}"],
    ["(x^2)^3", "\\left(x^{2}\\right)^{3}"],
    ["theta x_max", "\\theta x_{\\mathrm{max}}"],
    ["log(x, 2)", "\\log_{2} x"],
    ["1e-7 x", "10^{-7} x"],
    ["max(x, 1)", "\\max(x, 1)"],
    ["nthRoot(x, 5)", "\\sqrt[5]{x}"],
  ];
  for (const [text, tex] of set) it(`${text} is ${tex}`, () => assert.equal(symbolic(text).toTex(), tex));
});
