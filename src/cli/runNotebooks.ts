// `nablab run NOTEBOOK…`: executes notebooks in place, without Python.

import { dirname, resolve } from "node:path";
import { type CellDifference, compareNotebooks } from "../notebook/compare";
import { type Executed, executeNotebook, type FailedCell, plain } from "../notebook/execute";
import type { Notebook } from "../notebook/format";
import { Interrupted, Problem } from "../notebook/problem";
import type { KernelCommand } from "../notebook/process";
import { type NotebookFile, readNotebook } from "../notebook/read";
import { notebookText, saveNotebook } from "../notebook/write";
import { type Bar, bar } from "./bar";
import { Failure } from "./failure";
import { dataFolders, kernelsIn } from "./kernels";
import { displayName, kernelspec, notebookName, ownNames } from "./kernelspec";
import { type CommandLine, type Given, misuse, type Values } from "./options";

export const runLine: CommandLine = {
  name: "run",
  summary: "Executes notebooks in place, without Python.",
  takes: "NOTEBOOK…",
  options: {
    "allow-errors": { help: "go on after a cell that fails, and write its error into the notebook" },
    check: { help: "write nothing; show where the outputs differ from those that are stored" },
    jobs: { takes: "N", help: "run so many notebooks at a time, each in a kernel of its own (1)" },
    kernel: { takes: "NAME", help: "another kernel than the one that the notebook names" },
    timeout: { takes: "SECONDS", help: "how long a cell may take (as long as it likes)" },
  },
};

/** What is done with every notebook. */
interface Task {
  check: boolean;
  allowErrors: boolean;
  kernel?: string;
  timeout?: number;
  signal: AbortSignal;
}

const interruptedStatus = 130;

/**
 * Runs the notebooks one after another, or `--jobs` at a time; 0 where all ran (with `--check`: and showed
 * what is stored).
 */
export async function runNotebooks({ values, words }: Given): Promise<number> {
  if (words.length === 0) throw misuse(runLine, "Say which notebooks to run.");
  const stop = new AbortController();
  const jobs = typeof values.jobs === "string" ? count(values.jobs) : 1;
  const task = taskFrom(values, stop.signal);
  // All are read before the first one runs: a wrong name is told at once.
  const files = words.map((path) => asFailure(() => readNotebook(path)));
  const kernels = files.map((file) => kernelFor(file, task.kernel));
  onSignals(stop);
  let status = 0;
  const waiting = files.entries();
  const work = async (): Promise<void> => {
    for (const [i, file] of waiting) {
      const ended = await runOne(file, kernels[i], task);
      status = Math.max(status, ended);
      if (stop.signal.aborted) return;
    }
  };
  await Promise.all(Array.from({ length: jobs }, work));
  return stop.signal.aborted ? interruptedStatus : status;
}

function count(text: string): number {
  if (/^[1-9]\d{0,2}$/.test(text)) return Number(text);
  throw misuse(runLine, `--jobs must be a whole number above 0, but got "${text}".`);
}

function taskFrom(values: Values, signal: AbortSignal): Task {
  const { kernel, timeout } = values;
  return {
    check: values.check === true,
    allowErrors: values["allow-errors"] === true,
    kernel: typeof kernel === "string" ? kernel : undefined,
    timeout: typeof timeout === "string" ? seconds(timeout) : undefined,
    signal,
  };
}

function seconds(text: string): number {
  const value = Number(text);
  if (/^\d*\.?\d+$/.test(text) && value > 0) return value;
  throw misuse(runLine, `--timeout must be a number of seconds above 0, but got "${text}".`);
}

/** The first signal ends the kernel and then us; a second one while the kernel ends changes nothing. */
function onSignals(stop: AbortController): void {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => stop.abort());
}

function asFailure<Value>(deed: () => Value): Value {
  try {
    return deed();
  } catch (error) {
    throw error instanceof Problem ? new Failure(error.message) : error;
  }
}

/** The kernel that is asked for, else the one that the notebook names; our own stands for all its names. */
function kernelFor({ path, notebook }: NotebookFile, asked: string | undefined): KernelCommand {
  const { name: stored } = (notebook.metadata.kernelspec ?? {}) as { name?: string };
  const name = asked ?? stored ?? notebookName;
  if (asked === undefined && ownNames.includes(name)) return { name, argv: kernelspec().argv };
  const all = kernelsIn(dataFolders());
  const found = all.find((kernel) => kernel.name.toLowerCase() === name.toLowerCase());
  if (found !== undefined) return { name, argv: found.spec.argv, env: found.spec.env, folder: found.folder };
  if (ownNames.includes(name)) return { name, argv: kernelspec().argv };
  const known = [...new Set([...ownNames, ...all.map((kernel) => kernel.name)])].join(", ");
  throw new Failure(
    `There is no kernel "${name}" for ${path}.`,
    `--kernel NAME takes one of these: ${known}.`,
  );
}

async function runOne(file: NotebookFile, kernel: KernelCommand, task: Task): Promise<number> {
  const line = bar(file.path);
  const begun = Date.now();
  const onProgress = (done: number, total: number): void => line.at(done, total);
  const { allowErrors, timeout, signal } = task;
  const folder = dirname(resolve(file.path));
  try {
    const options = { kernel, folder, allowErrors, timeout, signal, onProgress };
    const executed = await executeNotebook(file.notebook, options);
    if (executed.failed !== undefined) return showFailed(line, executed.failed, task);
    const time = `${((Date.now() - begun) / 1000).toFixed(1)} s`;
    return task.check ? showCheck(line, file, executed, time) : save(line, file, executed, time);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    line.end(error instanceof Interrupted ? "interrupted" : "failed");
    console.error(`nablab: ${file.path}: ${error.message}`);
    return 1;
  }
}

function save(line: Bar, file: NotebookFile, { notebook }: Executed, time: string): number {
  const written = saveNotebook(file, notebookText(withKernelspec(notebook)));
  line.end(written ? time : `${time}, nothing new`);
  return 0;
}

/** A notebook that names no kernel gets the name of ours, so that it opens with it. */
function withKernelspec(notebook: Notebook): Notebook {
  if (notebook.metadata.kernelspec !== undefined) return notebook;
  const spec = { name: notebookName, display_name: displayName, language: "typescript" };
  return { ...notebook, metadata: { ...notebook.metadata, kernelspec: spec } };
}

function showFailed(line: Bar, { number, cell, traceback }: FailedCell, { check }: Task): number {
  line.end(`stopped at code cell ${number} (${cell.id})`);
  console.error(process.stderr.isTTY ? traceback : plain(traceback));
  if (!check)
    console.error("\nThe file is as it was. With --allow-errors the run goes on and the error is written.");
  return 1;
}

function showCheck(line: Bar, file: NotebookFile, { notebook }: Executed, time: string): number {
  const differences = compareNotebooks(file.notebook, notebook);
  line.end(differences.length === 0 ? `${time}, as stored` : `${time}, ${differences.length} differ`);
  for (const difference of differences) console.log(described(difference));
  return differences.length === 0 ? 0 : 1;
}

function described({ number, cell, lines }: CellDifference): string {
  const shown = lines.map((line) => `    ${process.stdout.isTTY ? coloured(line) : line}`);
  return [`\n  code cell ${number} (${cell.id}), - stored, + now:`, ...shown].join("\n");
}

function coloured(line: string): string {
  if (line.startsWith("- ")) return `\x1b[31m${line}\x1b[39m`;
  return line.startsWith("+ ") ? `\x1b[32m${line}\x1b[39m` : line;
}
