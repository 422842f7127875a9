import assert from "node:assert/strict";
import { createInterface } from "node:readline";
import { after, test } from "node:test";
import { installed } from "../testing/installed";
import { perLane } from "../testing/lane";
import { Foreign } from "../testing/conformance/foreign";

const foreign = new Foreign(installed());
after(() => foreign.close());

interface Verdict {
  group: string;
  name: string;
  passed: boolean;
  applies: boolean;
  detail: string;
}

/** The lines that a client writes; throws with its error stream when it ends badly. */
async function* linesOf(words: readonly string[]): AsyncGenerator<string> {
  const running = foreign.start(words);
  let errors = "";
  running.stderr.on("data", (chunk: Buffer) => (errors += chunk.toString()));
  const ended = new Promise<number | null>((done) => running.once("close", done));
  for await (const line of createInterface(running.stdout)) yield line;
  assert.equal(await ended, 0, errors);
}

void test("a foreign client finds every behaviour", async (t) => {
  let rows = 0;
  for await (const line of linesOf(foreign.script("client.py"))) {
    const { group, name: behaviour, passed, applies, detail } = JSON.parse(line) as Verdict;
    rows++;
    await t.test(`${group}: ${behaviour}`, () => assert.ok(passed && applies, detail));
  }
  assert.ok(rows >= 300, `only ${rows} rows were run`);
});

void test("jupyter_kernel_test passes whole", async () => {
  const { stdout, stderr } = await foreign.run(foreign.script("jupyter_kernel_test_all.py"));
  const report = stdout + stderr;
  assert.match(report, /^Ran 13 tests[\s\S]*^OK$/m, report);
  assert.doesNotMatch(report, /skipped/, report);
});

const broken = perLane({ quick: 300, usual: 300, release: 3_000 });

void test(`${broken} broken messages, and the kernel answers 1+2`, async () => {
  const { status, stdout, stderr } = await foreign.run(foreign.script("fuzz.py", String(broken), "1"));
  assert.equal(status, 0, stderr);
  assert.deepEqual(JSON.parse(stdout), { sent: broken, answered: "3" });
});
