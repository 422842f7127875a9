import assert from "node:assert/strict";
import { test } from "node:test";
import * as ts from "typescript";
import { asksForTurns } from "./turns";

/** What a piece of JavaScript becomes, without blanks, with `ASK` for the question. */
function translated(text: string, everywhere?: boolean): string {
  const after = [asksForTurns(ts, () => "$$0", everywhere)];
  const compilerOptions = { target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext };
  const { outputText } = ts.transpileModule(text, { compilerOptions, transformers: { after } });
  return outputText
    .replace(/^"use strict";\s*/, "")
    .replaceAll('typeof $$0 === "function" && $$0()', "ASK")
    .replace(/\s+/g, " ")
    .trim();
}

test("a loop that awaits asks at the beginning of each round, so that continue and labels keep their meaning", () => {
  assert.equal(translated("for (;;) await f();"), "for (;;) { ASK; await f(); }");
  assert.equal(
    translated("a: while (x) { if (await y) continue a; }"),
    "a: while (x) { ASK; if (await y) continue a; }",
  );
  assert.equal(translated("do { await 1; } while (x)"), "do { ASK; await 1; } while (x);");
  assert.equal(translated("while (await next());"), "while (await next()) { ASK; ; }");
  assert.equal(translated("for await (const x of y) { }"), "for await (const x of y) { ASK; }");
  assert.equal(translated("for (const x of y) { for (const k in x) await k; }").match(/ASK/g)?.length, 2);
});

test("a loop that only computes is left as it is, also beside awaits and around functions that await", () => {
  assert.equal(translated("for (let i = 0; i < 9; i++) s += i;"), "for (let i = 0; i < 9; i++) s += i;");
  assert.equal(translated("await null; while (true) { }"), "await null; while (true) { }");
  assert.equal(
    translated("for (const x of y) f.push(async () => await x);"),
    "for (const x of y) f.push(async () => (ASK, await x));",
  );
});

test("a loop of operations that V8 may work on for long asks, whether it awaits or not", () => {
  for (const body of ["x = 3n ** y", "BigInt(x)", "JSON.parse(x)", "x.sort()", "structuredClone(x)"])
    assert.equal(translated(`for (;;) ${body};`), `for (;;) { ASK; ${body}; }`);
  assert.equal(translated("for (;;) f(() => 3n);"), "for (;;) f(() => 3n);");
});

test("a function that awaits or hands over a function asks when it is entered, after its directives", () => {
  assert.equal(
    translated('async function f() { "use strict"; await 1; }'),
    'async function f() { "use strict"; ASK; await 1; }',
  );
  assert.equal(translated("const f = () => p.then(f);"), "const f = () => (ASK, p.then(f));");
  assert.equal(translated("function f() { queueMicrotask(f); }"), "function f() { ASK; queueMicrotask(f); }");
  assert.equal(
    translated("class A { m() { process.nextTick(x); } }"),
    "class A { m() { ASK; process.nextTick(x); } }",
  );
  assert.equal(translated("const f = (x) => x * 2;"), "const f = (x) => x * 2;");
});

test("a finally block that calls something says where it begins and ends, and so does a function for finally", () => {
  const said = (word: boolean): string => `typeof $$0 === "function" && $$0(${word});`;
  const marked = (text: string): string =>
    translated(text).replaceAll(said(true), "BEGIN;").replaceAll(said(false), "END;");
  assert.equal(marked("try { f(); } finally { close(); }"), "try { f(); } finally { BEGIN; close(); END; }");
  assert.equal(
    marked("try { f(); } finally { for (const x of y) await x; }"),
    "try { f(); } finally { BEGIN; for (const x of y) { ASK; await x; } END; }",
  );
  assert.equal(marked("try { f(); } finally { n++; }"), "try { f(); } finally { n++; }");
  assert.equal(
    marked("p.finally(async () => { await close(); });"),
    "p.finally(async () => { BEGIN; await close(); END; });",
  );
});

const otherwise = 'typeof $$0 === "function" ? $$0($$0n1) : 2048';

test("where nothing ends a loop from outside, functions that may call themselves ask", () => {
  assert.equal(translated("const f = (n) => f(n - 1);", true), "const f = (n) => (ASK, f(n - 1));");
  assert.equal(translated("const f = (n) => new F(n);", true), "const f = (n) => (ASK, new F(n));");
  assert.equal(translated("const f = (x) => x * Math.sin(x);", true), "const f = (x) => x * Math.sin(x);");
  assert.equal(
    translated("const f = { next() { return x; } };", true),
    "const f = { next() { ASK; return x; } };",
  );
});

test("there loops go in strips, which have no call in them, and ask between two strips", () => {
  assert.equal(
    translated("a: while (x) { if (y) continue a; x--; }", true),
    `let $$0n1 = 2048; a: while (x) { let $$0c1 = $$0n1; do { if (y) continue a; x--; } while (--$$0c1 > 0 && (x)); if ($$0c1 > 0) break; $$0n1 = ${otherwise}; }`,
  );
  const body = (then: string): string =>
    `{ let $$0c1 = $$0n1; do s += i; while (--$$0c1 > 0${then}); if ($$0c1 > 0) break; $$0n1 = ${otherwise}; }`;
  assert.equal(translated("while (y) s += i;", true), `let $$0n1 = 2048; while (y) ${body(" && (y)")}`);
  assert.equal(translated("for (;;) s += i;", true), `let $$0n1 = 2048; for (;;) ${body("")}`);
  assert.equal(
    translated("for (;; i++) s += i;", true),
    `let $$0n1 = 2048; for (;; i++) ${body(" && (i++, true)")}`,
  );
  assert.equal(
    translated("const f = () => { for (;;) s += i; };", true),
    `const f = () => { let $$0n1 = 2048; for (;;) ${body("")} };`,
  );
});

test("a loop that goes by whole steps counts by its own variable, without its condition where nothing changes the bound", () => {
  const strip = (end: string, then: string, over: string): string =>
    `{ const $$0c1 = ${end}; do s += x[i]; while (i < $$0c1 && (i++, ${then})); ${over} || ($$0n1 = ${otherwise}); }`;
  const ahead = "i + $$0n1 - 1";
  const bounded = (n: string): string => `i + $$0n1 < ${n} ? ${ahead} : ${n} - 1`;
  for (const n of ["n", "x.length"])
    assert.equal(
      translated(`for (let i = 0; i < ${n}; i++) s += x[i];`, true),
      `let $$0n1 = 2048; for (let i = 0; i < ${n}; i++) ${strip(`typeof ${n} === "number" ? ${bounded(n)} : i`, "true", `typeof ${n} === "number" && i >= ${n} - 1`)}`,
    );
  assert.match(
    translated("for (let i = 0; i < x.length; i++) s += x.next;", true),
    /\(i\+\+, i < x\.length\)\); i < \$\$0c1 \|\|/,
  );
  for (const text of [
    "for (let i = 0; i < n; i++) { if (x) break; }",
    "for (let i = 0; i < n; i++) { i += x; }",
    "for (let i = 0n; i < n; i++) { }",
    "for (let i = 0.5; i < n; i++) { }",
    "for (let i = 0; i < n(); i++) { }",
    "for (let i = 0; i < n; i--) { }",
  ])
    assert.match(translated(text, true), /--\$\$0c1 > 0/, text);
});

test("a loop with functions in it, and one through a list, counts each round", () => {
  assert.equal(
    translated("for (const x of y) f(x);", true),
    `let $$0n1 = 1, $$0c1 = 1; for (const x of y) { --$$0c1 > 0 || ($$0c1 = $$0n1 = ${otherwise}); f(x); }`,
  );
  assert.match(translated("for (let i = 0; i < n; i++) f.push(() => i);", true), /\{ --\$\$0c1 > 0 \|\|/);
});

test("a loop whose end is in sight does not count", () => {
  for (const text of [
    "for (let i = 0; i < 10_000_000; i++) s += i;",
    "for (const x of y) s += x * Math.sin(x);",
    "for (const x in y) s += x;",
  ])
    assert.equal(translated(text, true), text);
  for (const text of [
    "for (let i = 0; i < 1e7; i++) i = 0;",
    "for (let i = 0; i < 1e7; i++) [i] = [0];",
    "for (let i = 0; i < 1e12; i++) s += i;",
    "for (let i = 0; i < 1e7; i++) f(i);",
    "for (const x of y) y[y.length] = x;",
  ])
    assert.match(translated(text, true), /\$\$0c1/, text);
});

test("a text without such words is not even looked at", () => {
  const file = ts.createSourceFile("x.js", "for (;;) f();", ts.ScriptTarget.ESNext);
  const { transformed } = ts.transform(file, [asksForTurns(ts, () => "$$0")]);
  assert.equal(transformed[0], file);
});
