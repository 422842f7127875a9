import assert from "node:assert/strict";
import { test } from "node:test";
import { type Heap, IdleCollector } from "./idle";

const MB = 1e6;

/** A collector that does not wait, over a heap that says what it is told; `collected` counts. */
function collector(heap: Heap, longWait = 60_000): { idle: IdleCollector; collected: () => number } {
  let count = 0;
  const collect = (then: () => void): void => {
    count++;
    then();
  };
  return { idle: new IdleCollector(collect, () => heap, 0, longWait), collected: () => count };
}

/** Timers of no length that were set before are through. */
const aMoment = (): Promise<void> => new Promise((done) => setTimeout(done, 5));

test("memory is given back once there is nothing to do, and again only when much has come", async () => {
  const heap = { living: 60 * MB, used: 100 * MB };
  const { idle, collected } = collector(heap);
  for (const [used, times] of [
    [100, 1],
    [120, 1],
    [130, 2],
    [140, 2],
  ]) {
    heap.used = used * MB;
    idle.rest();
    await aMoment();
    assert.equal(collected(), times, `${used} MB`);
  }
});

test("work that comes before puts it off", async () => {
  const { idle, collected } = collector({ living: 60 * MB, used: 100 * MB });
  idle.rest();
  idle.work();
  await aMoment();
  assert.equal(collected(), 0);
});

test("a heap that is large is left alone: going through it would keep a cell waiting", async () => {
  const { idle, collected } = collector({ living: 400 * MB, used: 900 * MB });
  idle.rest();
  await aMoment();
  assert.equal(collected(), 0);
});

test("after a long rest what little has come is given back, too, once", async () => {
  const { idle, collected } = collector({ living: 60 * MB, used: 10 * MB }, 1);
  idle.rest();
  await aMoment();
  assert.equal(collected(), 1);
  idle.rest();
  idle.work();
  await aMoment();
  assert.equal(collected(), 1);
});
