// The history on disk: a folder with one file of JSON lines for each session. A session's number is taken by
// creating its file, which only one kernel can; lines are appended by that kernel alone.

import * as fs from "node:fs";
import { join } from "node:path";
import { JSON, Math } from "../intrinsics";

const { appendFileSync, mkdirSync, readdirSync, readFileSync, unlinkSync, writeFileSync } = fs;

/** One cell: the session, its number there, what was run and, as text, what it gave. */
export interface Entry {
  session: number;
  line: number;
  input: string;
  output: string | null;
}

/** So many sessions are kept. */
const mostSessions = 500;

export class HistoryStore {
  private own: { session: number; file: string } | undefined;
  private failed: boolean;
  private readonly folder: string;

  /** Without a folder nothing is kept. */
  constructor(folder: string | undefined) {
    this.failed = folder === undefined;
    this.folder = folder ?? "";
  }

  /** The number of this session; its file is made with its first cell. */
  session(): number {
    return this.own?.session ?? (this.sessions().at(-1) ?? 0) + 1;
  }

  /** Adds a cell. A folder that cannot be written costs the history, not the cell. */
  add(entry: Omit<Entry, "session">): void {
    if (this.failed) return;
    try {
      this.own ??= this.begin();
      appendFileSync(this.own.file, `${JSON.stringify([entry.line, entry.input, entry.output])}\n`);
    } catch {
      this.failed = true;
    }
  }

  /** The sessions on disk, oldest first. */
  sessions(): number[] {
    if (this.folder === "") return [];
    try {
      const names = readdirSync(this.folder).map((name) => /^(\d+)\.jsonl$/.exec(name)?.[1]);
      return names
        .filter((name) => name !== undefined)
        .map(Number)
        .sort((a, b) => a - b);
    } catch {
      return [];
    }
  }

  /** The cells of a session; a line that was cut off is left out. */
  read(session: number): Entry[] {
    if (this.folder === "") return [];
    let text: string;
    try {
      text = readFileSync(this.file(session), "utf8");
    } catch {
      return [];
    }
    return text.split("\n").flatMap((row) => parse(session, row));
  }

  private begin(): { session: number; file: string } {
    mkdirSync(this.folder, { recursive: true });
    const earlier = this.sessions();
    for (const old of earlier.slice(0, Math.max(0, earlier.length - mostSessions)))
      unlinkSync(this.file(old));
    for (let session = this.session(); ; session++) {
      try {
        writeFileSync(this.file(session), "", { flag: "wx", mode: 0o600 });
        return { session, file: this.file(session) };
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      }
    }
  }

  private file(session: number): string {
    return join(this.folder, `${String(session).padStart(6, "0")}.jsonl`);
  }
}

function parse(session: number, row: string): Entry[] {
  try {
    const [line, input, output] = JSON.parse(row) as [number, string, string | null];
    return typeof line === "number" && typeof input === "string" ? [{ session, line, input, output }] : [];
  } catch {
    return [];
  }
}
