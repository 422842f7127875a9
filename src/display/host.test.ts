import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { currentHost, type DisplayHost, hostKey } from "./host";

const hosts = globalThis as Record<symbol, DisplayHost | undefined>;

/** Puts modules into Node's module cache as if tslab had been loaded from there. */
function withLoaded(modules: Record<string, unknown>, f: () => void): void {
  for (const [path, exports] of Object.entries(modules)) {
    require.cache[path] = { exports } as NodeJS.Module;
  }
  try {
    f();
  } finally {
    for (const path of Object.keys(modules)) delete require.cache[path];
  }
}

describe("the host of a cell", () => {
  it("is the kernel's where a kernel has left one", () => {
    const own: DisplayHost = { display: () => undefined, clearOutput: () => undefined };
    hosts[hostKey] = own;
    try {
      assert.equal(currentHost(), own);
    } finally {
      delete hosts[hostKey];
    }
  });

  it("is stock tslab where one runs, and gets whole bundles, the display id and updates", () => {
    const sent: unknown[] = [];
    const writer = {
      lastWriteDisplayData: (content: object, update: boolean) => sent.push([content, update]),
    };
    withLoaded({ "/x/tslab/dist/jupyter.js": writer }, () => {
      currentHost().display({ data: { "text/plain": "1", "a/b": { c: 1 } }, displayId: "d", update: true });
      currentHost().clearOutput(true);
    });
    const content = {
      data: { "text/plain": "1", "a/b": { c: 1 } },
      metadata: {},
      transient: { display_id: "d" },
    };
    assert.deepEqual(sent, [[content, true]]);
  });

  it("keeps tslab from logging a value that has just shown itself, and nothing else", (t) => {
    const written: unknown[] = [];
    const write = t.mock.method(process.stdout, "write", (text: unknown) => written.push(text) > 0);
    withLoaded({ "/x/tslab/dist/jupyter.js": { lastWriteDisplayData: () => undefined } }, () => {
      currentHost().display({ data: {}, value: { a: 1 } });
      console.log({ a: 1 });
      console.log({ a: 2 });
      currentHost().display({ data: {} });
    });
    write.mock.restore();
    assert.deepEqual(written, ["{ a: 2 }\n"]);
  });

  it("is the tslab that runs the cell where another one was only loaded", () => {
    let sent = 0;
    const idle = { lastWriteDisplayData: null };
    const running = { lastWriteDisplayData: () => sent++ };
    withLoaded({ "/a/tslab/dist/jupyter.js": idle, "C:\\b\\tslab\\dist\\jupyter.js": running }, () =>
      currentHost().display({ data: {} }),
    );
    assert.equal(sent, 1);
  });

  it("is the terminal otherwise, which prints the plain text", (t) => {
    const log = t.mock.method(console, "log", () => undefined);
    currentHost().display({ data: { "text/plain": "words", "text/html": "<b>words</b>" } });
    currentHost().clearOutput(false);
    assert.deepEqual(
      log.mock.calls.map((call) => call.arguments),
      [["words"]],
    );
  });
});
