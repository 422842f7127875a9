import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { run } from "../../cli/run";
import { type Notebook, notebook } from "../../testing/engineNotebook";

const PACKAGES: Readonly<Record<string, string>> = {
  "node_modules/esm/package.json":
    '{"name":"esm","type":"module","exports":{".":{"types":"./i.d.ts","import":"./i.js"}}}',
  "node_modules/esm/i.d.ts":
    "export let count: number; export function inc(): void; export default function hi(): string;",
  "node_modules/esm/i.js":
    'export let count = 0; export function inc() { count++ } export default () => "hi";',
  "node_modules/tla/package.json": '{"name":"tla","type":"module","main":"i.js","types":"i.d.ts"}',
  "node_modules/tla/i.d.ts": "export const b: number;",
  "node_modules/tla/i.js": "export const b = await Promise.resolve(7);",
  "node_modules/only/package.json":
    '{"name":"only","exports":{".":{"types":"./d/i.d.ts","default":"./d/i.js"},"./sub":{"types":"./d/s.d.ts","default":"./d/s.js"}}}',
  "node_modules/only/d/i.d.ts": "export declare const main: string;",
  "node_modules/only/d/i.js": 'exports.main = "m";',
  "node_modules/only/d/s.d.ts": "export declare const sub: string;",
  "node_modules/only/d/s.js": 'exports.sub = "s";',
  "node_modules/plain/package.json": '{"name":"plain"}',
  "node_modules/plain/index.js": "module.exports = () => 'f'; module.exports.extra = 1;",
  "../far.ts": "export const far: number = 1;\nexport let n = 0;\nexport const up = () => { n++ };\n",
  "near.ts":
    'import { far } from "../far";\nexport interface T { v: number }\nexport const t: T = { v: far };\n',
  "data.json": '{"k": [1, 2]}',
};

function open(): Notebook {
  const session = notebook(PACKAGES);
  after(() => session.close());
  return session;
}

const LAWS: readonly (readonly [law: string, source: string, value: unknown])[] = [
  [
    "ESM-only packages, with live bindings",
    'import hi, { count, inc } from "esm"; inc(); [hi(), count]',
    ["hi", 1],
  ],
  ["packages that await at their top", 'import { b } from "tla"; b', 7],
  [
    "packages that have only exports, with subpaths",
    'import { main } from "only"; import { sub } from "only/sub"; main + sub',
    "ms",
  ],
  ["CommonJS without types", 'import f, * as all from "plain"; [f(), all.extra]', ["f", 1]],
  ["import = require", 'import f = require("plain"); f.extra', 1],
  ["dynamic import", '[(await import("./near")).t.v, (await import("plain")).default.extra]', [1, 1]],
  [
    "local files here and above, with live bindings",
    'import { t } from "./near"; import { n, up } from "../far"; up(); [t.v, n]',
    [1, 1],
  ],
  ["JSON", 'import d from "./data.json"; d.k', [1, 2]],
  [
    "node modules",
    'import { join } from "node:path"; import * as os from "os"; [join("a", "b"), typeof os.cpus]',
    ["a/b", "function"],
  ],
  [
    "type imports need no module at run time",
    'import type { T } from "./near"; const v: T = { v: 3 }; v.v',
    3,
  ],
];

for (const [law, source, value] of LAWS)
  test(law, async () => assert.deepEqual(await open().cells(source), [value]));

test("an import that its own cell does not use is there for the next", async () => {
  assert.deepEqual(await open().cells('import { join } from "node:path"', 'join("a", "b")'), [
    undefined,
    "a/b",
  ]);
});

test("a local file is loaded again after it changed, also below another one", async () => {
  const session = open();
  const source = 'import { t } from "./near"; t.v';
  await session.cells(source);
  session.write("../far.ts", "export const far: number = 22;\n");
  assert.deepEqual(await session.cells(source), [22]);
});

test("a type error in a local file refuses the cell that imports it", async () => {
  const session = open();
  session.write("../far.ts", "export const far: string = 22;\n");
  assert.deepEqual(await session.cells('import { t } from "./near"; t.v'), [
    { error: "1:14 TS2322 3:23 TS2322" },
  ]);
});

test("a missing module is a complaint with its place", async () => {
  assert.deepEqual(await open().cells('import { a } from "./none"'), [{ error: "1:19 TS2307" }]);
});

test("local files may await at their top and import what only import() can load", async () => {
  const session = open();
  session.write(
    "late.ts",
    'import hi from "esm";\nimport { b } from "tla";\nexport const v = await Promise.resolve(hi() + b);\n',
  );
  session.write("later.ts", 'import { v } from "./late";\nexport const w = v + "!";\n');
  const cell = 'import { w } from "./later"; import { v } from "./late"; [w, v]';
  assert.deepEqual(await session.cells(cell, cell), [
    ["hi7!", "hi7"],
    ["hi7!", "hi7"],
  ]);
});

test("local files that await and need each other are loaded", async () => {
  const session = open();
  session.write("a.ts", 'import { b } from "./b";\nexport let a = 1;\na = await Promise.resolve(2 + b);\n');
  session.write(
    "b.ts",
    'import * as all from "./a";\nexport const b = 5;\nexport const seen = () => all.a;\n',
  );
  assert.deepEqual(await session.cells('import { a } from "./a"; import { seen } from "./b"; [a, seen()]'), [
    [7, 7],
  ]);
});

test("a failing local file is an error each time, not half a module", async () => {
  const session = open();
  session.write("bad.ts", 'export const v: number = 1;\nthrow new Error("at load");\n');
  const cell = 'import { v } from "./bad"; v';
  const error = { error: "Error: at load" };
  assert.deepEqual(await session.cells(cell, cell), [error, error]);
});

test("import.meta in cells and in local files", async () => {
  const session = open();
  session.write("lib/meta.ts", "export const here = [import.meta.dirname, import.meta.url.slice(0, 8)];\n");
  const got = await session.cells('import { here } from "./lib/meta"; [...here, import.meta.dirname]');
  assert.deepEqual(got, [[`${session.folder}/lib`, "file:///", session.folder]]);
});

test("a local file that became wrong refuses only the cells that import it", async () => {
  const session = open();
  await session.run('import { t } from "./near"', "t.v");
  session.write("../far.ts", "export const far: string = 22;\n");
  assert.deepEqual(await session.cells("1 + 1", 'import { t } from "./near"'), [
    2,
    { error: "1:14 TS2322 3:23 TS2322" },
  ]);
});

test("a cell with @module is a file for the others, and can be written again", async () => {
  const session = open();
  const cell = 'import { q } from "./mine"; q';
  const module = (value: string): string => `/**\n * Text.\n * @module mine */\nexport const q = ${value};`;
  const got = await session.cells(
    module("1"),
    cell,
    module('"two"'),
    `${cell}.length`,
    "/** @browser */ alert(1)",
  );
  assert.deepEqual(got, [undefined, 1, undefined, 3, undefined]);
});

test("a cell with @module and @jsx, in one line or two, is a file with elements in it", async () => {
  const make = "const React = { createElement: (...words: unknown[]) => words };";
  const got = await open().cells(
    `/** @jsx @module view */ ${make} export const shown = <b id="x">text</b>;`,
    'import { shown } from "./view"; String(shown)',
    "/**\n * @module view\n */\nexport const shown = <string>'as text'",
    'import { shown } from "./view"; shown',
  );
  assert.deepEqual(got, [undefined, "b,[object Object],text", undefined, "as text"]);
});

test("a cell with @module is a module whatever is in it, and wrong types in it are told at once", async () => {
  const got = await open().cells(
    "/** @module aside */ const inside = 1;",
    "inside",
    "/** Text of mine. @module wrong */\nexport const n: number = 's';",
    'import { n } from "./wrong"; n',
  );
  const wrong = { error: "2:14 TS2322" };
  assert.deepEqual(got, [undefined, { error: "1:1 TS2304" }, wrong, wrong]);
});

test("what the notebook's folder has not is found in the kernel's own package, and that itself", async () => {
  const got = await open().cells(
    'import { sqrt } from "mathjs"; sqrt(16)',
    'import * as lab from "nablab"; typeof lab',
  );
  assert.deepEqual(got, [4, "object"]);
});

test("a package of the notebook's folder comes before the kernel's", async () => {
  const session = open();
  session.write("node_modules/nablab/package.json", '{"name":"nablab","main":"i.js","types":"i.d.ts"}');
  session.write("node_modules/nablab/i.d.ts", "export declare const local: string;");
  session.write("node_modules/nablab/i.js", 'exports.local = "here";');
  assert.deepEqual(await session.cells('import { local } from "nablab"; local'), ["here"]);
});

test("the module tslab has the types that the kernel gives it", async () => {
  const shown: unknown[] = [];
  const tslab = { display: { html: (text: string) => shown.push(text) } };
  const session = notebook({}, new Map([["tslab", () => tslab]]));
  after(() => session.close());
  const kernels = JSON.stringify(join(__dirname, "..", "tslab"));
  const got = await session.cells(
    'import * as tslab from "tslab"; tslab.display.html("<b>h</b>")',
    'import { display } from "tslab"; display.html(5)',
    `import type { Tslab } from ${kernels}; let a: Tslab = tslab; let b: typeof tslab = a; typeof b`,
  );
  assert.deepEqual([shown, ...got.slice(1)], [["<b>h</b>"], { error: "1:47 TS2345" }, "object"]);
});

test("the kernel's questions are known names", async () => {
  const { error } = (await open().cells("const a: number = prompt('name?')"))[0] as { error: string };
  assert.equal(error, "1:7 TS2322");
});

test("before Node.js 20.12 CommonJS packages are loaded, and ECMAScript ones are an error that says so", async () => {
  const folder = mkdtempSync(join(tmpdir(), "nablab-old-"));
  after(() => rmSync(folder, { recursive: true }));
  const asOld = join(folder, "old.cjs");
  writeFileSync(asOld, 'delete require("node:vm").constants;');
  const script = `
    const { notebook } = require(${JSON.stringify(join(__dirname, "..", "..", "testing", "engineNotebook.js"))});
    const opened = notebook(${JSON.stringify(PACKAGES)});
    opened.cells('import f from "plain"; f()', 'import hi from "esm"; hi()').then((values) => {
      console.log(JSON.stringify(values));
      opened.close();
    });`;
  const { stdout, stderr } = await run([process.execPath, "--require", asOld, "-e", script]);
  const [plain, esm] = JSON.parse(stdout || JSON.stringify(stderr)) as [unknown, { error: string }];
  assert.equal(plain, "f");
  assert.match(
    esm.error,
    /^Error: An ECMAScript module needs Node\.js 20\.12 or newer in a cell, and this is [\d.]+: install/,
  );
});
