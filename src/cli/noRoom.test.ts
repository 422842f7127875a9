// A write that the system cuts short, as a full disk does: a limit on the size of files stands in for one,
// for a disk can be filled by the administrator only.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { root } from "./environment";
import { type Ended, run } from "./run";

const folder = mkdtempSync(join(tmpdir(), "nablab-room-"));
after(() => rmSync(folder, { recursive: true }));

/** Runs a script of Node's that may write no file beyond some blocks (of 512 bytes or 1 kB, as shells have it). */
function limited(blocks: number, ...words: string[]): Promise<Ended> {
  const command = ["/bin/sh", "-c", `ulimit -f ${blocks}; exec "$@"`, "sh", process.execPath, ...words];
  return run(command, { cwd: folder, env: { ...process.env, HOME: folder, INIT_CWD: undefined } });
}

function nablab(...words: string[]): Promise<Ended> {
  return limited(200, join(root, "dist", "cli", "main.js"), ...words);
}

describe("without room for what is written", () => {
  it("install says which place it is, and leaves not even an empty folder", async () => {
    mkdirSync(join(folder, "prefix"));
    const { status, stdout, stderr } = await nablab("install", "--prefix", "prefix");
    assert.deepEqual([status, stdout], [1, ""]);
    assert.match(
      stderr,
      /^nablab: \S+labextensions.nablab cannot be written \(EFBIG\)\. Install for yourself with --user/,
    );
    assert.deepEqual(readdirSync(join(folder, "prefix")), []);
  });

  it("lessons copies nothing", async () => {
    const { status, stderr } = await nablab("lessons", "--to", "course");
    assert.equal(status, 1);
    assert.match(stderr, /^nablab: \S+course cannot be written \(EFBIG\)\. Name a folder of your own/);
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.includes("course")),
      [],
    );
  });

  it("a notebook that is saved is as it was, with no file beside it", async () => {
    const place = join(folder, "notebooks");
    mkdirSync(place);
    const file = join(place, "a.ipynb");
    const before = JSON.stringify({ cells: [], metadata: {}, nbformat: 4, nbformat_minor: 5 });
    writeFileSync(file, before);
    const script = join(folder, "save.cjs");
    const [read, write] = ["read", "write"].map((name) => join(root, "dist", "notebook", `${name}.js`));
    writeFileSync(
      script,
      `const { readNotebook } = require(${JSON.stringify(read)});
      const { saveNotebook } = require(${JSON.stringify(write)});
      try { saveNotebook(readNotebook(${JSON.stringify(file)}), "x".repeat(1e6)); }
      catch (error) { console.log(error.name, error.message); }`,
    );
    const { stdout } = await limited(200, script);
    assert.match(stdout, /^Problem cannot be written: EFBIG.* The file is as it was\.$/m);
    assert.equal(readFileSync(file, "utf8"), before);
    assert.deepEqual(readdirSync(place), ["a.ipynb"]);
  });
});
