import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { derivative, derivativeWithError, type DerivativeResult } from "./derivative";
import { seeded, type SmoothCase, smoothCases } from "../testing/smooth";

interface Outcome {
  name: string;
  x: number;
  result: DerivativeResult;
  /** The true error, and the truth's own size. */
  error: number;
  size: number;
}

function outcomesOf({ name, f, exact, at }: SmoothCase): Outcome[] {
  return at.map((x) => {
    const result = derivativeWithError(f, x);
    const truth = exact(x);
    return {
      name: `${name} at ${x}`,
      x,
      result,
      error: Math.abs(result.value - truth),
      size: Math.abs(truth),
    };
  });
}

function shareOf(outcomes: readonly Outcome[], holds: (outcome: Outcome) => boolean): number {
  return outcomes.filter(holds).length / outcomes.length;
}

describe("the adaptive rule on smooth functions", () => {
  const outcomes = smoothCases.flatMap(outcomesOf);

  it("is tried on at least 60 functions and 1000 points, from 1e-8 to 1e8", () => {
    assert.ok(smoothCases.length >= 60, `${smoothCases.length} functions`);
    assert.ok(outcomes.length >= 1000, `${outcomes.length} points`);
    assert.equal(Math.min(...outcomes.map(({ x }) => Math.abs(x))), 1e-8);
    assert.equal(Math.max(...outcomes.map(({ x }) => Math.abs(x))), 1e8);
  });

  it("has 10 right digits for at least 99% of the points, and 12 for 95%", () => {
    const within = (tolerance: number): number =>
      shareOf(outcomes, ({ error, size }) => error <= tolerance * size);
    assert.ok(within(1e-10) >= 0.99, `${within(1e-10)}`);
    assert.ok(within(1e-12) >= 0.95, `${within(1e-12)}`);
  });

  it("has a true error below ten times the estimate for at least 99% of the points", () => {
    // The truth is itself rounded.
    const honest = shareOf(outcomes, ({ error, size, result }) => error < 10 * result.error + 4e-16 * size);
    assert.ok(honest >= 0.99, `${honest}`);
  });

  it("does not exaggerate: the estimate is below 1e-8 of the value for at least 95% of the points", () => {
    const sharp = shareOf(outcomes, ({ result, size }) => result.error <= 1e-8 * size);
    assert.ok(sharp >= 0.95, `${sharp}`);
  });

  it("converges at 99% of the points, with 50 calls or fewer for 90% of them and never more than 200", () => {
    assert.ok(shareOf(outcomes, ({ result }) => result.converged) >= 0.99);
    assert.ok(shareOf(outcomes, ({ result }) => result.evaluations <= 50) >= 0.9);
    assert.ok(outcomes.every(({ result }) => result.evaluations <= 200));
  });

  it("holds for random sums of waves, exponentials and powers", () => {
    const random = seeded(20);
    const trials = Array.from({ length: 500 }, () => {
      const [a, b, c, p, q] = Array.from({ length: 5 }, () => 4 * random() - 2);
      const x = (random() < 0.5 ? -1 : 1) * 10 ** (4 * random() - 2);
      const f = (t: number): number => a * Math.sin(p * t) + b * Math.exp(-((q * t) ** 2)) + c * t ** 3;
      const truth = a * p * Math.cos(p * x) - 2 * b * q * q * x * Math.exp(-((q * x) ** 2)) + 3 * c * x * x;
      const result = derivativeWithError(f, x);
      return { error: Math.abs(result.value - truth), result, size: Math.abs(truth) };
    });
    const share = (holds: (t: (typeof trials)[number]) => boolean): number =>
      trials.filter(holds).length / trials.length;
    assert.ok(share(({ error, size }) => error <= 1e-10 * size) >= 0.95);
    assert.ok(share(({ error, result, size }) => error < 10 * result.error + 4e-16 * size) >= 0.99);
  });
});

describe("the adaptive rule never claims to converge", () => {
  const points = [0, 1, -2, 0.1, 1 / 3, 37.2, 1e4, 1e-3, 1e-8];
  const bases: Record<string, (x: number) => number> = {
    "2x": (x) => 2 * x,
    "sin x": Math.sin,
    "log(1 + x^2)": (x) => Math.log(1 + x * x),
  };
  const refuses = (f: (x: number) => number, x: number, what: string): void =>
    assert.equal(derivativeWithError(f, x).converged, false, `${what} at ${x}`);

  for (const [name, base] of Object.entries(bases)) {
    it(`at a kink added to ${name}, be it small`, () => {
      for (const c of points) {
        for (const size of [1, 0.1, 1e-2, 1e-3, 1e-4]) {
          refuses((x) => base(x) + size * Math.abs(x - c), c, `${size} |x - c|`);
          refuses((x) => base(x) + size * Math.max(0, x - c), c, `${size} max(0, x - c)`);
          refuses((x) => base(x) + size * Math.sqrt(Math.abs(x - c)), c, `${size} sqrt |x - c|`);
        }
      }
    });

    it(`at a jump added to ${name}, be it small`, () => {
      for (const c of points) {
        for (const size of [1, 1e-2, 1e-4, 1e-6])
          refuses((x) => base(x) + (x >= c ? size : 0), c, `jump ${size}`);
        refuses((x) => (x === c ? 5 : base(x)), c, "a single point");
      }
    });

    it(`under noise added to ${name}`, () => {
      const random = seeded(7);
      for (const x of [0.1, 1, -2, 37.2]) {
        for (const size of [1, 1e-2, 1e-4, 1e-6, 1e-8, 1e-10]) {
          refuses((t) => base(t) + size * (random() - 0.5), x, `noise ${size}`);
          refuses((t) => base(t) + size * Math.sin(1e17 * t), x, `repeatable noise ${size}`);
        }
      }
    });
  }

  it("at the steps of floor and round, where a vertical tangent stands, and for a curve that is rough everywhere", () => {
    for (const k of [0, 1, -3, 100]) {
      refuses(Math.floor, k, "floor");
      refuses(Math.round, k + 0.5, "round");
      refuses((x) => Math.abs(Math.sin(Math.PI * x)), k, "|sin πx|");
    }
    refuses(Math.cbrt, 0, "cbrt");
    refuses(Math.sqrt, 0, "sqrt");
    refuses(Math.asin, 1, "asin");
    refuses((x) => (x === 0 ? 0 : x * Math.sin(1 / x)), 0, "x sin 1/x");
    const rough = (x: number): number => {
      let sum = 0;
      for (let k = 0; k < 40; k++) sum += 0.6 ** k * Math.cos(7 ** k * Math.PI * x);
      return sum;
    };
    refuses(rough, 0.3, "Weierstrass' function");
  });

  it("for a function that computes in float32, whose plateaus are not its slope", () => {
    for (const x of [0.1, 0.5, 1, -2, 1e3]) {
      const result = derivativeWithError((t) => Math.fround(Math.sin(t)), x);
      assert.equal(result.converged, false);
      assert.ok(Math.abs(result.value - Math.cos(x)) < 1e-4, `${result.value} at ${x}`);
    }
  });

  it("at a kink far smaller than the slope, as long as rounding does not hide it", () => {
    for (const x of [1, -2, 0.1, 37.2, 1e4, 1e8]) {
      for (const size of [1e-6, 1e-8, 1e-9]) refuses((t) => t + size * Math.abs(t - x), x, `${size} |t - x|`);
    }
  });

  it("for values rounded to a grid", () => {
    for (const x of [0.1, 1 / 3, 1, -2, 37.2]) {
      for (const grid of [1e-4, 1e-8, 1e-12]) {
        if (grid > 1e-14 * x * x * 100) refuses((t) => Math.round((t * t) / grid) * grid, x, `grid ${grid}`);
      }
    }
  });

  it("and its error covers the slopes of both sides of a kink", () => {
    const { value, error } = derivativeWithError((x) => (x < 1 ? 3 * x : 5 * x - 2), 1);
    assert.ok(value - error <= 3.001 && value + error >= 4.999, `${value} ± ${error}`);
  });
});

describe("the adaptive rule keeps to the domain", () => {
  it("close to its end, where steps must be small", () => {
    for (const x of [1e-8, 1e-12, 1e-100]) {
      assert.ok(Math.abs(derivative(Math.log, x) * x - 1) < 1e-10, `log at ${x}`);
    }
    const nearOne = 1 - 2 ** -30;
    const exact = 1 / Math.sqrt((1 - nearOne) * (1 + nearOne));
    assert.ok(Math.abs(derivative(Math.asin, nearOne) / exact - 1) < 1e-9);
  });

  it("at its end, with the points of one side", () => {
    const right = derivativeWithError((x) => (x < 0 ? NaN : Math.exp(x)), 0);
    const left = derivativeWithError((x) => (x > 0 ? Infinity : Math.exp(x)), 0);
    for (const { value, error, converged } of [right, left]) {
      assert.ok(Math.abs(value - 1) < Math.min(1e-10, 10 * error));
      assert.equal(converged, true);
    }
  });

  it("and refuses a point that stands alone, or where f is not finite", () => {
    assert.throws(() => derivative((x) => (x === 2 ? 1 : NaN), 2), {
      name: "RangeError",
      message: /got finite values at 2 alone, not beside it/,
    });
    assert.throws(() => derivative(Math.log, 0), /f\(0\) = -Infinity/);
    assert.throws(() => derivative((x) => Math.sin(x) / x, 0), /f\(0\) = NaN/);
  });
});
