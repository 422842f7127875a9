import assert from "node:assert/strict";
import { after, test } from "node:test";
import { Worker } from "node:worker_threads";
import { KeyboardInterrupt } from "./run/runner";
import { notebook } from "./testing";

/** Another thread, because this one is busy. */
const STOPPER = `setTimeout(() => process.kill(process.pid, "SIGINT"), 200);`;

test("SIGINT stops a synchronous loop and keeps the variables", async () => {
  const { cells, close } = notebook();
  after(close);
  await cells("let n = 0");
  const worker = new Worker(STOPPER, { eval: true });
  const [stopped, n] = await cells("for (;;) n++", "n > 0");
  await worker.terminate();
  assert.ok(stopped instanceof KeyboardInterrupt);
  assert.equal(n, true);
});

test("a pending await is given up", async () => {
  const { cells, runner, close } = notebook();
  after(close);
  setTimeout(() => runner.interrupt(), 50);
  const [stopped, value] = await cells("let k = 5; await new Promise(() => {})", "k");
  assert.ok(stopped instanceof KeyboardInterrupt);
  assert.equal(value, 5);
});
