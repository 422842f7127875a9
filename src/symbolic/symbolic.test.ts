import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { toBundle } from "../display/bundle";
import { derivative, jacobian, numericalGradient, tensor } from "../index";
import { randomExpression, seeded, unlessZero } from "../testing/randomExpressions";
import { symbolic } from "./symbolic";

// eslint-disable-next-line @typescript-eslint/no-require-imports -- its types are those of an ES module
const { parse } = require("mathjs") as {
  parse: (text: string) => { evaluate: (scope: object) => unknown };
};

const course = (x: number): number => x ** 3 - 1 / x;

describe("symbolic of a text", () => {
  it("is a function of its variables, in the order of the alphabet, or of an array of them", () => {
    const f = symbolic("x10 + 2*x2 + 3y");
    assert.deepEqual(f.variables, ["x2", "x10", "y"]);
    assert.equal(f(1, 10, 100), 312);
    assert.equal(f([1, 10, 100]), 312);
    assert.equal(symbolic("x[0] + 2 x[2]")(new Float64Array([1, 5, 10])), 21);
    assert.equal(symbolic("2 pi")(), 2 * Math.PI);
  });

  it("takes what map adds to its argument", () => {
    assert.deepEqual([1, 2, 3].map(symbolic("x^2")), [1, 4, 9]);
  });

  it("computes what mathjs computes, for random expressions", () => {
    const random = seeded(51);
    for (let i = 0; i < 400; i++) {
      const text = randomExpression(random, 3);
      if (/log1p|expm1|sigmoid|softplus|reciprocal|relu|acot|min|max/.test(text)) continue;
      const x = 0.2 + 2 * random();
      const expected: unknown = parse(text).evaluate({ x });
      if (typeof expected !== "number" || !Number.isFinite(expected)) continue;
      const value = symbolic(text)(x);
      assert.ok(
        Math.abs(value - expected) <= 1e-9 * Math.max(1, Math.abs(expected)),
        `${text} at ${x}: ${value}, not ${expected}`,
      );
    }
  });

  it("binds as mathjs does", () => {
    for (const text of [
      "-x^2",
      "2^-x",
      "2^3^2",
      "1/2x",
      "2x^2",
      "6/2*x",
      "-2^2",
      "2 x y",
      "3-2-1",
      "1/2/x",
      "-x*-y",
      "x^2y",
      "4/2x",
      "x 2",
      "2(x)(y)",
      "-2x^-2",
      "x**2",
      "0 < x < 1 ? x : y",
      "x > 0 and (y > 1 or x < 2) ? 0x10 : y",
      "(x\n + y)",
    ]) {
      const expected: unknown = parse(text.replace("**", "^")).evaluate({ x: 1.7, y: 0.6 });
      const f = symbolic(text);
      assert.equal(f(...f.variables.map((name) => ({ x: 1.7, y: 0.6 })[name]!)), expected, text);
    }
  });

  it("reads what it prints", () => {
    const random = seeded(52);
    for (let i = 0; i < 500; i++) {
      const f = symbolic(randomExpression(random, 3, ["x", "y"]));
      const derivative = unlessZero(() => f.derivative(f.variables[0]));
      for (const g of [f, derivative].filter((made) => made !== undefined)) {
        const again = symbolic(String(g));
        assert.equal(String(again), String(g));
        const point: Record<string, number> = { x: 0.3 + random(), y: 0.2 + random() };
        const [value, expected] = [again, g].map((h) => h(...h.variables.map((name) => point[name])));
        const isSame = Object.is(value, expected) || Math.abs(value - expected) <= 1e-9 * Math.abs(expected);
        assert.ok(isSame, `${String(g)}: ${value}, not ${expected}`);
      }
    }
  });

  it("takes values for names from a scope", () => {
    assert.equal(symbolic("a x^2 + b[1]", { a: 3, b: [5, 7] }).toString(), "3*x^2 + 7");
    assert.equal(symbolic("rate x", { rate: -0.5 })(2), -1);
    assert.throws(() => symbolic("x", { a: "2" as never }), {
      name: "TypeError",
      message: /scope\.a must be a finite number, but got '2'/,
    });
    assert.throws(() => symbolic("x", { a: NaN }), /scope\.a must be a finite number, but got NaN/);
    assert.throws(() => symbolic("x", 3 as never), /scope must be an object such as/);
  });
});

describe("symbolic of a function", () => {
  it("reads its one expression", () => {
    assert.equal(String(symbolic(course)), "x^3 - 1/x");
    assert.equal(symbolic(course)(1.3), course(1.3));
    assert.equal(
      String(symbolic((x: number, y: number) => 3 * x ** 2 + 5 * Math.exp(y))),
      "3*x^2 + 5*exp(y)",
    );
    assert.equal(
      String(symbolic((x: number[]) => 3 * x[0] ** 2 + 5 * Math.exp(x[1]))),
      "3*x[0]^2 + 5*exp(x[1])",
    );
    assert.equal(String(symbolic(function (t: number) { return -t / 2; })), "-t/2"); // prettier-ignore
    assert.equal(String(symbolic(([x, y]: number[]) => x * y)), "x*y");
    assert.equal(
      String(symbolic((x: number) => (x > 0 && x < 1 ? x : Math.max(0, x)))),
      "x > 0 and x < 1 ? x : max(0, x)",
    );
    assert.equal(
      String(symbolic((x: number) => Math.pow(x, 2) + Math.log2(x) + Math.PI)),
      "x^2 + log2(x) + pi",
    );
    assert.equal(String(symbolic(Math.tanh)), "tanh(x)");
  });

  it("reads functions of this library, as imports are compiled, as a kernel keeps them, and as methods", () => {
    const compiled = (text: string): string => String(symbolic((0, eval)(text) as () => number));
    assert.equal(compiled("(x) => (0, nablab_1.sin)(x) * 2"), "sin(x)*2");
    assert.equal(compiled("(x) => (0, $$exp.v)(x)"), "exp(x)");
    assert.equal(compiled("(x) => $$nablab.v.tanh(x)"), "tanh(x)");
    assert.equal(compiled("(x) => x.pow(3).sub(x.reciprocal())"), "x^3 - reciprocal(x)");
    assert.equal(compiled("x => 1_000 * x + 0x10"), "1000*x + 16");
  });

  it("takes constants of the cell from the scope, and says so where they are missing", () => {
    const read = (text: string, scope = {}): string =>
      String(symbolic((0, eval)(text) as () => number, scope));
    for (const text of ["(x) => k * x", "(x) => $$k.v * x", "(x) => exports.k * x"]) {
      assert.equal(read(text, { k: 2 }), "2*x");
      assert.throws(() => read(text), {
        name: "SyntaxError",
        message: /k is not a parameter of the function, .*symbolic\(f, \{ k \}\)/,
      });
    }
    assert.equal(read("(x) => w[1] * x", { w: [2, 3] }), "3*x");
  });
});

describe("a symbolic function", () => {
  it("names of variables do not reach the compiled function", () => {
    assert.equal(symbolic("π + θ_x")(1), Math.PI + 1);
    assert.equal(String(symbolic((await_: number) => await_ * 2).derivative()), "2");
  });

  it("is NaN or infinite where JavaScript's operations are", () => {
    assert.ok(Number.isNaN(symbolic("log(x)")(-1)));
    assert.equal(symbolic("1/x")(0), Infinity);
  });

  it("goes where a function of numbers goes", () => {
    assert.ok(Math.abs(derivative(symbolic("x^3 - 1/x"), 1) - 4) < 1e-10);
    const gradient = numericalGradient(symbolic("x^2 y"), [1, 3], { h: "auto" });
    assert.deepEqual(gradient.map((g) => g.toFixed(6)), ["6.000000", "1.000000"]); // prettier-ignore
  });

  it("computes with tensors, which record it", () => {
    const x = tensor([1, 2], { dtype: "float64", requiresGrad: true });
    symbolic("x^3 - 1/x")(x).sum().backward();
    assert.deepEqual(x.grad?.tolist(), [4, 12.25]);
    const slopes = jacobian(symbolic("x[0]^2 x[1]"), tensor([1, 3], { dtype: "float64" }));
    assert.deepEqual(slopes.tolist(), [6, 1]);
  });

  it("shows as typeset mathematics", () => {
    const f = symbolic("x^3 - 1/x");
    assert.deepEqual(toBundle(f), {
      "text/latex": "$\\displaystyle x^{3} - \\frac{1}{x}$",
      "text/plain": "x^3 - 1/x",
    });
    assert.deepEqual(Object.keys(toBundle(f.gradient())), ["text/latex", "text/plain"]);
  });
});

describe("a product or quotient in print", () => {
  it("is read by its sign", () => {
    for (const text of ["2×x", "2·x", "2⋅x"]) assert.equal(String(symbolic(text)), "2*x", text);
    assert.equal(String(symbolic("x÷2")), "x/2");
  });
});

describe("an expression that costs much", () => {
  const product = (count: number): string => Array.from({ length: count }, (_, i) => `(x - ${i})`).join("*");

  it("has its derivative in the form of the rules where the shortest would take too long", () => {
    const f = symbolic(product(60));
    const slope = f.derivative()(0.5);
    const ratio = Array.from({ length: 60 }, (_, i) => 1 / (0.5 - i)).reduce((a, b) => a + b);
    assert.ok(Math.abs(slope / (f(0.5) * ratio) - 1) < 1e-12);
    const nested = symbolic("sin(".repeat(30) + "x" + ")".repeat(30)).derivative();
    assert.ok(nested(0.5) > 0 && nested(0.5) < 1);
  });

  it("is refused in words where what is asked for is too large", () => {
    const large = /the expression must be of moderate size, but got .* tensors \(grad\)/;
    assert.throws(() => symbolic(product(60)).derivative("x", 3), large);
    assert.throws(() => symbolic("exp(exp(exp(x)))").derivative("x", 12), large);
    assert.throws(() => symbolic("sin(".repeat(5000) + "x" + ")".repeat(5000)), /nested too deeply/);
    assert.equal(String(symbolic(`x${" ".repeat(100_000)}+ 1`)), "x + 1");
  });

  it("may have thousands of summands and factors, and is written without their grouping", () => {
    const summands = Array.from({ length: 3000 }, (_, i) => `${i + 1}*x`);
    const sum = symbolic(summands.join(" + "));
    assert.equal(String(sum), summands.join(" + "));
    assert.equal(sum(2), 9_003_000);
    assert.equal(String(sum.derivative()), "4501500");
    const powers = Array.from({ length: 3000 }, (_, i) => `x^${i + 1}`);
    assert.equal(symbolic(powers.join(" - ")).derivative()(1), 1 - (3000 * 3001) / 2 + 1);
    const factors = symbolic(Array(3000).fill("x").join("*"));
    assert.ok(Math.abs(factors(1.001) / 1.001 ** 3000 - 1) < 1e-12);
    assert.equal(String(factors.simplify()), "x^3000");
    const divided = symbolic(`x${"*x/y".repeat(100)}`);
    assert.ok(Math.abs(divided(1.5, 1.4) / (1.5 * (1.5 / 1.4) ** 100) - 1) < 1e-12);
  });

  it("keeps powers of 1 out of sight, and expands roots", () => {
    assert.equal(String(symbolic("x^2000").derivative()), "2000*x^1999");
    for (const text of ["cbrt(x)", "nthRoot(x, 3)"])
      assert.ok(Math.abs(symbolic(text).taylor(1, 2)(1.01) - Math.cbrt(1.01)) < 1e-6);
    assert.ok(Math.abs(symbolic("cbrt(x)").taylor(-8, 3)(-8.1) - Math.cbrt(-8.1)) < 1e-8);
    assert.equal(String(symbolic("nthRoot(x, 5)").taylor(-32, 1)), "-2 + (x + 32)/80");
    assert.equal(String(symbolic("nthRoot(27, 3)*nthRoot(2, 3)*x").simplify()), "3*x*nthRoot(2, 3)");
  });
});
