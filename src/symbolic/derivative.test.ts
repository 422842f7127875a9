import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Complex, derivative, derivativeWithError, grad, tensor } from "../index";
import { randomExpression, seeded, unlessZero } from "../testing/randomExpressions";
import { symbolic } from "./symbolic";

/** Functions and their derivatives as a textbook has them. */
const textbook: [string, string][] = [
  ["5", "0"],
  ["x", "1"],
  ["x^3 - 1/x", "3*x^2 + 1/x^2"],
  ["3x^2 - 4x", "6*x - 4"],
  ["x^x", "x^x*(log(x) + 1)"],
  ["log(x^2) sin(x) + 1/x", "2*sin(x)/x + log(x^2)*cos(x) - 1/x^2"],
  ["x sin(x)", "sin(x) + x*cos(x)"],
  ["x e^x", "(x + 1)*e^x"],
  ["sin(x)/x", "(x*cos(x) - sin(x))/x^2"],
  ["(x + 1)/(x - 1)", "-2/(x - 1)^2"],
  ["(x^2 + 1)/(x - 1)", "(x^2 - 2*x - 1)/(x - 1)^2"],
  ["x/(x^2 + 1)", "(1 - x^2)/(x^2 + 1)^2"],
  ["log(x)/x^2", "(1 - 2*log(x))/x^3"],
  ["1/(1 + e^-x)", "e^(-x)/(1 + e^(-x))^2"],
  ["e^(-x^2)", "-2*x*e^(-x^2)"],
  ["2^x", "2^x*log(2)"],
  ["sqrt(x)", "1/(2*sqrt(x))"],
  ["sqrt(x^2 + 1)", "x/sqrt(x^2 + 1)"],
  ["x^(2/3)", "2/(3*x^(1/3))"],
  ["x sqrt(x)", "3*sqrt(x)/2"],
  ["sin(x)/cos(x)", "1/cos(x)^2"],
  ["tan(x)", "1/cos(x)^2"],
  ["cot(x)", "-1/sin(x)^2"],
  ["sec(x)", "sec(x)*tan(x)"],
  ["asin(x)", "1/sqrt(1 - x^2)"],
  ["acos(x)", "-1/sqrt(1 - x^2)"],
  ["atan(x)", "1/(x^2 + 1)"],
  ["atan(1/x)", "-1/(x^2 + 1)"],
  ["sinh(x)", "cosh(x)"],
  ["tanh(x)", "1/cosh(x)^2"],
  ["log(x)", "1/x"],
  ["log(log(x))", "1/(x*log(x))"],
  ["log(x, 2)", "1/(x*log(2))"],
  ["log10(x)", "1/(x*log(10))"],
  ["sin(x)^2", "2*sin(x)*cos(x)"],
  ["sin(x)^2 + cos(x)^2", "0"],
  ["(2x + 1)^3", "6*(2*x + 1)^2"],
  ["(x - 1)(x - 2)(x - 3)", "3*x^2 - 12*x + 11"],
  ["0.1 x^2", "0.2*x"],
  ["pi x^2", "2*pi*x"],
  ["abs(x)", "sign(x)"],
  ["max(x, 1)", "x > 1 ? 1 : 0"],
  ["x > 0 ? x^2 : -x", "x > 0 ? 2*x : -1"],
  ["x^sin(x)", "x^sin(x)*(cos(x)*log(x) + sin(x)/x)"],
];

describe("the derivative", () => {
  for (const [f, derivative] of textbook) {
    it(`of ${f} is ${derivative}`, () => assert.equal(String(symbolic(f).derivative()), derivative));
  }

  it("of a power with a letter for its exponent, of an exponential with a letter for its base", () => {
    assert.equal(String(symbolic("x^n").derivative("x")), "n*x^(n - 1)");
    assert.equal(String(symbolic("a^x").derivative("x")), "a^x*log(a)");
    assert.equal(String(symbolic("log(x, b)").derivative("x")), "1/(x*log(b))");
  });

  it("of a power of 0 is 0, not 0 times its infinite logarithm", () => {
    const slope = symbolic("x + 0^(x^2 + 1)").derivative();
    assert.deepEqual([slope(0.7), slope(2)], [1, 1]);
  });

  it("repeats", () => {
    assert.equal(String(symbolic("x^4").derivative("x", 3)), "24*x");
    assert.equal(String(symbolic("sin(x)").derivative("x", 4)), "sin(x)");
    assert.equal(String(symbolic("x e^x").derivative("x", 2)), "(x + 2)*e^x");
  });

  it("keeps the arguments of the function", () => {
    const byX = symbolic("3x^2 + 5e^y").derivative("x");
    assert.deepEqual([byX.variables, byX(2, 7)], [["x", "y"], 12]);
  });

  it("agrees with differences, wherever those are sure, for random expressions", () => {
    const random = seeded(31);
    let [compared, nowhere] = [0, 0];
    for (let i = 0; i < 600; i++) {
      const text = randomExpression(random, 3);
      const f = symbolic(text);
      const x = (random() < 0.3 ? -1 : 1) * (0.1 + 2 * random());
      if (!Number.isFinite(f(x))) continue;
      const { value, error, converged } = derivativeWithError(f, x);
      const size = Math.max(1, Math.abs(value));
      if (!converged || error > 1e-8 * size) continue;
      const symbol = unlessZero(() => f.derivative()(x));
      if (symbol === undefined) continue;
      compared++;
      // (x - x)^(-x) is infinite everywhere, and tanh of it 1: such cases have no formula.
      if (Number.isNaN(symbol)) nowhere++;
      else
        assert.ok(
          Math.abs(symbol - value) <= 1e-6 * size + 10 * error,
          `${text} at ${x}: ${symbol}, not ${value}`,
        );
    }
    assert.ok(compared > 300 && nowhere < 5, `${compared} points, ${nowhere} without a value`);
  });

  it("agrees with the complex step, for random expressions", () => {
    const random = seeded(34);
    let compared = 0;
    for (let i = 0; i < 500; i++) {
      const text = randomExpression(random, 3);
      const f = symbolic(text);
      const x = (random() < 0.3 ? -1 : 1) * (0.1 + 2 * random());
      const exact = unlessZero(() => f.derivative()(x));
      if (exact === undefined || !Number.isFinite(exact) || !Number.isFinite(f(x))) continue;
      // Where a part is a constant, it is a number, and whole functions may be.
      const value: unknown = (f as unknown as (z: Complex) => unknown)(new Complex(x, 1e-20));
      const complex = value instanceof Complex ? value.im / 1e-20 : 0;
      if (!Number.isFinite(complex)) continue;
      compared++;
      assert.ok(
        Math.abs(complex - exact) <= 1e-8 * Math.max(1, Math.abs(exact)),
        `${text} at ${x}: ${exact}, not ${complex}`,
      );
    }
    assert.ok(compared > 300, `${compared} points`);
  });

  it("agrees with the complex step for angles in all quadrants", () => {
    for (const [x, y] of [
      [1, 2],
      [-1, 2],
      [-1, -2],
      [1, -2],
      [0, 1],
      [0, -1],
      [-1, 0.5],
    ]) {
      const f = symbolic("atan2(y + t, x + 2t)", { x, y });
      assert.equal(
        derivative((t) => f(t), 0).toFixed(9),
        derivative(f, 0, { method: "complex" }).toFixed(9),
        `${x}, ${y}`,
      );
    }
  });

  it("agrees with automatic differentiation, for random expressions of two variables", () => {
    const random = seeded(32);
    let compared = 0;
    for (let i = 0; i < 500; i++) {
      const text = `${randomExpression(random, 3, ["x", "y"])} + 0 x + 0 y`;
      const f = symbolic(text);
      const [x, y] = [0.2 + random(), 0.3 + random()].map((v) =>
        tensor(v, { dtype: "float64", requiresGrad: true }),
      );
      const value = f(x, y);
      if (!value.requiresGrad || !Number.isFinite(value.item())) continue;
      const automatic = grad(value, [x, y]).map((g) => g.item());
      const exact = unlessZero(() => f.gradient().evaluate(x.item(), y.item()));
      if (exact === undefined) continue;
      if (![...automatic, ...exact].every(Number.isFinite)) continue;
      compared++;
      automatic.forEach((a, k) => {
        assert.ok(
          Math.abs(a - exact[k]) <= 1e-8 * Math.max(1, Math.abs(a)),
          `${text} at ${x.item()}, ${y.item()}: ${exact[k]}, not ${a}`,
        );
      });
    }
    assert.ok(compared > 250, `${compared} points`);
  });
});

describe("gradient and hessian", () => {
  const f = symbolic((x: number[]) => 3 * x[0] ** 2 + 5 * Math.exp(x[1]));

  it("are arrays of functions in the order of the variables", () => {
    const gradient = f.gradient();
    assert.deepEqual(gradient.map(String), ["6*x[0]", "5*e^x[1]"]);
    assert.deepEqual(gradient.evaluate([1, 2]), [6, 5 * Math.exp(2)]);
    assert.equal(gradient[0]([1, 2]), 6);
    assert.deepEqual(f.hessian().evaluate([1, 2]), [
      [6, 0],
      [0, 5 * Math.exp(2)],
    ]);
    assert.deepEqual(symbolic("x y^2").gradient(["y"]).map(String), ["2*x*y"]);
  });

  it("may have a hundred variables", () => {
    const squares = symbolic(Array.from({ length: 100 }, (_, i) => `x${i}^2`).join(" + "));
    const gradient = squares.gradient();
    const point = Array.from({ length: 100 }, (_, i) => i / 8);
    assert.deepEqual(
      gradient.evaluate(...point),
      point.map((x) => 2 * x),
    );
    assert.equal(gradient[7].length, 100);
    assert.throws(() => gradient[7](...point.slice(1)), /must be a number/);
  });

  it("show as a column and a table", () => {
    assert.equal(f.gradient().toTex(), "\\begin{pmatrix} 6 x_{1} \\\\ 5 e^{x_{2}} \\end{pmatrix}");
    assert.equal(f.hessian().toTex(), "\\begin{pmatrix} 6 & 0 \\\\ 0 & 5 e^{x_{2}} \\end{pmatrix}");
    assert.equal(String(f.gradient()), "[6*x[0], 5*e^x[1]]");
  });

  it("the Hessian is symmetric for random expressions", () => {
    const random = seeded(33);
    for (let i = 0; i < 40; i++) {
      const g = symbolic(`${randomExpression(random, 2, ["x", "y"])} + x y`);
      const [[, a], [b]] = g.hessian(["x", "y"]).evaluate(0.7, 0.4);
      assert.ok(
        Object.is(a, b) || Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a)),
        `${String(g)}: ${a}, ${b}`,
      );
    }
  });

  it("refuse variables that are none, and a derivative that is not told by what", () => {
    const g = symbolic("x y");
    assert.throws(
      () => g.derivative(),
      /derivative: variable must be one of "x", "y", but got undefined\..*gradient\(\)/,
    );
    assert.throws(() => g.derivative("z"), { name: "RangeError", message: /one of "x", "y", but got 'z'/ });
    assert.throws(() => g.gradient(["z"]), /gradient: variable must be one of/);
    assert.throws(() => g.gradient("x" as never), /gradient: variables must be an array of names/);
    assert.throws(() => g.derivative("x", 0), /order must be a whole number from 1 to 100, but got 0/);
    assert.throws(() => g.derivative("x", 1.5), /order must be a whole number/);
  });
});
