// What a history_request asks: the last cells, a range of a session, or those that match a pattern.

import type { Entry, HistoryStore } from "./store";

export interface Range {
  session: number;
  start: number;
  stop?: number;
}

export interface Search {
  pattern: string;
  n?: number;
  unique: boolean;
}

export class History {
  constructor(private readonly store: Pick<HistoryStore, "add" | "read" | "session" | "sessions">) {}

  add(entry: Omit<Entry, "session">): void {
    this.store.add(entry);
  }

  /** The last `n` cells of all sessions, oldest first. */
  tail(n: number): Entry[] {
    return this.last(n, () => true);
  }

  /**
   * Cells of one session; 0 is the present one, -1 the one before it. The start is in the range, the stop is
   * not.
   */
  range({ session, start, stop = Infinity }: Range): Entry[] {
    const number = session > 0 ? session : this.store.session() + session;
    return this.store.read(number).filter(({ line }) => line >= start && line < stop);
  }

  /** The last `n` cells whose text matches a pattern with `*` and `?`; with `unique`, each text once. */
  search({ pattern, n = Infinity, unique }: Search): Entry[] {
    const matcher = globToRegExp(pattern);
    const seen = new Set<string>();
    return this.last(n, ({ input }) => {
      if (!matcher.test(input) || (unique && seen.has(input))) return false;
      seen.add(input);
      return true;
    });
  }

  private last(n: number, wanted: (entry: Entry) => boolean): Entry[] {
    const found: Entry[] = [];
    for (const session of this.store.sessions().reverse()) {
      for (const entry of this.store.read(session).reverse()) {
        if (found.length >= n) return found.reverse();
        if (wanted(entry)) found.push(entry);
      }
    }
    return found.reverse();
  }
}

/** A whole text that fits the pattern. */
function globToRegExp(pattern: string): RegExp {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replace(/\*/g, ".*")
    .replace(/\?/g, ".");
  return new RegExp(`^${source}$`, "s");
}
