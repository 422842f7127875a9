import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { toBundle } from "../display/bundle";
import { add, div, exp, mul, pow, setLanguage, sub, symbolic, tensor, type Tensor } from "../index";
import { compareDerivatives, type Differentiable, type DifferentiableOfMany } from "./compareDerivatives";

describe("compareDerivatives", () => {
  it("has three derivatives of a text, an arrow function, a function of the library, and what symbolic made", () => {
    const all: Differentiable[] = [
      "x^3 - 1/x",
      symbolic("x^3 - 1/x"),
      (x: number) => x ** 3 - 1 / x,
      (x: number) => sub(pow(x, 3), div(1, x)),
    ];
    for (const f of all) {
      const table = compareDerivatives(f, 2);
      assert.deepEqual(table.map(({ derivative }) => derivative), ["numerical", "automatic", "symbolic"]); // prettier-ignore
      for (const { value, difference } of table)
        assert.ok(Math.abs(value! - 12.25) < 1e-9 && difference! < 1e-9);
      assert.equal(table[2].note, "3*x^2 + 1/x^2");
    }
  });

  it("says why a derivative is missing", () => {
    const loop = (x: number): number => {
      let sum = 0;
      for (let k = 1; k < 4; k++) sum += Math.sin(k * x);
      return sum;
    };
    const [numerical, automatic, exact] = compareDerivatives(loop, 1);
    assert.ok(Math.abs(numerical.value! - (Math.cos(1) + 2 * Math.cos(2) + 3 * Math.cos(3))) < 1e-10);
    assert.deepEqual([automatic.value, exact.value], [undefined, undefined]);
    assert.match(exact.note, /must be a single expression/);
    const tensors = compareDerivatives((x: Tensor) => x.mul(x).sum(), 3);
    assert.deepEqual(tensors.map(({ value }) => value?.toFixed(6)), ["6.000000", "6.000000", undefined]); // prettier-ignore
    assert.match(compareDerivatives("abs(x)", 0)[0].note, /did not converge/);
  });

  const point = [1, 2];
  const byEach: Record<string, DifferentiableOfMany> = {
    "a text": "3x^2 y + 5e^y",
    "a text of a vector": "3x[0]^2 x[1] + 5e^x[1]",
    "what symbolic made": symbolic("3x^2 y + 5e^y"),
    "numbers one by one": (x: number, y: number) => 3 * x ** 2 * y + 5 * Math.exp(y),
    "an array": (x: number[]) => 3 * x[0] ** 2 * x[1] + 5 * Math.exp(x[1]),
    "an array taken apart": ([x, y]: number[]) => 3 * x ** 2 * y + 5 * Math.exp(y),
    "tensors one by one": (x: Tensor, y: Tensor) => x.square().mul(3).mul(y).add(y.exp().mul(5)),
    "an array of tensors": (x: Tensor[]) => add(mul(mul(3, pow(x[0], 2)), x[1]), mul(5, exp(x[1]))),
  };
  for (const [name, f] of Object.entries(byEach)) {
    it(`has three gradients of a function of several variables, given as ${name}`, () => {
      for (const x of [point, Float64Array.from(point), tensor(point)]) {
        const table = compareDerivatives(f, x);
        const names = table[0].variable === "x" ? ["x", "y"] : ["x[0]", "x[1]"];
        assert.deepEqual(
          table.map(({ variable, derivative }) => `${derivative} ${variable}`),
          names.flatMap((v) => [`numerical ${v}`, `automatic ${v}`, `symbolic ${v}`]),
        );
        const gradient = [12, 3 + 5 * Math.exp(2)];
        table.forEach(({ value, difference, evaluations }, k) => {
          assert.ok(Math.abs(value! - gradient[Math.floor(k / 3)]) < 1e-9 && difference! < 1e-9);
          assert.equal(evaluations! > 1, k % 3 === 0);
        });
      }
    });
  }

  it("has two gradients of a function of a vector that is no formula", () => {
    const table = compareDerivatives((x: Tensor) => x.square().sum(), [1, 2, 3]);
    assert.deepEqual(table.map(({ value }) => value?.toFixed(9)), [2, 4, 6].flatMap((v) => [v.toFixed(9), v.toFixed(9), undefined])); // prettier-ignore
    const sum = (...x: number[]): number => x.reduce((a, b) => a + b * b, 0);
    assert.deepEqual(compareDerivatives(sum, [1, 2]).map(({ value }) => value?.toFixed(9)), ["2.000000000", undefined, undefined, "4.000000000", undefined, undefined]); // prettier-ignore
  });

  it("has a derivative of 0 by a variable that the function does not use", () => {
    for (const f of ["x[0]^2", (x: number[]): number => x[0] ** 2, "5"]) {
      const last = compareDerivatives(f, [1, 2]).slice(3);
      assert.deepEqual(last.map(({ variable, value }) => [variable, value]), [["x[1]", 0], ["x[1]", 0], ["x[1]", 0]]); // prettier-ignore
    }
  });

  it("has exact types, which these lines would not compile without", () => {
    const one: "numerical" | "automatic" | "symbolic" = compareDerivatives((x) => x ** 2, 1)[0].derivative;
    const variable: string = compareDerivatives((x) => x[0] * x[1], point)[3].variable;
    const named: string = compareDerivatives((x: number, y: number) => x * y, point)[3].variable;
    assert.deepEqual([one, variable, named], ["numerical", "x[1]", "y"]);
    // @ts-expect-error the table of one variable names none
    assert.equal(compareDerivatives("x", 1)[0].variable, undefined);
    // @ts-expect-error text is no number
    assert.throws(() => compareDerivatives((x: number) => String(x), 1), /number, but got '1'/);
    // @ts-expect-error a function of text
    assert.throws(() => compareDerivatives((x: string) => x.length, 1), /number, but got undefined/);
    // @ts-expect-error two variables at a number
    assert.throws(() => compareDerivatives((x: number, y: number) => x * y, 1), /one for each of x, y/);
  });

  it("refuses a point that has not as many numbers as the function has variables", () => {
    const two = /x must be an array of numbers, one for each of x, y, but got/;
    for (const x of [1, [1], [1, 2, 3]]) assert.throws(() => compareDerivatives("x y", x as never), two);
    assert.throws(() => compareDerivatives("x^2", [1, 2]), /x must be a number: x is the only variable of f/);
    assert.throws(() => compareDerivatives("x[0] x[2]", [1, 2]), /one for each of x\[0\], x\[1\], x\[2\]/);
    assert.throws(() => compareDerivatives("x[0]^2", 1), /one for each of x\[0\], but got 1/);
    assert.throws(
      () => compareDerivatives("x[0] y", [1, 2]),
      /f must be a function of numbers, or of one vector/,
    );
    assert.throws(() => compareDerivatives("x y", [1, NaN]), /x\[1\] must be a finite number, but got NaN/);
    assert.throws(() => compareDerivatives("x y", []), /x must be a point with at least one number/);
  });

  it("shows as a table", () => {
    const bundle = toBundle(compareDerivatives("x^2", 1)) as Record<string, string>;
    assert.match(
      bundle["text/html"],
      /<th>derivative<\/th><th>value<\/th><th>difference<\/th><th>evaluations<\/th>/,
    );
    assert.match(bundle["text/plain"], /symbolic +2 +0 +1 +2\*x$/);
  });

  it("shows in Chinese where that is the language; its rows stay as they are", () => {
    setLanguage("zh");
    try {
      const table = compareDerivatives("x^2", 1);
      assert.match(String(table), /^ *导数 +值 +相差 +求值次数 +说明\n *数值/);
      assert.match(String(table), /自动 .*前向一遍，反向一遍/);
      assert.equal(table[0].derivative, "numerical");
    } finally {
      setLanguage("en");
    }
  });

  it("refuses what is no function, and no expression", () => {
    assert.throws(() => compareDerivatives(3 as never, 1), /f must be a text such as .* but got 3/);
    assert.throws(() => compareDerivatives("x +", 1), { name: "SyntaxError" });
    assert.throws(() => compareDerivatives("x", NaN), /x must be a finite number/);
    assert.throws(
      () => compareDerivatives((() => "a") as never, 1),
      /compareDerivatives: f\(1\) must be a number, but got 'a'/,
    );
    assert.throws(
      () => compareDerivatives((() => {}) as never, [1, 2]),
      /f\(1, 2\) must be a number, but got undefined\. Does the function return its result/,
    );
    assert.throws(
      () => compareDerivatives("1/x", 0),
      /f\(0\) must be a finite number, but got Infinity\. .*take a point/,
    );
    assert.throws(
      () => compareDerivatives((x: number) => x, "1" as never),
      /x must be a finite number, but got '1'.*an array/,
    );
  });
});
