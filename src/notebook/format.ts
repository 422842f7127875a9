// The shape of a notebook, nbformat 4.5 (https://nbformat.readthedocs.io/en/latest/format_description.html).
// In memory, texts that files hold as lists of lines are whole.

import type { Fields } from "../kernel/protocol/message";

/** Text or JSON by MIME type. */
export type Bundle = Record<string, unknown>;

export interface StreamOutput {
  output_type: "stream";
  name: string;
  text: string;
}

export interface DisplayOutput {
  output_type: "display_data";
  data: Bundle;
  metadata: Fields;
}

export interface ResultOutput {
  output_type: "execute_result";
  data: Bundle;
  metadata: Fields;
  execution_count: number | null;
}

export interface ErrorOutput {
  output_type: "error";
  ename: string;
  evalue: string;
  traceback: string[];
}

export type CellOutput = StreamOutput | DisplayOutput | ResultOutput | ErrorOutput;

interface AnyCell {
  id: string;
  metadata: Fields;
  source: string;
  attachments?: Record<string, Bundle>;
}

export interface TextCell extends AnyCell {
  cell_type: "markdown" | "raw";
}

export interface CodeCell extends AnyCell {
  cell_type: "code";
  execution_count: number | null;
  outputs: CellOutput[];
}

export type NotebookCell = TextCell | CodeCell;

export interface Notebook {
  nbformat: 4;
  nbformat_minor: number;
  metadata: Fields;
  cells: NotebookCell[];
}

export function isCode(cell: NotebookCell): cell is CodeCell {
  return cell.cell_type === "code";
}

/** Whether a MIME type's content is a JSON value; all others are text, or base64 text. */
export function isJsonType(type: string): boolean {
  return type === "application/json" || /^application\/.*\+json$/.test(type);
}
