import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { PageWorker } from "./browser";
import { Workers } from "./workers";

interface Made extends PageWorker {
  url: string;
  ended: boolean;
}

/** A page, its workers, and what runs when all its timers are due. */
function openPage(path: string, isLite = true): { workers: Workers; made: Made[]; wait: () => void } {
  const made: Made[] = [];
  const timers: (() => void)[] = [];
  class Worker implements Made {
    ended = false;
    onmessage = null;
    onerror = null;
    constructor(readonly url: string) {
      made.push(this);
    }
    postMessage(): void {}
    terminate(): void {
      this.ended = true;
    }
  }
  const workers = new Workers("https://site/kernel.js", {
    document: { querySelector: () => (isLite ? {} : null) },
    location: { href: `https://site/notebooks/index.html?path=${encodeURIComponent(path)}` },
    Worker,
    setTimeout: (callback) => timers.push(callback),
  });
  workers.begin();
  return { workers, made, wait: () => timers.splice(0).forEach((due) => due()) };
}

describe("the workers of a page", () => {
  it("begin before the kernel where the page opens a notebook, and are the kernel's then", () => {
    const { workers, made, wait } = openPage("zh/01-tangent-line.ipynb");
    assert.deepEqual(
      made.map(({ url }) => url),
      ["https://site/kernel.js"],
    );
    assert.equal(workers.take(), made[0]);
    wait();
    assert.equal(made[0].ended, false);
    assert.equal(workers.take(), made[1]);
    assert.equal(made.length, 2);
  });

  it("begin with their kernel in an ordinary JupyterLab, and where no notebook is opened", () => {
    for (const page of [openPage("a.ipynb", false), openPage("a.ts"), openPage("")]) {
      assert.equal(page.made.length, 0);
      assert.equal(page.workers.take(), page.made[0]);
    }
  });

  it("end where no kernel takes them within a minute", () => {
    const { workers, made, wait } = openPage("python.ipynb");
    wait();
    assert.equal(made[0].ended, true);
    assert.equal(workers.take(), made[1]);
  });

  it("that fail before their kernel leave it to begin one, which tells of it", () => {
    for (const fail of [
      ({ onerror }: Made) => onerror!({ message: "refused" }),
      ({ onmessage }: Made) => onmessage!({ data: { kind: "failed", reason: "no compiler" } }),
    ]) {
      const { workers, made } = openPage("a.ipynb");
      fail(made[0]);
      assert.equal(made[0].ended, true);
      assert.equal(workers.take(), made[1]);
    }
  });
});
