// Notebook files as the browser tests use them: those of the course, and small ones that a test writes
// itself.

import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** One output of a cell as nbformat 4 writes it; a member that a kind of output does not have is missing. */
export interface CellOutput {
  output_type: "stream" | "display_data" | "execute_result" | "error";
  /** The stream's name: stdout or stderr. */
  name?: string;
  text?: string;
  data?: Record<string, unknown>;
  ename?: string;
  evalue?: string;
  traceback?: string[];
}

/** A plotly figure as an output carries it. */
export interface FigureJson {
  data: Trace[];
  layout?: Record<string, unknown>;
}

export interface Trace {
  type?: string;
  mode?: string;
  visible?: boolean | "legendonly";
  x?: unknown[];
  y?: unknown[];
}

export const plotlyMime = "application/vnd.plotly.v1+json";

/** The figures among the outputs, in their order. */
export function figuresIn(outputs: readonly CellOutput[]): FigureJson[] {
  return outputs.flatMap(({ data }) =>
    data?.[plotlyMime] === undefined ? [] : [data[plotlyMime] as FigureJson],
  );
}

/**
 * What went wrong in a cell by its outputs: error messages, and whatever was written to stderr (stock tslab's
 * way).
 */
export function complaintsIn(outputs: readonly CellOutput[]): string[] {
  return outputs.flatMap((output) => {
    if (output.output_type === "error") return [`${output.ename}: ${output.evalue}`];
    return output.name === "stderr" ? [output.text ?? ""] : [];
  });
}

/**
 * Where two runs of the same cells differ, in words; what a front end itself adds to an output is not looked
 * at.
 */
export function differences(first: readonly CellRun[], second: readonly CellRun[]): string[] {
  return first.flatMap(({ source, outputs }, i) => {
    const [before, after] = [outputs, second[i]?.outputs ?? []].map((list) =>
      JSON.stringify(list.map(shown)),
    );
    if (before === after) return [];
    return [`cell ${i} (${source.split("\n")[0]}) gave first\n${excerpt(before)}\nthen\n${excerpt(after)}`];
  });
}

/** What `differences` needs to know of a cell after a run. */
export interface CellRun {
  source: string;
  outputs: CellOutput[];
}

/** The names of the models of controls, new in every run. */
const controls = "application/vnd.jupyter.widget-view+json";

/**
 * An output as a reader sees it: no counters, no names of models, and no picture that the renderer of a
 * figure made of it while drawing.
 */
function shown({ output_type, name, text, data, ename, evalue }: CellOutput): unknown {
  const drawn = data?.[plotlyMime] !== undefined;
  const kept = Object.entries(data ?? {}).filter(
    ([mime]) => mime !== controls && !(drawn && mime === "image/png"),
  );
  return { output_type, name, text, ename, evalue, data: kept };
}

function excerpt(text: string): string {
  return text.length > 500 ? `${text.slice(0, 500)}…` : text;
}

/** Writes a notebook of TypeScript cells, none of them run. */
export function writeNotebook(path: string, cells: readonly string[]): void {
  writeCells(
    path,
    cells.map((source) => ["code", source] as const),
  );
}

/** Writes a notebook of cells of any kind: code, markdown or raw. */
export function writeCells(path: string, cells: readonly (readonly [kind: string, source: string])[]): void {
  const metadata = { kernelspec: { name: "tslab", display_name: "TypeScript", language: "typescript" } };
  const written = cells.map(([cell_type, source], i) => ({
    ...{ cell_type, id: `cell-${i}`, metadata: {} },
    ...(cell_type === "code" ? { execution_count: null, outputs: [] } : {}),
    source,
  }));
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata, cells: written }, null, 1));
}
