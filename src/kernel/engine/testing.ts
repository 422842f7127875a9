// A session in a throw-away folder, for tests.

import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { CellRefused, createSession, type Session } from "./session";

export interface Notebook extends Session {
  folder: string;
  /** The value of each cell's last expression, or what it was refused or stopped with. */
  cells(...sources: string[]): Promise<unknown[]>;
  write(path: string, text: string): void;
  close(): void;
}

export interface Complaint {
  refused: string[];
}

export function notebook(files: Readonly<Record<string, string>> = {}): Notebook {
  const root = mkdtempSync(join(tmpdir(), "cells-"));
  const folder = join(root, "notebooks");
  mkdirSync(folder);
  const session = createSession({ folder, fallbacks: [join(__dirname, "..")] });
  let count = 0;
  let age = 0;

  function write(path: string, text: string): void {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    // Two writes within a tick of the file system's clock must still differ.
    const time = new Date(1_700_000_000_000 + 1000 * age++);
    utimesSync(file, time, time);
  }

  async function one(source: string): Promise<unknown> {
    try {
      return (await session.execute(source, `Cell [${++count}]`))?.[0];
    } catch (error) {
      if (!(error instanceof CellRefused)) return error;
      return { refused: error.diagnostics.map((d) => `${d.line}:${d.column} TS${d.code}`) };
    }
  }

  for (const [path, text] of Object.entries(files)) write(path, text);
  return {
    ...session,
    folder,
    write,
    close: () => rmSync(root, { recursive: true }),
    async cells(...sources) {
      const values: unknown[] = [];
      for (const source of sources) values.push(await one(source));
      return values;
    },
  };
}
