import assert from "node:assert/strict";
import { after, test } from "node:test";
import { Worker } from "node:worker_threads";
import { notebook } from "../../testing/engineNotebook";

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

test("code that goes from callback to callback ends when it is told to, and means the same until then", async () => {
  let rounds = Infinity;
  const turn = (): void => {
    if (--rounds < 0) throw new Error("told to end");
  };
  const nothing = (): void => undefined;
  const session = notebook({}, new Map(), {
    turn,
    clean: nothing,
    enter: nothing,
    leave: nothing,
    left: nothing,
  });
  after(() => session.close());
  const sum = "let s = 0; out: for (const i of [1, 2, 3, 4]) { if (i === 2) continue out; s += await i } s";
  assert.deepEqual(await session.cells(sum), [8]);
  session.write("circle.ts", "export async function circle(): Promise<void> { for (;;) await null }");
  const endless = [
    "for (;;) await null",
    "async function again(): Promise<void> { await null; return again() }\nawait again()",
    "const next = (): Promise<void> => Promise.resolve().then(next)\nawait next()",
    "for await (const x of (async function* () { for (;;) yield 1 })());",
    'import { circle } from "./circle"\nawait circle()',
  ];
  for (const cell of endless) {
    rounds = 100;
    assert.deepEqual(await session.cells(cell), [{ error: "Error: told to end" }], cell);
  }
});

test("a function that was printed works where nobody is asked", async () => {
  const session = notebook();
  after(() => session.close());
  const cell =
    "async function f(n: number) { let s = 0; for (let i = 0; i < n; i++) s += await i; return s }";
  const elsewhere = "await (new Function(`return ${f}`)() as typeof f)(4)";
  assert.deepEqual(await session.cells(cell, elsewhere), [undefined, 6]);
});

test("an interrupt in the middle of warming is nobody's error, and the next slice begins anew", async () => {
  const asleep = new Int32Array(new SharedArrayBuffer(4));
  let signals = 3;
  let isOnItsWay = false;
  const enter = (): void => {
    isOnItsWay = signals-- > 0;
    if (isOnItsWay) process.kill(process.pid, "SIGINT");
  };
  // Outside of the watch the signal would be the end of this process.
  const leave = (): void => void (isOnItsWay && Atomics.wait(asleep, 0, 0, 5000));
  const nothing = (): void => undefined;
  const session = notebook({}, new Map(), { turn: nothing, clean: nothing, enter, leave, left: nothing });
  after(() => session.close());
  let slices = 0;
  while (session.engine.warm()) slices++;
  assert.ok(slices > 10, `${slices} slices`);
  assert.deepEqual(await session.cells("let i: number = 1; i"), [1]);
});
