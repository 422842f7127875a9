import assert from "node:assert/strict";
import { after, test } from "node:test";
import { type Notebook, notebook } from "../../testing/engineNotebook";

function open(files: Readonly<Record<string, string>> = {}): Notebook {
  const session = notebook(files);
  after(() => session.close());
  return session;
}

test("every own name of globalThis that Node has is known to the checker", async () => {
  const names = Object.getOwnPropertyNames(globalThis).filter((name) =>
    /^[\p{ID_Start}$_][\w$]*$/u.test(name),
  );
  assert.ok(names.length > 60);
  const session = open();
  const unknown = await session.cells(`[${names.map((name) => `typeof ${name}`).join(", ")}].length`);
  const alone = names.map((name) => `const known_${name} = ${name};`);
  assert.deepEqual(unknown, [names.length]);
  assert.deepEqual(
    (await session.cells(...alone)).filter((value) => value !== undefined),
    [],
  );
});

test("types of Node's globals are known by their names", async () => {
  const cell =
    "const c: Crypto = crypto, s: SubtleCrypto = c.subtle, p: Performance = performance; let k: CryptoKey; let m: WebAssembly.Module;\n" +
    "const wrong: number = p.now() + c.randomUUID();";
  assert.deepEqual(await open().cells(cell), [{ error: "2:7 TS2322" }]);
});

test("typeof asks for any name, also for one that is not there", async () => {
  const cells = ["typeof document", "typeof window !== 'undefined' ? window.name : 'none'", "noSuchName"];
  assert.deepEqual(await open().cells(...cells), ["undefined", "none", { error: "1:1 TS2304" }]);
});

/** What newer engines have, each with a cell that uses it. */
const NEWER: readonly (readonly [isThere: boolean, cell: string])[] = [
  ["isWellFormed" in String.prototype, '"a".isWellFormed()'],
  ["groupBy" in Object, "Object.groupBy([1], () => 'k').k.length"],
  ["withResolvers" in Promise, "typeof Promise.withResolvers<number>().resolve"],
  ["union" in Set.prototype, "new Set([1]).union(new Set([2])).size"],
  ["Iterator" in globalThis, "[1].values().map((x) => x + 1).toArray()[0]"],
  ["try" in Promise, "typeof Promise.try(() => 1)"],
  ["escape" in RegExp, "RegExp.escape('a')"],
  ["Float16Array" in globalThis, "new Float16Array(1).length"],
  ["DisposableStack" in globalThis, "typeof new DisposableStack().use"],
  ["fromAsync" in Array, "typeof Array.fromAsync([1])"],
  ["isError" in Error, "Error.isError(1)"],
];

test("the library has what this Node has, and nothing that it has not", async () => {
  const got = await open().cells(...NEWER.map(([, cell]) => cell));
  const isRefused = got.map((value) => typeof value === "object" && value !== null && "error" in value);
  assert.deepEqual(
    isRefused,
    NEWER.map(([isThere]) => !isThere),
  );
});

test("a name whose type and value come from different cells keeps constraints and defaults", async () => {
  const got = await open().cells(
    "interface Opt<T = string> { v: T }\ninterface Base { b: number }",
    "const Opt = <T,>(v: T): Opt<T> => ({ v })",
    'const o: Opt = { v: "s" }; o.v.length + Opt(5).v',
    "class Box<T extends Base, K extends keyof T = keyof T, L = Opt<K>[]> { t: T; k: K; l: L }",
    "const Box = 5",
    "let c: Box<Base>; let d: Box<{ b: 1; c: 2 }, 'c'>; c = { t: { b: 1 }, k: 'b', l: [{ v: 'b' }] }; Box + c.l.length",
    "let e: Box<string>",
  );
  assert.deepEqual(got.slice(2), [6, undefined, undefined, 6, { error: "1:12 TS2344" }]);
});

test("a package that is not installed is told with the command and the folder", async () => {
  const session = open({ "package.json": "{}" });
  const where = `in the folder ${session.folder}`;
  for (const [cell, name] of [
    ['import x from "none-such/sub"', "none-such"],
    ['import "@scope/none"', "@scope/none"],
  ]) {
    const { evalue } = await session.error(cell);
    assert.ok(evalue.includes(`run "npm install ${name}" ${where}`), evalue);
  }
  assert.doesNotMatch((await session.error('import { a } from "./none"')).evalue, /npm install/);
});

test("a package that was installed anew is seen, or the cell says that a restart is needed", async () => {
  const files = (name: string, type: string, version: string, value: string): [string, string][] => [
    [
      `node_modules/${name}/package.json`,
      JSON.stringify({ name, type, version, main: "i.js", types: "i.d.ts" }),
    ],
    [
      `node_modules/${name}/i.d.ts`,
      `export declare const v: ${value.startsWith("'") ? "string" : "number"};`,
    ],
    [`node_modules/${name}/i.js`, type === "module" ? `export const v = ${value};` : `exports.v = ${value};`],
  ];
  const session = open(
    Object.fromEntries([...files("old", "commonjs", "1.0.0", "1"), ...files("new", "module", "1.0.0", "1")]),
  );
  const cells = ['import { v } from "old"; v', 'import { v as w } from "new"; w'];
  const before = await session.cells(...cells);
  const changed = [
    ...files("old", "commonjs", "2.0.0", "'two'"),
    ...files("new", "module", "2.0.0", "'two'"),
  ];
  for (const [path, text] of changed) session.write(path, text);
  assert.deepEqual([...before, ...(await session.cells(`${cells[0]}.length`))], [1, 1, 3]);
  assert.match(
    (await session.error(cells[1])).evalue,
    /"new" was changed from version 1\.0\.0 to 2\.0\.0 .*Restart the kernel/,
  );
});
