import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { derivative, derivativeWithError } from "./derivative";
import { numericalLimit } from "./numericalLimit";
import { seeded } from "../testing/smooth";

const course = (x: number): number => x ** 3 - 1 / x;
const near = (actual: number, expected: number, tolerance: number): void =>
  assert.ok(
    Math.abs(actual - expected) <= tolerance * Math.max(1, Math.abs(expected)),
    `${actual} is not ${expected}`,
  );

describe("numericalLimit", () => {
  it("is the difference quotient, with h = 0.1 by default", () => {
    assert.equal(numericalLimit(course, 1), 4.219090909090913);
    assert.equal(
      numericalLimit((x) => 3 * x ** 2 - 4 * x, 1, -0.5),
      (0.75 - 2 - -1) / -0.5,
    );
  });

  it("approaches D2L's 2 as h shrinks tenfold", () => {
    for (const h of [0.1, 0.01, 1e-3, 1e-4, 1e-5]) {
      near(
        numericalLimit((x) => 3 * x ** 2 - 4 * x, 1, h),
        2 + 3 * h,
        1e-9,
      );
    }
  });

  it("is 0 where x + h is rounded to x, as the exercise remarks", () => {
    assert.equal(numericalLimit(course, 1, 1e-17), 0);
  });

  it("refuses a step of 0 or not finite, a point or a value that is not finite, and what is no function", () => {
    assert.throws(
      () => numericalLimit(course, 1, 0),
      /numericalLimit: h must be a finite number other than 0/,
    );
    assert.throws(() => numericalLimit(course, 1, NaN), /h must be a finite number, but got NaN/);
    assert.throws(() => numericalLimit(course, Infinity), /x must be a finite number/);
    assert.throws(() => numericalLimit(course, 0), /f\(0\) = -Infinity/);
    assert.throws(() => numericalLimit(3 as never, 1), /f must be a function/);
  });
});

describe("derivative", () => {
  it("gives the numbers of the course", () => {
    assert.equal(derivative(course, 1, { method: "forward", h: 0.1 }), 4.219090909090913);
    near(derivative(course, 1), 4, 1e-12);
    near(derivative(course, 10), 300.01, 1e-12);
  });

  it("with a step is the textbook's quotient, digit for digit", () => {
    const random = seeded(1);
    for (let i = 0; i < 200; i++) {
      const [x, h] = [4 * random() + 1, 10 ** (-6 * random())];
      const [f, low, high] = [course(x), course(x - h), course(x + h)];
      assert.equal(derivative(course, x, { method: "forward", h }), (high - f) / h);
      assert.equal(derivative(course, x, { method: "backward", h }), (f - low) / h);
      assert.equal(derivative(course, x, { method: "central", h }), (high - low) / (2 * h));
    }
  });

  it("backward is forward with -h", () => {
    const h = 2 ** -10;
    const backward = derivative(Math.sin, 1, { method: "backward", h });
    assert.equal(derivative(Math.sin, 1, { method: "forward", h: -h }), backward);
  });

  it("takes the root of epsilon or its cube root as a step, times max(1, |x|)", () => {
    for (const x of [0, 0.3, -1, 1234.5]) {
      const scale = Math.max(1, Math.abs(x));
      for (const [method, root] of [
        ["forward", 2],
        ["backward", 2],
        ["central", 3],
      ] as const) {
        const { h } = derivativeWithError(Math.atan, x, { method });
        near(h / scale, Number.EPSILON ** (1 / root), 1e-6);
        assert.equal(Math.abs(x) + h - Math.abs(x), h, "x + h is exact");
      }
    }
  });

  it("is exact for straight lines, by every rule", () => {
    const random = seeded(2);
    for (let i = 0; i < 50; i++) {
      const [a, b, x] = [random() * 8 - 4, random() * 8 - 4, random() * 200 - 100];
      for (const method of ["adaptive", "forward", "backward", "central"] as const) {
        near(
          derivative((t) => a * t + b, x, { method }),
          a,
          1e-4,
        );
      }
      near(
        derivative((t) => a * t + b, x),
        a,
        1e-12,
      );
    }
  });

  it("is linear in f", () => {
    for (const x of [0.2, 1, 30]) {
      const sum = derivative((t) => 3 * Math.sin(t) - 2 * Math.sqrt(t), x);
      near(sum, 3 * derivative(Math.sin, x) - 2 * derivative(Math.sqrt, x), 1e-11);
    }
  });

  it("changes its sign, and nothing else, for the mirrored function", () => {
    for (const method of ["adaptive", "central"] as const) {
      for (const x of [0.7, 2, 1e4]) {
        const mirrored = derivative((t) => Math.exp(Math.sin(-t)), -x, { method });
        assert.equal(mirrored, -derivative((t) => Math.exp(Math.sin(t)), x, { method }));
      }
    }
  });

  it("is 0, not -0, where a curve is flat", () => {
    for (const method of ["adaptive", "forward", "backward", "central"] as const) {
      assert.ok(
        Object.is(
          derivative(() => 3, 1, { method }),
          0,
        ),
        method,
      );
      assert.ok(
        Object.is(
          derivative((x) => -x * x, 0, { method: "central" }),
          0,
        ),
      );
    }
  });

  it("has orders 1 to 4 by every rule", () => {
    const exact = [Math.cos(0.5), -Math.sin(0.5), -Math.cos(0.5), Math.sin(0.5)];
    const tolerance = { adaptive: 1e-8, central: 1e-4, forward: 1e-2, backward: 1e-2 };
    for (const order of [1, 2, 3, 4] as const) {
      for (const method of ["adaptive", "central", "forward", "backward"] as const) {
        near(derivative(Math.sin, 0.5, { method, order }), exact[order - 1], tolerance[method]);
      }
    }
    assert.equal(
      derivative((x) => x ** 4, 0, { method: "central", order: 4, h: 1 }),
      24,
    );
    assert.equal(
      derivative((x) => x ** 3, 5, { method: "forward", order: 3, h: 0.5 }),
      6,
    );
  });

  it("does not converge for a higher order where a lower one has a kink", () => {
    for (const order of [1, 2, 3, 4] as const) {
      assert.equal(derivativeWithError(Math.abs, 0, { order }).converged, false, `order ${order}`);
    }
    assert.equal(derivativeWithError((x) => x * Math.abs(x), 0, { order: 2 }).converged, false);
  });

  it("computes in float32 where asked: points, values and difference are rounded", () => {
    const seen: number[] = [];
    const f = (x: number): number => {
      seen.push(x);
      return x * x;
    };
    const value = derivative(f, 0.1, { method: "central", dtype: "float32" });
    assert.deepEqual(seen.map(Math.fround), seen);
    assert.equal(value, Math.fround(value));
    near(value, 0.2, 1e-4);
    const { value: v, error, converged } = derivativeWithError(Math.sin, 1, { dtype: "float32" });
    assert.ok(converged && Math.abs(v - Math.cos(1)) < error && error < 1e-4);
  });
});

describe("the derivative of a simple function at a simple point", () => {
  it("is exact: a student who asks for the slope of 3x reads 3", () => {
    for (const x of [0, 1, -2, 0.5, 10]) {
      for (const a of [3, -1, 7, 0.25]) {
        assert.equal(
          derivative((t) => a * t, x),
          a,
        );
        assert.equal(
          derivative((t) => a * t * t + t, x),
          2 * a * x + 1,
        );
      }
      assert.equal(
        derivative((t) => t ** 3, x),
        3 * x * x,
      );
    }
  });
});

describe("derivativeWithError", () => {
  it("counts the calls of f", () => {
    for (const method of ["adaptive", "forward", "central"] as const) {
      let calls = 0;
      const f = (x: number): number => (calls++, Math.cos(x));
      assert.equal(derivativeWithError(f, 1, { method }).evaluations, calls);
    }
  });

  it("gives the error of a plain rule too", () => {
    const { value, error, h } = derivativeWithError(course, 1, { method: "forward", h: 0.1 });
    assert.equal(value, 4.219090909090913);
    near(error, 0.21909090909091, 1e-10);
    assert.equal(h, 0.1);
    assert.equal(derivativeWithError(Math.abs, 0, { method: "central" }).converged, false);
  });

  it("starts from a given step", () => {
    const steps: number[] = [];
    derivativeWithError((x) => (steps.push(Math.abs(x - 1)), Math.exp(x)), 1, { h: 2 ** -6 });
    near(Math.max(...steps), 2 ** -6, 1e-3);
  });

  it("starts as usual where the given step is too small to show a digit", () => {
    for (const x of [1, 1e8]) near(derivative(Math.sqrt, x, { h: x * 2 ** -50 }), 0.5 / Math.sqrt(x), 1e-10);
  });
});

describe("derivative refuses", () => {
  const refuses = (options: object, message: RegExp): void =>
    assert.throws(() => derivative(Math.sin, 1, options), message);

  it("a step that is 0, not finite, no number, or vanishes in rounding", () => {
    for (const method of ["adaptive", "forward", "backward", "central"]) {
      refuses({ method, h: 0 }, /derivative: options\.h must be a finite number other than 0, but got 0/);
      refuses({ method, h: NaN }, /options\.h must be a finite number, but got NaN/);
      refuses({ method, h: Infinity }, /options\.h must be a finite number, but got Infinity/);
      refuses({ method, h: "0.1" }, /options\.h must be a finite number, but got '0.1'/);
      refuses({ method, h: 1e-17 }, /x \+ h differs from x in float64, but got 1e-17.*rounded to x itself/);
      refuses({ method, h: 1e-9, dtype: "float32" }, /x \+ h differs from x in float32/);
    }
  });

  it("methods, orders, types and options that it does not know", () => {
    refuses(
      { method: "middle" },
      /options\.method must be one of "adaptive", "forward", "backward", "central", "complex"/,
    );
    refuses({ order: 5 }, /options\.order must be one of 1, 2, 3, 4, but got 5/);
    refuses({ dtype: "float16" }, /options\.dtype must be one of "float64", "float32"/);
    refuses(
      { step: 0.1 },
      /the name of an option must be one of method, h, order, dtype, domain, but got 'step'/,
    );
  });

  it("a point that is no finite number", () => {
    assert.throws(() => derivative(Math.sin, "1" as never), {
      name: "TypeError",
      message: /x must be a finite number/,
    });
    assert.throws(() => derivative(Math.sin, NaN), {
      name: "RangeError",
      message: /x must be a finite number/,
    });
    assert.throws(
      () => derivative(Math.sin, 1e39, { dtype: "float32" }),
      /x in float32 must be a finite number/,
    );
  });

  it("what is no function of numbers", () => {
    assert.throws(
      () => derivative("sin" as never, 1),
      /f must be a function such as \(x\) => x \*\* 2, but got 'sin'/,
    );
    assert.throws(
      () => derivative((() => undefined) as never, 1),
      /f\(1\) must be a number, but got undefined.*return/,
    );
    assert.throws(() => derivative((() => "2") as never, 1), /f\(1\) must be a number, but got '2'/);
    assert.throws(() => derivative((() => ({ item: () => 1 })) as never, 1), /\.item\(\)/);
  });

  it("values that are not finite, and names the point", () => {
    assert.throws(
      () => derivative(Math.log, -1),
      /derivative: the value of f must be a finite number, but got f\(-1\) = NaN/,
    );
    assert.throws(
      () => derivative(Math.log, 0.05, { method: "backward", h: 0.05 }),
      /f\(0\) = -Infinity.*near the end of the domain/,
    );
    assert.throws(() => derivativeWithError((x) => 1 / x, 0), /derivativeWithError: .* f\(0\) = Infinity/);
  });

  it("nothing that f throws: it comes through", () => {
    const failure = new Error("mine");
    assert.throws(
      () =>
        derivative(() => {
          throw failure;
        }, 1),
      failure,
    );
  });
});
