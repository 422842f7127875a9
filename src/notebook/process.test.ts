import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe, it } from "node:test";
import { killTree } from "./process";

describe("a kernel's process that is ended", () => {
  it("takes with it what it has started: by its group, and on Windows by the system's program", async () => {
    const script = `const { pid } = require("child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1e3)"]); console.log(pid)`;
    const leader = spawn(process.execPath, ["-e", script], {
      detached: true,
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = (await once(leader.stdout, "data")) as [Buffer];
    assert.ok(Number(line) > 0);
    killTree(leader.pid!);
    // The pipe is closed once all that hold it have ended.
    await once(leader, "close");
    assert.equal(leader.signalCode, "SIGKILL");
    killTree(leader.pid!);
    const asked: unknown[] = [];
    killTree(7, "win32", (program, words) => asked.push(program, words));
    assert.deepEqual(asked, ["taskkill", ["/pid", "7", "/T", "/F"]]);
  });
});
