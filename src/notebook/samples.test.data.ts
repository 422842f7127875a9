// Notebooks and a kernel for the tests.

import { join } from "node:path";
import type { CodeCell, Notebook, TextCell } from "./format";
import type { KernelCommand } from "./process";

/** The kernel with the small engine whose cells are plain JavaScript. */
export const fakeKernel: KernelCommand = {
  name: "fake",
  argv: [process.execPath, join(__dirname, "..", "kernel", "fake", "main.js"), "{connection_file}"],
};

export function codeCell(source: string, more: Partial<CodeCell> = {}): CodeCell {
  return { cell_type: "code", id: "a", metadata: {}, source, outputs: [], execution_count: null, ...more };
}

export function markdownCell(source: string, more: Partial<TextCell> = {}): TextCell {
  return { cell_type: "markdown", id: "m", metadata: {}, source, ...more };
}

/** A notebook of code cells with the ids `cell-1`, `cell-2` … */
export function notebookOf(...sources: string[]): Notebook {
  const cells = sources.map((source, i) => codeCell(source, { id: `cell-${i + 1}` }));
  const kernelspec = { name: "tslab", display_name: "TypeScript", language: "typescript" };
  return { nbformat: 4, nbformat_minor: 5, metadata: { kernelspec }, cells };
}
