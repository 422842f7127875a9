import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { compareNotebooks, compareOutputs } from "./compare";
import type { CellOutput } from "./format";
import { lineDifferences } from "./lineDiff";
import { jsonDifferences, sameNumber, sameText } from "./numbers";
import { notebookOf } from "../testing/notebooks";

function stream(text: string): CellOutput {
  return { output_type: "stream", name: "stdout", text };
}

function shown(data: Record<string, unknown>): CellOutput {
  return { output_type: "display_data", data, metadata: {} };
}

describe("numbers are the same", () => {
  it("when they differ in the seventh digit, and not when they differ in the sixth", () => {
    for (const scale of [1e-300, 1e-5, 1, 1e5, 1e300]) {
      for (const [left, right, same] of [
        [1.000001, 1.000009, true],
        [1.00001, 1.00002, false],
        [9.999991, 9.999999, true],
        [9.99998, 9.99999, false],
        [3.14159265, 3.14159358, true],
        [3.14159, 3.14158, false],
      ] as const) {
        assert.equal(sameNumber(left * scale, right * scale), same, `${left} and ${right}, times ${scale}`);
        assert.equal(sameNumber(-right * scale, -left * scale), same);
      }
    }
  });

  it("zero is only like zero, a sign and infinity count", () => {
    assert.ok(sameNumber(0, -0));
    assert.ok(sameNumber(Infinity, Infinity));
    assert.ok(sameNumber(NaN, NaN));
    for (const [left, right] of [
      [0, 1e-300],
      [1, -1],
      [Infinity, 1],
      [NaN, 1],
    ]) {
      assert.equal(sameNumber(left, right), false);
    }
  });
});

describe("texts are the same", () => {
  it("when their words are the same, and their numbers by six digits", () => {
    assert.ok(sameText("h = 1e-7, slope 4.0000001", "h = 1e-07, slope 4.0000002"));
    assert.equal(sameText("slope 4.00001", "slope 4.00002"), false);
    assert.equal(sameText("slope 4", "Slope 4"), false);
    assert.equal(sameText("4", "4 5"), false);
    assert.equal(sameText("x", ""), false);
  });
});

describe("JSON", () => {
  it("differences are told by their place", () => {
    const figure = (y: number, more = {}): object => ({ data: [{ y: [1, y], name: "f" }], ...more });
    assert.deepEqual(jsonDifferences(figure(2), figure(2.0000001)), []);
    assert.deepEqual(jsonDifferences(figure(2), figure(2.5)), ["data[0].y[1]: 2 → 2.5"]);
    assert.deepEqual(jsonDifferences(figure(2), figure(2, { z: null })), ["z: nothing → null"]);
    assert.deepEqual(jsonDifferences([1], [1, 2]), [": 1 entries → 2 entries"]);
    assert.deepEqual(jsonDifferences({ a: 1 }, { a: "1" }), ['a: 1 → "1"']);
  });
});

describe("lines", () => {
  it("show what differs and one line around it", () => {
    assert.deepEqual(lineDifferences("a\nb\nc\nd\ne", "a\nb\nC\nd\ne"), ["  b", "- c", "+ C", "  d"]);
    assert.deepEqual(lineDifferences("a\nb", "a\nnew\nb"), ["  a", "+ new", "  b"]);
  });

  it("are cut when they are many or wide, and compared in place when very many", () => {
    const many = Array.from({ length: 5000 }, (_, i) => `line ${"x".repeat(i % 7)}`).join("\n");
    assert.deepEqual(lineDifferences(many, many.replace("line", "LINE")).slice(0, 2), ["- line ", "+ LINE "]);
    const other = lineDifferences(many, many.toUpperCase());
    assert.equal(other.length, 21);
    assert.match(other[20], /^… and \d+ more lines$/);
    assert.equal(lineDifferences("a", "b".repeat(500))[1].length, 160);
  });
});

describe("outputs", () => {
  const nothing: string[] = [];

  it("pieces of a stream are compared as one", () => {
    assert.deepEqual(compareOutputs([stream("a\n"), stream("b\n")], [stream("a\nb\n")]), nothing);
  });

  it("pictures are compared by being there, figures by their numbers", () => {
    const figure = (y: number, png: string): CellOutput =>
      shown({
        "application/vnd.plotly.v1+json": { data: [{ y: [y] }] },
        "image/png": png,
        "text/plain": "Figure",
      });
    assert.deepEqual(compareOutputs([figure(1, "AAAA")], [figure(1.00000001, "BBBB")]), nothing);
    assert.deepEqual(compareOutputs([figure(1, "AAAA")], [figure(1.1, "AAAA")]), [
      "application/vnd.plotly.v1+json",
      "data[0].y[0]: 1 → 1.1",
    ]);
    assert.deepEqual(compareOutputs([shown({ "image/png": "A" })], [shown({ "text/plain": "x" })]), [
      "- image/png",
      "+ text/plain",
    ]);
  });

  it("one too few, one too many and one of another kind are told in a line", () => {
    assert.deepEqual(compareOutputs([], [stream("new\nline")]), ["+ stdout: new"]);
    assert.deepEqual(compareOutputs([shown({ "text/plain": "x" })], []), ["- display_data (text/plain): x"]);
    const error: CellOutput = { output_type: "error", ename: "E", evalue: "why", traceback: [] };
    assert.deepEqual(compareOutputs([stream("a")], [error]), ["- stdout: a", "+ error: E: why"]);
  });

  it("controls are compared by their text: their models get new names in every run", () => {
    const widget = (model_id: string, text: string): CellOutput => ({
      output_type: "display_data",
      data: { "application/vnd.jupyter.widget-view+json": { model_id }, "text/plain": text },
      metadata: {},
    });
    assert.deepEqual(compareOutputs([widget("1", "x0 = 1")], [widget("2", "x0 = 1")]), nothing);
    assert.equal(compareOutputs([widget("1", "x0 = 1")], [widget("1", "x0 = 2")])[0], "text/plain");
  });

  it("errors are compared by what they say: tracebacks hold paths of the machine", () => {
    const error = (evalue: string, path: string): CellOutput => ({
      output_type: "error",
      ename: "E",
      evalue,
      traceback: [path],
    });
    assert.deepEqual(compareOutputs([error("v", "/a")], [error("v", "/b")]), nothing);
    assert.deepEqual(compareOutputs([error("v", "/a")], [error("w", "/a")]), ["error", "- E: v", "+ E: w"]);
  });

  it("of notebooks are told by cell; counts do not matter", () => {
    const [stored, now] = [notebookOf("a", "b"), notebookOf("a", "b")];
    Object.assign(stored.cells[0], { execution_count: 7, outputs: [stream("1")] });
    Object.assign(now.cells[0], { execution_count: 1, outputs: [stream("1")] });
    assert.deepEqual(compareNotebooks(stored, now), []);
    Object.assign(now.cells[1], { outputs: [stream("2")] });
    assert.deepEqual(
      compareNotebooks(stored, now).map(({ number, lines }) => ({ number, lines })),
      [{ number: 2, lines: ["+ stdout: 2"] }],
    );
  });
});
