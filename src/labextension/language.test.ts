import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Signal } from "../testing/signal";
import { type NotebookTracker, tellLanguage } from "./page/language";

/** A kernel's connection that remembers the metadata of the requests. */
class Connection {
  readonly sent: unknown[] = [];

  requestExecute(_content: object, _disposeOnDone?: boolean, metadata?: Record<string, unknown>): void {
    this.sent.push(metadata);
  }
}

function open(metadata: Record<string, unknown>, kernel: Connection | null) {
  const widgetAdded: NotebookTracker["widgetAdded"] & Signal<never> = new Signal();
  const kernelChanged = new Signal<{ newValue: Connection | null }>();
  tellLanguage({ widgetAdded });
  const model = { getMetadata: (key: string): unknown => metadata[key] };
  const session = { kernel };
  widgetAdded.emit({ content: { model }, sessionContext: { session, kernelChanged } } as never);
  return kernelChanged;
}

describe("the language of a notebook in JupyterLab", () => {
  it("goes with each request to run a cell, beside what the front end tells", () => {
    const kernel = new Connection();
    open({ language: "zh" }, kernel);
    kernel.requestExecute({ code: "1" }, true, { cellId: "a" });
    assert.deepEqual(kernel.sent, [{ language: "zh", cellId: "a" }]);
  });

  it("reaches a kernel that is chosen later, and one that takes its place", () => {
    const [first, second] = [new Connection(), new Connection()];
    const kernelChanged = open({ language: "zh" }, null);
    for (const newValue of [first, null, second]) kernelChanged.emit({ newValue });
    first.requestExecute({ code: "1" });
    second.requestExecute({ code: "1" });
    assert.deepEqual([first.sent, second.sent], [[{ language: "zh" }], [{ language: "zh" }]]);
  });

  it("is read when the cell runs", () => {
    const [metadata, kernel]: [Record<string, unknown>, Connection] = [{}, new Connection()];
    open(metadata, kernel);
    kernel.requestExecute({ code: "1" });
    metadata.language = "zh";
    kernel.requestExecute({ code: "1" });
    assert.deepEqual(kernel.sent, [{}, { language: "zh" }]);
  });
});
