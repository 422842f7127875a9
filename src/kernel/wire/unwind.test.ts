import assert from "node:assert/strict";
import { afterEach, describe, it } from "node:test";
import { Script } from "node:vm";
import { shared } from "./link";
import { installUnwind, unwindKey } from "./unwind";

const scope = globalThis as unknown as Record<string, unknown>;

/** Runs each function inside the one of the next file, the last file's being called first. */
function calledIn(files: readonly string[], innermost: () => void): void {
  const enter = files.reduce<() => void>((inner, filename) => {
    const call = new Script("(inner) => { inner(); }", { filename }).runInThisContext() as (
      inner: () => void,
    ) => void;
    return () => call(inner);
  }, innermost);
  enter();
}

/** Whether the main thread makes itself ready to be ended while functions of these files are called. */
function isEnded(files: readonly string[], wanted = 1): boolean {
  const memory = new Int32Array(new SharedArrayBuffer(4 * shared.size));
  memory[shared.wanted] = wanted;
  const ready = new Error("ready");
  installUnwind(memory, () => {
    throw ready;
  });
  try {
    calledIn(files, scope[unwindKey] as () => void);
  } catch (thrown) {
    assert.equal(thrown, ready);
    return true;
  }
  return false;
}

void describe("code that runs when an interrupt comes", () => {
  afterEach(() => delete scope[unwindKey]);

  void it("is ended in a cell, and in what a cell has called", () => {
    for (const files of [["cell:1"], ["node:fs", "cell:1"], ["/packages/one.js", "cell:1"]])
      assert.equal(isEnded(files), true, files.join());
  });

  void it("is not ended where no interrupt is wanted", () => {
    assert.equal(isEnded(["cell:1"], 0), false);
  });

  void it("is not ended where Node enters a callback or notes a promise for a cell", () => {
    for (const inner of [
      "async_hooks",
      "internal/async_hooks",
      "internal/timers",
      "internal/process/promises",
    ])
      for (const files of [
        [`node:${inner}`, "cell:1"],
        ["node:events", `node:${inner}`, "cell:1"],
      ])
        assert.equal(isEnded(files), false, files.join());
  });

  void it("is ended in a callback of a cell that Node has entered", () => {
    assert.equal(isEnded(["cell:1", "node:internal/timers"]), true);
    assert.equal(isEnded(["cell:1", "node:internal/async_hooks", "cell:1"]), true);
  });
});
