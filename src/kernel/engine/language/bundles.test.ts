import assert from "node:assert/strict";
import { test } from "node:test";
import { Bundles, withoutComments } from "./bundles";

const files: Readonly<Record<string, string>> = {
  "/typescript/lib/lib.a.d.ts":
    '/// <reference no-default-lib="true"/>\n/// <reference lib="b" />\ninterface A { a: B }\n',
  "/typescript/lib/lib.b.d.ts": "interface B { b: 1 }\n",
  "/typescript/lib/lib.c.d.ts": '/// <reference lib="a" />\ninterface C { c: A }\n',
  "/x/@types/node/index.d.ts":
    '/// <reference lib="b" />\n/// <reference path="deep/one.d.ts" />\n/// <reference path="two.d.ts" />\n',
  "/x/@types/node/deep/one.d.ts": '/// <reference path="module.d.ts" />\ndeclare var one: 1;\n',
  "/x/@types/node/deep/module.d.ts": "export {};\ndeclare global { var three: 3 }\n",
  "/x/@types/node/two.d.ts": '/// <reference path="deep/one.d.ts" />\ndeclare var two: 2;\n',
};

function bundles(): Bundles {
  const parts = new Map([
    ["/typescript/lib/lib.light.d.ts", ["/typescript/lib/lib.b.d.ts"]],
    ["/typescript/lib/lib.full.d.ts", ["/typescript/lib/lib.c.d.ts"]],
  ]);
  return new Bundles(parts, (path) => files[path]);
}

function lines(text: string | undefined): string[] {
  return (text ?? "absent").split("\n").filter((line) => line !== "");
}

test("a bundle of the library has every part once, in the order in which they need each other", () => {
  assert.deepEqual(lines(bundles().text("/typescript/lib/lib.full.d.ts")), [
    "interface B { b: 1 }",
    "interface A { a: B }",
    "interface C { c: A }",
  ]);
});

test("a part of the library is empty wherever else it is referred to, and one that no bundle has is left alone", () => {
  assert.equal(bundles().text("/typescript/lib/lib.a.d.ts"), "");
  assert.equal(bundles().text("/typescript/lib/lib.dom.d.ts"), undefined);
  assert.equal(bundles().text("/x/lib.a.d.ts"), undefined);
});

test("the scripts of @types/node are one, its modules stay files of their own", () => {
  assert.deepEqual(lines(bundles().text("/x/@types/node/index.d.ts")), [
    '/// <reference lib="b" />',
    '/// <reference path="deep/module.d.ts" />',
    "declare var one: 1;",
    "declare var two: 2;",
  ]);
});

test("docstrings go, directives and comments within a line stay", () => {
  const text =
    '/// <reference lib="b" />\n/**\n * Says /* what.\n */\ninterface A {\n  /** a */\n  a: 1; /* one */\n}\n';
  assert.equal(withoutComments(text), '/// <reference lib="b" />\ninterface A {\n  a: 1; /* one */\n}\n');
});
