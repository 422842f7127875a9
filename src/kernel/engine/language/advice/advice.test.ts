import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { createLanguage } from "../language";
import type { Diagnostic, Language } from "../types";
import { checkerRows, parserRows } from "./advise";
import { cases } from "./cases.test.data";
import { arrowOf } from "./formula";
import { editDistance, nearest } from "./near";

const packageFolder = join(__dirname, "..", "..", "..", "..", "..");

/** The cells that ran before each case. */
const above = [
  'import { derivative, grad, plot, tensor } from "nablab";',
  "const p = tensor(2), q = tensor(3);",
  "const height = 2; const square = (x: number): number => x * x;",
  'const later = Promise.resolve(1), letters = Promise.resolve("abc"), listed = Promise.resolve([1]);',
];

describe("advice", () => {
  const folder = mkdtempSync(join(tmpdir(), "advice-"));
  let language: Language;
  const said = (cell: string): readonly Diagnostic[] => {
    const compiled = language.compile(cell);
    return compiled.ok ? compiled.notes : compiled.diagnostics;
  };

  before(() => {
    writeFileSync(join(folder, "sizes.ts"), "export const small = 1;\n");
    language = createLanguage({ folder, fallbacks: [packageFolder] });
    for (const cell of above) assert.equal(language.compile(cell).ok, true, cell);
  });
  after(() => rmSync(folder, { recursive: true }));

  for (const { row, cell, en, zh, fixed } of cases) {
    it(`${row}: ${cell.replaceAll("\n", "⏎")}`, () => {
      const [{ advice }] = said(cell);
      assert.deepEqual({ row: advice?.row, ...advice?.sentence }, { row, en, zh });
      assert.equal(advice?.fix && edited(cell, advice.fix), fixed);
    });
  }

  it("has a case for each row of the table", () => {
    const tried = new Set(cases.map(({ row }) => row));
    const names = [...parserRows, ...checkerRows].map(({ name }) => name);
    assert.deepEqual(
      names.filter((name) => !tried.has(name)),
      [],
    );
    assert.equal(new Set(names).size, names.length);
  });

  it("after a fix nothing is said of it any more", () => {
    for (const { row, fixed } of cases) {
      if (fixed === undefined) continue;
      const rows = said(fixed).map(({ advice }) => advice?.row);
      assert.ok(!rows.includes(row), fixed);
    }
  });

  it("says nothing of cells that are right", () => {
    const right = [
      "let seed = 5; seed ^= seed << 13; (seed >>> 3) ^ 7",
      "height ^ height",
      "[1, 2].map((x) => x ^ 1)",
      "let later1: number; later1 = 3; later1 + 1",
      "let maybe: number | undefined; maybe === undefined",
      "let filled: number; [1].forEach((x) => { filled = x; }); filled + 1",
      "let either: number; if (height > 1) either = 1; else either = 2; either + 1",
      'const text1 = "（全角）# def f(x): a if b else c"; // and or not ，',
      "p.mul(q).add(1)",
      "const range = (n: number): number => n; range(3)",
      "height / 2 === 1; 0.5 + height === 2.5; square(2) === 0.1",
      "const { length } = [1]; class Named { static x = 1; } enum Kind { A }",
    ];
    for (const cell of right) assert.deepEqual(said(cell), [], cell);
  });

  it("tells the cause before what follows from it, and once", () => {
    assert.deepEqual(
      said("grad((x) => x * x)(2)").map(({ code }) => code),
      [2362],
    );
    assert.equal(said("def f(x):\n    return x\nprint f(2)").length, 2);
    assert.deepEqual(
      said("nobody(1); const y = unheard;").map(({ advice }) => advice?.row),
      ["unknown name", "unknown name"],
    );
  });

  it("leaves complaints without a row as they are", () => {
    const [{ advice, code }] = said("const n: Date = /x/;");
    assert.deepEqual([advice, code], [undefined, 2740]);
    // What is given to a name later would not fit any more; a value that is not written out has no exact type.
    const changed = "const n9: { a: number } = o9; const d9: { a: 1 } = o9;";
    for (const cell of [
      "let n7 = 2; n7 = 3; const d7: 1 | 2 = n7;",
      "const d8: 1 | 2 = (() => height)();",
      `const o9 = { a: 1 }; o9.a = 2; ${changed}`,
      `const o9 = { a: 1 }; o9.a++; ${changed}`,
    ]) {
      const [found] = said(cell);
      assert.deepEqual([found.advice, found.code], [undefined, 2322], cell);
    }
  });
});

function edited(cell: string, edits: readonly { start: number; length: number; text: string }[]): string {
  const last = [...edits].sort((a, b) => b.start - a.start);
  return last.reduce((text, { start, length, text: put }) => text.slice(0, start) + put + text.slice(start + length), cell); // prettier-ignore
}

describe("the nearest name", () => {
  it("is within a third of its length, by letters put in, taken out, changed or swapped", () => {
    assert.equal(editDistance("heigth", "height"), 1);
    assert.equal(editDistance("kitten", "sitting"), 3);
    assert.equal(nearest("derivativ", ["grad", "derivative"]), "derivative");
    assert.equal(nearest("Tensor", ["tensor"]), "tensor");
    assert.equal(nearest("f", ["g"]), undefined);
    assert.equal(nearest("slope", ["scope2", "shop"]), undefined);
  });
});

describe("a formula as an arrow function", () => {
  const law: readonly (readonly [string, string])[] = [
    ["x^2", "(x) => x ** 2"],
    ["3sin(x) + pi", "(x) => 3 * Math.sin(x) + Math.PI"],
    ["x^2 + y^2", "(x, y) => x ** 2 + y ** 2"],
    ["2", "(x) => 2"],
    ["what?", "(x) => x ** 2"],
  ];
  for (const [formula, arrow] of law) it(formula, () => assert.equal(arrowOf(formula), arrow));
});
