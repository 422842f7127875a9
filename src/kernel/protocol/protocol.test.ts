import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { codePointOffset, utf16Offset } from "./codePoints";
import { read, readWord } from "./read";

describe("offsets", () => {
  const text = "a😀b😀";

  it("an emoji is one code point and two units", () => {
    assert.deepEqual(
      [0, 1, 2, 3, 4].map((at) => utf16Offset(text, at)),
      [0, 1, 3, 4, 6],
    );
  });

  it("there and back again is the same place", () => {
    for (let at = 0; at <= 4; at++) assert.equal(codePointOffset(text, utf16Offset(text, at)), at);
  });

  it("beyond the end is the end", () => {
    assert.equal(utf16Offset(text, 99), 6);
    assert.equal(utf16Offset(text, Infinity), 6);
    assert.equal(codePointOffset(text, 99), 4);
  });
});

describe("the fields of a request", () => {
  it("are read by kind; an absent one has its default", () => {
    assert.equal(read({ code: "x" }, "code", "string"), "x");
    assert.equal(read({}, "silent", "boolean", false), false);
    assert.equal(read({ silent: null }, "silent", "boolean", true), true);
  });

  it("a wrong or missing one is told by name", () => {
    assert.throws(
      () => read({ code: 5 }, "code", "string"),
      /The field "code" must be string, but it is number/,
    );
    assert.throws(() => read({}, "code", "string"), /"code" must be string, but it is missing/);
    assert.throws(() => read({ data: [] }, "data", "object"), /it is array/);
    assert.throws(() => readWord({ t: "x" }, "t", ["a", "b"]), /"t" must be one of "a", "b", but got "x"/);
  });
});
