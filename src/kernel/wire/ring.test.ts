import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Worker } from "node:worker_threads";
import { join } from "node:path";
import { ringMemory, RingReader, RingWriter } from "./ring";

describe("the ring", () => {
  it("gives back what was written, across its end, many times over", () => {
    const memory = ringMemory();
    const writer = new RingWriter(memory, () => undefined);
    const reader = new RingReader(memory);
    const line = `${"é😀x".repeat(30_000)}\n`;
    for (let i = 0; i < 20; i++) {
      writer.write(line);
      writer.write("");
      assert.equal(reader.take(writer.end).toString("utf8"), line);
    }
  });

  it("calls the reader once until that is ready again", () => {
    const memory = ringMemory();
    let calls = 0;
    const writer = new RingWriter(memory, () => calls++);
    writer.write("a");
    writer.write("b");
    assert.equal(calls, 1);
    const reader = new RingReader(memory);
    reader.ready();
    writer.write("c");
    assert.equal(calls, 2);
    assert.equal(reader.take(writer.end).toString(), "abc");
  });

  it("text is taken up to any place", () => {
    const memory = ringMemory();
    const writer = new RingWriter(memory, () => undefined);
    const reader = new RingReader(memory);
    writer.write("before");
    const place = writer.end;
    writer.write("after");
    assert.equal(reader.take(place).toString(), "before");
    assert.equal(reader.take(place).toString(), "");
    assert.equal(reader.take(writer.end).toString(), "after");
  });

  const passing =
    "a text larger than the ring passes through it while another thread reads, however late it begins";
  it(passing, async () => {
    const memory = ringMemory();
    const code = `
      const { workerData, parentPort } = require("node:worker_threads");
      const { RingReader } = require(${JSON.stringify(join(__dirname, "ring.js"))});
      const reader = new RingReader(workerData);
      let length = 0, wrong = 0;
      const late = Date.now() + 300;
      const timer = setInterval(() => {
        if (Date.now() < late) return;
        const bytes = reader.take(reader.end);
        for (const byte of bytes) if (byte !== 97) wrong++;
        length += bytes.length;
        if (length >= 5_000_000) { clearInterval(timer); parentPort.postMessage([length, wrong]); }
      }, 1);
      parentPort.postMessage("ready");`;
    const worker = new Worker(code, { eval: true, workerData: memory });
    await new Promise((ready) => worker.once("message", ready));
    const answer = new Promise((done) => worker.once("message", done));
    // It calls again many times before the other thread comes.
    new RingWriter(memory, () => undefined, 10).write("a".repeat(5_000_000));
    assert.deepEqual(await answer, [5_000_000, 0]);
  });

  it("that nobody reads any more keeps nobody waiting", () => {
    const memory = ringMemory();
    const reader = new RingReader(memory);
    reader.close();
    let calls = 0;
    new RingWriter(memory, () => calls++, 10).write("a".repeat(5_000_000));
    assert.equal(calls, 1);
    assert.ok(reader.take(reader.end).every((byte) => byte === 97));
  });
});
