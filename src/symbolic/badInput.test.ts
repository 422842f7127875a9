// What is refused, in one table: with the place, what was wrong there, and the way out. And nothing of it is
// ever run.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { symbolic } from "./symbolic";

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
    ["x > 0 ? x > 1 ? 2 : 1 : 0", 26, /cases within a case need brackets/],
    ["x\nsin(x)", 2, /go on in the next line/],
    ["x + foo + x foo", 5, /foo is not/],
    ["x + 1e999", 5, /too large/],
    ["Infinity", 1, /not a finite number/],
    ["\n x +\n  foo", 9, /foo is not/],
    ["1 + 0x", 5, /written 0 \* x/],
    ["|x|", 1, /abs\(x\)/],
    ["sin()", 1, /sin takes one argument, but got 0/],
    ["max()", 1, /max takes at least one argument, but got 0/],
    ["log(x, 2, 3)", 1, /log takes one argument, or two: the second is the base, but got 3/],
    ["process(x)", 1, /process is not a function that is known\. Known are sin, cos/],
    ["x => x ** 2", 4, /A function is given without quotes/],
    ["x += 1", 4, /An expression only computes a value/],
    ["x++", 4, /the expression ends/],
    ["x²", 2, /Write x\^2/],
    ["`${x}`", 1, /Text cannot be part of an expression/],
    ["x.constructor", 2, /members of objects/],
    ["constructor", 1, /constructor is not a constant, function or variable/],
    ["__proto__", 1, /__proto__ is not a constant, function or variable/],
    ["process.exit()", 8, /members of objects/],
    ["this", 1, /this is not a constant/],
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

describe("symbolic says how another notation is written here", () => {
  const notations: [string, number, string][] = [
    ["ln x", 1, "log(x)"],
    ["1 + sin x^2", 5, "sin(x^2)"],
    ["tan 2x", 1, "tan(2x)"],
    ["2|x + 1|", 2, "abs(x + 1)"],
    ["√(x + 1)", 1, "sqrt(x + 1)"],
    ["∛x", 1, "cbrt(x)"],
    ["√|x - 1|", 1, "sqrt(abs(x - 1))"],
    ["√√x", 1, "sqrt(sqrt(x))"],
    ["⁴√(x + 1)", 1, "nthRoot(x + 1, 4)"],
    ["|2x - |x||", 1, "abs(…) for each pair of bars"],
    ["|sin|x||", 1, "abs(…) for each pair of bars"],
    ["⌊x⌋", 1, "floor(x)"],
    ["⌈x + 1⌉", 1, "ceil(x + 1)"],
    ["eˣ", 2, "e^x"],
    ["x^½", 3, "(1/2)"],
    ["{x + 1}^2", 1, "round brackets: (x + 1)"],
    ["x⁻¹", 2, "x^(-1)"],
    ["x^{n+1}", 3, "x^(n+1)"],
    ["x**{2}", 4, "x^2"],
    ["e^{2x}", 3, "e^(2x)"],
    ["x^{1.5}", 3, "x^1.5"],
    ["sin²x", 4, "sin(x)^2"],
    ["1 + cos^2(x)", 8, "cos(x)^2"],
    ["sin^-1(x)", 4, "asin(x) for the inverse function, 1/sin(x) for the reciprocal"],
    ["x₁ + 1", 2, "x1"],
    ["log₂ x", 4, "log2(x)"],
    ["log₃(x)", 4, "log(x, 3)"],
    ["log_2(x)", 4, "log2(x)"],
    ["2 log_{10} x", 6, "log10(x)"],
    ["log_b(x)", 4, "log(x, b)"],
    ["½x", 1, "1/2"],
    ["x − 1", 3, "-"],
    ["x＋１", 2, "+1"],
    ["\\frac{x+1}{y}", 1, "(x+1)/y"],
    ["\\frac{x}{2y}", 1, "x/(2y)"],
    ["\\sqrt{x}", 1, "sqrt(x)"],
    ["2 \\cdot x", 3, "*"],
  ];
  for (const [text, place, written] of notations)
    it(`${text}: write ${written}`, () =>
      assert.throws(
        () => symbolic(text),
        ({ name, message }: Error) =>
          name === "SyntaxError" &&
          message.startsWith(`symbolic: at character ${place}: `) &&
          message.includes(` Write ${written}.\n`),
      ));

  it("in a time that grows with the length of the text", () => {
    for (const long of [" ", "x", "^", "{", "|", "²", "\\", "(", "sin^2", "√", "√|", "⌊", "⌊x"])
      assert.throws(() => symbolic(`${long.repeat(100_000)}√`), { name: /SyntaxError|RangeError/ });
  });
});

describe("symbolic says why a function is no expression", () => {
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
      [(x: number) => { x = 2; return x; }, /single expression/], // prettier-ignore
      [(x: number) => { if (x > 0) return x; return -x; }, /single expression/], // prettier-ignore
      [({ x }: { x: number }) => x, /a parameter must be a plain name/],
      [(x: number) => x?.valueOf(), /\?\. cannot be part of an expression/],
      [(x: number) => x && 1, /and, or and \?\? give no number/],
      [(x: number) => (x === 1 ? 1 : 2), /a comparison with <, <=, > or >= was expected/],
      [(x: number) => typeof x, /the operator typeof cannot be part/],
      [(x: number) => Math.max(...[x]), /\.\.\.\[x\] cannot be part/],
      [(x: number) => ((y) => y)(x), /is not a function that is known here/],
      [() => "x", /"x" is not a number/],
      [() => null, /null is not a number/],
      [class {} as never, /Classes and methods are not read/],
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
  });
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
});

describe("nothing of a function is run", () => {
  const attacks = [
    "(x) => x.constructor", "(x) => x.constructor.constructor('touched()')()", "(x) => x['constructor']", "(x) => x.__proto__",
    "(x) => process.exit()", "(x) => touched()", "(x) => `${touched()}`", "(x) => touched`x`", "function (x) { return this.x }",
    "(x) => import('node:fs')", "(x) => require('node:fs')", "(x) => eval('touched()')", "(x) => (0, eval)('touched()')",
    "(x) => Function('touched()')()", "(x) => new Function('touched()')()", "(x) => (touched(), x)", "(x) => [touched()][0]",
    "(x) => Math.sin.constructor('touched()')()", "(x) => Math['sin'](x)", "(x) => Math.constructor", "(x) => nablab.constructor(x)",
    "(x) => exports.constructor(x)", "(x) => $$touched.v()", "(x, y = touched()) => x", "({ x = touched() }) => x", "([x = touched()]) => x",
    "(x) => { touched(); return x }", "(x) => ((y) => touched())(x)", "async (x) => x", "function* (x) { yield x }", "(x) => delete x",
    "(x) => globalThis", "(x) => arguments[0]", "function (x) { return new.target }", "(x) => hasOwnProperty(x)", "(x) => x.toString()", "(x) => x.at(touched())",
    "(x) => x = touched()", "(x) => x++", "(x) => ({ touched: touched() }).touched", "class { static { touched() } }",
  ]; // prettier-ignore
  let touches = 0;
  const scope = globalThis as { touched?: () => number };
  for (const text of attacks) {
    it(text, () => {
      // A class runs its own static block as it is made, before symbolic sees it.
      scope.touched = () => 0;
      const make = (0, eval)(`(${text})`) as () => number;
      scope.touched = () => ++touches;
      try {
        assert.throws(() => symbolic(make), { name: "SyntaxError" });
        assert.equal(touches, 0);
      } finally {
        delete scope.touched;
      }
    });
  }
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

  it("refuses variables, orders and points that it has not, and says what it has", () => {
    const f = symbolic("x^2 y") as unknown as Record<string, (...args: unknown[]) => unknown>;
    const table: [string, unknown[], "TypeError" | "RangeError", RegExp][] = [
      ["derivative", [], "RangeError", /variable must be one of "x", "y", but got undefined\. .*gradient\(\)/],
      ["derivative", ["z"], "RangeError", /variable must be one of "x", "y", but got 'z'/],
      ["derivative", [3], "TypeError", /variable must be one of "x", "y", but got 3/],
      ["derivative", ["x", -1], "RangeError", /order must be a whole number from 1 to 100, but got -1/],
      ["derivative", ["x", 101], "RangeError", /but got 101/],
      ["derivative", ["x", "2"], "RangeError", /but got '2'/],
      ["gradient", ["x"], "TypeError", /variables must be an array of names such as \["x", "y"\], but got 'x'/],
      ["gradient", [["z"]], "RangeError", /variable must be one of "x", "y", but got 'z'/],
      ["hessian", [3], "TypeError", /variables must be an array of names/],
      ["explain", [], "RangeError", /but got undefined\. Write explain\("x"\)/],
      ["explain", ["z"], "RangeError", /variable must be one of "x", "y", but got 'z'/],
      ["taylor", [0, 2], "RangeError", /but got undefined\. Write taylor\(at, order, "x"\)/],
      ["taylor", [0, -1, "x"], "RangeError", /order must be a whole number from 0 to 100, but got -1/],
      ["taylor", ["a", 2, "x"], "RangeError", /at must be a finite number, or a text without variables such as "pi\/2", but got 'a'/],
      ["taylor", [NaN, 2, "x"], "RangeError", /at must be a finite number, .* but got NaN/],
    ]; // prettier-ignore
    for (const [method, args, name, message] of table) {
      const call = (): unknown => f[method](...args);
      assert.throws(call, { name, message });
      assert.throws(call, { message: new RegExp(`^${method}: .* must be .*, but got `) });
    }
  });
});

describe("what symbolic takes", () => {
  it("is a text or a function, and a scope of finite numbers", () => {
    const call = symbolic as unknown as (...args: unknown[]) => unknown;
    const table: [unknown[], "TypeError" | "RangeError", RegExp][] = [
      [[undefined], "TypeError", /f must be a text such as "x\^2 \+ 1" or a function such as .*, but got undefined/],
      [[3], "TypeError", /but got 3/],
      [[10n], "TypeError", /but got 10n/],
      [[Symbol("x")], "TypeError", /but got Symbol\(x\)/],
      [[["x"]], "TypeError", /but got \[ 'x' \]/],
      [[{ x: 1 }], "TypeError", /but got \{ x: 1 \}/],
      [[Math.random], "TypeError", /a function of one expression, but got the function random\. .*Write it out/],
      [[console.log.bind(null)], "TypeError", /built in or bound cannot be read/],
      [["a x", 3], "TypeError", /scope must be an object such as \{ a: 2 \}, but got 3/],
      [["a x", null], "TypeError", /scope must be an object/],
      [["a x", []], "TypeError", /scope must be an object/],
      [["a x", { a: "2" }], "TypeError", /scope\.a must be a finite number, but got '2'/],
      [["a x", { a: NaN }], "RangeError", /scope\.a must be a finite number, but got NaN/],
      [["a x", { a: [1, Infinity] }], "RangeError", /scope\.a must be a finite number, but got Infinity/],
    ]; // prettier-ignore
    for (const [args, name, message] of table) assert.throws(() => call(...args), { name, message });
  });
});
