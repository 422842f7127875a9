import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Tensor, tensor } from "../index";
import { numericalGradient } from "./numericalGradient";
import { numericalHessian } from "./numericalHessian";
import { numericalJacobian } from "./numericalJacobian";
import { seeded } from "../testing/smooth";

const course = (x: ArrayLike<number>): number => 3 * x[0] ** 2 + 5 * Math.exp(x[1]);
const norm = (x: ArrayLike<number>): number => Math.hypot(...Array.from(x));
const fixed = (values: ArrayLike<number>): string[] => Array.from(values, (value) => value.toFixed(8));
function near(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number): void {
  assert.equal(actual.length, expected.length);
  for (let i = 0; i < expected.length; i++) {
    const message = `${actual[i]} is not ${expected[i]} at ${i}`;
    assert.ok(Math.abs(actual[i] - expected[i]) <= tolerance * Math.max(1, Math.abs(expected[i])), message);
  }
}

describe("numericalGradient", () => {
  it("prints the numbers of the course", () => {
    assert.deepEqual(fixed(numericalGradient(course, [1, 2])), ["6.00000000", "36.94528665"]);
    assert.deepEqual(fixed(numericalGradient(norm, [1, 1, 3])), ["0.30151133", "0.30151133", "0.90453403"]);
  });

  it("is the textbook's central difference with h = 1e-3, within rounding", () => {
    const x = [0.5, -1.25, 2];
    const f = (v: number[]): number => Math.sin(v[0]) * v[1] + v[2] ** 3;
    const byHand = x.map((value, i) => {
      const [up, down] = [x.with(i, value + 1e-3), x.with(i, value - 1e-3)];
      return (f(up) - f(down)) / 2e-3;
    });
    near(numericalGradient(f, x), byHand, 1e-11);
  });

  it("at the corner of the norm is 0 by central and 1 by forward differences", () => {
    assert.deepEqual(numericalGradient(norm, [0, 0, 0]), [0, 0, 0]);
    assert.deepEqual(numericalGradient(norm, [0, 0, 0], { method: "forward" }), [1, 1, 1]);
  });

  it("gets more digits from the automatic step, and most from the adaptive rule", () => {
    const exact = [6, 5 * Math.exp(2)];
    near(numericalGradient(course, [1, 2], { h: "auto" }), exact, 1e-9);
    near(numericalGradient(course, [1, 2], { method: "adaptive" }), exact, 1e-12);
    near(numericalGradient(course, [1, 2], { method: "forward", h: "auto" }), exact, 1e-6);
    near(numericalGradient(course, [1, 2], { method: "backward", h: 1e-6 }), exact, 1e-5);
  });

  it("of a quadratic form x'Ax is (A + A')x, for random A and x", () => {
    const random = seeded(5);
    for (let n = 1; n <= 8; n++) {
      const a = Array.from({ length: n }, () => Array.from({ length: n }, () => random() - 0.5));
      const x = Array.from({ length: n }, () => 4 * random() - 2);
      const f = (v: number[]): number =>
        v.reduce((sum, vi, i) => sum + v.reduce((s, vj, j) => s + vi * a[i][j] * vj, 0), 0);
      const exact = x.map((_, i) => x.reduce((sum, xj, j) => sum + (a[i][j] + a[j][i]) * xj, 0));
      near(numericalGradient(f, x), exact, 1e-9);
    }
  });

  it("calls f with points of the caller's kind and gives a gradient of that kind", () => {
    const kinds = new Set<string>();
    const spy = (x: ArrayLike<number>): number => (kinds.add(x.constructor.name), norm(x));
    assert.ok(Array.isArray(numericalGradient(spy, [1, 2])));
    assert.ok(numericalGradient(spy, new Float64Array([1, 2])) instanceof Float64Array);
    assert.ok(numericalGradient(spy, new Float32Array([1, 2])) instanceof Float32Array);
    assert.deepEqual([...kinds], ["Array", "Float64Array", "Float32Array"]);
  });

  it("takes a tensor of any shape, and a function whose result is a tensor of one number", () => {
    const x = tensor(
      [
        [1, 2],
        [3, 4],
      ],
      { dtype: "float64", requiresGrad: true },
    );
    const gradient = numericalGradient((t: Tensor) => t.pow(3).sum(), x, { method: "adaptive" });
    assert.deepEqual([gradient.shape, gradient.dtype, gradient.requiresGrad], [[2, 2], "float64", false]);
    near(gradient.toFlatArray(), [3, 12, 27, 48], 1e-12);
    const scalar = numericalGradient((t) => t.exp().item(), tensor(0));
    assert.deepEqual([scalar.shape, scalar.dtype], [[], "float32"]);
    near(scalar.toFlatArray(), [1], 1e-3);
  });

  it("divides by the distance of the rounded points, which float32 needs", () => {
    const x = new Float32Array([100]);
    // Neighbours of 100 are 7.6e-6 apart: 100.001 is rounded by up to 0.4% of the step.
    near(
      numericalGradient((v) => v[0], x),
      [1],
      0,
    );
    near(
      numericalGradient((v) => v[0], x, { h: 1e-5 }),
      [1],
      0,
    );
    near(
      numericalGradient((v) => v[0] * 3, new Float32Array([1e6])),
      [3],
      1e-6,
    );
  });

  it("calls f twice a variable", () => {
    let calls = 0;
    numericalGradient((x) => (calls++, x[0] * x[1] * x[2]), [1, 2, 3]);
    assert.equal(calls, 6);
  });
});

describe("numericalGradient leaves its argument alone", () => {
  const sizes = [3, 2000];

  it("when f throws, at whatever call", () => {
    for (const n of sizes) {
      for (const stop of [1, 2, n]) {
        const x = Float64Array.from({ length: n }, (_, i) => i);
        const before = x.slice();
        let calls = 0;
        const f = (): number => {
          if (++calls === stop) throw new Error("mine");
          return 1;
        };
        assert.throws(() => numericalGradient(f, x), /mine/);
        assert.deepEqual(x, before);
      }
    }
  });

  it("when f changes its own, and is still right", () => {
    const changes: ((v: number[], call: number) => void)[] = [
      (v) => v.reverse(),
      (v) => v.fill(0),
      (v) => v.forEach((value, i) => (v[i] = -value)),
      (v) => v.push(1),
      (v, call) => (call === 1000 ? v.fill(7) : v),
    ];
    for (const n of sizes) {
      for (const change of changes) {
        const x = Array.from({ length: n }, (_, i) => (i % 7) + 1);
        const before = [...x];
        let calls = 0;
        const f = (v: number[]): number => {
          const sum = v.slice(0, n).reduce((s, value, i) => s + value * (i % 3), 0);
          change(v, ++calls);
          return sum;
        };
        near(
          numericalGradient(f, x),
          x.map((_, i) => i % 3),
          1e-6,
        );
        assert.deepEqual(x, before);
      }
    }
  });

  it("also a tensor", () => {
    const x = tensor([1, 2], { dtype: "float64" });
    numericalGradient((t) => t.mul(t).sum(), x);
    assert.deepEqual(x.tolist(), [1, 2]);
  });
});

describe("numericalGradient refuses", () => {
  const refuses = (f: unknown, x: unknown, message: RegExp, options = {}): void =>
    assert.throws(() => numericalGradient(f as () => number, x as number[], options), message);

  it("integers, and says what they would do", () => {
    const reason =
      /x must be of a floating-point type, but got .*1 \+ 0\.001 is cut back to 1.*\[ 1500 11676\]/;
    refuses(course, new Int32Array([1, 2]), reason);
    refuses(course, tensor([1, 2], { dtype: "int32" }), reason);
    refuses(course, tensor([true, false]), reason);
  });

  it("points that are empty, nested, not finite, or none at all", () => {
    refuses(course, [], /x must be a point with at least one number, but got \[\]/);
    refuses(course, new Float32Array(0), /at least one number/);
    refuses(course, [[1, 2]], /x\[0\] must be a number, but got \[ 1, 2 \]\. .*tensor/);
    refuses(course, [1, NaN], /x\[1\] must be a finite number, but got NaN/);
    refuses(course, ["1", 2], /x\[0\] must be a number, but got '1'/);
    refuses(course, 3, /x must be an array of numbers.* but got 3\. For one variable there is derivative/);
    refuses(course, null, /x must be an array of numbers.* but got null/);
  });

  it("functions that return no finite number, and names the point", () => {
    refuses(
      () => undefined,
      [1, 2],
      /f\(\[0\.999, 2\]\) must be a number, but got undefined\. Does the function return/,
    );
    refuses(() => [1], [1], /f\(\[0\.999\]\) must be a number, but got \[ 1 \].*numericalJacobian/);
    refuses((x: number[]) => Math.log(x[0]), [0.0005], /got f\(\[-0\.0005\]\) = NaN/);
    refuses((x: number[]) => 1 / x[8], new Array(9).fill(1e-3), /got f\(x\) with x\[8\] = 0 = Infinity/);
    refuses("sum", [1], /f must be a function such as \(x\) => x\[0\] \*\* 2/);
    refuses(() => NaN, [1], /f\(\[1\]\) = NaN|got finite values|finite number/, { method: "adaptive" });
  });

  it("options that it does not know, and steps that are none or vanish", () => {
    refuses(course, [1, 2], /one of method, h, but got 'eps'/, { eps: 1 });
    refuses(course, [1, 2], /options\.method must be one of/, { method: "middle" });
    refuses(course, [1, 2], /options\.h must be a finite number other than 0/, { h: 0 });
    refuses(course, [1, 2], /options\.h must be a finite number/, { h: "best" });
    refuses(course, [1, 2], /x \+ h differs from x in float64/, { h: 1e-17 });
    refuses(course, new Float32Array([1, 2]), /x \+ h differs from x in float32/, { h: 1e-9 });
  });
});

describe("numericalJacobian", () => {
  const f = (x: ArrayLike<number>): number[] => [x[0] * x[1], Math.sin(x[0]), x[1] ** 2];
  const exact = [
    [5, 2],
    [Math.cos(2), 0],
    [0, 10],
  ];

  it("has a row for each result and a column for each variable, by every rule", () => {
    for (const [method, tolerance] of [
      ["central", 1e-9],
      ["forward", 1e-6],
      ["backward", 1e-6],
      ["adaptive", 1e-12],
    ] as const) {
      numericalJacobian(f, [2, 5], { method }).forEach((row, r) => near(row, exact[r], tolerance));
    }
  });

  it("of a linear map is its matrix, and takes and gives tensors", () => {
    const a = tensor(
      [
        [1, 2, 3],
        [4, 5, 6],
      ],
      { dtype: "float64" },
    );
    const jacobian = numericalJacobian(
      (t: Tensor) => a.matmul(t),
      tensor([0.1, 0.2, 0.3], { dtype: "float64" }),
    );
    jacobian.forEach((row, r) =>
      near(
        row,
        [
          [1, 2, 3],
          [4, 5, 6],
        ][r],
        1e-9,
      ),
    );
  });

  it("has one row where there is one result, equal to the gradient", () => {
    near(
      numericalJacobian((x) => [course(x)], [1, 2])[0],
      numericalGradient(course, [1, 2], { h: "auto" }),
      0,
    );
  });

  it("shares calls between results", () => {
    let calls = 0;
    numericalJacobian((x) => (calls++, [x[0], x[1], x[0] * x[1]]), [1, 2]);
    assert.equal(calls, 4);
  });

  it("refuses a single number, text, numbers that are not finite, and a count that changes", () => {
    assert.throws(
      () => numericalJacobian(() => 1 as never, [1]),
      /must be an array of numbers or a tensor, but got 1\. .*numericalGradient/,
    );
    assert.throws(
      () => numericalJacobian(() => "12" as never, [1]),
      /must be an array of numbers or a tensor, but got '12'/,
    );
    assert.throws(() => numericalJacobian((x) => [1, Math.log(x[0])], [-1]), /\[1\] = NaN/);
    let calls = 0;
    assert.throws(
      () => numericalJacobian(() => new Array<number>(++calls).fill(1), [1]),
      /an array of 1 numbers, as at the other points/,
    );
  });
});

describe("numericalHessian", () => {
  it("holds the second derivatives and is symmetric", () => {
    const f = (x: ArrayLike<number>): number => x[0] ** 2 * Math.exp(x[1]) + Math.sin(x[2] * x[0]);
    const [a, b, c] = [1.2, 0.3, -0.7];
    const [s, k] = [Math.sin(a * c), Math.cos(a * c)];
    const exact = [
      [2 * Math.exp(b) - c * c * s, 2 * a * Math.exp(b), k - a * c * s],
      [2 * a * Math.exp(b), a * a * Math.exp(b), 0],
      [k - a * c * s, 0, -a * a * s],
    ];
    const hessian = numericalHessian(f, [a, b, c]);
    hessian.forEach((row, r) => near(row, exact[r], 1e-6));
    hessian.forEach((row, r) => row.forEach((value, i) => assert.equal(value, hessian[i][r])));
  });

  it("takes tensors and the caller's step, and calls f 2n² + 1 times", () => {
    let calls = 0;
    const f = (t: Tensor): Tensor => (calls++, t.pow(2).sum());
    const hessian = numericalHessian(f, tensor([[1, 2]], { dtype: "float64" }), { h: 2 ** -8 });
    assert.deepEqual(hessian, [
      [2, 0],
      [0, 2],
    ]);
    assert.equal(calls, 9);
  });

  it("refuses what the gradient refuses", () => {
    assert.throws(() => numericalHessian(course, []), /numericalHessian: x must be a point/);
    assert.throws(
      () => numericalHessian(course, [1, 2], { h: 0 }),
      /options\.h must be a finite number other than 0/,
    );
    assert.throws(() => numericalHessian(course, [1, 2], { h: 1e-18 }), /x \+ h differs from x/);
    assert.throws(
      () => numericalHessian(course, [1, 2], { method: "forward" } as never),
      /options\.method must be one of "central", "adaptive"/,
    );
    assert.throws(() => numericalHessian((x) => Math.log(x[0]), [0]), /= -?(Infinity|NaN)/);
  });
});
