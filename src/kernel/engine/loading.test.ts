import assert from "node:assert/strict";
import { mkdirSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { type Notebook, notebook } from "../../testing/engineNotebook";

function open(files: Readonly<Record<string, string>>): Notebook {
  const session = notebook(files);
  after(() => session.close());
  return session;
}

function link(session: Notebook, target: string, path: string): void {
  const place = join(session.folder, path);
  mkdirSync(dirname(place), { recursive: true });
  symlinkSync(join(session.folder, target), place, "junction");
}

/** A package that awaits at its top, and one with two builds, of which another one imports the first. */
const PACKAGES: Readonly<Record<string, string>> = {
  "node_modules/tla/package.json": '{"name":"tla","type":"module","exports":"./i.js"}',
  "node_modules/tla/i.js": "export const v = await Promise.resolve(9);\n",
  "node_modules/dual/package.json":
    '{"name":"dual","exports":{".":{"import":"./i.mjs","require":"./i.cjs"},"./sub/*":{"import":"./s/*.mjs","require":"./s/*.cjs"}}}',
  "node_modules/dual/i.mjs": "export class A { kind = 'import' }\n",
  "node_modules/dual/i.cjs": "exports.A = class A { kind = 'require' };\n",
  "node_modules/dual/s/x.mjs": "export const way = 'import';\n",
  "node_modules/dual/s/x.cjs": "exports.way = 'require';\n",
  "node_modules/plugin/package.json": '{"name":"plugin","type":"module","exports":"./i.js"}',
  "node_modules/plugin/i.js": "import { A } from 'dual';\nexport const isA = (x) => x instanceof A;\n",
};

type Law = readonly [
  law: string,
  files: Readonly<Record<string, string>>,
  cells: readonly string[],
  value: unknown,
];

const LAWS: readonly Law[] = [
  [
    "an import takes the import build, in statements and import(), require the other",
    {},
    [
      'import { A } from "dual"; import { isA } from "plugin"; import { way } from "dual/sub/x";',
      '[isA(new A()), (await import("dual")).A === A, new (require("dual").A)().kind, way, require("dual/sub/x").way].join()',
    ],
    "true,true,require,import,require",
  ],
  [
    "local files take the same builds",
    {
      "uses.ts":
        'import { A } from "dual"; import { isA } from "plugin"; import old = require("dual");\n' +
        'export const seen = [isA(new A()), new old.A().kind, new (require("dual").A)().kind];\n' +
        'export const later = async () => (await import("dual")).A === A;\n',
    },
    ['import { seen, later } from "./uses"; [...seen, await later()].join()'],
    "true,require,require,true",
  ],
  [
    "import() in a function of a local file is import()",
    { "lazy.ts": "export const load = async () => (await import('tla')).v;\n" },
    ['import { load } from "./lazy"; await load()'],
    9,
  ],
  [
    "a file runs once, after what it imports",
    {
      "slow.ts": "await null; (globalThis as any).order.push('slow'); export {};\n",
      "first.ts": "(globalThis as any).order.push('first');\nimport './slow';\n",
    },
    ["(globalThis as any).order = []", 'import "./first"; (globalThis as any).order.join()'],
    "slow,first",
  ],
  [
    "functions of a circle of files can be called before their file has run",
    {
      "a.ts": "import { b } from './b'; export function f() { return 3 } export const r = b;",
      "b.ts": "import { f } from './a'; export const b = f() + 1;",
    },
    ['import { r } from "./a"; r'],
    4,
  ],
  [
    "files that wait and need each other are loaded from both ends at a time",
    {
      "a.ts":
        "import { b } from './b'; import 'tla'; export const a = await 'a'; export const ab = () => a + b;",
      "b.ts":
        "import { a } from './a'; import 'tla'; export const b = await 'b'; export const ba = () => b + a;",
    },
    ['const [x, y] = await Promise.all([import("./a"), import("./b")]); x.ab() + y.ba()'],
    "abba",
  ],
  [
    "import() takes URLs",
    { "m.mjs": "export const v = 5;\n" },
    [
      'const at = new URL("./m.mjs", import.meta.url).href; const data = "data:text/javascript,export default 7";',
      '[(await import(at)).v, (await import(data)).default, typeof (await import("node:fs")).readFileSync].join()',
    ],
    "5,7,function",
  ],
  [
    "import.meta.resolve, of files and of Node's modules",
    { "m.mjs": "" },
    [
      '[import.meta.resolve("./m.mjs") === new URL("m.mjs", import.meta.url).href, import.meta.resolve("fs")].join()',
    ],
    "true,node:fs",
  ],
  [
    "a first line for the shell",
    {
      "tool.ts": "#!/usr/bin/env node\nexport const v = 3;\n",
      "old.js": "#!/usr/bin/env node\nexports.w = 4;\n",
    },
    ['#!/usr/bin/env node\nimport { v } from "./tool"; v + require("./old.js").w'],
    7,
  ],
  [
    "JSON with a byte order mark",
    { "d.json": '\ufeff{"a":1}' },
    ['import d from "./d.json"; d.a + require("./d.json").a'],
    2,
  ],
  [
    "an old script is no strict one",
    { "old.js": "counted = 5;\nexports.v = counted; exports.f = (p) => p.then((x) => x);\n" },
    ['require("./old.js").v'],
    5,
  ],
  [
    "a file of CommonJS has what Node gives it",
    {
      "cj.js":
        "exports.say = [require.main === module, require('path').basename(module.filename), Array.isArray(module.paths), this === exports];\n",
    },
    ['require("./cj").say.join()'],
    "false,cj.js,true,true",
  ],
  [
    "a file that is taken out of require.cache is loaded again",
    { "count.js": "globalThis.loads = (globalThis.loads ?? 0) + 1;\nexports.n = globalThis.loads;\n" },
    [
      "require('./count.js').n",
      "delete require.cache[require.resolve('./count.js')]; require('./count.js').n",
    ],
    2,
  ],
  [
    "createRequire finds TypeScript translated",
    { "kind.ts": "enum Kind { A = 3 }\nexport const kind: number = Kind.A;\n" },
    ['import { createRequire } from "node:module"; createRequire(import.meta.url)("./kind.ts").kind'],
    3,
  ],
  [
    "the folder's own package by its name, and its #names",
    {
      "package.json": '{"name":"nb","type":"module","exports":"./index.ts","imports":{"#u/*":"./*.ts"}}',
      "index.ts": "enum Kind { V = 5 }\nexport const v: number = Kind.V;\n",
      "u.ts": "export const u: number = 6;\n",
    },
    ['import { v } from "nb"; import { u } from "#u/u"; v + u'],
    11,
  ],
];

for (const [law, files, cells, value] of LAWS)
  test(law, async () => {
    const got = await open({ ...PACKAGES, ...files }).cells(...cells);
    assert.deepEqual(got.at(-1), value);
  });

test("a package of a workspace is translated and loaded again when it changed", async () => {
  const session = open({
    "../packages/lib/package.json": '{"name":"@me/lib","main":"src/index.ts","types":"src/index.ts"}',
    "../packages/lib/src/index.ts":
      "import { inner } from './inner';\nenum E { A = 4 }\nexport const lib = inner + E.A;\n",
    "../packages/lib/src/inner.ts": "export const inner: number = 1;\n",
  });
  link(session, "../packages/lib", "../node_modules/@me/lib");
  const cell = 'import { lib } from "@me/lib"; lib';
  const before = await session.cells(cell);
  session.write("../packages/lib/src/inner.ts", "export const inner: number = 22;\n");
  assert.deepEqual([...before, ...(await session.cells(cell))], [5, 26]);
});

test("a linked folder leads to the same module", async () => {
  const session = open({ "real/state.ts": "export const s: object = {};\n" });
  link(session, "real", "link");
  const cell = 'import { s } from "./real/state"; import { s as other } from "./link/state"; s === other';
  assert.deepEqual(await session.cells(cell), [true]);
});

test("broken JSON names its file", async () => {
  const { evalue } = await open({ "d.json": '{"a":1,}' }).error('import d from "./d.json"; d');
  assert.match(evalue, /^d\.json is no valid JSON: /);
});

test("a package that is not there when code runs is told with the command and the folder", async () => {
  const session = open({
    "package.json": "{}",
    "needs.ts": 'export const f = () => require("none-such/sub");',
  });
  for (const cell of [
    'require("none-such")',
    'import { f } from "./needs"; f()',
    "await import(`none-${'such'}`)",
  ]) {
    const { evalue } = await session.error(cell);
    assert.ok(evalue.includes(`run "npm install none-such" in the folder ${session.folder}`), evalue);
  }
});

test("a package that is installed after it was missed is found", async () => {
  const session = open({});
  const cell = 'import { late } from "latecomer"; late.toFixed(1)';
  await session.run(cell, "await import(`late${'comer'}`)");
  session.write(
    "node_modules/latecomer/package.json",
    '{"name":"latecomer","type":"module","exports":{"types":"./i.d.ts","default":"./i.js"}}',
  );
  session.write("node_modules/latecomer/i.d.ts", "export declare const late: number;\n");
  session.write("node_modules/latecomer/i.js", "export const late = 5;\n");
  assert.deepEqual(await session.cells(cell), ["5.0"]);
});

test("a namespace is printed with the values that it passes on", async () => {
  const session = open({
    "lib.ts": "export * from './one';\nexport const two = 2;\n",
    "one.ts": "export const one = 1;\n",
  });
  const text = await session.cells(
    'import * as lib from "./lib"; import { inspect } from "node:util"; inspect(lib)',
  );
  assert.deepEqual(text, ["[Module: null prototype] { two: 2, one: 1 }"]);
});

test("frames of local files have the places of their text, translated or not", async () => {
  const session = open({
    "bad.ts": "interface Long { a: number }\nexport const f = () => { throw new Error('x') };\n",
    "bad.js": "exports.g = function () {\n  throw new Error('x');\n};\n",
  });
  const first = await session.error('import { f } from "./bad"; f()');
  const second = await session.error('require("./bad.js").g()');
  assert.match(first.traceback.join("\n"), /bad\.ts, line 2, column 32/);
  assert.match(second.traceback.join("\n"), /bad\.js, line 2, column 9/);
});
