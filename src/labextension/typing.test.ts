import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { EditorState, type TransactionSpec } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import { Asker } from "./page/typing/asker";
import type { CellModel, Future, Kernel } from "./page/typing/jupyter";
import { type Mark, present, showMarks } from "./page/typing/marks";

/** A kernel's connection that remembers what was sent to it. */
class Connection {
  readonly sent: object[] = [];
  readonly futures: (Future & { disposed: boolean })[] = [];
  readonly info: Kernel["info"];
  status = "idle";

  constructor(features: readonly string[] | undefined) {
    this.info = Promise.resolve({ supported_features: features });
  }

  sendControlMessage(message: object): Future {
    this.sent.push(message);
    const future = {
      disposed: false,
      onReply: () => undefined,
      done: new Promise(() => undefined),
      dispose: () => void (future.disposed = true),
    };
    this.futures.push(future);
    return future;
  }
}

function connect(features?: readonly string[]): { connection: Connection; kernel: Kernel; asker: Asker } {
  const connection = Object.assign(new Connection(features), {
    connectionStatus: "connected",
    isDisposed: false,
  });
  return { connection, kernel: connection as unknown as Kernel, asker: new Asker((options) => options) };
}

describe("questions to the kernel", () => {
  it("are not asked of a kernel that does not say that it answers", async () => {
    for (const features of [undefined, [], ["debugger"]]) {
      const { connection, kernel, asker } = connect(features);
      assert.equal(await asker.ask(kernel, {}, "en"), undefined);
      await asker.look(kernel);
      assert.equal(await asker.ask(kernel, {}, "en"), undefined);
      assert.deepEqual(connection.sent, []);
    }
  });

  it("are done with their reply; one that a newer has replaced has none", async () => {
    const { connection, kernel, asker } = connect(["nablab:editor"]);
    await asker.look(kernel);
    const answers = [asker.ask(kernel, { ask: "a" }, "zh"), asker.ask(kernel, { ask: "b" }, undefined)];
    const [first, second] = connection.futures;
    first.onReply({ content: { status: "superseded" } });
    second.onReply({ content: { status: "ok", found: true } });
    assert.deepEqual(await Promise.all(answers), [undefined, { status: "ok", found: true }]);
    assert.deepEqual([first.disposed, second.disposed], [true, true]);
  });

  it("are not sent to a kernel that restarts", async () => {
    const { connection, kernel, asker } = connect(["nablab:editor"]);
    await asker.look(kernel);
    connection.status = "restarting";
    assert.equal(await asker.ask(kernel, {}, "en"), undefined);
    assert.deepEqual(connection.sent, []);
  });
});

describe("marks in an editor", () => {
  const model = {} as CellModel;
  const mark = (start: number, length: number, isUnfinished = false): Mark => ({
    ...{ start, length, severity: "error", code: 1, message: "m", isUnfinished, fixes: [] },
  });

  /** An editor as far as marks need one. */
  function editor(doc: string, cursor: number): EditorView {
    const view = {
      state: EditorState.create({ doc, selection: { anchor: cursor } }),
      hasFocus: true,
      dispatch: (spec: TransactionSpec) => void (view.state = view.state.update(spec).state),
    };
    return view as unknown as EditorView;
  }

  const places = (view: EditorView): number[][] => present(view).map(({ from, to }) => [from, to]);

  it("are those of the text that the editor has, and no other's", () => {
    const view = editor("one two", 0);
    assert.equal(showMarks(view, model, { text: "one", marks: [mark(0, 3)] }, false), false);
    assert.deepEqual(places(view), []);
    showMarks(view, model, { text: "one two", marks: [mark(4, 3)] }, false);
    assert.deepEqual(places(view), [[4, 7]]);
  });

  it("of what is unfinished wait while its line is typed, and those from before stay", () => {
    const view = editor("a.\nb", 2);
    showMarks(view, model, { text: "a.\nb", marks: [mark(3, 1)] }, true);
    const unfinished = { text: "a.\nb", marks: [mark(2, 0, true)] };
    assert.equal(showMarks(view, model, unfinished, true), true);
    assert.deepEqual(places(view), [[3, 4]]);
    assert.equal(showMarks(view, model, unfinished, false), false);
    assert.deepEqual(places(view), [[1, 2]]);
  });

  it("of what is unfinished on another line are shown at once", () => {
    const view = editor("a.\n\nb", 4);
    assert.equal(showMarks(view, model, { text: "a.\n\nb", marks: [mark(2, 0, true)] }, true), false);
    assert.deepEqual(places(view), [[1, 2]]);
  });
});
