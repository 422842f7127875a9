import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { inspect } from "node:util";
import { derivative } from "./derivative";
import { seeded } from "../testing/smooth";
import { tangentLine } from "./tangentLine";

const course = (x: number): number => x ** 3 - 1 / x;

describe("tangentLine", () => {
  it("of x^3 - 1/x at 1 is y = 4x - 4", () => {
    const line = tangentLine(course, 1);
    assert.equal(String(line), "y = 4x - 4");
    assert.equal(inspect(line), "y = 4x - 4");
    assert.ok(Math.abs(line.slope - 4) < 1e-12 && Math.abs(line.intercept + 4) < 1e-12);
    assert.deepEqual([line.x0, line.y0], [1, 0]);
  });

  it("passes through the point of contact exactly, and through the intercept at 0", () => {
    const random = seeded(6);
    for (let i = 0; i < 100; i++) {
      const x0 = 20 * random() - 10;
      const line = tangentLine((x) => Math.exp(Math.sin(x)) - x, x0);
      assert.equal(line(x0), line.y0);
      assert.equal(line(0), line.intercept);
      assert.equal(line.y0, Math.exp(Math.sin(x0)) - x0);
    }
  });

  it("rises by its slope", () => {
    const line = tangentLine((x) => x ** 2, 3, { slope: 6 });
    assert.deepEqual([-1, 0, 1, 2, 4].map(line), [-15, -9, -3, 3, 15]);
  });

  it("takes an exact slope, or the rule, step and type of derivative", () => {
    assert.equal(tangentLine(course, 1, { slope: 4 }).slope, 4);
    for (const options of [
      { method: "forward", h: 0.1 },
      { method: "central" },
      { h: 0.01 },
      { dtype: "float32" },
    ] as const) {
      assert.equal(tangentLine(course, 1, options).slope, derivative(course, 1, options));
    }
    assert.equal(String(tangentLine(course, 1, { method: "forward", h: 0.1 })), "y = 4.21909x - 4.21909");
  });

  it("meets a parabola only once, and a line everywhere", () => {
    const line = tangentLine((x) => x ** 2, 2);
    for (const t of [-3, 0, 1.9, 2.1, 10]) assert.ok(line(t) < t ** 2);
    assert.equal(tangentLine((x) => 3 * x + 1, 7, { slope: 3 })(-100), -299);
  });

  it("prints an equation that a person would write", () => {
    const printed = (slope: number, y0: number, x0 = 0): string =>
      String(tangentLine(() => y0, x0, { slope }));
    assert.equal(printed(1, 0), "y = x");
    assert.equal(printed(-1, 2), "y = -x + 2");
    assert.equal(printed(0, 3), "y = 3");
    assert.equal(printed(0, 0), "y = 0");
    assert.equal(printed(0, -2.5), "y = -2.5");
    assert.equal(printed(2, -1 / 3), "y = 2x - 0.333333");
    assert.equal(printed(-0.5, 1), "y = -0.5x + 1");
    assert.equal(printed(1e-9, 0), "y = 1e-9 x");
    assert.equal(printed(0.1 + 0.2, 0), "y = 0.3x");
  });

  it("prints 0 for what is only the error of the slope or rounding", () => {
    assert.equal(String(tangentLine(Math.cos, 0)), "y = 1");
    assert.equal(String(tangentLine((x) => Math.exp(x), 1)), "y = 2.71828x");
    assert.equal(String(tangentLine((x) => x ** 2, 0)), "y = 0");
    assert.equal(String(tangentLine((x) => 2 + 1e-9 * x, 0)), "y = 1e-9 x + 2");
  });
});

describe("tangentLine refuses", () => {
  it("a point where f is not finite", () => {
    assert.throws(() => tangentLine(course, 0), {
      name: "RangeError",
      message:
        /tangentLine: the value of f must be a finite number, but got f\(0\) = -Infinity\. .*take another x0/,
    });
    assert.throws(() => tangentLine(Math.log, -1), /f\(-1\) = NaN/);
  });

  it("a slope that is not finite", () => {
    assert.throws(
      () => tangentLine(course, 1, { slope: Infinity }),
      /options\.slope must be a finite number, but got Infinity/,
    );
    assert.throws(() => tangentLine(course, 1, { slope: NaN }), /options\.slope must be a finite number/);
    const huge = (x: number): number => (x > 0 ? 1.7e308 : -1.7e308);
    assert.throws(
      () => tangentLine(huge, 0, { method: "forward" }),
      /the slope must be a finite number, but got Infinity/,
    );
  });

  it("a corner, a jump and a vertical tangent, unless told how to draw a line there", () => {
    for (const f of [Math.abs, Math.sign, Math.cbrt, Math.sqrt]) {
      assert.throws(
        () => tangentLine(f, 0),
        /the slope of f at x0 must be a single number, but got differences that leave it between .* options\.slope/,
      );
    }
    assert.throws(() => tangentLine(Math.abs, 0), /between -1 and 1\./);
    assert.equal(String(tangentLine(Math.abs, 0, { slope: 0 })), "y = 0");
    assert.equal(String(tangentLine(Math.abs, 0, { method: "forward" })), "y = x");
  });

  it("what is no function, no number, no known option", () => {
    assert.throws(
      () => tangentLine("x" as never, 1),
      /tangentLine: f must be a function such as \(x\) => x \*\* 2, but got 'x'/,
    );
    assert.throws(
      () => tangentLine(course, "1" as never),
      /tangentLine: x0 must be a finite number, but got '1'\. Give the point/,
    );
    assert.throws(() => tangentLine(course, NaN), /x0 must be a finite number, but got NaN/);
    assert.throws(
      () => tangentLine((() => "4") as never, 1),
      /tangentLine: f\(1\) must be a number, but got '4'/,
    );
    assert.throws(
      () => tangentLine(course, 1, { order: 2 } as never),
      /tangentLine: the name of an option must be one of method, h, dtype, domain, slope, but got 'order'/,
    );
    assert.throws(
      () => tangentLine(course, 1, { method: "forward", h: 0 }),
      /tangentLine: options\.h must be a finite number other than 0/,
    );
  });
});
