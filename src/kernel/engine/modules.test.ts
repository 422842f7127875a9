import assert from "node:assert/strict";
import { after, test } from "node:test";
import { type Notebook, notebook } from "./testing";

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
