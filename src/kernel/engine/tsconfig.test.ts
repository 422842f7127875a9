import assert from "node:assert/strict";
import { after, test } from "node:test";
import { type Notebook, notebook } from "../../testing/engineNotebook";

function open(files: Readonly<Record<string, string>>): Notebook {
  const session = notebook(files);
  after(() => session.close());
  return session;
}

function config(options: string): Readonly<Record<string, string>> {
  return { "tsconfig.json": `{ "compilerOptions": ${options} }` };
}

const NULLED = "let s: string = null; s";

/** A runtime for elements that makes text. */
const RUNTIME: Readonly<Record<string, string>> = {
  "node_modules/texts/package.json":
    '{"name":"texts","exports":{"./jsx-runtime":{"types":"./r.d.ts","default":"./r.js"}}}',
  "node_modules/texts/r.d.ts":
    "export namespace JSX { interface IntrinsicElements { [name: string]: any } type Element = string }\n" +
    "export function jsx(name: any, rest: any): string;\nexport const jsxs: typeof jsx;\nexport const Fragment: any;\n",
  "node_modules/texts/r.js":
    "exports.Fragment = (rest) => [rest.children].flat().join('');\n" +
    "exports.jsx = exports.jsxs = (name, rest) => typeof name === 'function' ? name(rest) : `<${name}>${[rest.children].flat().join('')}</${name}>`;\n",
};

type Law = readonly [
  law: string,
  files: Readonly<Record<string, string>>,
  cells: readonly string[],
  values: readonly unknown[],
];

const LAWS: readonly Law[] = [
  [
    "strict, with comments, trailing commas, and options that are about a build",
    config(
      '{ "strict": true, /* for all */ "noEmit": true, "outDir": "x", "rootDir": "y", "module": "node16", "composite": true,\n' +
        ' "isolatedModules": true, "noUnusedLocals": true, "declaration": true, "incremental": true, // last\n }',
    ),
    [
      NULLED,
      "type R = { ok: true } | { ok: false; why: string }; const r = { ok: false, why: 'e' } as R; r.ok ? '' : r.why",
    ],
    [{ error: "1:5 TS2322" }, "e"],
  ],
  [
    "one of a folder above governs local files, too",
    {
      "../tsconfig.json": '{"compilerOptions":{"noImplicitAny":true}}',
      "l.ts": "export const f = (a) => a;",
    },
    ["function f(a) { return a }", 'import { f } from "./l"'],
    [{ error: "1:12 TS7006" }, { error: "1:19 TS7006" }],
  ],
  [
    "extends, also of a package and of several, and references",
    {
      "tsconfig.json": '{"extends":["./a.json","@c/base"],"references":[{"path":"./none"}],"files":[]}',
      "a.json": '{"compilerOptions":{"strictNullChecks":true}}',
      "node_modules/@c/base/tsconfig.json": '{"compilerOptions":{"paths":{"$y":["./y.ts"]}}}',
      "node_modules/@c/base/y.ts": "export const y: number = 3;",
    },
    [NULLED, 'import { y } from "$y"; y'],
    [{ error: "1:5 TS2322" }, 3],
  ],
  [
    "paths and baseUrl, in cells and in local files",
    {
      ...config('{ "baseUrl": ".", "paths": { "@lib/*": ["none/*", "src/*"], "exact": ["src/x"] } }'),
      "src/x.ts": "export const x: number = 4;\n",
      "user.ts":
        "import { x } from '@lib/x'; export const later = async () => (await import('src/x')).x + x;",
    },
    [
      'import { x } from "exact"; import { x as b } from "src/x"; import { later } from "./user"; x + b + await later()',
    ],
    [16],
  ],
  [
    "lib takes the place of the kernel's",
    config('{ "lib": ["ES2022", "DOM"] }'),
    ["const width = (c: HTMLCanvasElement) => c.width; typeof width + typeof process.pid", "[1].toSorted()"],
    ["functionnumber", { error: "1:5 TS2550" }],
  ],
  [
    "standard decorators",
    config('{ "experimentalDecorators": false }'),
    [
      "const log: string[] = [];\n" +
        "function logged<T extends (...a: any[]) => any>(f: T, c: ClassMethodDecoratorContext) { log.push(String(c.name)); return f }",
      "class L { @logged m() { return 1 } }\nnew L().m(); log.join()",
    ],
    [undefined, "m"],
  ],
  [
    "metadata of decorators, with classes of earlier cells and of local files",
    {
      ...config('{ "emitDecoratorMetadata": true, "experimentalDecorators": true }'),
      "base.ts": "export class Base {}",
    },
    [
      'import { Base } from "./base"; class Own {}; const log: string[] = [];',
      "(Reflect as any).metadata = (key: string, value: any) => () => { if (key === 'design:type') log.push(value.name) };\n" +
        "const col = (): any => () => {};\nclass Row { @col() n: number; @col() base: Base; @col() own: Own }\nlog.join()",
    ],
    [undefined, "Number,Base,Own"],
  ],
  [
    "elements by an import source, in cells and in local files",
    {
      ...RUNTIME,
      ...config('{ "jsx": "react-jsx", "jsxImportSource": "texts" }'),
      "view.tsx": "const Hi = () => <b>hi</b>;\nexport const html = String(<Hi />);\n",
    },
    ['import { html } from "./view"; const one = <i>a</i>; html + <p>{one}c</p>'],
    ["<b>hi</b><p><i>a</i>c</p>"],
  ],
  [
    "elements by a factory of an earlier cell",
    config('{ "jsx": "react", "jsxFactory": "make.element" }'),
    [
      "declare global { namespace JSX { interface IntrinsicElements { [name: string]: any } } }\n" +
        "const make = { element: (name: string, rest: any, ...all: any[]) => `<${name}>${all.join('')}` };",
      "String(<b>x</b>)",
      "const id = <T,>(x: T) => x; const cast = <number>(5 as any); id(cast)",
    ],
    [undefined, "<b>x", 5],
  ],
  [
    "elements by a factory of the same cell, a function with a name",
    config('{ "jsx": "react", "jsxFactory": "h", "lib": ["ES2022", "DOM"] }'),
    [
      "const h = (name: string) => ({ name, by: h.name }); String((<b/> as any).name) + h.name",
      "const e: HTMLElement | undefined = undefined; ({ h: 1, [(<i/> as any).name]: (<u/> as any).by })",
    ],
    ["bh", { h: 1, i: "h" }],
  ],
];

for (const [law, files, cells, values] of LAWS)
  test(law, async () => assert.deepEqual(await open(files).cells(...cells), values));

test("a change is noticed: of the file, of one that it extends, of one that is nearer", async () => {
  const session = open({
    "../tsconfig.json": '{"extends":"./base.json"}',
    "../base.json": '{"compilerOptions":{"strict":true}}',
  });
  const refused = { error: "1:5 TS2322" };
  const got = await session.cells(NULLED);
  session.write("../base.json", "{}");
  got.push(...(await session.cells(NULLED)));
  session.write("../tsconfig.json", '{"compilerOptions":{"strictNullChecks":true}}');
  got.push(...(await session.cells(NULLED)));
  session.write("tsconfig.json", "{}");
  got.push(...(await session.cells(NULLED)));
  assert.deepEqual(got, [refused, null, refused, null]);
});

test("a broken one is told in words, once, and cells run", async () => {
  const told: string[] = [];
  const session = notebook(
    { "tsconfig.json": '{\n  "compilerOptions": { "strict": tru }\n' },
    undefined,
    undefined,
    (text) => told.push(text),
  );
  after(() => session.close());
  assert.deepEqual(await session.cells("1 + 1", NULLED), [2, null]);
  assert.match(told.join(""), /tsconfig\.json, line 3: '}' expected/);
  const before = told.length;
  await session.cells("2 + 1");
  assert.equal(told.length, before);
});

test("an unknown option is told, and the others hold", async () => {
  const told: string[] = [];
  const files = config('{ "strict": true, "noSuchThing": 1 }');
  const session = notebook(files, undefined, undefined, (text) => told.push(text));
  after(() => session.close());
  assert.deepEqual(await session.cells(NULLED), [{ error: "1:5 TS2322" }]);
  assert.match(told.join(""), /Unknown compiler option 'noSuchThing'/);
});
