import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { toBundle } from "../display/bundle";
import { derivative, jacobian, numericalGradient, tensor } from "../index";
import { randomExpression, seeded } from "./random.test.data";
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
    for (let i = 0; i < 300; i++) {
      const text = String(symbolic(randomExpression(random, 3)));
      assert.equal(String(symbolic(text)), text);
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

  it("refuses bodies that are no single expression, with the place", () => {
    const refused: [(...values: never[]) => unknown, RegExp][] = [
      [(x: number) => { const y = x * x; return y; }, /the body of the function must be a single expression/], // prettier-ignore
      [(x: number) => { for (;;) return x; }, /single expression/], // prettier-ignore
      [() => {}, /single expression/],
      [(x: number) => `${x}`, /text cannot be part/],
      [(x: number) => [x], /an array is not a single number/],
      [(x: number) => x > 1, /a comparison is no number/],
      [(x: number) => x % 2, /the operator % cannot/],
      [(x: number) => x ^ 2, /A power is written x \*\* 2/],
      [(x: number[]) => x.length, /members of objects/],
      [(x: number) => x + (x = 2), /an assignment is no expression/],
      [(x: number) => Math.random() + x, /Math\.random|random is not a function that is known/],
      [(x = 1) => x, /a parameter must be a plain name/],
      [(...x: number[]) => x[0], /a parameter must be a plain name/],
      [(x: number[]) => x[0] + +x, /both as a number and as a vector/],
      [async (x: number) => x, /async/], // eslint-disable-line @typescript-eslint/require-await
      [(x: number) => new Date().getTime() + x, /is not a function that is known here/],
    ];
    for (const [f, message] of refused) {
      assert.throws(
        () => symbolic(f),
        (error: Error) => {
          assert.match(error.message, message);
          assert.match(error.message, /at character \d+: [\s\S]*\n\s*\^$/, error.message);
          return error.name === "SyntaxError";
        },
      );
    }
    assert.throws(() => symbolic(Math.random), /must be a function of one expression/);
    assert.throws(() => symbolic(course.bind(null)), /built in or bound cannot be read/);
    assert.throws(() => symbolic(3 as never), {
      name: "TypeError",
      message: /f must be a text such as .* but got 3/,
    });
  });
});

describe("symbolic says where a text is no expression", () => {
  const wrong: [string, number, RegExp][] = [
    ["x + * 2", 5, /a value is missing before "\*"/],
    ["x^", 3, /the expression ends where a value is missing/],
    ["(x + 1", 7, /"\)" is missing for the "\(" at character 1/],
    ["x + 1)", 6, /was not opened/],
    ["x = 2", 3, /an assignment is no expression/],
    ["f(x) = x", 6, /an assignment is no expression/],
    ["sinx", 1, /sinx is not a constant, function or variable/],
    ["2 + foo(x)", 5, /foo is not a function/],
    ["x(x + 1)", 1, /A product is written x \* /],
    ["sin x", 1, /needs its argument in brackets/],
    ["x # 2", 3, /"#" cannot stand/],
    ["", 1, /the expression is empty/],
    ["x; y", 2, /one line/],
    ["atan2(x)", 1, /atan2 takes 2 arguments, but got 1/],
    ["x > 0", 3, /decides between two cases/],
    ["1e999 x", 1, /too large/],
    ["3 4", 3, /"4" cannot stand here/],
    ["nthRoot(x, y)", 1, /positive whole number/],
    ["x^2!", 4, /Factorials are not offered/],
    ["1 + 5%", 6, /percentages are not offered/],
    ["x mod 2", 3, /"mod" cannot stand/],
    ["y + x == 1", 7, /told apart by/],
    ["x + [1, 2]", 5, /an array is not a single number/],
    ["1:3", 2, /a range is not/],
    ["x + true", 5, /true is not a number/],
    ["x + x.y", 6, /members of objects/],
    ["x[y]", 3, /index of a vector/],
    ["x ? 1 : 2", 3, /a comparison such as x > 0 was expected/],
    ["x > 0 ? 1", 10, /":" is missing/],
    ["x\nsin(x)", 2, /go on in the next line/],
    ["x + foo + x foo", 5, /foo is not/],
    ["x + 1e999", 5, /too large/],
    ["Infinity", 1, /not a finite number/],
    ["\n x +\n  foo", 9, /foo is not/],
    ["1 + 0x", 5, /written 0 \* x/],
    ["|x|", 1, /abs\(x\)/],
  ];
  for (const [text, place, problem] of wrong) {
    it(JSON.stringify(text), () => {
      assert.throws(
        () => symbolic(text),
        (error: Error) => {
          assert.equal(error.name, "SyntaxError");
          assert.match(error.message, problem);
          const [, found] = /^symbolic: at character (\d+): /.exec(error.message)!;
          assert.equal(Number(found), place, error.message);
          const mark = error.message.split("\n").at(-1)!;
          assert.equal(
            mark.indexOf("^"),
            text
              .slice(0, place - 1)
              .split("\n")
              .at(-1)!.length + 2,
          );
          return true;
        },
      );
    });
  }
});

describe("nothing of a text is run", () => {
  const attacks = [
    "constructor", "__proto__", "x.constructor", `x["constructor"]`, "constructor.constructor(1)", "toString(x)", "valueOf()",
    "eval(1)", "Function(1)", "process", "globalThis", "require(x)", "import(x)", "this", "arguments", "`${x}`", "'x'", `"x"`,
    "\\u0065val(x)", "x\\u{63}onstructor", "f(x) = x", "x = 3", "[1, 2]", "{a: 1}", "3 cm", "1:3", "x!", "x'", "x => x",
    "x; process.exit()", "x\n\nprocess.exit()", "/* */ x", "// x", "x--", "new x", "delete x", "hasOwnProperty(x)",
    "x[constructor]", "x[0][0]", "x[-1]", "x[1e9]", "otherwise(x)", "root(x, 2)", "helpers", "sin.constructor", "sin[0]",
    "isPrototypeOf(x)", "unit(x)", "createUnit(x)", "evaluate(x)", "logBase(x, 2)",
  ]; // prettier-ignore
  for (const text of attacks) {
    it(JSON.stringify(text), () => assert.throws(() => symbolic(text), { name: "SyntaxError" }));
  }

  it("deep nesting is refused, not run into", () => {
    for (const text of [
      "(".repeat(1e5) + "x",
      "-".repeat(1e5) + "x",
      "x^".repeat(1e5) + "x",
      "sin(".repeat(1e5),
    ])
      assert.throws(() => symbolic(text), { name: "SyntaxError" });
  });

  it("names of variables do not reach the compiled function", () => {
    assert.equal(symbolic("π + θ_x")(1), Math.PI + 1);
    assert.equal(String(symbolic((await_: number) => await_ * 2).derivative()), "2");
  });
});

describe("a symbolic function", () => {
  it("refuses what is no number, and names the argument", () => {
    const f = symbolic("x y");
    assert.throws(() => f(1), {
      name: "TypeError",
      message: /the function x\*y: y must be a number, but got undefined\. The function takes x, y/,
    });
    assert.throws(() => f("1" as never, 2), /x must be a number, but got '1'/);
    assert.throws(() => symbolic("x[0] + x[1]")([1]), /x must be an array of 2 numbers, but got \[ 1 \]/);
    assert.throws(() => symbolic("x[0] + x[1]")([1, "2"] as never), /x\[1\] must be a number, but got '2'/);
    assert.throws(() => symbolic("x[0]")(3), /x must be an array/);
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
