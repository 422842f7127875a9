import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe, it } from "node:test";
import { descendantsOf, endTrees } from "./processes";

const onUnix = { skip: process.platform === "win32" ? "Windows has no such list" : false };

describe("the processes of cells", () => {
  it("are found over any number of generations", () => {
    const all = [
      { pid: 2, parent: 1 },
      { pid: 3, parent: 2 },
      { pid: 4, parent: 3 },
      { pid: 5, parent: 9 },
    ];
    assert.deepEqual(descendantsOf(1, all), [2, 3, 4]);
  });

  it("end with what they have started, also those that ignore being asked", onUnix, async () => {
    const child = spawn("sh", ["-c", "trap '' TERM; sleep 100 & echo $!; wait; sleep 100"], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    const [line] = (await once(child.stdout, "data")) as [Buffer];
    const grandchild = Number(line.toString());
    assert.ok(descendantsOf(process.pid).includes(grandchild));
    endTrees([child.pid!]);
    await once(child, "exit");
    assert.ok(!descendantsOf(process.pid).includes(grandchild));
  });
});
