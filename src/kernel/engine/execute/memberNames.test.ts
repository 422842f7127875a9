import assert from "node:assert/strict";
import { test } from "node:test";
import { memberNames, pathBefore, valueAt } from "./memberNames";

test("a path of names, keys and places before a dot is read; what has to be run is not", () => {
  const law: readonly (readonly [string, string[] | undefined])[] = [
    ["parsed.", ["parsed"]],
    ["1 + a.b.c.", ["a", "b", "c"]],
    ["a?.b?.", ["a", "b"]],
    ['a["first key"][0].x.', ["a", "first key", "0", "x"]],
    ["f().", undefined],
    ["f().a.", undefined],
    ["a[i].", undefined],
    ["a", undefined],
    ["3.", undefined],
  ];
  for (const [text, path] of law) assert.deepEqual(pathBefore(text), path, text);
});

test("names are read without running anything of the user's", () => {
  let ran = 0;
  const touchy = {
    get nested(): object {
      return { ran: ran++ };
    },
    plain: { inner: 1 },
  };
  assert.deepEqual(valueAt(touchy, ["plain", "inner"]), 1);
  assert.equal(valueAt(touchy, ["nested"]), undefined);
  const proxy = new Proxy(touchy, { get: () => ran++, ownKeys: () => [`${ran++}`] });
  assert.deepEqual(memberNames(proxy), []);
  assert.deepEqual(valueAt(proxy, ["plain"]), undefined);
  assert.deepEqual(
    memberNames(touchy).map(({ name }) => name),
    ["nested", "plain"],
  );
  assert.equal(ran, 0);
});

test("members are those of the value and of its classes, not those that every object has", () => {
  class Base {
    go(): void {}
  }
  class Derived extends Base {
    own = 1;
    override go(): void {}
  }
  assert.deepEqual(memberNames(new Derived()), [
    { name: "own", isMethod: false },
    { name: "go", isMethod: true },
  ]);
  assert.ok(memberNames([1]).some(({ name, isMethod }) => name === "map" && isMethod));
  assert.ok(memberNames("text").some(({ name }) => name === "toUpperCase"));
  for (const nothing of [undefined, null]) assert.deepEqual(memberNames(nothing), []);
  assert.deepEqual(memberNames({ "no name": 1, fine: 2 }), [{ name: "fine", isMethod: false }]);
});
