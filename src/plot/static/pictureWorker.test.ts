import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { metadataOf } from "../../display/pngSize";
import { PictureWorker, type PictureWorkerOptions } from "./pictureWorker";
import { threadClock } from "./threadTime";
import { unlessIdle } from "./unlessIdle";

interface Plain {
  data: object[];
  layout: { width: number; height: number };
}

const line = (y: number): Plain => ({
  data: [{ x: [0, 1], y: [0, y] }],
  layout: { width: 300, height: 200 },
});
/** What the hanging thread of these tests never draws. */
const empty = { data: [], layout: {} };
const isPng = (bytes: Uint8Array): boolean => Buffer.from(bytes).toString("latin1", 1, 4) === "PNG";

const folder = mkdtempSync(join(tmpdir(), "nablab-pictures-"));
after(() => rmSync(folder, { recursive: true }));

/**
 * The program of a thread that answers by `code`, which has `request`, `answer(reply)` and `count`, the
 * requests so far.
 */
function threadOf(name: string, code: string): string {
  const file = join(folder, `${name}.js`);
  const head = `const { workerData: { port, shared } } = require("node:worker_threads");
    let count = 0;
    const answer = (png) => { port.postMessage({ id: request.id, png }); Atomics.add(shared, 0, 1); Atomics.notify(shared, 0); };
    let request;`;
  writeFileSync(file, `${head} port.on("message", (message) => { request = message; count++; ${code} });`);
  return file;
}

/** The number by which the hanging thread says that it uses processor time. */
const burning = 7;
const hangs = threadOf(
  "hangs",
  `if (request.figure.data.length === 0) for (Atomics.store(shared, 1, ${burning}); ; );
  answer(new Uint8Array(request.id));`,
);

/**
 * A worker whose clock goes on by a second with each look at a thread that hangs, and stands for all others.
 */
function workerOf(options: Partial<PictureWorkerOptions> = {}): PictureWorker {
  const clock = (): ((threadId: number) => number) => {
    let seconds = 0;
    return (threadId) => (threadId === burning ? ++seconds : 0);
  };
  return new PictureWorker({ limit: 15, interval: 1, clock, file: hangs, ...options });
}

describe("the picture worker", () => {
  it("draws one after another, waited for or not", async () => {
    const worker = new PictureWorker();
    const two = [worker.draw(line(1)), worker.draw(line(2))];
    const now = worker.drawNow(line(3));
    const [one, other] = await Promise.all(two);
    for (const png of [one, other, now]) assert.ok(isPng(png));
    assert.notDeepEqual(one, other);
    assert.deepEqual(await worker.draw(line(3)), now);
  });

  it("draws two pixels for one, fewer where the picture is very large; it says how large it is to be shown", async () => {
    const worker = new PictureWorker();
    for (const [width, height, pixels] of [
      [300, 200, 600],
      [1000, 4000, 1000],
    ]) {
      // prettier-ignore
      const png = Buffer.from(await worker.draw({ ...line(1), layout: { width, height } }));
      assert.equal(png.readUInt32BE(16), pixels);
      const shown = metadataOf({ "image/png": png.toString("base64") })["image/png"] ?? {
        width: pixels,
        height,
      };
      assert.deepEqual(shown, { width, height });
    }
  });

  it("says why a figure has no picture, and goes on", async () => {
    const worker = new PictureWorker();
    await assert.rejects(
      worker.draw({ data: [{ type: "sankey" }], layout: {} }),
      /^Error: there is no static picture of traces of type "sankey"/,
    );
    assert.throws(() => worker.drawNow({ data: [{ type: "choropleth" }], layout: {} }), /"choropleth"/);
    assert.ok(isPng(await worker.draw(line(1))));
  });

  it("waits for a thread that is slow without using processor time, however often it looks", async () => {
    const gate = new Int32Array(new SharedArrayBuffer(4));
    let looks = 0;
    const clock = () => (): number => {
      if (++looks === 200) Atomics.store(gate, 0, 1);
      return 0;
    };
    const file = threadOf("slow", "const poll = setInterval(() => { if (request.figure.gate[0] === 1) { clearInterval(poll); answer(new Uint8Array(1)); } }, 1);"); // prettier-ignore
    const worker = new PictureWorker({ limit: 15, interval: 1, clock, file });
    const figure = { ...empty, gate };
    assert.equal((await worker.draw(figure)).length, 1);
    assert.ok(looks >= 200);
    Atomics.store(gate, 0, 0);
    looks = 0;
    assert.equal(worker.drawNow(figure).length, 1);
    assert.ok(looks >= 200);
  });

  it("ends a thread that uses up its processor time, and says so; figures behind it are drawn by the next one", async () => {
    const worker = workerOf();
    const stuck = worker.draw(empty);
    const behind = [worker.draw(line(1)), worker.draw(line(2))];
    await assert.rejects(stuck, /^Error: drawing took more than 15 seconds of processor time$/);
    assert.deepEqual(
      (await Promise.all(behind)).map(({ length }) => length),
      [2, 3],
    );
    assert.throws(() => worker.drawNow(empty), /took more than 15 seconds/);
    assert.equal(worker.drawNow(line(1)).length, 5);
  });

  it("counts the processor time of each figure by itself", async () => {
    let seconds = 0;
    const worker = workerOf({ clock: () => () => (seconds += 4), interval: 60_000 });
    for (let id = 1; id <= 10; id++) assert.equal((await worker.draw(line(1))).length, id);
  });

  it("draws the figure once more where the thread ends by itself after other figures, and then says why it cannot", async () => {
    const worker = workerOf({ file: threadOf("ends", "if (count > 1) process.exit(0); answer(new Uint8Array(request.id));") }); // prettier-ignore
    const three = [worker.draw(line(1)), worker.draw(line(2)), worker.draw(line(3))];
    assert.deepEqual(
      (await Promise.all(three)).map(({ length }) => length),
      [1, 2, 3],
    );
    const broken = workerOf({ file: threadOf("broken", "process.exit(0)") });
    await assert.rejects(broken.draw(line(1)), /has ended/);
    await assert.rejects(workerOf({ file: join(folder, "none.js") }).draw(line(1)), /Cannot find module/);
  });

  it("takes the replies of a thread that had ended before the main thread looked", async () => {
    const ended = new Int32Array(new SharedArrayBuffer(4));
    const file = threadOf("answered", "answer(new Uint8Array(request.id)); if (request.id === 2) { Atomics.store(request.figure.ended, 0, 1); process.exit(0); }"); // prettier-ignore
    const worker = workerOf({ file });
    assert.equal((await worker.draw(line(1))).length, 1);
    const figure = { ...line(2), ended };
    const late = worker.draw(figure);
    while (Atomics.load(ended, 0) === 0) Atomics.wait(ended, 0, 0, 50);
    Atomics.wait(ended, 0, 1, 200);
    assert.equal((await late).length, 2);
  });

  it("tells a thread that ended while everything stood still by its clock", () => {
    const worker = workerOf({ file: threadOf("gone", "process.exit(0)"), clock: () => () => undefined });
    assert.throws(() => worker.drawNow(line(1)), /has ended/);
  });

  it("has no thread before the first figure, and none after a rest", async () => {
    const worker = workerOf({ restTime: 1 });
    assert.ok(!worker.isRunning);
    await worker.draw(line(1));
    while (worker.isRunning) await new Promise((done) => setTimeout(done, 1));
    assert.equal((await worker.draw(line(1))).length, 2);
  });
});

describe("a limit of idle turns", () => {
  it("ends work that waits for something that never comes", async () => {
    await assert.rejects(unlessIdle(new Promise(() => undefined), 3, 1), { name: "IdleError" });
  });

  it("passes on how the work ends", async () => {
    assert.equal(await unlessIdle(Promise.resolve(1), 0, 1), 1);
    await assert.rejects(unlessIdle(Promise.reject(new Error("no")), 0, 1), /^Error: no$/);
  });

  it("does not count the turns of a thread that is busy", async () => {
    const busy = (async () => {
      for (let turn = 0; turn < 20; turn++) {
        for (const end = Date.now() + 5; Date.now() < end;);
        await Promise.resolve();
      }
      return "done";
    })();
    assert.equal(await unlessIdle(busy, 3, 1), "done");
  });
});

describe("the clock of a thread", () => {
  it("reads nothing before the thread runs, and the time of all other threads where the system numbers none", () => {
    const clock = threadClock();
    assert.equal(clock(0), 0);
    assert.ok(clock(-1)! >= 0);
  });

  it("tells on Linux that a thread has ended", { skip: process.platform !== "linux" }, () => {
    assert.equal(threadClock()(2 ** 30), undefined);
    assert.ok(threadClock()(process.pid)! > 0);
  });
});

describe("importing the library", () => {
  it("starts no thread", async () => {
    const { execFileSync } = await import("node:child_process");
    const program = `
      const threads = require("node:worker_threads");
      threads.Worker = class { constructor() { console.log("started"); process.exit(); } };
      Object.defineProperty(globalThis, Symbol.for("nablab.host"), { value: { display() {}, clearOutput() {} } });
      const lab = require(${JSON.stringify(join(__dirname, "..", "..", "index.js"))});
      console.log("imported");
      lab.tensor; console.log("read a tensor");
      lab.plot; console.log("read plot");`;
    const said = execFileSync(process.execPath, ["-e", program], { encoding: "utf8" });
    assert.deepEqual(said.trim().split("\n"), ["imported", "read a tensor", "started"]);
  });
});
