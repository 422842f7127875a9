// Runs the cells of a notebook, one after another, in a kernel of its own.

import { stripVTControlCharacters } from "node:util";
import type { Fields } from "../kernel/protocol/message";
import { type CodeCell, type ErrorOutput, isCode, type Notebook } from "./format";
import { before, Kernel } from "./kernel";
import { OutputCollector } from "./outputs";
import { Interrupted, Problem } from "./problem";
import type { KernelCommand } from "./process";

export interface ExecuteOptions {
  kernel: KernelCommand;
  /** The folder in which the kernel runs: the notebook's. */
  folder: string;
  /** Goes on after a cell that failed. */
  allowErrors?: boolean;
  /** How long a cell may take, in seconds. */
  timeout?: number;
  /** Ends the run and the kernel. */
  signal?: AbortSignal;
  /** Hears how many of the cells are done. */
  onProgress?: (done: number, total: number) => void;
}

/** A cell that stopped the run. */
export interface FailedCell {
  /** Its place among the code cells, from 1. */
  number: number;
  cell: CodeCell;
  traceback: string;
}

/** The notebook with the outputs of the run, and the cell that stopped it, if one did. */
export interface Executed {
  notebook: Notebook;
  failed?: FailedCell;
}

/** Runs a notebook; what came in is not changed. Rejects with a Problem when the kernel fails. */
export async function executeNotebook(notebook: Notebook, options: ExecuteOptions): Promise<Executed> {
  const cells = notebook.cells.map((cell) => (isCode(cell) && !isSkipped(cell) ? emptied(cell) : cell));
  const run = cells.filter(isCode).filter((cell) => cell.source.trim() !== "" && !isSkipped(cell));
  options.onProgress?.(0, run.length);
  const { kernel, info } = await Kernel.start(options.kernel, options.folder, options.signal);
  try {
    const failed = await runCells(run, kernel, { ...options, metadata: spokenLanguage(notebook) });
    await kernel.end();
    return { notebook: { ...notebook, cells, metadata: withLanguage(notebook.metadata, info) }, failed };
  } catch (error) {
    await kernel.kill();
    throw error;
  }
}

function emptied(cell: CodeCell): CodeCell {
  return { ...cell, execution_count: null, outputs: [] };
}

function hasTag({ metadata }: CodeCell, tag: string): boolean {
  return Array.isArray(metadata.tags) && metadata.tags.includes(tag);
}

/** The tags that nbclient and papermill know, too. */
function isSkipped(cell: CodeCell): boolean {
  return hasTag(cell, "skip-execution");
}

async function runCells(
  cells: readonly CodeCell[],
  kernel: Kernel,
  options: ExecuteOptions & { metadata: Fields },
): Promise<FailedCell | undefined> {
  const outputs = new OutputCollector();
  for (const [i, cell] of cells.entries()) {
    const running = kernel.execute(cell.source, (message) => outputs.take(cell, message), options.metadata);
    const { status, traceback } = await within(running, options).catch(naming(i + 1, cell));
    options.onProgress?.(i + 1, cells.length);
    const mayFail = options.allowErrors === true || hasTag(cell, "raises-exception");
    if (status !== "ok" && !mayFail) return { number: i + 1, cell, traceback: tracebackOf(cell, traceback) };
  }
  return undefined;
}

/** The language in which the notebook is written, which the kernel reads from the requests' metadata. */
function spokenLanguage({ metadata: { language } }: Notebook): Fields {
  return typeof language === "string" ? { language } : {};
}

function within(running: Promise<Fields>, { timeout }: ExecuteOptions): Promise<Fields> {
  if (timeout === undefined) return running;
  return before(running, timeout * 1000, new Problem(`it took longer than ${timeout} s.`));
}

function naming(number: number, { id }: CodeCell): (error: unknown) => never {
  return (error) => {
    if (!(error instanceof Problem) || error instanceof Interrupted) throw error;
    throw new Problem(`code cell ${number} (${id}): ${error.message}`);
  };
}

/** A kernel without `error` messages writes the error to its error stream. */
function tracebackOf({ outputs }: CodeCell, replied: unknown): string {
  const error = outputs.find((output): output is ErrorOutput => output.output_type === "error");
  if (error !== undefined) return error.traceback.join("\n") || `${error.ename}: ${error.evalue}`;
  if (Array.isArray(replied) && replied.length > 0) return replied.join("\n");
  const written = outputs.map((output) =>
    output.output_type === "stream" && output.name === "stderr" ? output.text : "",
  );
  return written.join("").trim() || "The kernel does not say why.";
}

/** The text of a traceback without colours. */
export function plain(traceback: string): string {
  return stripVTControlCharacters(traceback);
}

/** What a notebook says about its language is kept; the kernel tells it where it is missing. */
function withLanguage(metadata: Fields, { language_info }: Fields): Fields {
  return language_info === undefined || "language_info" in metadata
    ? metadata
    : { ...metadata, language_info };
}
