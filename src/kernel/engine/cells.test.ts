import assert from "node:assert/strict";
import { after, test } from "node:test";
import { notebook } from "../../testing/engineNotebook";

/** What each sequence of cells gives, cell by cell. */
const LAWS: readonly (readonly [law: string, cells: readonly string[], values: readonly unknown[]])[] = [
  [
    "the last expression is the value",
    ["1 + 1", "let a = 1", '"text"', "1;\nfunction f() {}"],
    [2, undefined, "text", undefined],
  ],
  [
    "a function sees what a later cell assigns",
    ["let x = 1; function g() { return x }", "x = 2", "g()"],
    [undefined, 2, 2],
  ],
  [
    "a function sees what a later cell declares anew",
    ["let x = 1; const g = () => x", "let x = 's'", "g()"],
    [undefined, undefined, "s"],
  ],
  ["a redeclared name has its new type", ["let x = 1", "let x = 's'", "x.length"], [undefined, undefined, 1]],
  ["a constant of an earlier cell stays one", ["const k = 1", "k = 2"], [undefined, { error: "1:1 TS2588" }]],
  ["a literal constant widens in a later cell", ["const k = 1", "let m = k; m = 5; m"], [undefined, 5]],
  [
    "patterns",
    ["const { a, b: [c = 5, ...d], ...r } = { a: 1, b: [undefined, 2, 3], z: 9 }", "[a, c, d, r.z]"],
    [undefined, [1, 5, [2, 3], 9]],
  ],
  ["a pattern on the left", ["let a = 1, b = 2", "[a, b] = [b, a]; ({ a, b })"], [undefined, { a: 2, b: 1 }]],
  [
    "var in a loop belongs to the cell",
    ["for (var i = 0; i < 3; i++) {}", "for (var k in { q: 1 }) {}\nfor (var v of [7]) {}", "[i, k, v]"],
    [undefined, undefined, [3, "q", 7]],
  ],
  [
    "closures of a loop are their own",
    ["const fs = []; for (let i = 0; i < 3; i++) fs.push(() => i)", "fs.map((f) => f())"],
    [undefined, [0, 1, 2]],
  ],
  [
    "eval sees the names around it, and assigns them",
    ["const a1 = 5; let b1 = 1; eval('a1 + 1')", "eval('b1 = a1 * 2'); b1", "(0, eval)('typeof a1')"],
    [6, 10, "undefined"],
  ],
  [
    "a function's text reads as the user wrote it, and runs in another realm",
    [
      "function sq(n: number) { return n * n }",
      "const text = `${sq}; (${(() => sq(4)).toString()})()`; require('vm').runInNewContext(text)",
      "Function.prototype.toString + String(parseInt)",
    ],
    [undefined, 16, "function toString() { [native code] }function parseInt() { [native code] }"],
  ],
  [
    "what is no block but an object is one",
    ["{ a: 1, b: 2 }", "{ a: 1 }", "{ let b = 1; b }", "{ a: 1, b: none }", "{ a: , b: 1 }"],
    [{ a: 1, b: 2 }, undefined, undefined, { error: "1:12 TS2304" }, { error: "1:6 TS1109" }],
  ],
  ["functions are hoisted", ["h();\nfunction h() { return 3 }", "const r = h(); r"], [undefined, 3]],
  [
    "overloads",
    ["function o(a: string): string; function o(a: number): number; function o(a: any) { return a }", "o(3)"],
    [undefined, 3],
  ],
  [
    "names of functions and classes are kept",
    ["const f = () => 1, C = class {}; [f.name, C.name]"],
    [["f", "C"]],
  ],
  [
    "a function that is assigned to a name, or is its default, has the name",
    [
      "let h: any, q: any, z: any, k: any; h = () => 1; q ??= class {}; [z = () => 1] = []; ({ k = () => 1 } = {} as any)",
      "[h.name, q.name, z.name, k.name]",
    ],
    [undefined, ["h", "q", "z", "k"]],
  ],
  [
    "a function called by its name has no this",
    ["function t() { return this === globalThis }\nt()", "(t as any)()", "t?.()"],
    [true, true, true],
  ],
  [
    "a class means itself inside",
    ["class P { static one = new P(); more() { return new P() } }", "P.one.more() instanceof P"],
    [undefined, true],
  ],
  ["a class can be declared again", ["class P { a = 1 }", "class P { b = 2 }\nnew P().b"], [undefined, 2]],
  [
    "decorators as tslab has them",
    ["function d(t: any, k: string) { t.k = k }\nclass D { @d m() {} }", "(D.prototype as any).k"],
    [undefined, "m"],
  ],
  [
    "enums, also const",
    ["enum E { A = 1, B = A + 1 }\nconst enum K { Z = 7 }", "[E.B, E[1], K.Z]"],
    [undefined, [2, "A", 7]],
  ],
  [
    "namespaces",
    ["namespace N { export const q = 5; export function h() { return q } }", "N.h()"],
    [undefined, 5],
  ],
  [
    "interfaces and generic types",
    [
      "interface I { v: number }\ntype B<T> = { v: T }",
      "const b: B<I> = { v: { v: 1 } }; b.v.v",
      "const c: I = { v: 's' }",
    ],
    [undefined, 1, { error: "1:16 TS2322" }],
  ],
  [
    "a value leaves the type of its name alone",
    ["interface P { x: number }", "const P = 5", "let r: P = { x: P }; r.x"],
    [undefined, undefined, 5],
  ],
  [
    "a type leaves the value of its name alone",
    ["const P = 5", "type P = string", "let s: P = 'a'; s + P"],
    [undefined, undefined, "a5"],
  ],
  [
    "exports are declarations",
    ["export const e = 1; export function f() { return e }\nexport default 3", "f()"],
    [undefined, 1],
  ],
  [
    "top-level await",
    [
      "await null; 4",
      "for await (const v of [Promise.resolve(1)]) var last = v",
      "last",
      "await (async () => 9)()",
    ],
    [4, undefined, 1, 9],
  ],
  ["no return at the top", ["return 5"], [{ error: "1:1 TS1108" }]],
  [
    "using disposes at the end of the cell",
    ["let log = ''; class R { [Symbol.dispose]() { log += 'd' } }", "using r = new R(); log += 'b'", "log"],
    [undefined, "b", "bd"],
  ],
  [
    "a refused cell declares nothing",
    ["let y: number = 's'", "y"],
    [{ error: "1:5 TS2322" }, { error: "1:1 TS2304" }],
  ],
  ["not strict, as in tslab", ["let n: number = null; function any(a) { return a }\nany(n)"], [null]],
  [
    "augmenting the global types",
    [
      "declare global { interface Array<T> { last(): T } }\nArray.prototype.last = function () { return this.at(-1) }",
      "[1, 2].last()",
    ],
    [undefined, 2],
  ],
  [
    "require and the notebook's folder",
    ["typeof require('node:fs').readFileSync", "typeof __dirname + typeof __filename"],
    ["function", "stringstring"],
  ],
  [
    "user names that look like the engine's",
    ["let $$ = 1, $$x = 2, x = 3", "[$$, $$x, x]"],
    [undefined, [1, 2, 3]],
  ],
];

for (const [law, sources, values] of LAWS)
  test(law, async () => {
    const session = notebook();
    after(() => session.close());
    const got = await session.cells(...sources);
    const asked = values.map((value, i) => (value === undefined ? undefined : got[i]));
    assert.deepEqual(JSON.parse(JSON.stringify(asked)), JSON.parse(JSON.stringify(values)));
  });

test("names declared by a cell that then threw stay known", async () => {
  const session = notebook();
  after(() => session.close());
  const cells = ["let a = 1; throw new Error('x')", "a"];
  assert.deepEqual(await session.cells(...cells), [{ error: "Error: x" }, 1]);
});

test("a promise as the last expression is not awaited", async () => {
  const session = notebook();
  after(() => session.close());
  const [outcome] = await session.run("const p = Promise.resolve(4);\nawait null; p");
  assert.ok(outcome.status === "ok" && outcome.value instanceof Promise);
});

test("code that awaits nothing has run when execute returns", () => {
  const session = notebook();
  after(() => session.close());
  void session.run("globalThis.ranAtOnce = true");
  assert.equal(Reflect.get(globalThis, "ranAtOnce"), true);
});

test("a user expression is evaluated among the cells' names and declares nothing", async () => {
  const session = notebook();
  after(() => session.close());
  await session.run("let a = 20; const o = { k: 1 }");
  const evaluate = async (text: string): Promise<unknown> => {
    const outcome = await session.engine.evaluate(text);
    return outcome.status === "ok" ? outcome.value : outcome.error;
  };
  assert.deepEqual(
    [
      await evaluate("a * 2 + 2"),
      await evaluate("{ k: o.k } // c"),
      await evaluate("await Promise.resolve(3)"),
    ],
    [42, { k: 1 }, 3],
  );
  assert.match(JSON.stringify(await evaluate("1); let z = (2")), /is not an expression/);
  const wayOut =
    "`none`: nothing of that name is known yet. If a cell above makes it, run the cells above first.";
  assert.deepEqual(await evaluate("none"), {
    ename: "TypeScriptError",
    evalue: `${wayOut}\nTS2304: Cannot find name 'none'.`,
    traceback: [
      "TypeScriptError: nothing of this cell was run.",
      `${wayOut}\nexpression, line 1, column 1: TS2304: Cannot find name 'none'.\n    none\n    ^^^^`,
    ],
  });
});

test("warming goes in slices, and a cell that comes between two of them is checked and run as ever", async () => {
  const session = notebook();
  after(() => session.close());
  const cells = ["let i: number = 1; i", "i + 1", "process.pid > i", "const wrong: string = i"];
  let slices = 0;
  for (; session.engine.warm(); slices++) {
    const got = (await session.cells(cells[slices % cells.length]))[0];
    assert.deepEqual(got, [1, 2, true, { error: "1:7 TS2322" }][slices % cells.length]);
  }
  assert.ok(slices > cells.length, `${slices} slices`);
  assert.equal(session.engine.warm(), false);
});
