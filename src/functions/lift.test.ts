import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { grad, gradcheck, lift, symbolic, Tensor, tensor } from "../index";

const leaf = (data: number | readonly unknown[]): Tensor =>
  tensor(data as number[], { dtype: "float64", requiresGrad: true });
/** The derivative at every element. */
const slopes = (f: (x: Tensor) => Tensor, data: readonly number[]): unknown =>
  grad((x: Tensor) => f(x).sum())(leaf(data)).tolist();

const course = lift((x1: number, x2: number) => 3 * x1 ** 2 + 5 * Math.exp(x2));

describe("a lifted function", () => {
  it("gives a number for numbers: that of the function itself", () => {
    assert.equal(course(1, 2), 3 + 5 * Math.exp(2));
  });

  it("gives a recorded tensor as soon as one argument is a tensor, with broadcasting", () => {
    const [x1, x2] = [leaf([[1], [2]]), leaf([0, 1, 2])];
    const y: Tensor = course(x1, x2);
    assert.deepEqual(y.shape, [2, 3]);
    y.sum().backward();
    assert.deepEqual(x1.grad!.tolist(), [[18], [36]]);
    for (const mixed of [course(1, x2), course(x1, 2)])
      assert.ok(mixed instanceof Tensor && mixed.requiresGrad);
    assert.deepEqual(lift(() => 3).symbolic.toString(), "3");
    assert.deepEqual(lift((x) => 0 * x + 1)(tensor([1, 2])).tolist(), [1, 1]);
  });

  it("has its expression", () => {
    assert.equal(course.symbolic.gradient().toString(), "[6*x1, 5*e^x2]");
    assert.equal(String(symbolic(course).derivative("x2")), "5*e^x2");
    assert.equal(course.length, 2);
  });

  it("has exact first and second derivatives, of powers of negative numbers too", () => {
    const cube = lift((x) => x ** 3);
    assert.equal(grad(grad(cube))(leaf(-2)).item(), -12);
    assert.deepEqual(
      slopes(
        lift((x) => x ** 2),
        [-3, 0, 2],
      ),
      [-6, 0, 4],
    );
    for (const f of [
      lift((x, y) => Math.hypot(x, y) + Math.atan2(x, y) * Math.max(x, y)),
      lift((x, y) => x ** y / (1 + Math.cbrt(x)) - Math.sinh(y) * Math.log2(x)),
      lift((x, y) => 2 ** x + Math.asinh(y) + 1 / Math.cosh(x) + Math.E ** y - Math.abs(x - 2 * y)),
    ])
      assert.ok(gradcheck((x: Tensor, y: Tensor) => f(x, y), [leaf([0.7, 1.9]), leaf([1.3, 0.4])]));
  });

  it("agrees with the function itself on every element, for each function of Math that tensors have", () => {
    const points = [-2.5, -0.5, 0, 0.5, 0.9, 2.5];
    for (const name of "abs acos acosh asin asinh atan atanh cbrt ceil cos cosh exp expm1 floor log log10 log1p log2 round sign sin sinh sqrt tan tanh trunc".split(
      " ",
    )) {
      const f = (Math as unknown as Record<string, (x: number) => number>)[name];
      lift(f)(leaf(points))
        .toFlatArray()
        .forEach((value, i) => {
          const same =
            Math.abs(value - f(points[i])) <= 1e-14 * Math.abs(value) ||
            Object.is(value + 0, f(points[i]) + 0);
          assert.ok(same, `${name} at ${points[i]}: ${value}`);
        });
    }
  });

  it("has roots of odd degree everywhere, with an infinite slope at 0", () => {
    const cube = lift(Math.cbrt);
    assert.deepEqual(cube(leaf([-8, 0, 8])).tolist(), [-2, 0, 2]);
    for (const root of [cube, symbolic("cbrt(x)"), symbolic("nthRoot(x, 3)")])
      assert.deepEqual(
        (slopes(root as (x: Tensor) => Tensor, [-8, 0, 8]) as number[]).map((slope) => slope.toFixed(6)),
        ["0.083333", "Infinity", "0.083333"],
      );
    assert.deepEqual(symbolic("nthRoot(x, 5)*y")(leaf([-32, 1]), 3).tolist(), [-6, 3]);
  });

  it("keeps the precision of its arguments where it chooses between numbers", () => {
    const f = lift((x) => Math.log(x > 0 ? 2 : 3) * Math.exp(x));
    assert.deepEqual(f(leaf([1, -1])).tolist(), [f(1), f(-1)]);
    assert.equal(f(tensor([1, -1])).dtype, "float32");
  });

  it("chooses for each element, as a function that symbolic has made does", () => {
    const f = symbolic("x > 0 ? sqrt(x) : x < -1 ? y : 3");
    assert.deepEqual(f(leaf([4, -3, 0]), 7).tolist(), [2, 7, 3]);
    assert.equal(f(leaf(-3), 7).item(), 7);
    assert.deepEqual(
      slopes((x) => f(x, 7), [4, -3, 0]),
      [0.25, 0, 0],
    );
    assert.deepEqual(symbolic("x > 0 and y > 0 ? x : y")(leaf([1, -2]), leaf([[1], [-1]])).tolist(), [
      [1, 1],
      [-1, -1],
    ]);
    assert.deepEqual(symbolic("x > 0 ? 1 : 0")(leaf([1, -2])).tolist(), [1, 0]);
    assert.deepEqual(
      symbolic("abs(x) > 1 ? x^2 : x")
        .derivative()(leaf([2, 0.5]))
        .tolist(),
      [4, 1],
    );
  });

  it("chooses for each element, and keeps the other branch out of the gradient", () => {
    assert.deepEqual(
      slopes(
        lift((x) => (x > 0 ? x ** 2 : -x)),
        [-2, 3, 0],
      ),
      [-1, 6, -1],
    );
    assert.deepEqual(
      slopes(
        lift((x) => (x > 0 ? Math.sqrt(x) : 0)),
        [-2, 4, 0],
      ),
      [0, 0.25, 0],
    );
    assert.deepEqual(
      slopes(
        lift((x) => (x > 20 ? x : Math.log1p(Math.exp(x)))),
        [1000, 0],
      ),
      [1, 0.5],
    );
    assert.deepEqual(
      slopes(
        lift((x) => (x > -1 && x < 1 ? 1 - x ** 2 : 0)),
        [-2, 0.5],
      ),
      [0, -1],
    );
    assert.deepEqual(
      slopes(
        lift((x) => (x > 9 ? Math.log(x) : 2 * x)),
        [1, 2],
      ),
      [2, 2],
    );
    const [x, y] = [leaf([1, -1]), leaf(4)];
    lift((a, b) => (a > 0 ? Math.sqrt(b) : Math.log(-a)))(x, y)
      .sum()
      .backward();
    assert.deepEqual([x.grad!.tolist(), y.grad!.tolist()], [[0, -1], 0.25]);
  });

  it("takes its numbers as parameters, which types know without being told", () => {
    const f = lift((x, a) => a * x);
    const both: [number, Tensor] = [f(2, 3), f(tensor([1]), 3)];
    assert.deepEqual([both[0], both[1].tolist()], [6, [3]]);
    // @ts-expect-error a text is neither a number nor a tensor
    assert.throws(() => f("1", 2), /the lifted function: x must be a number or a tensor, but got '1'/);
    // @ts-expect-error an argument is missing
    assert.throws(() => f(1), /the number of arguments must be 2: x, a, but got 1/);
    assert.throws(() => f([1] as never, 2), /Make it a tensor first: tensor\(\[1, 2\]\)/);
  });
});

describe("lift refuses, with the place and the reason,", () => {
  it("constants of the cell, as both kernels write them", () => {
    const a = 3;
    assert.throws(() => lift((x) => a * x), /lift: at character \d+: a is not a parameter .* lift\(\(x, a\) => …\)/); // prettier-ignore

    const make = (text: string): ((x: number) => number) =>
      // eslint-disable-next-line @typescript-eslint/no-implied-eval
      new Function(`return ${text}`)() as (x: number) => number; // eslint-disable-line @typescript-eslint/no-unsafe-call
    for (const text of [`(x) => $$a.v * x`, `(x) => exports.a * x`])
      assert.throws(() => lift(make(text)), /a is not a parameter of the function/, text);
  });

  it("what is no expression of numbers", () => {
    assert.throws(() => lift((x) => { const y = x; return y; }), /must be a single expression/); // prettier-ignore
    assert.throws(() => lift(((x: number[]) => x[0]) as never), /x is used as a vector/);
    assert.throws(
      () => lift((x) => x ^ 2),
      /the operator \^ cannot be part of an expression\. A power is written x \*\* 2/,
    );
    assert.throws(() => lift((x) => x * Math.random()), /random is not a function that is known here/);
    assert.throws(() => lift("x" as never), /lift: f must be a function such as/);
    assert.throws(
      () => lift(symbolic("x") as never),
      /A function that symbolic has made takes tensors as it is/,
    );
  });

  it("a function without a text, but reads those of Math by their names", () => {
    assert.throws(() => lift(course.bind(null) as never), /lift: f must be a function of one expression/);
    assert.deepEqual(slopes(lift(Math.sin), [0]), [1]);
  });
});
