import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { root } from "../cli/environment";
import { run } from "../cli/run";
import { failedVariable, mostFilesAgain, readFailed, runWithAgain } from "./again";

const temporary = mkdtempSync(join(tmpdir(), "nablab-again-"));
after(() => rmSync(temporary, { recursive: true }));

/** A runner in which `together` fail beside others and `alone` also by themselves; what was run and said. */
async function ran(
  together: readonly string[] | undefined,
  alone: readonly string[] = [],
): Promise<{ status: number; runs: string[][]; said: string[] }> {
  const list = join(temporary, "failed.json");
  const runs: string[][] = [];
  const said: string[] = [];
  const status = await runWithAgain(
    ["a", "b", "c", "d", "e"],
    (files, variables) => {
      runs.push([...files]);
      if (files.length === 1) return Promise.resolve(alone.includes(files[0]) ? 1 : 0);
      assert.equal(variables[failedVariable], list);
      if (together !== undefined) writeFileSync(list, JSON.stringify(together));
      return Promise.resolve(together?.length === 0 ? 0 : 1);
    },
    (line) => said.push(line),
    list,
  );
  return { status, runs: runs.slice(1), said };
}

describe("test files that failed beside others", () => {
  it("are run again alone, and pass where they pass alone, which is said", async () => {
    const { status, runs, said } = await ran(["b", "d"]);
    assert.deepEqual([status, runs], [0, [["b"], ["d"]]]);
    assert.match(said.join("\n"), /run once more, alone: b, d\nUnsteady, .*: b, d$/);
  });

  it("fail the run where one of them fails alone", async () => {
    const { status, runs, said } = await ran(["b", "d"], ["b"]);
    assert.deepEqual([status, runs], [1, [["b"]]]);
    assert.doesNotMatch(said.join("\n"), /Unsteady/);
  });

  it("fail the run where they are many, or where the runner named none", async () => {
    const many = ["a", "b", "c", "d"];
    assert.equal(many.length, mostFilesAgain + 1);
    assert.deepEqual(await ran(many), { status: 1, runs: [], said: [] });
    assert.deepEqual(await ran(undefined), { status: 1, runs: [], said: [] });
  });

  it("are none in a run that passes", async () => {
    assert.deepEqual(await ran([]), { status: 0, runs: [], said: [] });
  });

  it("are named by the reporter, also where a file ends before its tests", async () => {
    const texts = {
      passes: 'require("node:test").it("x", () => {})',
      fails: 'require("node:test").it("x", () => { throw new Error("y") })',
      ends: "process.exit(3)",
    };
    const files = Object.entries(texts).map(([name, text]) => {
      const file = join(temporary, `${name}.test.js`);
      writeFileSync(file, text);
      return file;
    });
    const list = join(temporary, "named.json");
    const reporter = join(root, "dist", "testing", "reporter.js");
    const env = { ...process.env, [failedVariable]: list, NODE_TEST_CONTEXT: undefined };
    const ended = await run([process.execPath, "--test", `--test-reporter=${reporter}`, ...files], {
      cwd: temporary,
      env,
    });
    assert.equal(ended.status, 1, ended.stderr);
    assert.deepEqual(readFailed(list)?.sort(), ["ends.test.js", "fails.test.js"]);
  });
});
