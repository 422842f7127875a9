import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { memoryLimit, MemoryWatch } from "./memoryLimit";

const gigabyte = 2 ** 30;

describe("the limit of a kernel's memory", () => {
  it("is the least of the hub's and the container's", () => {
    for (const [hub, container, limit] of [
      [String(gigabyte), 0, gigabyte],
      [undefined, gigabyte, gigabyte],
      [String(gigabyte), 2 * gigabyte, gigabyte],
      [String(3 * gigabyte), 2 * gigabyte, 2 * gigabyte],
    ] as const)
      assert.equal(memoryLimit({ MEM_LIMIT: hub }, container, 8 * gigabyte), limit);
  });

  it("is none where nothing is less than the machine has, and where the hub's is no number of bytes", () => {
    for (const hub of [undefined, "", "0", "-1", "1G", "x", String(8 * gigabyte)])
      assert.equal(memoryLimit({ MEM_LIMIT: hub }, 2 ** 63, 8 * gigabyte), undefined);
  });
});

describe("the watch over it", () => {
  it("tells as soon as a cell is there to hear it", () => {
    let [tries, isHeard] = [0, false];
    const watch = new MemoryWatch(
      1e9,
      () => {
        tries++;
        return isHeard;
      },
      () => 900e6,
    );
    watch.look();
    watch.look();
    isHeard = true;
    watch.look();
    watch.look();
    assert.equal(tries, 3);
  });

  it("tells once when memory comes near it, and again when it has gone down and come back", () => {
    const told: string[] = [];
    let used = 0;
    const watch = new MemoryWatch(
      1e9,
      (sentence) => told.push(sentence) > 0,
      () => used,
    );
    for (const [now, count] of [
      [500e6, 0],
      [801e6, 1],
      [999e6, 1],
      [300e6, 1],
      [900e6, 2],
    ]) {
      used = now;
      watch.look();
      assert.equal(told.length, count, String(now));
    }
    assert.match(
      told[0],
      /^This kernel uses 801 MB of memory, and may use 1,000 MB together with its server/,
    );
  });
});
