import assert from "node:assert/strict";
import { after, test } from "node:test";
import { sep } from "node:path";
import { quote } from "./errors/quote";
import { NotebookEngine } from "./notebookEngine";
import { type Notebook, notebook } from "../../testing/engineNotebook";

function open(files: Readonly<Record<string, string>> = {}): Notebook {
  const session = notebook(files);
  after(() => session.close());
  return session;
}

/** What the last of some cells fails with, as the front end prints it. */
async function told(
  sources: readonly string[],
  files: Readonly<Record<string, string>> = {},
): Promise<string> {
  return (await open(files).error(...sources)).traceback.join("\n");
}

test("frames name the cell, line and column of the source, with the line and a caret", async () => {
  const declaring = "interface Longer { x: number }\nfunction f(a: number) {\n  throw new RangeError('x')\n}";
  assert.equal(
    await told([declaring, "let y: number = 1;\nf(y)"]),
    `RangeError: x
    at f (Cell [1], line 3, column 9)
          throw new RangeError('x')
                ^
    at Cell [2], line 2, column 1
        f(y)
        ^`,
  );
});

test("frames of local files in folders whose names have blanks and brackets are mapped as well", async () => {
  const files = {
    "My Course (2026)/helper.ts":
      "interface Shift { x: number }\nexport function f() {\n  throw new Error('x')\n}\n",
  };
  assert.equal(
    await told(['import { f } from "./My Course (2026)/helper"', "f()"], files),
    `Error: x
    at f (My Course (2026)/helper.ts, line 3, column 9)
          throw new Error('x')
                ^
    at Cell [2], line 1, column 1
        f()
        ^`,
  );
});

test("frames of asynchronous code", async () => {
  assert.equal(
    await told(["async function f() { await null; throw new Error('x') }\nawait f()"]),
    `Error: x
    at f (Cell [1], line 1, column 40)
        async function f() { await null; throw new Error('x') }
                                               ^
    at async Cell [1], line 2, column 1
        await f()
        ^`,
  );
});

test("frames of local files, named as seen from the notebook", async () => {
  const files = {
    "lib/x.ts":
      "export interface A {\n  b: 1;\n}\nexport function f(): never {\n  throw new Error('x');\n}\n",
    "../up.ts": "import { f } from './notebooks/lib/x';\nexport const g = () => f();\n",
  };
  const text = await told(['import { g } from "../up"; g()'], files);
  const lines = text.split("\n").filter((line) => line.includes(" at "));
  assert.deepEqual(lines, [
    "    at f (lib/x.ts, line 5, column 9)",
    "    at g (../up.ts, line 2, column 25)",
    "    at Cell [1], line 1, column 28",
  ]);
});

test("frames of Node and of the kernel are left out, those between the user's stay", async () => {
  const text = await told(["[3].map((x) => { require('node:fs').readFileSync('/none' + x) })"]);
  assert.doesNotMatch(text, / \(?node:|dist/);
  assert.match(
    text,
    /^Error: ENOENT.*\n +at Cell \[1\], line 1, column 37\n.*\n.*\n +at Array\.map \(<anonymous>\)\n/,
  );
  assert.match(text, /code: 'ENOENT'/);
});

test("a recursion quotes its line once", async () => {
  const text = await told(["function t(n: number) { if (n === 0) throw new Error('deep'); t(n - 1) }\nt(4)"]);
  assert.equal(text.match(/throw new Error/g)?.length, 2);
  assert.equal(text.match(/at t \(Cell \[1\]/g)?.length, 5);
});

test("causes and the errors of an AggregateError are told", async () => {
  const text = await told([
    "const inner = new TypeError('inner', { cause: 'why' });\nthrow new AggregateError([new Error('one'), 2], 'all', { cause: inner })",
  ]);
  const heads = text.split("\n").filter((line) => !/^ {4}/.test(line) && !line.includes("^"));
  assert.deepEqual(heads, [
    "AggregateError: all",
    "  [1 of 2] Error: one",
    "  [2 of 2] thrown: 2",
    "Caused by TypeError: inner",
    "Caused by thrown: why",
  ]);
});

test("a cause that leads back to itself is told once", async () => {
  const text = await told(["const e = new Error('round'); e.cause = e; throw e"]);
  assert.match(text, /Caused by Error: round \(told above\)$/);
});

test("what is thrown need not be an error", async () => {
  const session = open();
  assert.deepEqual(await session.error("throw { a: 1 }"), {
    ename: "thrown",
    evalue: "{ a: 1 }",
    traceback: ["thrown: { a: 1 }", "    thrown in Cell [1]"],
  });
  assert.equal((await session.error("throw undefined")).evalue, "undefined");
  assert.equal((await session.error("throw 'text'")).evalue, "text");
  const proxy = "throw new Proxy({}, { get() { throw 1 }, has() { throw 1 }, ownKeys() { throw 1 } })";
  assert.equal((await session.error(proxy)).ename, "thrown");
});

test("a recursion without end tells its frames once, and how many more there are", async () => {
  const alone = await told(["function down(n: number): number { return down(n + 1) }\ndown(0)"]);
  assert.match(alone, /^RangeError: Maximum call stack size exceeded\n/);
  assert.equal(alone.match(/at down/g)?.length, 1);
  assert.match(alone, /\n {4}… \d+ more frames like this/);
  const pair = await told([
    "function a(n: number): number { return b(n) }\nfunction b(n: number): number { return a(n) }\na(0)",
  ]);
  assert.ok((pair.match(/at [ab] /g)?.length ?? 0) <= 4, pair);
  assert.match(pair, /\n {4}… \d+ more frames like these/);
});

test("a refused cell tells every complaint with its code, line and carets, the way out before it", async () => {
  const wayOut =
    "`nobody`: nothing of that name is known yet. If a cell above makes it, run the cells above first.";
  const kinds = "A text is wanted here, and `a` is a number.";
  assert.deepEqual(await open().error("let a: number = 1;\nlet b: string = a;\n  nobody()"), {
    ename: "TypeScriptError",
    evalue: `${kinds}\nTS2322: Type 'number' is not assignable to type 'string'.\n${wayOut}\nTS2304: Cannot find name 'nobody'.`,
    traceback: [
      "TypeScriptError: nothing of this cell was run.",
      `${kinds}\nCell [1], line 2, column 5: TS2322: Type 'number' is not assignable to type 'string'.\n` +
        "    let b: string = a;\n        ^",
      `${wayOut}\nCell [1], line 3, column 3: TS2304: Cannot find name 'nobody'.\n      nobody()\n      ^^^^^^`,
    ],
  });
});

test("complaints about a local file name the file", async () => {
  const text = await told(['import { n } from "./wrong"; n'], {
    "wrong.ts": "export const n: number = 's';\n",
  });
  assert.match(
    text,
    /\nwrong\.ts, line 1, column 14: TS2322: .*\n {4}export const n: number = 's';\n {17}\^$/,
  );
});

test("a syntax error is a refusal too", async () => {
  const { ename, evalue } = await open().error("let = }");
  assert.deepEqual(
    [ename, evalue.split("\n")],
    ["TypeScriptError", ["One } too many in line 1: it closes no bracket.", "TS1109: Expression expected."]],
  );
});

test("console.error prints the user's frames", async () => {
  const session = open();
  const [, outcome] = await session.run("const made = () => new Error('m')", "String(made().stack)");
  assert.ok(outcome.status === "ok");
  assert.equal(
    outcome.value,
    "Error: m\n    at made (Cell [1], line 1, column 20)\n    at Cell [2], line 1, column 8",
  );
});

test("carets stand under wide characters and tabs", () => {
  assert.deepEqual(quote("\tlet 导数 = f(x)", 11), ["    \tlet 导数 = f(x)", "    \t           ^"]);
  const long = `${"a".repeat(200)}!${"b".repeat(200)}`;
  const [text, carets] = quote(long, 201, 1, "");
  assert.equal(text[carets.indexOf("^")], "!");
  assert.ok(text.length < 130);
});

test("a folder whose name the compiler cannot read is refused in words, in both languages", async () => {
  // On Windows every path has back slashes.
  const wanted = sep === "/" ? ["error", "error"] : ["ok", "ok"];
  const outcomes = await Promise.all(
    (["en", "zh"] as const).map((locale) =>
      new NotebookEngine({
        folder: `${process.cwd()}\\b`,
        provided: new Map(),
        locale: () => locale,
      }).execute("1 + 1", { name: "Cell [1]", count: 1 }),
    ),
  );
  assert.deepEqual(
    outcomes.map(({ status }) => status),
    wanted,
  );
  const told = outcomes.flatMap((outcome) => (outcome.status === "error" ? [outcome.error.evalue] : []));
  const words = [/back slash in its name.*rename the folder/, /反斜杠.*请改掉文件夹的名字/];
  for (const [i, text] of told.entries()) assert.match(text, words[i]);
});
