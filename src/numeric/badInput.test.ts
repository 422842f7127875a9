// What is refused, in one table: who refuses, which argument, what came, what was wanted, and the way out.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as lab from "../index";

/** A call as a person may write it who has no type checker. */
type Untyped = (...args: unknown[]) => unknown;
const untyped = (f: unknown): Untyped => f as Untyped;

const square = (x: number): number => x * x;
const first = (x: ArrayLike<number>): number => x[0];
const both = (x: ArrayLike<number>): number[] => [x[0], x[0]];
const { tensor } = lab;

/** The functions that call `f` at a number, by name. */
const atNumbers: Record<string, (f: unknown, x: unknown) => unknown> = {
  numericalLimit: untyped(lab.numericalLimit),
  derivative: untyped(lab.derivative),
  derivativeWithError: untyped(lab.derivativeWithError),
  tangentLine: untyped(lab.tangentLine),
  stepSizeStudy: (f, x) => untyped(lab.stepSizeStudy)(f, x, 2),
};
/** The functions that call `f` at a point of several variables, with a function that suits each. */
const atPoints: Record<string, { call: Untyped; f: unknown }> = {
  numericalGradient: { call: untyped(lab.numericalGradient), f: first },
  numericalJacobian: { call: untyped(lab.numericalJacobian), f: both },
  numericalHessian: { call: untyped(lab.numericalHessian), f: first },
};

/** Every refusal is one sentence of this form, and perhaps a second one with the way out. */
function refuses(call: () => unknown, fn: string, name: "TypeError" | "RangeError", message: RegExp): void {
  assert.throws(call, (error: Error) => {
    assert.equal(error.name, name, error.message);
    assert.match(error.message, new RegExp(`^${fn}: .+ must be .+, but got .+[.?]$`, "s"));
    assert.match(error.message, message);
    return true;
  });
}

describe("a function that is none", () => {
  for (const got of [undefined, null, "x^2", 3, {}, [square]])
    it(`is refused by all: ${JSON.stringify(got)}`, () => {
      const wanted = /f must be a function such as \(x\) => .*, but got /;
      for (const [fn, call] of Object.entries(atNumbers))
        refuses(() => call(got, 1), fn, "TypeError", wanted);
      for (const [fn, { call }] of Object.entries(atPoints))
        refuses(() => call(got, [1]), fn, "TypeError", wanted);
    });
});

describe("a function that returns no number", () => {
  const table: [string, () => unknown, RegExp][] = [
    ["text", () => "4", /but got '4'\. Return a number such as x \*\* 2\.$/],
    ["nothing", () => {}, /but got undefined\. Does the function return its result\?\.?$/],
    ["null", () => null, /but got null\./],
    ["a bigint", () => 4n, /but got 4n\./],
    ["a boolean", () => true, /but got true\./],
    [
      "a promise",
      async () => Promise.resolve(4),
      /but got Promise .*An async function has its value only later/,
    ],
    ["an array", () => [1, 2], /but got \[ 1, 2 \]\. For several results there is numericalJacobian\.$/],
    [
      "a tensor of several elements",
      () => tensor([1, 2]),
      /but got tensor\(\[1\., 2\.\]\)\. For several results/,
    ],
  ];
  const wanted = /f\(.+\) must be a number/;
  for (const [what, f, message] of table)
    it(`but ${what}`, () => {
      const { numericalGradient, numericalHessian } = atPoints;
      const calls = {
        ...atNumbers,
        numericalGradient: numericalGradient.call,
        numericalHessian: numericalHessian.call,
      };
      for (const [fn, call] of Object.entries(calls)) {
        const check = (): unknown => call(f, fn in atPoints ? [1] : 1);
        refuses(check, fn, "TypeError", wanted);
        refuses(check, fn, "TypeError", message);
      }
    });

  it("but a tensor of one element, where a number is wanted: item() takes it out", () => {
    for (const [fn, call] of Object.entries(atNumbers))
      refuses(
        () => call(() => tensor(2), 1),
        fn,
        "TypeError",
        /Take the number out of a tensor with \.item\(\)/,
      );
  });

  it("but no array, where a Jacobian wants one", () => {
    const jacobian =
      (f: () => unknown): (() => unknown) =>
      () =>
        atPoints.numericalJacobian.call(f, [1]);
    const table: [() => unknown, RegExp][] = [
      [() => 3, /but got 3\. For a single result there is numericalGradient/],
      [() => "3", /but got '3'\. Return an array such as \[x\[0\] \*\* 2, x\[1\]\]/],
      [() => [1, "2"], /but got \[ 1, '2' \]\. Return an array/],
    ];
    for (const [f, message] of table) refuses(jacobian(f), "numericalJacobian", "TypeError", message);
    assert.throws(jacobian(() => {}), /but got undefined\. Does the function return its result\?/); // prettier-ignore
  });
});

describe("a function that is not finite where it is needed", () => {
  it("is refused at the point itself, with the way out", () => {
    const way = /the value of f must be a finite number, but got f\(0\) = -Infinity\. .*take a/;
    for (const fn of ["derivative", "derivativeWithError", "tangentLine"])
      refuses(() => atNumbers[fn](Math.log, 0), fn, "RangeError", way);
    refuses(() => lab.numericalLimit((x) => 1 / x, 0), "numericalLimit", "RangeError", /f\(0\) = Infinity/);
    refuses(() => lab.derivative(() => NaN, 1), "derivative", "RangeError", /f\(1\) = NaN/);
  });

  it("is refused outside of its domain, unless the rule keeps away from there", () => {
    const near = (method: "backward" | "central" | "forward" | "adaptive"): number =>
      lab.derivative(Math.log, 0.01, { method, ...(method !== "adaptive" && { h: 0.1 }) });
    for (const method of ["backward", "central"] as const)
      refuses(
        () => near(method),
        "derivative",
        "RangeError",
        /f\(-0\.09\d*\) = NaN\. Where x is near the end/,
      );
    assert.ok(near("forward") > 0 && Math.abs(near("adaptive") - 100) < 1e-8);
  });

  it("is refused by gradients, which name the point", () => {
    const log = (x: number[]): number => Math.log(x[0]);
    for (const fn of ["numericalGradient", "numericalHessian"])
      refuses(() => atPoints[fn].call(log, [-1, 2]), fn, "RangeError", /but got f\(\[-1\.\d+, 2\]\)|f\(\[-0\.\d+, 2\]\) = NaN/); // prettier-ignore
  });
});

describe("a point that is none", () => {
  it("is refused where a number is wanted", () => {
    const table: [unknown, "TypeError" | "RangeError", RegExp][] = [
      [NaN, "RangeError", /but got NaN/],
      [Infinity, "RangeError", /but got Infinity/],
      ["1", "TypeError", /but got '1'/],
      [undefined, "TypeError", /but got undefined/],
      [null, "TypeError", /but got null/],
      [1n, "TypeError", /but got 1n/],
      [[1, 2], "TypeError", /but got \[ 1, 2 \]/],
      [tensor(1), "TypeError", /but got tensor\(1\.\)\. Take the number out of a tensor with \.item\(\)/],
    ];
    for (const [fn, call] of Object.entries(atNumbers))
      for (const [x, name, message] of table) {
        refuses(() => call(square, x), fn, name, /x0? must be a finite number/);
        refuses(() => call(square, x), fn, name, message);
      }
    for (const x of [[1, 2], new Float64Array(2), tensor([1, 2])])
      refuses(() => untyped(lab.derivative)(square, x), "derivative", "TypeError", /For several variables there is numericalGradient/); // prettier-ignore
  });

  it("is refused where several are wanted", () => {
    const table: [unknown, "TypeError" | "RangeError", RegExp][] = [
      [3, "TypeError", /x must be an array of numbers, .* but got 3\. For one variable there is derivative/],
      ["1", "TypeError", /x must be an array of numbers, a Float64Array/],
      [undefined, "TypeError", /but got undefined/],
      [{}, "TypeError", /but got \{\}/],
      [[], "RangeError", /at least one number/],
      [["a"], "TypeError", /x\[0\] must be a number, but got 'a'/],
      [[1, NaN], "RangeError", /x\[1\] must be a finite number, but got NaN/],
      [[[1]], "TypeError", /x\[0\] must be a number, .*can be given as tensor\(x\)/],
      [
        new Int32Array([1]),
        "TypeError",
        /floating-point type, but got Int32Array\. Integers cannot hold x \+ h/,
      ],
      [new BigInt64Array(1), "TypeError", /Use new Float64Array\(x\)/],
      [
        tensor([1], { dtype: "int32" }),
        "TypeError",
        /but got int32\. Integers.*\[ 1500 11676\].*dtype: "float64"/,
      ],
      [tensor([true]), "TypeError", /but got bool/],
    ];
    for (const [fn, { call, f }] of Object.entries(atPoints))
      for (const [x, name, message] of table) refuses(() => call(f, x), fn, name, message);
  });
});

describe("options that are not offered", () => {
  const calls: Record<string, (options: unknown) => unknown> = {
    derivative: (o) => untyped(lab.derivative)(square, 1, o),
    derivativeWithError: (o) => untyped(lab.derivativeWithError)(square, 1, o),
    tangentLine: (o) => untyped(lab.tangentLine)(square, 1, o),
    numericalGradient: (o) => untyped(lab.numericalGradient)(first, [1], o),
    numericalJacobian: (o) => untyped(lab.numericalJacobian)(both, [1], o),
    numericalHessian: (o) => untyped(lab.numericalHessian)(first, [1], o),
    stepSizeStudy: (o) => untyped(lab.stepSizeStudy)(square, 1, 2, o),
    stencil: (o) => untyped(lab.stencil)(o),
  };

  it("are refused by name, and where they are no object", () => {
    for (const [fn, call] of Object.entries(calls)) {
      refuses(
        () => call({ step: 1 }),
        fn,
        "TypeError",
        /the name of an option must be one of .*, but got 'step'/,
      );
      for (const options of [null, 3, "central"])
        refuses(() => call(options), fn, "TypeError", /options must be an object such as \{ \w+: … \}/);
    }
    refuses(
      () => calls.derivative({ Method: "central" }),
      "derivative",
      "TypeError",
      /Did you mean method\?/,
    );
  });

  it("are refused as steps that are 0, not finite, no number, or that rounding swallows", () => {
    const table: [unknown, "TypeError" | "RangeError", RegExp][] = [
      [0, "RangeError", /a finite number other than 0, but got 0\. With h = 0 the quotient is 0 \/ 0/],
      [NaN, "RangeError", /but got NaN\. A difference needs a step such as 1e-6/],
      [-Infinity, "RangeError", /but got -Infinity/],
      ["0.1", "TypeError", /but got '0\.1'/],
      [null, "TypeError", /but got null/],
      [
        1e-30,
        "RangeError",
        /large enough that x \+ h differs from x in float64, but got 1e-30\. .*Leave h out/,
      ],
    ];
    for (const [h, name, message] of table)
      for (const fn of Object.keys(calls).filter((key) => !/stepSize|stencil/.test(key)))
        refuses(() => calls[fn]({ h }), fn, name, message);
    for (const [h, name, message] of table.slice(0, 5))
      refuses(() => untyped(lab.numericalLimit)(square, 1, h), "numericalLimit", name, message);
  });

  it("a negative step is one to the left", () => {
    const h = -0.5;
    assert.equal(lab.numericalLimit(square, 1, h), 1.5);
    assert.equal(lab.derivative(square, 1, { method: "forward", h }), 1.5);
    assert.equal(lab.derivative(square, 1, { method: "backward", h }), 2.5);
    assert.equal(lab.derivative(square, 1, { method: "central", h }), 2);
  });

  it("are refused as rules, orders, types and domains", () => {
    const table: [keyof typeof calls, object, "TypeError" | "RangeError", RegExp][] = [
      ["derivative", { method: "simpson" }, "RangeError", /one of "adaptive", "forward", "backward", "central", "complex"/],
      ["tangentLine", { method: "simpson" }, "RangeError", /options\.method must be one of "adaptive"/],
      ["numericalGradient", { method: "complex" }, "RangeError", /"central", but got 'complex'/],
      ["derivative", { order: 0 }, "RangeError", /options\.order must be one of 1, 2, 3, 4, but got 0/],
      ["derivative", { order: 5 }, "RangeError", /but got 5/],
      ["derivative", { order: 1.5 }, "RangeError", /but got 1\.5/],
      ["derivative", { order: "2" }, "RangeError", /but got '2'/],
      ["tangentLine", { order: 2 }, "TypeError", /one of method, h, dtype, domain, slope, but got 'order'/],
      ["derivative", { dtype: "int32" }, "RangeError", /one of "float64", "float32", but got 'int32'/],
      ["derivative", { domain: [2, 3] }, "RangeError", /x must be in the domain \[2, 3\], but got 1/],
      ["derivative", { domain: [3, 2] }, "TypeError", /two limits such as \[0, Infinity\], but got \[ 3, 2 \]/],
      ["derivative", { domain: ["a", "b"] }, "TypeError", /two limits/],
      ["derivative", { domain: [NaN, 2] }, "TypeError", /two limits/],
      ["tangentLine", { slope: NaN }, "RangeError", /options\.slope must be a finite number/],
      ["tangentLine", { slope: "1" }, "TypeError", /options\.slope must be a finite number, but got '1'/],
      ["stepSizeStudy", { rules: ["simpson"] }, "RangeError", /one of "forward", .*"complex", but got 'simpson'/],
      ["stepSizeStudy", { rules: [] }, "TypeError", /options\.rules must be an array such as \["forward"\], but got \[\]/],
      ["stepSizeStudy", { h: 0.1 }, "TypeError", /options\.h must be an array such as \[0\.1, 0\.01\], but got 0\.1/],
      ["stepSizeStudy", { h: [0] }, "RangeError", /options\.h must be a finite number other than 0/],
      ["stepSizeStudy", { dtypes: ["int32"] }, "RangeError", /options\.dtype must be one of/],
      ["stencil", {}, "TypeError", /options\.derivative must be a finite number, .* For instance \{ derivative: 1/],
      ["stencil", { derivative: 0 }, "RangeError", /a whole number from 1 to 20, but got 0/],
      ["stencil", { derivative: 2, accuracy: 3 }, "RangeError", /must be even around x, but got 3/],
      ["stencil", { derivative: 1, side: "middle" }, "RangeError", /"central", "forward", "backward", but got 'middle'/],
    ]; // prettier-ignore
    for (const [fn, options, name, message] of table) refuses(() => calls[fn](options), fn, name, message);
  });
});

describe("numbers in a row", () => {
  it("are refused with a step of 0, limits that are no numbers, and counts that are none or too large", () => {
    const table: [string, unknown[], "TypeError" | "RangeError", RegExp][] = [
      ["arange", [0, 1, 0], "RangeError", /step must be a number other than 0, but got 0\. .*never reach stop/],
      ["arange", [0, 1, NaN], "RangeError", /step must be a finite number/],
      ["arange", [0, 1, "1"], "TypeError", /step must be a finite number, but got '1'/],
      ["arange", [0, Infinity, 1], "RangeError", /stop must be a finite number/],
      ["arange", ["0", 1, 1], "TypeError", /start must be a finite number, but got '0'/],
      ["arange", [], "TypeError", /stop must be a finite number, but got undefined/],
      ["arange", [0, 1e12, 1e-3], "RangeError", /the count of numbers, .* from 0 to 100,000,000, but got 1000000000000000/],
      ["linspace", [0, 1, -1], "RangeError", /count must be a whole number from 0 to 100,000,000, but got -1/],
      ["linspace", [0, 1, 1.5], "RangeError", /but got 1\.5/],
      ["linspace", [0, 1, 1e10], "RangeError", /but got 10000000000/],
      ["linspace", [0, 1, "5"], "TypeError", /count must be a whole number, but got '5'/],
      ["linspace", [NaN, 1, 5], "RangeError", /start must be a finite number/],
      ["linspace", [0], "TypeError", /stop must be a finite number, but got undefined/],
    ]; // prettier-ignore
    for (const [fn, args, name, message] of table)
      refuses(() => untyped({ arange: lab.arange, linspace: lab.linspace }[fn])(...args), fn, name, message);
  });

  it("are none where the step leads away from the end, as in NumPy", () => {
    assert.deepEqual([lab.arange(0, 1, -0.1), lab.arange(1, 0, 0.1), lab.arange(0)], [[], [], []]);
    assert.deepEqual([lab.linspace(0, 1, 0), lab.linspace(0, 1, 1)], [[], [0]]);
  });
});

it("an error of the function itself comes through as it is", () => {
  const own = new Error("mine");
  const f = (): never => {
    throw own;
  };
  for (const call of Object.values(atNumbers)) assert.throws(() => call(f, 1), own);
  for (const { call } of Object.values(atPoints)) assert.throws(() => call(f, [1]), own);
});
