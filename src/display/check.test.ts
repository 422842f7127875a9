import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { format } from "node:util";
import { captured } from "./capture";
import { check } from "./check";
import { todo } from "./todo";

/** Whether the check passes, and if so, with exactly one output. */
function passes(...args: Parameters<typeof check>): boolean {
  try {
    return captured(() => check(...args)).length === 1;
  } catch {
    return false;
  }
}

function message(...args: Parameters<typeof check>): string {
  try {
    captured(() => check(...args));
  } catch (error) {
    return (error as Error).message;
  }
  return "";
}

const asTensor = (list: unknown): { tolist(): unknown } => ({ tolist: () => list });

describe("check passes", () => {
  it("with one green line", () => {
    const outputs = captured(() => check("f(1) < 2", 1, 1));
    assert.deepEqual(
      outputs.map(({ data }) => data),
      [
        {
          "text/html": '<span style="color: #1a7f37">✓ f(1) &lt; 2</span>',
          "text/plain": "✓ f(1) < 2",
        },
      ],
    );
  });

  it("for equal values of every kind", () => {
    assert.ok(passes("number", 0.1 + 0.2, 0.3));
    assert.ok(passes("text", "tensor(2.9040)", "tensor(2.9040)"));
    assert.ok(passes("truth", true, true));
    assert.ok(passes("nested", [[1, 2], [3]], [[1, 2], [3]]));
    assert.ok(passes("typed", Float32Array.of(0.1, 2), [0.1, 2]));
    assert.ok(passes("tensor", asTensor([[1], [2]]), [[1], [2]]));
    assert.ok(passes("tensor without dimensions", 6, asTensor(6)));
    assert.ok(passes("empty", [], []));
  });

  it("up to atol + rtol * |expected|, and no further", () => {
    assert.ok(passes("within rtol", 100 + 0.9e-3, 100));
    assert.ok(!passes("beyond rtol", 100 + 1.1e-3, 100));
    assert.ok(passes("within atol", 0.9e-8, 0));
    assert.ok(!passes("beyond atol", 1.1e-8, 0));
    assert.ok(passes("given", 3.31, 3, { rtol: 0, atol: 0.5 }));
    assert.ok(!passes("exactly", 0.1 + 0.2, 0.3, { rtol: 0, atol: 0 }));
    assert.ok(passes("-0 is 0", -0, 0, { rtol: 0, atol: 0 }));
  });
});

describe("check throws", () => {
  it("where NaN or an infinity meets anything but itself", () => {
    const values = [NaN, Infinity, -Infinity, 0, 1e308];
    for (const actual of values) {
      for (const expected of values) {
        const name = `${actual} for ${expected}`;
        assert.equal(passes(name, actual, expected, { rtol: 1 / 2 }), Object.is(actual, expected), name);
      }
    }
  });

  it("where kinds differ, also when they look alike", () => {
    assert.ok(!passes("text for number", "1", 1));
    assert.ok(!passes("truth for number", true, 1));
    assert.ok(!passes("an array for its only number", [1], 1));
  });

  it("with expected, actual, how many differ, the largest difference and its place", () => {
    assert.equal(
      message("the gradient", [[6, 36.9], [1, 2]], [[6, 37], [1, 2.5]]), // prettier-ignore
      "check: the gradient: 2 of 4 values differ by more than atol + rtol * |expected|, rtol 0.00001, atol 1e-8\n" +
        "  expected: [ [ 6, 37 ], [ 1, 2.5 ] ]\n" +
        "  actual:   [ [ 6, 36.9 ], [ 1, 2 ] ]\n" +
        "  largest difference: 0.5 at [1][1] (2 where 2.5 was expected)",
    );
  });

  it("with the shapes where they differ", () => {
    assert.match(
      message("m", [[1, 2]], [1, 2]),
      /: the shapes differ: \[ 2 \] was expected, \[ 1, 2 \] came/,
    );
    assert.match(message("m", [[1], [2, 3]], [[1], [2]]), /the shapes differ at \[1\]: \[ 1 \] was expected/);
    assert.match(message("m", 1, [1]), /\[ 1 \] was expected, a single number came/);
  });

  it("names NaN before any number, and text without a distance", () => {
    assert.match(
      message("m", [9, NaN], [1, 2]),
      /largest difference: NaN at \[1\] \(NaN where 2 was expected\)/,
    );
    assert.match(message("m", "a", "b"), /^check: m: the value is another one\n.*\n.*'a'$/);
  });

  it("keeps the error short for long arrays", () => {
    const long = Float64Array.from({ length: 1e5 }, (_, i) => i);
    assert.ok(message("m", long, long.map((x) => x + 1)).length < 800); // prettier-ignore
  });
});

describe("check refuses", () => {
  it("a result that is missing or cannot be compared", () => {
    const nothing = undefined as unknown as number;
    const missing = message("m", nothing, 1);
    assert.match(
      missing,
      /^check: actual must be .*, but got undefined\. Does the function that computes it return/,
    );
    const plain = { a: 1 };
    // @ts-expect-error an object is no list of numbers
    const refused = message("m", 1, plain);
    assert.match(refused, /^check: expected must be a number, text, a truth value, or arrays/);
    const name = 1 as unknown as string;
    assert.throws(() => check(name, 1, 1), /^TypeError: check: name must be a string, but got 1/);
  });

  it("tolerances that could hide everything, and unknown options", () => {
    for (const rtol of [NaN, -1, Infinity]) {
      assert.match(
        message("m", 1, 1, { rtol }),
        /^check: options\.rtol must be a finite number of at least 0/,
      );
    }
    // @ts-expect-error there is no such option
    assert.match(message("m", 1, 1, { tol: 1 }), /one of rtol, atol, but got 'tol'/);
  });
});

describe("an answer that is still to be written", () => {
  const html = '<span style="color: #9a6700">○ the slope: todo</span>';
  const waits = [{ "text/html": html, "text/plain": "○ the slope: todo" }];

  for (const [what, answer, expected] of [
    ["alone", todo, 4],
    ["as one number of several", [6, todo], [6, 12]],
    ["as what a function returns", ((): number => todo)(), 4],
  ] as const) {
    it(`gets a line of its own: ${what}`, () => {
      const outputs = captured(() => check("the slope", answer, expected));
      assert.deepEqual(
        outputs.map(({ data }) => data),
        waits,
      );
    });
  }

  it("is wrong where it was computed with, and where nbgrader grades", () => {
    assert.match(message("the slope", 2 * todo, 4), /actual: {3}NaN/);
    const before = process.env.NBGRADER_EXECUTION;
    process.env.NBGRADER_EXECUTION = "autograde";
    try {
      assert.equal(message("the slope", todo, 4), "check: the slope: the answer is still todo");
    } finally {
      if (before === undefined) delete process.env.NBGRADER_EXECUTION;
      else process.env.NBGRADER_EXECUTION = before;
    }
  });

  it("prints as todo", () => {
    assert.equal(format("%o %s", todo, String(todo)), "todo todo");
    assert.equal(`${todo as unknown as string}`, "todo");
  });
});

describe("check, in a session whose cells have replaced built-ins", () => {
  const always = (): boolean => true;
  const nothing = (): unknown[] => [];
  const replaced: readonly (readonly [owner: object, key: string, value: unknown])[] = [
    [Object, "is", always],
    [Object, "defineProperty", (o: unknown) => o],
    [Number, "isNaN", always],
    [Number, "isFinite", always],
    [Math, "abs", () => 0],
    [Array, "from", nothing],
    [ArrayBuffer, "isView", () => false],
    [globalThis, "Number", () => 0],
    ...["map", "filter", "flatMap", "concat", "slice"].map((key) => [Array.prototype, key, nothing] as const),
    ...["some", "every", "includes"].map((key) => [Array.prototype, key, () => false] as const),
    ...["reduce", "push", "find"].map((key) => [Array.prototype, key, () => 0] as const),
    [Object.prototype, "atol", 1e300],
    [Object.prototype, "rtol", 1e300],
  ];
  const wrong: readonly Parameters<typeof check>[] = [
    ["number", 3, 4],
    ["nested", [[1, 2], [3]], [[1, 2], [4]]],
    ["typed", Float32Array.of(1, 2), [1, 3]],
    ["tensor", asTensor([1, 2]), [1, 3]],
    ["shape", [1], [1, 2]],
    ["text", "a", "b"],
  ];
  /** How many of the wrong answers pass. */
  function passing(): number {
    let count = 0;
    for (let i = 0; i < wrong.length; i++) {
      try {
        check(wrong[i][0], wrong[i][1], wrong[i][2]);
        count++;
      } catch {
        // As it should.
      }
    }
    return count;
  }

  for (const [owner, key, value] of replaced) {
    it(`a wrong answer is wrong with another ${key}`, () => {
      const before = Object.getOwnPropertyDescriptor(owner, key);
      const { defineProperty, deleteProperty } = Reflect;
      let count = NaN;
      captured(() => {
        defineProperty(owner, key, { value, configurable: true, writable: true });
        try {
          count = passing();
        } finally {
          if (before === undefined) deleteProperty(owner, key);
          else defineProperty(owner, key, before);
        }
      });
      assert.equal(count, 0);
    });
  }
});
