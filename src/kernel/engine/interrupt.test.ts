import assert from "node:assert/strict";
import { after, test } from "node:test";
import { Worker } from "node:worker_threads";
import { notebook } from "./testing";

/** Another thread, because this one is busy. */
const stopper = `setTimeout(() => process.kill(process.pid, "SIGINT"), 200);`;

test("SIGINT stops a synchronous loop and keeps the variables", async () => {
  const session = notebook();
  after(() => session.close());
  await session.cells("let n = 0");
  const worker = new Worker(stopper, { eval: true });
  const ended = await session.cells("for (;;) n++", "n > 0");
  await worker.terminate();
  assert.deepEqual(ended, [{ error: "KeyboardInterrupt: the cell was interrupted" }, true]);
});
