// What is written as TeX, read by MathJax, which typesets it in notebooks and on exported pages.

import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { randomExpression, seeded, unlessZero } from "../testing/randomExpressions";
import { symbolic } from "./symbolic";

interface MathJax {
  tex2mml(tex: string): string;
}

describe("MathJax reads", () => {
  let mathJax: MathJax;
  before(async () => {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- it has no types
    const { init } = require("mathjax") as { init: (options: object) => Promise<MathJax> };
    // Commands that it does not know are errors, not red words.
    const packages = { "[-]": ["noundefined", "autoload", "require"] };
    mathJax = await init({ loader: { load: ["input/tex"] }, tex: { packages } });
  });
  const reads = (tex: string): void => {
    assert.doesNotMatch(mathJax.tex2mml(`\\displaystyle ${tex}`), /<merror/, tex);
  };

  it("what is TeX, and says what is none", () => {
    reads("\\frac{1}{x}");
    for (const tex of ["\\frac{1}{x", "\\unknown x", "x^2^3", "\\left(x"])
      assert.throws(() => reads(tex), { name: "AssertionError" });
  });

  it("random expressions, their derivatives, and the steps of the derivation", () => {
    const random = seeded(61);
    for (let i = 0; i < 250; i++) {
      const f = symbolic(randomExpression(random, 3, ["x", "y"]));
      reads(f.toTex());
      const by = f.variables.at(0);
      if (by === undefined) continue;
      unlessZero(() => reads(f.derivative(by).toTex()));
      if (i % 5 === 0) unlessZero(() => reads(f.explain(by).toTex()));
    }
  });

  it("names of every kind, cases, vectors, gradients and Hessians", () => {
    for (const text of [
      "theta x_max + alpha_1",
      "x10 + x_1 + Omega",
      "x > 0 and y < 1 ? x : -y",
      "1e-7 x + 2.5e20",
      "nthRoot(x, 5)",
    ])
      reads(symbolic(text).toTex());
    const f = symbolic("3x[0]^2 x[1] + 5e^x[1]");
    for (const shown of [f, f.gradient(), f.hessian(), f.explain("x[1]")]) reads(shown.toTex());
    reads(
      symbolic((velocity: number, $rate: number, some_name: number) => velocity * $rate - some_name).toTex(),
    );
  });
});
