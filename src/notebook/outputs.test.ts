import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { CellOutput } from "./format";
import { OutputCollector, type OutputMessage } from "./outputs";
import { codeCell } from "../testing/notebooks";

function stream(text: string, name = "stdout"): OutputMessage {
  return { type: "stream", content: { name, text } };
}

function display(text: string, id?: string, type = "display_data"): OutputMessage {
  const transient = id === undefined ? {} : { transient: { display_id: id } };
  return { type, content: { data: { "text/plain": text }, metadata: {}, ...transient } };
}

function clear(wait: boolean): OutputMessage {
  return { type: "clear_output", content: { wait } };
}

function shows(outputs: readonly CellOutput[]): unknown[] {
  return outputs.map((output) =>
    "data" in output ? output.data["text/plain"] : "text" in output && output.text,
  );
}

function after(...messages: OutputMessage[]): unknown[] {
  const cell = codeCell("");
  const collector = new OutputCollector();
  for (const message of messages) collector.take(cell, message);
  return shows(cell.outputs);
}

describe("the outputs of a cell", () => {
  it("pieces of one stream are one output, until another output comes between", () => {
    assert.deepEqual(after(stream("a"), stream("b\n"), stream("e", "stderr"), stream("c")), [
      "ab\n",
      "e",
      "c",
    ]);
  });

  it("clear_output removes what is there: at once, or when the next output comes", () => {
    assert.deepEqual(after(stream("a"), clear(false)), []);
    assert.deepEqual(after(stream("a"), clear(true)), ["a"]);
    assert.deepEqual(after(stream("a"), clear(true), stream("b")), ["b"]);
  });

  it("an update changes what stands under its id, in all cells, and adds nothing", () => {
    const [first, second] = [codeCell(""), codeCell("")];
    const collector = new OutputCollector();
    collector.take(first, display("1", "x"));
    collector.take(first, display("other", "y"));
    collector.take(second, display("2", "x"));
    assert.deepEqual([shows(first.outputs), shows(second.outputs)], [["2", "other"], ["2"]]);
    collector.take(second, display("3", "x", "update_display_data"));
    assert.deepEqual([shows(first.outputs), shows(second.outputs)], [["3", "other"], ["3"]]);
    collector.take(second, display("4", "z", "update_display_data"));
    assert.deepEqual([shows(first.outputs), shows(second.outputs)], [["3", "other"], ["3"]]);
  });

  it("an update does not bring back what was cleared", () => {
    assert.deepEqual(after(display("1", "x"), clear(false), display("2", "x", "update_display_data")), []);
  });

  it("an error is kept whole, the count is taken from whichever message has it", () => {
    const cell = codeCell("");
    const collector = new OutputCollector();
    const error = { ename: "E", evalue: "v", traceback: ["a", "b"] };
    collector.take(cell, { type: "execute_input", content: { code: "", execution_count: 3 } });
    collector.take(cell, { type: "error", content: error });
    assert.deepEqual(cell.outputs, [{ output_type: "error", ...error }]);
    assert.equal(cell.execution_count, 3);
    collector.take(cell, { type: "execute_reply", content: { execution_count: 4 } });
    assert.equal(cell.execution_count, 4);
  });

  it("what the notebook's format does not allow becomes text", () => {
    const cell = codeCell("");
    const data = { "text/plain": 5, "application/json": { a: [1] }, "application/vnd.plotly.v1+json": [1] };
    new OutputCollector().take(cell, { type: "display_data", content: { data } });
    assert.deepEqual(cell.outputs, [
      { output_type: "display_data", data: { ...data, "text/plain": "5" }, metadata: {} },
    ]);
  });
});
