// Reading a notebook file.

import { readFileSync, statSync } from "node:fs";
import type { Fields } from "../kernel/protocol/message";
import { type Bundle, type CellOutput, isJsonType, type Notebook, type NotebookCell } from "./format";
import { idsFor } from "./ids";
import { isObject, parseJson } from "./json";
import { Problem } from "./problem";

/** A notebook and the text it was read from. */
export interface NotebookFile {
  path: string;
  text: string;
  notebook: Notebook;
}

/** Reads a notebook; throws the sentence that says why it cannot be used. */
export function readNotebook(path: string): NotebookFile {
  const text = textOf(path);
  return { path, text, notebook: parseNotebook(text, path) };
}

/** Bytes that are no UTF-8 would be lost if they were read as something else. */
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function textOf(path: string): string {
  const kind = statSync(path, { throwIfNoEntry: false });
  if (kind === undefined) throw new Problem(`There is no file ${path}.`);
  if (kind.isDirectory()) throw new Problem(`${path} is a folder. Name its notebooks: ${path}/*.ipynb`);
  try {
    return utf8.decode(readFileSync(path)).replace(/^\ufeff/, "");
  } catch (error) {
    if (error instanceof TypeError)
      throw new Problem(`${path} is not a notebook: it has bytes that are no UTF-8. Save it as UTF-8 first.`);
    throw new Problem(`${path} cannot be read: ${(error as Error).message}.`);
  }
}

/** The notebook in a text, as nbformat 4.5; `path` is its name in sentences. */
export function parseNotebook(text: string, path: string): Notebook {
  const { cells, metadata, nbformat_minor, ...rest } = checked(parse(text, path), path);
  const read = cells.map((cell, i) => readCell(cell, `${path}: cell ${i + 1}`));
  const ids = idsFor(read);
  return {
    // What other programs keep beside is theirs.
    ...rest,
    nbformat: 4,
    nbformat_minor: Math.max(5, nbformat_minor),
    metadata,
    cells: read.map((cell, i) => ({ ...cell, id: ids[i] })),
  };
}

function parse(text: string, path: string): unknown {
  if (text.trim() === "") throw new Problem(`${path} is empty: not a notebook.`);
  try {
    return parseJson(text);
  } catch (error) {
    throw new Problem(`${path} is not JSON, and so not a notebook: ${(error as Error).message}.`);
  }
}

function checked(
  value: unknown,
  path: string,
): Fields & { cells: unknown[]; metadata: Fields; nbformat_minor: number } {
  if (!isObject(value) || typeof value.nbformat !== "number") {
    throw new Problem(`${path} is JSON, but not a notebook: it has no "nbformat".`);
  }
  const { nbformat, nbformat_minor = 0, cells, metadata = {}, ...rest } = value;
  if (nbformat !== 4) {
    const wayOut =
      nbformat < 4
        ? `Convert it first: jupyter nbconvert --to notebook --inplace ${path}`
        : "This reads nbformat 4.";
    throw new Problem(`${path} is a notebook of nbformat ${nbformat}. ${wayOut}`);
  }
  if (!Array.isArray(cells) || !isObject(metadata) || typeof nbformat_minor !== "number") {
    throw new Problem(`${path} is not a whole notebook: its "cells" or its "metadata" are missing or wrong.`);
  }
  return { ...rest, cells, metadata, nbformat_minor };
}

function readCell(cell: unknown, where: string): NotebookCell {
  const type = isObject(cell) ? cell.cell_type : undefined;
  if (!isObject(cell) || (type !== "code" && type !== "markdown" && type !== "raw")) {
    throw new Problem(`${where} is not a code, markdown or raw cell.`);
  }
  const source = joined(cell.source);
  if (typeof source !== "string") throw new Problem(`${where} has no source.`);
  const { attachments, outputs = [], execution_count = null } = cell;
  const read = {
    ...cell,
    metadata: isObject(cell.metadata) ? cell.metadata : {},
    source,
    ...(isObject(attachments) && { attachments: attached(attachments) }),
  };
  if (type !== "code") return read as unknown as NotebookCell;
  if (!Array.isArray(outputs) || !outputs.every(isObject))
    throw new Problem(`${where} has no list of outputs.`);
  return { ...read, execution_count, outputs: outputs.map(readOutput) } as unknown as NotebookCell;
}

function attached(attachments: Fields): Fields {
  return Object.fromEntries(
    Object.entries(attachments).map(([name, bundle]) => [
      name,
      isObject(bundle) ? joinBundle(bundle) : bundle,
    ]),
  );
}

function readOutput(output: Fields): CellOutput {
  if (isObject(output.data)) return { ...output, data: joinBundle(output.data) } as unknown as CellOutput;
  if ("text" in output) return { ...output, text: joined(output.text) } as unknown as CellOutput;
  return output as unknown as CellOutput;
}

function joinBundle(bundle: Bundle): Bundle {
  return Object.fromEntries(
    Object.entries(bundle).map(([type, content]) => [type, isJsonType(type) ? content : joined(content)]),
  );
}

/** A text that is stored as a list of lines, whole. */
function joined(value: unknown): unknown {
  const isLines = Array.isArray(value) && value.every((line) => typeof line === "string");
  return isLines ? value.join("") : value;
}
