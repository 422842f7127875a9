// The history of a page's kernel: the cells of this session, in memory.

import type { Entry, HistoryStore } from "../../kernel/history/store";

export class MemoryHistory implements Pick<HistoryStore, "add" | "read" | "session" | "sessions"> {
  private readonly entries: Entry[] = [];

  session(): number {
    return 1;
  }

  sessions(): number[] {
    return [1];
  }

  add(entry: Omit<Entry, "session">): void {
    this.entries.push({ session: 1, ...entry });
  }

  read(session: number): Entry[] {
    return session === 1 ? [...this.entries] : [];
  }
}
