import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import { browser } from "./browser";
import { endedWhileRunning, noteStatus } from "./running";

describe("whether a cell runs", () => {
  let kept: Map<string, string>;
  let writes: number;

  beforeEach(() => {
    kept = new Map();
    writes = 0;
    const sessionStorage = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void (writes++, kept.set(key, value)),
      removeItem: (key: string) => void (writes++, kept.delete(key)),
    };
    for (const [name, value] of Object.entries({ sessionStorage, addEventListener: () => {} }))
      Object.defineProperty(browser, name, { configurable: true, value });
  });

  it("is told by the page that is loaded after one that ended meanwhile", () => {
    noteStatus(true, "execute_request");
    assert.equal(endedWhileRunning(), true);
    assert.equal(endedWhileRunning(), false);
    noteStatus(true, "execute_request");
    noteStatus(false, "execute_request");
    assert.equal(endedWhileRunning(), false);
  });

  it("costs no write for other requests, and stays while they are answered", () => {
    const others = ["complete_request", "kernel_info_request", "comm_msg", undefined];
    const ask = (): void => others.forEach((other) => (noteStatus(true, other), noteStatus(false, other)));
    ask();
    assert.equal(writes, 0);
    noteStatus(true, "execute_request");
    ask();
    assert.equal(writes, 1);
    assert.equal(endedWhileRunning(), true);
  });
});
