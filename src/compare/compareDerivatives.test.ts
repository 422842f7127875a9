import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { toBundle } from "../display/bundle";
import { div, pow, sub, symbolic, type Tensor } from "../index";
import { compareDerivatives, type Differentiable } from "./compareDerivatives";

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

  it("shows as a table", () => {
    const bundle = toBundle(compareDerivatives("x^2", 1)) as Record<string, string>;
    assert.match(
      bundle["text/html"],
      /<th>derivative<\/th><th>value<\/th><th>difference<\/th><th>evaluations<\/th>/,
    );
    assert.match(bundle["text/plain"], /symbolic +2 +0 +1 +2\*x$/);
  });

  it("refuses what is no function, and no expression", () => {
    assert.throws(() => compareDerivatives(3 as never, 1), /f must be a text such as .* but got 3/);
    assert.throws(() => compareDerivatives("x +", 1), { name: "SyntaxError" });
    assert.throws(() => compareDerivatives("x", NaN), /x must be a finite number/);
    assert.throws(() => compareDerivatives(() => "a", 1), /must be a number, but got 'a'/);
  });
});
