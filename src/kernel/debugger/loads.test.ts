import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Worker } from "node:worker_threads";
import type { UserScript } from "../engine";
import { Loads } from "./loads";

const script: UserScript = { fileName: "cell:1", name: "Cell [1]", source: "1", above: 0, isCell: true };
const places = { debugged: 0, ready: 1 };

describe("a script that is about to run", () => {
  it("is told to nobody, and not even made, while no debugger is attached", () => {
    const memory = new Int32Array(new SharedArrayBuffer(8));
    const loads = new Loads(memory, places, () => assert.fail("told"));
    loads.tell(() => assert.fail("made"));
  });

  it("waits until an attached debugger has set its breakpoints", async () => {
    const memory = new Int32Array(new SharedArrayBuffer(8));
    memory[places.debugged] = 1;
    const code =
      "const { memory } = require('worker_threads').workerData; Atomics.wait(memory, 0, 1, 50); Atomics.add(memory, 1, 1);";
    let worker: Worker | undefined;
    const loads = new Loads(memory, places, (told) => {
      assert.deepEqual(told, script);
      worker = new Worker(code, { eval: true, workerData: { memory } });
    });
    loads.tell(() => script);
    assert.equal(memory[places.ready], 1);
    await worker!.terminate();
  });
});
