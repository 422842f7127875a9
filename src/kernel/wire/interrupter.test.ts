import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { Worker } from "node:worker_threads";
import { interruptibly, watched } from "../engine/execute/watched";
import type { Work } from "../engine/language/guarded";
import { Interrupts } from "../requests/interrupts";
import { shared } from "./link";

/** The kernel's other thread, whose seconds take 20 ms. */
const clock = `
  const { workerData: { file, memory } } = require("node:worker_threads");
  const { Interrupter } = require(file);
  const nothing = () => undefined;
  const interrupter = new Interrupter(memory, nothing, nothing, nothing);
  setInterval(() => interrupter.countDown(), 20);
`;

const forEver = (): never => {
  for (;;);
};

void describe("work that has a limit of time", () => {
  const memory = new Int32Array(new SharedArrayBuffer(4 * shared.size));
  const interrupts = new Interrupts(memory);
  let worker: Worker;
  before(() => {
    const workerData = { file: join(__dirname, "interrupter.js"), memory };
    worker = new Worker(clock, { eval: true, workerData });
  });
  after(() => worker.terminate());

  /** Work for some of those seconds, and how often it was thrown away. */
  function makeWork(seconds: number): Work & { renewed: number } {
    return {
      limit: 1000 * seconds,
      renewed: 0,
      renew() {
        this.renewed++;
      },
      late: () => new Error("too late"),
    };
  }

  void it("is ended when it is over, alone as well as before a cell, and what it had begun is thrown away", () => {
    const work = makeWork(3);
    assert.throws(() => interruptibly(interrupts, work, forEver), /^Error: too late$/);
    assert.equal(work.renewed, 1);
    assert.throws(
      () => watched(interrupts, () => interruptibly(interrupts, work, forEver)),
      /^Error: too late$/,
    );
    assert.equal(work.renewed, 2);
    assert.equal(memory[shared.limit], 0);
  });

  void it("that ends in time limits nothing that comes after it", async () => {
    const work = makeWork(2);
    const given = watched(interrupts, () => {
      const given = interruptibly(interrupts, work, () => 7);
      // The cell behind it takes as long as it likes.
      const end = performance.now() + 200;
      while (performance.now() < end);
      return given;
    });
    assert.deepEqual([given, work.renewed, memory[shared.limit]], [7, 0, 0]);
    await new Promise((done) => setTimeout(done, 100));
    assert.throws(() => interruptibly(interrupts, work, () => assert.fail("its own error")), /its own error/);
    assert.deepEqual([work.renewed, memory[shared.limit]], [0, 0]);
  });
});
