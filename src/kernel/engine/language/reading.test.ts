import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import ts from "typescript";
import { perLane } from "../../../testing/lane";
import { Files } from "./files";
import { parseAsModule, standsAlone } from "./reading";

const files = new Files(ts, "/lessons");
const [whole, plain] = ["/lessons/cell:now.ts", "/lessons/cell:read.ts"];

const printer = ts.createPrinter({ removeComments: true });

function complaints(file: ts.SourceFile): readonly ts.Diagnostic[] {
  return (file as unknown as { parseDiagnostics: readonly ts.Diagnostic[] }).parseDiagnostics;
}

/** The statements of a text that say something, without what follows it. */
function statements(file: ts.SourceFile, source: string): unknown[] {
  const own = file.statements.filter(
    (statement) => statement.getStart(file) < source.length && !ts.isEmptyStatement(statement),
  );
  return own.map((one) => [
    ts.SyntaxKind[one.kind],
    one.getStart(file),
    printer.printNode(ts.EmitHint.Unspecified, one, file),
  ]);
}

/** Whether a text was parsed as a module; where it was, it says what it says alone. */
function isModule(source: string): boolean {
  const module = parseAsModule({ ts, files }, whole, source, 'import * as names from "names";');
  if (module === undefined) return false;
  const alone = files.parse(plain, source);
  assert.deepEqual(complaints(alone), [], JSON.stringify(source));
  assert.deepEqual(statements(module, source), statements(alone, source), JSON.stringify(source));
  return true;
}

test("a cell stands alone that declares nothing and names nothing of others or of Node", () => {
  const known = (name: string): boolean => ["x", "Δy"].includes(name);
  for (const source of ["1 + 1", "console.log([1].map((v) => v))", ""]) assert.ok(standsAlone(source, known), source);
  for (const source of ["x + 1", "`${Δy}`", "const z = 1", "import 'a'", "enum E {}", "process.pid"])
    assert.ok(!standsAlone(source, known), source);
}); // prettier-ignore

test("a text that is whole is parsed as a module at once", () => {
  for (const source of ["1 + 1", "", "// nothing", "f(2);", "const x = 1\n", "do x(); while (y)", "{ }", "a\n;\n", "<b>a</b>", "<b>a"])
    assert.ok(isModule(source), source);
}); // prettier-ignore

test("a text that waits for more is not", () => {
  for (const source of ["if (x)", "if (x) 1; else", "while (x)", "for (;;)", "for (const x of y)", "label:", "with (x)", "if (x) 1"])
    assert.ok(!isModule(source), source);
  for (const source of ["1 +", "`a", "/* a", "try { }", "class A {", "x =>", "f(", "a.", "'a"])
    assert.ok(!isModule(source), source);
}); // prettier-ignore

const pieces = [
  ...["if (x) ", "else ", "while (x) ", "do ", "for (;;) ", "label: ", "{ ", "} ", "( ", ") ", "x ", "1 ", ";", "\n", "// c\n", "/* c */ "],
  ...["function f() ", "class A ", "async ", "await ", "=> ", "= ", "+ ", "++", "`a` ", "return ", "import 'x' ", "export ", "const y ", "type T "],
  ...["declare ", "namespace N ", "try ", "catch ", "switch (x) ", "case 1: ", "@d ", "<b> ", "</b>", "/a/", "throw ", "abstract ", ": number "],
]; // prettier-ignore

test("whatever a cell says, it says the same as a module", () => {
  const texts = fc.array(fc.constantFrom(...pieces), { maxLength: 7 }).map((parts) => parts.join(""));
  const found = fc.property(texts, (source) => void isModule(source));
  fc.assert(found, { numRuns: perLane({ quick: 2000, usual: 10_000, release: 100_000 }) });
});
