import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { after, describe, it } from "node:test";
import { filesBelow, root } from "./environment";
import { run } from "./run";

const folder = mkdtempSync(join(tmpdir(), "nablab-lessons-"));
after(() => rmSync(folder, { recursive: true }));

function lessons(...words: string[]): ReturnType<typeof run> {
  const command = [process.execPath, join(root, "dist", "cli", "main.js"), "lessons", ...words];
  return run(command, { cwd: folder, env: { ...process.env, INIT_CWD: undefined } });
}

const names = (of: string): string[] => filesBelow(of).map((file) => relative(of, file));

describe("nablab lessons", () => {
  it("copies the course, with pictures and the Chinese half, as it is", async () => {
    const { status, stdout } = await lessons("--to", join("new", "course"));
    assert.equal(status, 0);
    const copy = join(folder, "new", "course");
    assert.match(stdout, /^\d+ notebooks are in .*course\nOpen .*00-start-here\.ipynb\n$/);
    const source = join(root, "notebooks");
    assert.deepEqual(
      names(copy),
      names(source).filter((name) => !name.endsWith("TEACHING.md")),
    );
    const lesson = join("zh", "04-chain-rule.ipynb");
    assert.deepEqual(readFileSync(join(copy, lesson)), readFileSync(join(source, lesson)));
    assert.deepEqual(
      names(join(folder, "new")).filter((name) => name.startsWith(".")),
      [],
    );
  });

  it("overwrites nothing", async () => {
    mkdirSync(join(folder, "mine"));
    writeFileSync(join(folder, "mine", "00-start-here.ipynb"), "my own work");
    const { status, stderr } = await lessons("--to", "mine");
    assert.equal(status, 1);
    assert.match(
      stderr,
      /^nablab: .*mine is there already and is not empty\. Name another: nablab lessons --to/,
    );
    assert.deepEqual(names(join(folder, "mine")), ["00-start-here.ipynb"]);
  });

  it("takes a folder that is empty, and refuses a file and a place that cannot be written", async () => {
    mkdirSync(join(folder, "empty"));
    assert.equal((await lessons("--to", "empty")).status, 0);
    assert.ok(names(join(folder, "empty")).includes("00-start-here.ipynb"));
    writeFileSync(join(folder, "file"), "");
    for (const place of ["file", join("file", "course")]) {
      const { status, stderr } = await lessons("--to", place);
      assert.equal(status, 1);
      assert.match(stderr, /^nablab: .* cannot be written \((ENOTDIR|EEXIST)\)\. Name a folder of your own/);
    }
    assert.equal((await lessons()).status, 2);
  });
});
