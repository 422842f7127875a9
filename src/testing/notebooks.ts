// Notebooks and a kernel for the tests.

import { join } from "node:path";
import type { CodeCell, Notebook, TextCell } from "../notebook/format";
import type { KernelCommand } from "../notebook/process";

/** The kernel with the small engine whose cells are plain JavaScript. */
export const fakeKernel: KernelCommand = {
  name: "fake",
  argv: [process.execPath, join(__dirname, "fakeKernel", "main.js"), "{connection_file}"],
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

/** One of everything that a notebook can hold. */
export function richNotebook(): Notebook {
  const notebook = notebookOf();
  const data = {
    "text/plain": "two\nlines",
    "text/html": "<b>é 😀</b>\u2028\r\nend\r",
    "image/svg+xml": "<svg>\n</svg>",
    "image/png": "AAAA\nBBBB",
    "application/json": { list: ["a\n", "b"], small: 0.00001234, "😀": 1, "！": 2 },
    "application/vnd.plotly.v1+json": { data: [{ y: [1e-7, 1.5, 1e21, 123456789] }] },
  };
  notebook.cells = [
    markdownCell("![x](attachment:x.png)\n\n\u000b\u0085", {
      id: "with-picture",
      attachments: { "x.png": { "image/png": "AAAA" } },
    }),
    codeCell("1\n2\n", {
      id: "code",
      metadata: { tags: ["a"], collapsed: true },
      execution_count: 2,
      outputs: [
        { output_type: "stream", name: "stdout", text: "a\rb\nc" },
        { output_type: "display_data", data, metadata: { "image/png": { width: 1, height: 2 } } },
        { output_type: "execute_result", data, metadata: {}, execution_count: 2 },
        { output_type: "error", ename: "E", evalue: "", traceback: ["one\ntwo", ""] },
      ],
    }),
    { ...markdownCell("", { id: "raw" }), cell_type: "raw" },
  ];
  return notebook;
}

/** A notebook as nbformat 4.4 wrote it: without ids, with metadata that 4.5 leaves out. */
export function oldNotebookText(): string {
  const cell = {
    cell_type: "code",
    metadata: { trusted: true },
    source: ["1\n", "2"],
    outputs: [],
    execution_count: null,
  };
  return JSON.stringify({
    nbformat: 4,
    nbformat_minor: 4,
    metadata: { number: 1.0, signature: "s", orig_nbformat: 3 },
    cells: [cell, cell, { ...cell, cell_type: "code", source: "3" }],
  });
}
