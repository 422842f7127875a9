import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { div, exp, mul, sub } from "../functions";
import type { Complex } from "./complex";
import type { FloatName } from "./floatTypes";
import { type StepSizeCurve, stepSizeStudy } from "./stepSizeStudy";

/** NumPy's own differences and complex steps of x^3 - 1/x at 1. */
interface Recorded {
  dtype: FloatName;
  h: number;
  forward: number;
  central: number;
  complex: number;
  err_forward: number;
  err_central: number;
  err_complex: number;
  x_plus_h_equals_x: boolean;
  h_effective: number;
}

const oracle = join(__dirname, "..", "..", "src", "testing", "oracle", "step-size.json");
const recorded = JSON.parse(readFileSync(oracle, "utf8")) as Recorded[];
const course = (x: number): number => x * x * x - 1 / x;
const { fround } = Math;
/** The same with every operation rounded, as NumPy computes with float32. */
const course32 = (x: number): number => fround(fround(fround(x * x) * x) - fround(1 / x));

function curves(
  f: (x: number) => number,
  dtype: FloatName,
): Record<"forward" | "central", StepSizeCurve> & { rows: Recorded[] } {
  const rows = recorded.filter((row) => row.dtype === dtype);
  const h = rows.map((row) => row.h);
  const [forward, central] = stepSizeStudy(f, 1, 4, {
    rules: ["forward", "central"],
    dtypes: [dtype],
    h,
  }).curves;
  return { rows, forward, central };
}

describe("stepSizeStudy agrees with NumPy", () => {
  it("digit for digit in float32, where f rounds every operation", () => {
    const { rows, forward, central } = curves(course32, "float32");
    assert.ok(rows.length > 30);
    rows.forEach((row, i) => {
      assert.equal(forward.value[i], row.forward, `forward, h = ${row.h}`);
      assert.equal(central.value[i], row.central, `central, h = ${row.h}`);
      assert.equal(forward.error[i], row.err_forward);
      assert.equal(central.error[i], row.err_central);
    });
  });

  it("in float64 within the last digit of f, which the power function of the platform decides", () => {
    const { rows, forward, central } = curves((x) => x ** 3 - 1 / x, "float64");
    assert.ok(rows.length > 30);
    rows.forEach((row, i) => {
      const rounding = (4 * Number.EPSILON) / row.h + 1e-12;
      assert.ok(Math.abs(forward.value[i] - row.forward) <= rounding, `forward, h = ${row.h}`);
      assert.ok(Math.abs(central.value[i] - row.central) <= rounding, `central, h = ${row.h}`);
    });
  });

  it("in the complex step, within the last digits: in float32 NumPy rounds inside of f as well", () => {
    const f = (x: number): number => sub(mul(mul(x, x), x), div(1, x));
    for (const { dtype, digits } of [
      { dtype: "float64", digits: 2 ** -52 },
      { dtype: "float32", digits: 2 ** -23 },
    ] as const) {
      const rows = recorded.filter((row) => row.dtype === dtype);
      const h = rows.map((row) => row.h);
      const [curve] = stepSizeStudy(f, 1, 4, { rules: ["complex"], dtypes: [dtype], h }).curves;
      assert.deepEqual([rows.length > 30, curve.vanishing], [true, undefined]);
      rows.forEach((row, i) => {
        assert.ok(Math.abs(curve.value[i] - row.complex) <= 4 * digits, `${dtype}, h = ${row.h}`);
        assert.ok(Math.abs(curve.error[i] - row.err_complex) <= 4 * digits, `${dtype}, h = ${row.h}`);
      });
      assert.equal(curve.error.at(-1), 0);
    }
  });

  it("in what is left of each step after rounding, and where it vanishes", () => {
    for (const dtype of ["float64", "float32"] as const) {
      const { rows, forward } = curves(course, dtype);
      assert.deepEqual(
        forward.effective,
        rows.map((row) => row.h_effective),
      );
      const vanished = rows.filter((row) => row.x_plus_h_equals_x).map((row) => row.h);
      assert.equal(forward.vanishing, Math.max(...vanished));
    }
  });

  it("in its default steps: 0.1 to 1e-17 by half decades", () => {
    const { h } = stepSizeStudy(course, 1, 4).curves[0];
    const expected = recorded.filter((row) => row.dtype === "float64").map((row) => row.h);
    assert.equal(h.length, expected.length);
    h.forEach((step, i) => assert.ok(Math.abs(step / expected[i] - 1) < 1e-15, `${step}`));
  });
});

describe("stepSizeStudy", () => {
  it("has a curve for each type and rule, in the order asked for", () => {
    const names = ({ curves: all }: { curves: StepSizeCurve[] }): string[] =>
      all.map(({ dtype, rule }) => `${dtype} ${rule}`);
    assert.deepEqual(names(stepSizeStudy(course, 1, 4)), [
      "float64 forward",
      "float64 central",
      "float64 five-point",
      "float32 forward",
      "float32 central",
      "float32 five-point",
    ]);
    assert.deepEqual(names(stepSizeStudy(course, 1, 4, { rules: ["backward"], dtypes: ["float32"] })), [
      "float32 backward",
    ]);
  });

  it("shows theory's slopes where truncation rules", () => {
    const rules = ["forward", "backward", "central", "five-point", "complex"] as const;
    for (const { rule, slope, error } of stepSizeStudy(exp, 1, Math.E, {
      rules,
      dtypes: ["float64"],
      h: [0.1, 0.01],
    }).curves) {
      assert.ok(Math.abs(Math.log10(error[0] / error[1]) - slope) < 0.1, rule);
    }
  });

  it("finds the best step near the one that theory proposes, and a better one by a better rule", () => {
    const [forward, central, fivePoint] = stepSizeStudy(Math.exp, 1, Math.E).curves.map(({ best }) => best);
    assert.ok(forward && central && fivePoint);
    assert.ok(Math.abs(Math.log10(forward.h) + 8) <= 1 && Math.abs(Math.log10(central.h) + 5.2) <= 1);
    assert.ok(fivePoint.error < central.error && central.error < forward.error);
  });

  it("takes a function of complex numbers alone for the complex step", () => {
    const f = (z: Complex): Complex => z.pow(3).sub(z.reciprocal());
    const [curve] = stepSizeStudy(f, 1, 4, { rules: ["complex"], dtypes: ["float64"] }).curves;
    assert.deepEqual([curve.best, curve.rounding], [{ h: 1e-8, error: 0 }, 0]);
    assert.deepEqual(curve.effective, curve.h);
    const refused = /an operand of .* must be a number.*Write the function with add/;
    assert.throws(() => stepSizeStudy(course, 1, 4, { rules: ["complex"] }), refused);
  });

  it("does not take a step that vanishes for the best, even if 0 is right", () => {
    for (const { best, vanishing } of stepSizeStudy(Math.cos, 1e9, 0).curves) {
      assert.ok(vanishing !== undefined && (best === undefined || best.h > vanishing));
    }
    assert.equal(stepSizeStudy(Math.cos, 0, 0).curves[0].vanishing, undefined);
  });

  it("keeps a gap where f is not finite", () => {
    const [curve] = stepSizeStudy(Math.log, 0.05, 20, {
      rules: ["central"],
      dtypes: ["float64"],
      h: [0.1, 0.01],
    }).curves;
    assert.deepEqual(curve.error.map(Number.isFinite), [false, true]);
    assert.equal(curve.best?.h, 0.01);
    const [none] = stepSizeStudy(Math.log, -1, 0).curves;
    assert.equal(none.best, undefined);
  });

  it("refuses what it cannot study", () => {
    const refuses = (options: object, message: RegExp): void =>
      assert.throws(() => stepSizeStudy(course, 1, 4, options), message);
    refuses(
      { rules: ["middle"] },
      /options\.rules must be one of "forward", "backward", "central", "five-point", "complex", but got 'middle'/,
    );
    refuses({ dtypes: ["int32"] }, /options\.dtype must be one of/);
    refuses({ h: [0.1, 0] }, /options\.h must be a finite number other than 0/);
    refuses({ h: 0.1 }, /options\.h must be an array such as .*, but got 0\.1/);
    refuses({ steps: [1] }, /one of rules, dtypes, h, but got 'steps'/);
    assert.throws(() => stepSizeStudy(course, 1, NaN), /exact must be a finite number/);
    assert.throws(() => stepSizeStudy(course, NaN, 4), /x must be a finite number/);
    assert.throws(
      () => stepSizeStudy((() => "4") as never, 1, 4),
      /f\(1(\.1)?\) must be a number, but got '4'/,
    );
    assert.throws(() => stepSizeStudy(4 as never, 1, 4), /f must be a function/);
  });
});
