import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { notebook } from "../../testing/engineNotebook";

const session = notebook({ "near.ts": "export {};", "node_modules/pkg/index.js": "" });
after(() => session.close());
const { engine } = session;
before(() =>
  session.run(
    "class Foo { bar(a: number): string { return '' } }",
    "/** Doubles it.\n * @param v the value */\nfunction dbl(v: number) { return 2 * v }",
    "let foo = new Foo(), list = [1]",
  ),
);

function complete(marked: string): { replaced: string; items: string[] } {
  const source = marked.replace("|", "");
  const { start, end, matches } = engine.complete(source, marked.indexOf("|"));
  return { replaced: source.slice(start, end), items: matches.map(({ text, type }) => `${text}: ${type}`) };
}

const COMPLETIONS: readonly (readonly [source: string, replaced: string, first: string])[] = [
  ["foo.|", "", "bar: method"],
  ["list.fin|dd", "findd", "find: method"],
  ["db|", "db", "dbl: function"],
  ["function q() { foo.b|", "b", "bar: method"],
  ["Mat|", "Mat", "Math: variable"],
  ['import {} from "./n|"', "n", "near: file"],
  ['import {} from "pk|"', "pk", "pkg: module"],
  ['import {} from "node:fs/|"', "node:fs/", "node:fs/promises: module"],
];

for (const [source, replaced, first] of COMPLETIONS)
  test(`completes ${source}`, () => {
    const got = complete(source);
    assert.equal(got.replaced, replaced);
    assert.ok(got.items.includes(first), got.items.slice(0, 5).join());
  });

test("inspection shows the sentence, then the example, then the rest", () => {
  assert.equal(
    engine.inspect("dbl(1)", 2, 0)?.plain,
    "Doubles it.\n\ndbl(v: number): number\n\n@param v the value",
  );
  assert.match(
    engine.inspect("dbl(", 4, 0)!.markdown,
    /^Doubles it\.\n\n```typescript\ndbl\(v: number\): number\n```/,
  );
  assert.match(
    engine.inspect("[1].map", 5, 0)!.plain,
    /^Calls a defined callback[^]*\n\n\(method\) Array<number>\.map/,
  );
  assert.equal(engine.inspect("nothing", 2, 0), undefined);
  const { plain } = engine.inspect('import { derivative } from "nablab";\nderivative(', 48, 0)!;
  assert.match(plain, /^[^\n]*\.\n\nderivative\([^]*\/\/ => [^]*\n\nderivative\(f: NumberFunction/);
});

const STATES: Readonly<Record<string, readonly string[]>> = {
  complete: [
    "1 + 1",
    "",
    "// c",
    "await (f())",
    "function f() {\n}",
    "for (;;) { break }",
    "let x",
    "declare const x: 1",
  ],
  incomplete: [
    "function f() {",
    "foo(",
    "[1,",
    "`abc",
    "/* x",
    "let x = ",
    "1 +",
    "if (x)",
    "try { }",
    "obj.",
    "`${",
    "@dec",
    "const x: number",
    "let { a }",
  ],
  invalid: [
    ") x",
    "a b",
    '"abc',
    "}",
    "foo(1))",
    "let 5",
    "else",
    "/re",
    "return 1",
    "if (a) { return }",
    "break",
    "const x;",
    "const x\n1",
  ],
};

for (const [status, sources] of Object.entries(STATES))
  test(`${status} cells`, () => {
    for (const source of sources) assert.equal(engine.isComplete(source).status, status, source);
  });

test("the indent of what is to come", () => {
  assert.deepEqual(engine.isComplete("if (a) {\n  while (b) {"), { status: "incomplete", indent: "    " });
});
