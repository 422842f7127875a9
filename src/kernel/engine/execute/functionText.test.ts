import assert from "node:assert/strict";
import { test } from "node:test";
import { inUsersNames } from "./functionText";

const session: ReadonlySet<string> = new Set(["sq", "$x", "größe", "a"]);
const shown = (text: string): string => inUsersNames(text, (name) => session.has(name));

test("a function's text has the user's names where the translation has boxes", () => {
  assert.equal(shown("() => (0, $$sq.v)($$a.v + 1)"), "() => sq(a + 1)");
  assert.equal(shown("() => { $$a.v = 2; $$größe.v++; }"), "() => { a = 2; größe++; }");
  assert.equal(shown("() => ({ a: $$a.v })"), "() => ({ a: a })");
  assert.equal(shown("class B extends $$a.v {}"), "class B extends a {}");
});

test("names that begin with a dollar, and boxes behind more than two, are told apart by the names of the session", () => {
  assert.equal(shown("() => $$$x.v"), "() => $x");
  assert.equal(shown("() => $$$a.v"), "() => a");
  assert.equal(shown("() => $$nobody.v + o.$$a.v + $$a.value"), "() => $$nobody.v + o.$$a.v + $$a.value");
});

test("what the kernel asks on its way, and how it imports, is left out", () => {
  assert.equal(
    shown('async () => { typeof $$0 === "function" && $$0(); await 1; }'),
    "async () => { await 1; }",
  );
  assert.equal(shown('async () => (typeof $$0 === "function" && $$0(), await 1)'), "async () => (await 1)");
  assert.equal(
    shown(
      '() => { try { f(); } finally { typeof $$0 === "function" && $$0(true); g(); typeof $$0 === "function" && $$0(false); } }',
    ),
    "() => { try { f(); } finally { g(); } }",
  );
  assert.equal(shown('() => $$.import("fs")'), '() => import("fs")');
  assert.equal(shown("() => $$.meta.url"), "() => import.meta.url");
});
