import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import type { Writable } from "node:stream";
import { describe, it } from "node:test";
import { isAlive, isOrphan, readParent } from "./parent";

const alive = (): boolean => true;
const dead = (): boolean => false;

describe("a kernel's parent", () => {
  it("is watched only where a server starts the kernel", () => {
    assert.equal(readParent({}, 5), undefined);
    assert.equal(readParent({ JPY_PARENT_PID: "7" }, 5)?.first, 5);
  });

  it("has died when the process is another's child", () => {
    assert.equal(isOrphan({ first: 5, server: 5 }, 1, alive), true);
    assert.equal(isOrphan({ first: 5, server: 5 }, 5, dead), false);
  });

  it("has died when the process was another's child from the start, and the server is no more", () => {
    assert.equal(isOrphan({ first: 1, server: 5 }, 1, dead), true);
  });

  it("lives when a wrapper starts the kernel", () => {
    assert.equal(isOrphan({ first: 6, server: 5 }, 6, alive), false);
  });

  it("on Windows keeps its number when it has died, and is looked for by it", () => {
    const parent = readParent({ JPY_PARENT_PID: "7" }, 5, "win32")!;
    assert.deepEqual(parent, { first: 5 });
    assert.equal(isOrphan(parent, 5, alive, "win32"), false);
    assert.equal(isOrphan(parent, 5, dead, "win32"), true);
  });

  it(
    "is not alive when it has ended and nobody has waited for it",
    { skip: process.platform !== "linux" },
    async () => {
      // The shell's child ends when it is told; what has taken the shell's place by then never waits for it.
      const shell = spawn("sh", ["-c", "head -c 1 <&3 >/dev/null & echo $!; exec sleep 60"], {
        stdio: ["ignore", "pipe", "ignore", "pipe"],
      });
      const soon = (): Promise<void> => new Promise((then) => setTimeout(then, 20));
      try {
        const [pid] = (await once(shell.stdout!, "data")) as [Buffer];
        while (readFileSync(`/proc/${shell.pid}/comm`, "utf8") !== "sleep\n") await soon();
        (shell.stdio[3] as Writable).end("x");
        while (isAlive(Number(String(pid)))) await soon();
        assert.equal(process.kill(Number(String(pid)), 0), true);
        assert.equal(isAlive(shell.pid!), true);
      } finally {
        shell.kill("SIGKILL");
      }
    },
  );
});
