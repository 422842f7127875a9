import assert from "node:assert/strict";
import { type ChildProcessByStdio, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { after, test } from "node:test";
import { installed, root } from "../../cli/environment";

// A foreign client judges: Python's jupyter_client, which knows nothing of this kernel but its name.

const folder = mkdtempSync(join(tmpdir(), "nablab-conformance-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const scripts = join(root, "src", "kernel", "conformance");
const name = "nablab-under-test";

function installKernel(): void {
  const kernel = join(folder, "kernels", name);
  mkdirSync(kernel, { recursive: true });
  const argv = [process.execPath, join(root, "dist", "kernel", "main.js"), "{connection_file}"];
  const spec = { argv, display_name: name, language: "typescript", interrupt_mode: "message" };
  writeFileSync(join(kernel, "kernel.json"), JSON.stringify(spec));
}

type Client = ChildProcessByStdio<null, Readable, Readable>;

function client(script: string, ...words: string[]): Client {
  const { python, variables } = installed();
  const env = {
    ...variables,
    JUPYTER_PATH: folder,
    JUPYTER_DATA_DIR: join(folder, "data"),
    JUPYTER_RUNTIME_DIR: join(folder, "runtime"),
    PYTHONDONTWRITEBYTECODE: "1",
  };
  const command = [join(scripts, script), name, ...words];
  return spawn(python, command, { env, stdio: ["ignore", "pipe", "pipe"] });
}

interface Verdict {
  group: string;
  name: string;
  passed: boolean;
  applies: boolean;
  detail: string;
}

/** The lines that a client writes; throws with its error stream when it ends badly. */
async function* linesOf(running: Client): AsyncGenerator<string> {
  let errors = "";
  running.stderr.on("data", (chunk: Buffer) => (errors += chunk.toString()));
  const ended = new Promise<number | null>((done) => running.once("close", done));
  for await (const line of createInterface(running.stdout)) yield line;
  assert.equal(await ended, 0, errors);
}

installKernel();

void test("a foreign client finds every behaviour", async (t) => {
  let rows = 0;
  for await (const line of linesOf(client("client.py"))) {
    const { group, name: behaviour, passed, applies, detail } = JSON.parse(line) as Verdict;
    rows++;
    await t.test(`${group}: ${behaviour}`, () => assert.ok(passed && applies, detail));
  }
  assert.ok(rows >= 200, `only ${rows} rows were run`);
});

void test("jupyter_kernel_test passes whole", async () => {
  const running = client("jupyter_kernel_test_all.py");
  let report = "";
  running.stderr.on("data", (chunk: Buffer) => (report += chunk.toString()));
  for await (const line of linesOf(running)) report += line;
  assert.match(report, /^Ran 13 tests[\s\S]*^OK$/m, report);
  assert.doesNotMatch(report, /skipped/, report);
});

void test("thousands of broken messages, and the kernel answers 1+2", async () => {
  const lines: string[] = [];
  for await (const line of linesOf(client("fuzz.py", "3000", "1"))) lines.push(line);
  assert.deepEqual(JSON.parse(lines.at(-1) ?? "{}"), { sent: 3000, answered: "3" });
});
