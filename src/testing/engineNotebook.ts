// A notebook in a throw-away folder, for tests.

import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Outcome, Watch } from "../kernel/engine";
import type { ErrorContent } from "../kernel/protocol/message";
import { NotebookEngine } from "../kernel/engine/notebookEngine";

export interface Notebook {
  engine: NotebookEngine;
  folder: string;
  /** What each cell ends with. */
  run(...sources: string[]): Promise<Outcome[]>;
  /**
   * The value of each cell's last expression; of a cell that failed `{ error }`, its name and the places that
   * it names.
   */
  cells(...sources: string[]): Promise<unknown[]>;
  /** What the last cell fails with. */
  error(...sources: string[]): Promise<ErrorContent>;
  write(path: string, text: string): void;
  close(): void;
}

/** What a failed cell amounts to in `cells`. */
export interface Failure {
  error: string;
}

export function notebook(
  files: Readonly<Record<string, string>> = {},
  provided: ReadonlyMap<string, () => unknown> = new Map(),
  watch?: Watch,
  note?: (text: string) => void,
): Notebook {
  const root = mkdtempSync(join(tmpdir(), "cells-"));
  const folder = join(root, "notebooks");
  mkdirSync(folder);
  const engine = new NotebookEngine({ folder, provided, watch, note });
  const write = writer(folder);
  let count = 0;

  const run = async (...sources: string[]): Promise<Outcome[]> => {
    const outcomes: Outcome[] = [];
    for (const source of sources) {
      const name = `Cell [${++count}]`;
      outcomes.push(await engine.execute(source, { name, count }));
    }
    return outcomes;
  };

  for (const [path, text] of Object.entries(files)) write(path, text);
  return {
    engine,
    folder,
    run,
    write,
    close: () => rmSync(root, { recursive: true }),
    cells: async (...sources) => (await run(...sources)).map(summary),
    async error(...sources) {
      const last = (await run(...sources)).at(-1)!;
      if (last.status === "ok") throw new Error("the last cell ended well");
      return last.error;
    },
  };
}

function summary(outcome: Outcome): unknown {
  if (outcome.status === "ok") return outcome.value;
  const { ename, evalue, traceback } = outcome.error;
  if (ename !== "TypeScriptError") return { error: `${ename}: ${evalue}` } satisfies Failure;
  const places = traceback.slice(1).map((text) => {
    const [, line, column, code] = /, line (\d+), column (\d+): (TS\d+)/.exec(text)!;
    return `${line}:${column} ${code}`;
  });
  return { error: places.join(" ") } satisfies Failure;
}

function writer(folder: string): Notebook["write"] {
  let age = 0;
  return (path, text) => {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    // Two writes within a tick of the file system's clock must still differ.
    const time = new Date(1_700_000_000_000 + 1000 * age++);
    utimesSync(file, time, time);
  };
}
