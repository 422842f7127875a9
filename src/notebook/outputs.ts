// The outputs of a notebook's cells, made from the kernel's messages as a front end makes them.

import type { Fields } from "../kernel/protocol/message";
import {
  type Bundle,
  type CellOutput,
  type CodeCell,
  type DisplayOutput,
  isJsonType,
  type ResultOutput,
} from "./format";

/** A message of the kernel's that concerns a cell. */
export interface OutputMessage {
  type: string;
  content: Fields;
}

type Shown = DisplayOutput | ResultOutput;

/** Fills cells with what the kernel sends for them. */
export class OutputCollector {
  private readonly shown = new Map<string, Shown[]>();
  /** Cells that are to be emptied before their next output. */
  private readonly clearing = new Set<CodeCell>();

  take(cell: CodeCell, { type, content }: OutputMessage): void {
    switch (type) {
      case "execute_input":
      case "execute_reply":
        return this.count(cell, content);
      case "clear_output":
        return content.wait === true ? void this.clearing.add(cell) : this.clear(cell);
      case "update_display_data":
        return this.update(content);
      case "stream":
        return this.stream(cell, text(content.name), text(content.text));
      case "error":
        return this.add(cell, errorFrom(content));
      case "display_data":
      case "execute_result":
        this.count(cell, content);
        return this.show(cell, type, content);
    }
  }

  private count(cell: CodeCell, { execution_count: count }: Fields): void {
    if (typeof count === "number") cell.execution_count = count;
  }

  /** Text of one stream that comes in pieces is one output. */
  private stream(cell: CodeCell, name: string, more: string): void {
    const last = this.outputsOf(cell).at(-1);
    if (last?.output_type === "stream" && last.name === name) last.text += more;
    else this.add(cell, { output_type: "stream", name, text: more });
  }

  private show(cell: CodeCell, type: Shown["output_type"], content: Fields): void {
    this.update(content);
    const display = { data: bundleFrom(content.data), metadata: fields(content.metadata) };
    const output: Shown =
      type === "display_data"
        ? { output_type: type, ...display }
        : { output_type: type, ...display, execution_count: cell.execution_count };
    this.add(cell, output);
    const id = displayId(content);
    if (id !== undefined) this.shown.set(id, [...(this.shown.get(id) ?? []), output]);
  }

  /** Whatever stands under the same display id shows the same, in whichever cell. */
  private update(content: Fields): void {
    for (const output of this.shown.get(displayId(content) ?? "") ?? []) {
      output.data = bundleFrom(content.data);
      output.metadata = fields(content.metadata);
    }
  }

  private add(cell: CodeCell, output: CellOutput): void {
    this.outputsOf(cell).push(output);
  }

  private outputsOf(cell: CodeCell): CellOutput[] {
    if (this.clearing.has(cell)) this.clear(cell);
    return cell.outputs;
  }

  private clear(cell: CodeCell): void {
    this.clearing.delete(cell);
    for (const [id, outputs] of this.shown) {
      this.shown.set(
        id,
        outputs.filter((output) => !cell.outputs.includes(output)),
      );
    }
    cell.outputs = [];
  }
}

function displayId({ transient }: Fields): string | undefined {
  const id = fields(transient).display_id;
  return typeof id === "string" && id !== "" ? id : undefined;
}

function errorFrom({ ename, evalue, traceback }: Fields): CellOutput {
  const lines = Array.isArray(traceback) ? traceback.map(text) : [];
  return { output_type: "error", ename: text(ename), evalue: text(evalue), traceback: lines };
}

/** The notebook's format allows nothing but text for types that are not JSON. */
function bundleFrom(data: unknown): Bundle {
  return Object.fromEntries(
    Object.entries(fields(data)).map(([type, value]) => [type, isJsonType(type) ? value : text(value)]),
  );
}

function text(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}

function fields(value: unknown): Fields {
  return typeof value === "object" && value !== null ? (value as Fields) : {};
}
