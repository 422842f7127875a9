import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ExactNumber, parseJson, toJson } from "./json";

describe("JSON of notebooks", () => {
  it("has sorted keys, an indent of one, and nothing in empty brackets", () => {
    assert.equal(
      toJson({ b: [], a: { y: 1, x: {} }, c: [true, null] }),
      '{\n "a": {\n  "x": {},\n  "y": 1\n },\n "b": [],\n "c": [\n  true,\n  null\n ]\n}',
    );
  });

  it("keeps the digits of numbers that JavaScript would write otherwise", () => {
    for (const digits of ["1.0", "12345678901234567890", "1E5", "-0.0", "0.10", "1e-07"]) {
      assert.equal(toJson(parseJson(digits)), digits);
      assert.equal(toJson(parseJson(`{"a": [${digits}]}`)), `{\n "a": [\n  ${digits}\n ]\n}`);
    }
    assert.ok(parseJson("1.0") instanceof ExactNumber);
    assert.equal(parseJson("1.5"), 1.5);
  });

  it("leaves digits inside of texts alone, whatever quotes they hold", () => {
    for (const text of ["1.0", 'a "1.0" b', "\\", '\\"1.0', "1.0\\\\", '{"x": 1.0}']) {
      assert.deepEqual(parseJson(JSON.stringify({ [text]: [text, 2] })), { [text]: [text, 2] });
    }
  });

  it("writes small numbers with Python's exponents", () => {
    const expected: [number, string][] = [
      [0.0001, "0.0001"],
      [0.00001234, "1.234e-05"],
      [-1e-7, "-1e-07"],
      [1e-100, "1e-100"],
      [1.5e300, "1.5e+300"],
      [0, "0"],
    ];
    for (const [value, text] of expected) assert.equal(toJson(value), text);
  });

  it("orders keys by code point, as Python does", () => {
    assert.equal(
      toJson({ "😀": 1, "！": 2, b: 3, ab: 4, a: 5 })
        .match(/"[^"]+"/gu)
        ?.join(" "),
      '"a" "ab" "b" "！" "😀"',
    );
    assert.equal(
      toJson({ "😁": 1, "😀": 2 })
        .match(/"[^"]+"/gu)
        ?.join(" "),
      '"😀" "😁"',
    );
  });

  it("refuses what is not JSON", () => {
    for (const text of ["", "{", "{'a': 1}", "[1,]", "01", '"\n"'])
      assert.throws(() => parseJson(text), SyntaxError);
  });
});
