// The kernel's tests on the newest Node.js: those beside this one run on the Node.js at hand, in continuous
// integration the oldest that the project takes.

import assert from "node:assert/strict";
import { existsSync, mkdirSync } from "node:fs";
import { join, relative } from "node:path";
import { test } from "node:test";
import { filesBelow, privateFolder, root } from "../cli/environment";
import { run } from "../cli/run";
import { succeed } from "../testing/fresh";
import { laneVariable } from "../testing/lane";

const newest = "26.12.1";

/** The program, from its npm package, which is installed beside the project's caches once. */
async function newestNode(): Promise<string> {
  const system = process.platform === "win32" ? "win" : process.platform;
  const name = `node-${system}-${process.arch}`;
  const folder = join(privateFolder, `node-${newest}`);
  const program = join(folder, "node_modules", name, "bin", system === "win" ? "node.exe" : "node");
  if (!existsSync(program)) {
    mkdirSync(folder, { recursive: true });
    const install = ["npm", "install", "--prefix", folder, "--no-save", `${name}@${newest}`];
    const { status, stderr } = await run(install, { shell: system === "win" });
    assert.equal(status, 0, stderr);
  }
  return program;
}

void test("the kernel's tests pass on the newest Node.js", { timeout: 1_800_000 }, async () => {
  const node = await newestNode();
  assert.equal((await succeed([node, "--version"])).trim(), `v${newest}`);
  const tests = filesBelow(join(root, "dist", "kernel"))
    .filter((file) => file.endsWith(".test.js") && file !== __filename)
    .map((file) => relative(root, file).split("\\").join("/"));
  // A runner within a test that still knew of the outer runner would run nothing.
  const env = { ...process.env, NODE_TEST_CONTEXT: undefined, [laneVariable]: "usual" };
  const words = ["--test", "--test-concurrency=1", "--test-reporter=tap", ...tests];
  const { status, stdout, stderr } = await run([node, ...words], { cwd: root, env });
  const failed = stdout.match(/^ *not ok [^]*?^ *\.\.\.$/gm) ?? [];
  assert.deepEqual([status, failed.slice(0, 5)], [0, []], stderr);
  assert.ok(Number(/^# pass (\d+)$/m.exec(stdout)?.[1]) > 1_000, stdout.slice(-500));
});
