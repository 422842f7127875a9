// A notebook into its file, as nbformat writes it.

import { readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Fields } from "../kernel/protocol/message";
import { type Bundle, type CellOutput, isCode, type Notebook, type NotebookCell } from "./format";
import { toJson } from "./json";
import { Problem } from "./problem";
import type { NotebookFile } from "./read";

/** The text of a notebook's file. */
export function notebookText({ cells, metadata, ...rest }: Notebook): string {
  const kept = without(metadata, ["orig_nbformat", "orig_nbformat_minor", "signature"]);
  return `${toJson({ ...rest, metadata: kept, cells: cells.map(storedCell) })}\n`;
}

/** Puts `text` into the notebook's file, whole or not at all, unless it says so already; whether it was written. */
export function saveNotebook({ path, text: before }: NotebookFile, text: string): boolean {
  if (text === before) return false;
  try {
    // A link stays a link.
    const file = realpathSync(path);
    refuseChanged(path, readFileSync(file, "utf8"), before);
    replaceFile(file, text);
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem(`${path} cannot be written: ${(error as Error).message}. It is as it was.`);
  }
  return true;
}

function refuseChanged(path: string, now: string, before: string): void {
  if (now.replace(/^\ufeff/, "") === before) return;
  throw new Problem(
    `${path} was changed by another program while it ran. It is left as that program wrote it.`,
  );
}

function replaceFile(file: string, text: string): void {
  const temporary = join(dirname(file), `.${basename(file)}.${process.pid}.new`);
  try {
    writeFileSync(temporary, text, { mode: statSync(file).mode });
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function without(fields: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));
}

function storedCell(cell: NotebookCell): Fields {
  const { attachments } = cell;
  return {
    ...cell,
    metadata: without(cell.metadata, ["trusted"]),
    source: linesOf(cell.source),
    ...(attachments && {
      attachments: Object.fromEntries(Object.entries(attachments).map(storedAttachment)),
    }),
    ...(isCode(cell) && { outputs: cell.outputs.map(storedOutput) }),
  };
}

function storedAttachment([name, bundle]: [string, Bundle]): [string, Bundle] {
  return [name, storedBundle(bundle)];
}

function storedOutput(output: CellOutput): object {
  if (output.output_type === "stream") return { ...output, text: linesOf(output.text) };
  return "data" in output ? { ...output, data: storedBundle(output.data) } : output;
}

function storedBundle(bundle: Bundle): Bundle {
  const isText = (type: string): boolean =>
    type.startsWith("text/") || type === "application/javascript" || type === "image/svg+xml";
  return Object.fromEntries(
    Object.entries(bundle).map(([type, content]) => [
      type,
      isText(type) && typeof content === "string" ? linesOf(content) : content,
    ]),
  );
}

/** Python's `splitlines(True)`: a list of lines with their ends, of which it knows more than two. */
const lineEnds = "\\n\\r\\v\\f\\x1c-\\x1e\\x85\\u2028\\u2029";
const line = new RegExp(`[^${lineEnds}]*(?:\\r\\n|[${lineEnds}])|[^]+$`, "g");

function linesOf(text: string): string[] {
  return text.match(line) ?? [];
}
