// Compares the outputs of a run with those that are stored.

import type { CellOutput, CodeCell, ErrorOutput, Notebook } from "./format";
import { isCode, isJsonType } from "./format";
import { lineDifferences } from "./lineDiff";
import { jsonDifferences, sameText } from "./numbers";

/** What a code cell shows otherwise than it did. */
export interface CellDifference {
  /** Its place among the code cells, from 1. */
  number: number;
  cell: CodeCell;
  /** Lines for a person: `- ` stands before what is stored, `+ ` before what the run showed. */
  lines: string[];
}

/** The cells of the same notebook whose outputs differ in more than the seventh digit of a number. */
export function compareNotebooks(stored: Notebook, now: Notebook): CellDifference[] {
  const cells = now.cells.filter(isCode);
  return stored.cells
    .filter(isCode)
    .map((cell, i) => ({ number: i + 1, cell, lines: compareOutputs(cell.outputs, cells[i].outputs) }))
    .filter(({ lines }) => lines.length > 0);
}

/** How two lists of outputs differ; pictures are compared by being there, for their bytes depend on fonts. */
export function compareOutputs(stored: readonly CellOutput[], now: readonly CellOutput[]): string[] {
  const [left, right] = [coalesced(stored), coalesced(now)];
  const lines: string[] = [];
  for (let i = 0; i < Math.max(left.length, right.length); i++) lines.push(...compareOne(left[i], right[i]));
  return lines;
}

/** Stored notebooks may hold the pieces of a stream one by one. */
function coalesced(outputs: readonly CellOutput[]): CellOutput[] {
  const whole: CellOutput[] = [];
  for (const output of outputs) {
    const last = whole.at(-1);
    const goesOn =
      last?.output_type === "stream" && output.output_type === "stream" && last.name === output.name;
    if (goesOn) whole[whole.length - 1] = { ...last, text: last.text + output.text };
    else whole.push(output);
  }
  return whole;
}

function compareOne(stored: CellOutput | undefined, now: CellOutput | undefined): string[] {
  if (stored === undefined) return [`+ ${summary(now!)}`];
  if (now === undefined) return [`- ${summary(stored)}`];
  const kind = kindOf(stored);
  if (kind !== kindOf(now)) return [`- ${summary(stored)}`, `+ ${summary(now)}`];
  if (stored.output_type === "stream" && now.output_type === "stream")
    return texts(kind, stored.text, now.text);
  if (stored.output_type === "error" && now.output_type === "error")
    return texts(kind, said(stored), said(now));
  return "data" in stored && "data" in now ? bundles(stored.data, now.data) : [];
}

function kindOf(output: CellOutput): string {
  return output.output_type === "stream" ? output.name : output.output_type;
}

/** Tracebacks hold paths of the machine. */
function said({ ename, evalue }: ErrorOutput): string {
  return `${ename}: ${evalue}`;
}

function summary(output: CellOutput): string {
  if (output.output_type === "stream") return `${output.name}: ${firstLine(output.text)}`;
  if (output.output_type === "error") return `error: ${firstLine(said(output))}`;
  const types = Object.keys(output.data).sort().join(", ");
  const text = output.data["text/plain"];
  return `${output.output_type} (${types})${typeof text === "string" ? `: ${firstLine(text)}` : ""}`;
}

function firstLine(text: string): string {
  const line = text.trimStart().split("\n")[0];
  return line.length > 100 ? `${line.slice(0, 99)}…` : line;
}

type Data = Readonly<Record<string, unknown>>;

function bundles(stored: Data, now: Data): string[] {
  const types = [...new Set([...Object.keys(stored), ...Object.keys(now)])].sort();
  return types.flatMap((type) => {
    if (!(type in now)) return [`- ${type}`];
    if (!(type in stored)) return [`+ ${type}`];
    return contents(type, stored[type], now[type]);
  });
}

const mostPlaces = 6;

/**
 * Names the models of controls, which get new names in every run; what they show stands in the text beside.
 */
const controls = "application/vnd.jupyter.widget-view+json";

function contents(type: string, stored: unknown, now: unknown): string[] {
  if (type === controls) return [];
  if (typeof stored === "string" && typeof now === "string") {
    return isText(type) ? texts(type, stored, now) : [];
  }
  const places = isJsonType(type) ? jsonDifferences(stored, now) : [];
  if (places.length === 0) return [];
  const more = places.length - mostPlaces;
  return [type, ...places.slice(0, mostPlaces), ...(more > 0 ? [`… and ${more} more`] : [])];
}

function isText(type: string): boolean {
  return (
    type.startsWith("text/") ||
    type === "image/svg+xml" ||
    type === "application/javascript" ||
    isJsonType(type)
  );
}

function texts(what: string, stored: string, now: string): string[] {
  return sameText(stored, now) ? [] : [what, ...lineDifferences(stored, now)];
}
