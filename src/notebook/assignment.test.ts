import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { notebook as engineNotebook } from "../testing/engineNotebook";
import { codeCell, markdownCell } from "../testing/notebooks";
import { literalsOf } from "../exercise/literal";
import { assignmentOf, type LessonLiterals } from "./assignment";
import { type CodeCell, isCode, type Notebook } from "./format";

const exercise = `const g = (x: number) => x ** 2 + 1 / x;
const mySlope = todo;
const myDerivative = (x: number): number => todo;
exercise("the slope of g at 2", mySlope, derivative(g, 2));
exercise("the derivative of g", myDerivative, (x: number) => derivative(g, x), { at: [1, 3] });`;

const solution = exercise
  .replace("const mySlope = todo", "const mySlope = 3.75")
  .replace(": number => todo", ": number => 2 * x - 1 / x ** 2");

const exact = (x: number): number => 2 * x - 1 / x ** 2;

const literals: LessonLiterals = new Map([
  [
    "try-cell",
    [literalsOf("the slope of g at 2", 0, 3.75), literalsOf("the derivative of g", 0, exact, { at: [1, 3] })],
  ],
]);

const lesson: Notebook = {
  nbformat: 4,
  nbformat_minor: 5,
  metadata: {},
  cells: [
    markdownCell("# Lesson", { id: "title" }),
    codeCell('import { derivative, exercise, todo } from "nablab";', { id: "first" }),
    codeCell(exercise, { id: "try-cell", metadata: { tags: ["exercise"] } }),
    markdownCell(`<details>\n<summary>Answer</summary>\n\n\`\`\`ts\n${solution}\n\`\`\`\n\n</details>`, {
      id: "try-answer",
      metadata: { tags: ["solution"] },
    }),
    codeCell("drill", { id: "a-drill", metadata: { tags: ["drill"] } }),
  ],
};

const made = assignmentOf(lesson, "lesson", literals);
const grading = (cell: { metadata: Record<string, unknown> }): Record<string, unknown> =>
  (cell.metadata.nbgrader ?? {}) as Record<string, unknown>;
const tests = made.cells.filter((cell): cell is CodeCell => isCode(cell) && grading(cell).grade === true);

describe("an assignment", () => {
  it("has one locked cell and one point for each question, and leaves drills alone", () => {
    assert.deepEqual(
      made.cells.map((cell) => [cell.id, grading(cell).locked, grading(cell).solution, grading(cell).points]),
      [
        ["title", true, false, undefined],
        ["first", true, false, undefined],
        ["try-cell", true, false, undefined],
        ["try-cell-answer", false, true, undefined],
        ["try-cell-test-1", true, false, 1],
        ["try-cell-test-2", true, false, 1],
        ["a-drill", undefined, undefined, undefined],
      ],
    );
  });

  it("compares with literals, and repeats what was given", () => {
    for (const { source } of tests) {
      assert.doesNotMatch(source, /derivative\(g|Math\.|Object\.|process|require|\bexercise\(|\bcheck\(/);
      assert.match(source, /const g = \(x: number\) => x \*\* 2 \+ 1 \/ x;/);
    }
    assert.match(tests[0].source, /3\.75/);
  });

  it("is refused where a lesson has no exercise, or a solution changes what is given", () => {
    const without = { ...lesson, cells: lesson.cells.slice(0, 2) };
    assert.throws(() => assignmentOf(without, "x.ipynb", new Map()), /x\.ipynb has no exercise/);
    const changed = lesson.cells.map((cell) =>
      cell.id === "try-answer" ? { ...cell, source: cell.source.replace("x ** 2 + 1", "x ** 3 + 1") } : cell,
    );
    assert.throws(() => assignmentOf({ ...lesson, cells: changed }, "x", literals), /changes more than/);
  });
});

/** What a student writes, and which of the two points it is worth. */
const answers: Record<string, readonly [source: string, points: readonly boolean[]]> = {
  "the right answers": [
    "const mySlope = 3.75;\nconst myDerivative = (x: number) => 2 * x - 1 / x ** 2;",
    [true, true],
  ],
  "half of it": [
    "const mySlope = 3.75;\nconst myDerivative = (x: number) => 2 * x + 1 / x ** 2;",
    [true, false],
  ],
  "a function of one's own in place of the given one": [
    "const g = (x: number) => 0; const mySlope = 0; const myDerivative = (x: number) => 0;",
    [false, false],
  ],
  "todo and an environment without nbgrader": [
    'import { todo } from "nablab"; delete process.env.NBGRADER_EXECUTION; const mySlope = todo; const myDerivative = todo;',
    [false, false],
  ],
  "a library whose judges say nothing": [
    'const lib = require("nablab"); lib.check = lib.exercise = lib.derivative = () => undefined; const mySlope = 0; const myDerivative = () => 0;',
    [false, false],
  ],
  "Math that always gives 0": [
    "Math.abs = () => 0; const mySlope = 0; const myDerivative = () => 0;",
    [false, false],
  ],
  "Object and Number that agree to everything": [
    "Object.is = () => true; Number.isNaN = () => true; Number.isFinite = () => true; const mySlope = 0; const myDerivative = () => 0;",
    [false, false],
  ],
  "values that agree with every number": [
    "const mySlope: any = { valueOf: () => 3.75, [Symbol.toPrimitive]: () => 3.75 }; const myDerivative: any = new Proxy(() => 0, { apply: () => new Proxy([], { get: () => 3.75 }) });",
    [false, false],
  ],
  "names of the test taken before it": [
    "const isNear = () => true; const isSame = () => true; const answer = 3.75; const mine = 3.75; const mySlope = 0; const myDerivative = () => 0;",
    [false, false],
  ],
};

/** What the cells above put something else into; the test's own process is to go on with what it had. */
const kept: readonly [object, object][] = [
  [Math, { abs: Math.abs }],
  [Object, { is: Object.is }],
  [Number, { isNaN: Number.isNaN, isFinite: Number.isFinite }],
];

describe("the tests of an assignment, run after what a student wrote", () => {
  for (const [what, [source, points]] of Object.entries(answers)) {
    it(`give ${points.filter(Boolean).length} of 2 points for ${what}`, async () => {
      const session = engineNotebook();
      const passed: boolean[] = [];
      try {
        await session.run("const g = (x: number) => x ** 2 + 1 / x;");
        const [{ status }] = await session.run(source);
        assert.equal(status, "ok", `${what} runs`);
        for (const test of tests) passed.push((await session.run(test.source))[0].status === "ok");
      } finally {
        for (const [object, own] of kept) Object.assign(object, own);
        session.close();
      }
      assert.deepEqual(passed, points);
    });
  }
});
