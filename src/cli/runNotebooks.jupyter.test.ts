import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { assertAsNbformatWrites } from "../testing/nbformat";
import { fakeKernel, notebookOf } from "../testing/notebooks";
import { notebookText } from "../notebook/write";
import { root } from "./environment";
import { type Ended, run } from "./run";

const folder = mkdtempSync(join(tmpdir(), "nablab-run-test-"));
after(() => rmSync(folder, { recursive: true }));

const data = join(folder, "data");
mkdirSync(join(data, "kernels", "fake"), { recursive: true });
const spec = { argv: fakeKernel.argv, display_name: "Fake", language: "typescript" };
writeFileSync(join(data, "kernels", "fake", "kernel.json"), JSON.stringify(spec));

const command = [process.execPath, join(root, "dist", "cli", "main.js"), "run"];
const env = { ...process.env, JUPYTER_PATH: data, JUPYTER_DATA_DIR: join(folder, "own") };

function nablabRun(...words: string[]): Promise<Ended> {
  return run([...command, "--kernel", "fake", ...words], { cwd: folder, env });
}

let files = 0;

/** A new notebook of these cells; its name in the folder. */
function notebook(...sources: string[]): string {
  const name = `${++files}.ipynb`;
  writeFileSync(join(folder, name), notebookText(notebookOf(...sources)));
  return name;
}

function read(name: string): string {
  return readFileSync(join(folder, name), "utf8");
}

describe("nablab run", { concurrency: 2 }, () => {
  it("writes the outputs into the file, the second time the same bytes, which nbformat would write too", async () => {
    const name = notebook("console.log('é 😀'); 1 / 3", "setTimeout(() => {}); [1, 2]");
    const first = await nablabRun(name);
    assert.equal(first.status, 0, first.stderr);
    assert.match(first.stdout, /^1\.ipynb {2}2\/2 cells {2}\d+\.\d s\n$/);
    const text = read(name);
    assert.match(text, /0\.3333333333333333/);
    const second = await nablabRun(name);
    assert.match(second.stdout, /nothing new\n$/);
    assert.equal(read(name), text);
    await assertAsNbformatWrites(text);
  });

  it("--check finds nothing after a run, a changed number after a change, and writes neither time", async () => {
    const name = notebook("0.12345678", "'word'");
    await nablabRun(name);
    const text = read(name);
    const same = await nablabRun("--check", name);
    assert.equal(same.status, 0, same.stderr);
    assert.match(same.stdout, /as stored\n$/);
    for (const [digits, status] of [
      ["0.1234569", 0],
      ["0.12346", 1],
    ] as const) {
      const changed = text.replace('"0.12345678"', `"${digits}"`);
      assert.notEqual(changed, text);
      writeFileSync(join(folder, name), changed);
      const checked = await nablabRun("--check", name);
      assert.equal(checked.status, status, checked.stdout);
      assert.equal(read(name), changed);
      if (status === 0) continue;
      assert.match(checked.stdout, /1 differ\n\n {2}code cell 1 \(cell-1\), - stored, \+ now:\n/);
      assert.match(checked.stdout, / {4}text\/plain\n {4}- 0\.12346\n {4}\+ 0\.12345678\n$/);
    }
  });

  it("stops at an error with the traceback and leaves the file; --allow-errors writes it", async () => {
    const name = notebook("1", "null.x", "3");
    const before = read(name);
    const stopped = await nablabRun(name);
    assert.equal(stopped.status, 1);
    assert.match(stopped.stdout, /2\/3 cells {2}stopped at code cell 2 \(cell-2\)\n$/);
    assert.match(stopped.stderr, /^TypeError: Cannot read properties of null[\s\S]*The file is as it was/);
    assert.equal(read(name), before);
    const allowed = await nablabRun("--allow-errors", name);
    assert.equal(allowed.status, 0, allowed.stderr);
    assert.match(read(name), /"ename": "TypeError"/);
  });

  it("runs all the notebooks, and ends with 1 when one of them failed", async () => {
    const names = [notebook("null.x"), notebook("2")];
    const { status, stdout } = await nablabRun(...names);
    assert.equal(status, 1);
    assert.match(stdout, /stopped at code cell 1[\s\S]*1\/1 cells/);
    assert.match(read(names[1]), /"2"/);
  });

  it("--jobs runs several at a time, each in a kernel of its own, and says of each how it ended", async () => {
    const names = [notebook("1 + 1"), notebook("throw new Error('no')"), notebook("2 + 2")];
    const { status, stdout } = await nablabRun("--jobs", "2", ...names);
    assert.equal(status, 1);
    for (const name of names)
      assert.match(stdout, new RegExp(`^${name}  1/1 cells|^${name}  .* stopped`, "m"));
    assert.match(read(names[2]), /"4"/);
  });

  it("uses the kernel that the notebook names: tslab is ours", async () => {
    const name = notebook("const n: number = 20; console.log(n + 1);");
    const ended = await run([...command, name], { cwd: folder, env });
    assert.equal(ended.status, 0, ended.stderr);
    assert.match(read(name), /"21\\n"/);
  });

  it("interrupted leaves the file as it was, nothing beside it, and no kernel", async () => {
    const flag = join(folder, "flag");
    const name = notebook(`require("fs").writeFileSync("flag", String(process.pid)); for (;;) ;`);
    const before = read(name);
    const child = spawn(command[0], [...command.slice(1), "--kernel", "fake", name], { cwd: folder, env });
    let stderr = "";
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
    for (let tries = 0; tries < 6_000 && !existsSync(flag); tries++) await sleep(20);
    child.kill("SIGINT");
    assert.equal(await ended, 130);
    assert.match(stderr, /interrupted\. The file is as it was\.\n$/);
    assert.equal(read(name), before);
    assert.deepEqual(
      readdirSync(folder).filter((file) => file.endsWith(".new")),
      [],
    );
    assert.throws(() => process.kill(Number(readFileSync(flag, "utf8")), 0), { code: "ESRCH" });
  });
});

describe("nablab run refuses", { concurrency: 2 }, () => {
  async function refuses(words: string[], message: RegExp, status = 1): Promise<void> {
    const ended = await run([...command, ...words], { cwd: folder, env });
    assert.equal(ended.status, status, ended.stderr);
    assert.match(ended.stderr, message);
    assert.equal(ended.stdout, "");
  }

  it("no notebook", () =>
    refuses([], /^nablab: Say which notebooks to run\.\n\nUsage: nablab run NOTEBOOK… \[options\]/, 2));

  it("a file that is missing, before another one runs", async () => {
    const name = notebook("1");
    const before = read(name);
    await refuses([name, "none.ipynb"], /^nablab: There is no file none\.ipynb\.\n$/);
    assert.equal(read(name), before);
  });

  it("an unknown kernel, and says which there are", async () => {
    const name = notebook("1");
    await refuses(
      ["--kernel", "cobol", name],
      /^nablab: There is no kernel "cobol" for .*: nablab, tslab, fake/,
    );
    const other = notebook("1");
    writeFileSync(join(folder, other), read(other).replace('"name": "tslab"', '"name": "cobol"'));
    await refuses([other], /There is no kernel "cobol"/);
  });

  it("a number of jobs that is none", () =>
    refuses(["--jobs", "0", "x"], /--jobs must be a whole number above 0, but got "0"\./, 2));

  it("a timeout that is none", () =>
    refuses(
      ["--timeout", "soon", "x"],
      /--timeout must be a number of seconds above 0, but got "soon"\./,
      2,
    ));
});
