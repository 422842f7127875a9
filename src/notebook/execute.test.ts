import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { type Executed, type ExecuteOptions, executeNotebook } from "./execute";
import { type CodeCell, isCode } from "./format";
import { codeCell, fakeKernel, markdownCell, notebookOf } from "../testing/notebooks";

const folder = realpathSync(mkdtempSync(join(tmpdir(), "nablab-execute-")));
after(() => rmSync(folder, { recursive: true }));

const options: ExecuteOptions = { kernel: fakeKernel, folder };

function texts({ outputs }: CodeCell): unknown[] {
  return outputs.map((output) =>
    "data" in output ? output.data["text/plain"] : "text" in output ? output.text : output.ename,
  );
}

function shown({ notebook }: Executed): unknown[][] {
  return notebook.cells.filter(isCode).map(texts);
}

async function isGone(pid: number): Promise<boolean> {
  for (let tries = 0; tries < 1_200; tries++) {
    try {
      process.kill(pid, 0);
    } catch {
      return true;
    }
    await sleep(50);
  }
  return false;
}

/** A cell that leaves its process id in a file and never ends. */
function endless(file: string): string {
  return `require("fs").writeFileSync(${JSON.stringify(file)}, String(process.pid)); for (;;) ;`;
}

describe("the run of a notebook", { concurrency: 2 }, () => {
  it("gives every cell its outputs and its count, and leaves the notebook that came in as it was", async () => {
    const notebook = notebookOf("var x = 2; console.log('a'); console.log('b'); x", "  ", "x + 1");
    notebook.cells.splice(1, 0, markdownCell("text"));
    const before = structuredClone(notebook);
    const progress: string[] = [];
    const onProgress = (done: number, total: number): void => void progress.push(`${done}/${total}`);
    const executed = await executeNotebook(notebook, { ...options, onProgress });
    assert.deepEqual(shown(executed), [["a\nb\n", "2"], [], ["3"]]);
    const counts = executed.notebook.cells.filter(isCode).map((cell) => cell.execution_count);
    assert.deepEqual(counts, [1, null, 2]);
    assert.deepEqual(progress, ["0/2", "1/2", "2/2"]);
    assert.equal(executed.failed, undefined);
    assert.deepEqual(notebook, before);
  });

  it("removes the outputs that were stored", async () => {
    const notebook = notebookOf();
    const stale = [{ output_type: "stream", name: "stdout", text: "old" } as const];
    notebook.cells = [codeCell("1", { outputs: [...stale] }), codeCell("", { id: "b", outputs: [...stale] })];
    assert.deepEqual(shown(await executeNotebook(notebook, options)), [["1"], []]);
  });

  it("tells the kernel the notebook's language with each cell", async () => {
    const spoken = 'String(globalThis[Symbol.for("nablab.host")].locale)';
    const notebook = notebookOf(spoken, spoken);
    assert.deepEqual(shown(await executeNotebook(notebook, options)), [["'undefined'"], ["'undefined'"]]);
    notebook.metadata = { ...notebook.metadata, language: "zh" };
    assert.deepEqual(shown(await executeNotebook(notebook, options)), [["'zh'"], ["'zh'"]]);
  });

  it("takes place in the notebook's folder", async () => {
    assert.deepEqual(shown(await executeNotebook(notebookOf("process.cwd()"), options)), [[`'${folder}'`]]);
  });

  it("stops at the first cell that fails, with its traceback", async () => {
    const { notebook, failed } = await executeNotebook(notebookOf("1", "null.x", "3"), options);
    assert.equal(failed?.number, 2);
    assert.equal(failed.cell.id, "cell-2");
    assert.match(failed.traceback, /^TypeError: Cannot read properties of null/);
    assert.deepEqual(shown({ notebook }), [["1"], ["TypeError"], []]);
  });

  it("goes on after an error where errors are allowed, or the cell's tag says that it raises one", async () => {
    const all = await executeNotebook(notebookOf("null.x", "2"), { ...options, allowErrors: true });
    assert.deepEqual([shown(all), all.failed], [[["TypeError"], ["2"]], undefined]);
    const tagged = notebookOf("null.x", "2", "throw new RangeError()");
    tagged.cells[0].metadata = { tags: ["raises-exception"] };
    tagged.cells[2].metadata = { tags: ["skip-execution"] };
    const some = await executeNotebook(tagged, options);
    assert.deepEqual([shown(some), some.failed], [[["TypeError"], ["2"], []], undefined]);
  });

  it("tells the language where the notebook does not say it", async () => {
    const { notebook } = await executeNotebook(notebookOf("1"), options);
    assert.equal((notebook.metadata.language_info as { name: string }).name, "typescript");
    const stored = notebookOf("1");
    stored.metadata.language_info = { name: "typescript", version: "0" };
    const again = await executeNotebook(stored, options);
    assert.deepEqual(again.notebook.metadata.language_info, { name: "typescript", version: "0" });
  });

  it("brings output that comes late to the cell that started it", async () => {
    const late = `setTimeout(() => console.log("late"), 50); 1`;
    const executed = await executeNotebook(
      notebookOf(late, "await new Promise((f) => setTimeout(f, 300))"),
      options,
    );
    assert.deepEqual(shown(executed), [["1", "late\n"], []]);
  });

  // A run of 28 notebooks listened 28 times to the one signal that ends it, and Node warned of a leak.
  it("does not listen to the signal any more once it has ended", async () => {
    const { signal } = new AbortController();
    await executeNotebook(notebookOf("1"), { ...options, signal });
    assert.equal(getEventListeners(signal, "abort").length, 0);
  });

  it("keeps a flood of output whole", async () => {
    const flood = "for (let i = 0; i < 100000; i++) console.log(i);";
    const [[text]] = shown(await executeNotebook(notebookOf(flood), options)) as string[][];
    assert.equal(text.split("\n").length, 100001);
  });
});

describe("a kernel that fails", { concurrency: 2 }, () => {
  it("in mid-cell: its death is told with the cell", async () => {
    // A cell cannot end its kernel; a child of its can.
    const kill = `require("node:child_process").spawnSync(process.execPath, ["-e", "process.kill(process.ppid, 'SIGKILL')"])`;
    const dies = executeNotebook(notebookOf("1", kill), options);
    await assert.rejects(dies, { message: /^code cell 2 \(cell-2\): The kernel "fake" died \(SIGKILL\)\.$/ });
  });

  it("at its start: its last words are told", async () => {
    const argv = [process.execPath, "-e", 'console.error("no disk"); process.exitCode = 7'];
    const run = executeNotebook(notebookOf("1"), { ...options, kernel: { name: "bad", argv } });
    await assert.rejects(run, { message: 'The kernel "bad" died (exit status 7). Its last words:\nno disk' });
  });

  it("by not being there", async () => {
    const kernel = { name: "none", argv: [join(folder, "no-program")] };
    const run = executeNotebook(notebookOf("1"), { ...options, kernel });
    await assert.rejects(run, { message: /^The kernel "none" cannot be started: .*ENOENT/ });
  });

  it("by taking too long: it is ended", async () => {
    const file = join(folder, "slow");
    const run = executeNotebook(notebookOf("1", endless(file)), { ...options, timeout: 2 });
    await assert.rejects(run, { message: "code cell 2 (cell-2): it took longer than 2 s." });
    assert.ok(await isGone(Number(readFileSync(file, "utf8"))));
  });
});

describe("an interrupted run", () => {
  it("rejects at once, and the kernel is gone, also from an endless loop", async () => {
    const stop = new AbortController();
    const file = join(folder, "interrupted");
    const run = executeNotebook(notebookOf(endless(file)), { ...options, signal: stop.signal });
    run.catch(() => undefined);
    for (let tries = 0; tries < 6_000 && !existsSync(file); tries++) await sleep(20);
    stop.abort();
    await assert.rejects(run, { message: "interrupted. The file is as it was." });
    assert.ok(await isGone(Number(readFileSync(file, "utf8"))));
  });

  it("does not begin when it was told to end before", async () => {
    await assert.rejects(executeNotebook(notebookOf("1"), { ...options, signal: AbortSignal.abort() }), {
      message: /^interrupted/,
    });
  });
});
