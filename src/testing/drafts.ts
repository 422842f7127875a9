// Cells of a notebook that is being written, for tests.

import type { DraftCell, Editing, Position, TextEdit } from "../kernel/editing";
import { notebook, type Notebook } from "./engineNotebook";

/** The cells of a notebook, by number; a cursor `|` in one of them is the place that is asked about. */
export function draft(...texts: string[]): { cells: DraftCell[]; at: Position } {
  let at: Position = { cell: "0", offset: 0 };
  const cells = texts.map((marked, i) => {
    const id = String(i);
    if (marked.includes("|")) at = { cell: id, offset: marked.indexOf("|") };
    return { id, text: marked.replace("|", "") };
  });
  return { cells, at };
}

export interface Opened {
  session: Notebook;
  editing: Editing;
}

/** A notebook in a throw-away folder, and what it answers an editor; `session.close()` ends it. */
export function openDrafts(files: Readonly<Record<string, string>> = {}): Opened {
  const session = notebook(files);
  return { session, editing: session.engine.editing() };
}

/** A text with edits applied, all of which are about the text as it was. */
export function edited(text: string, edits: readonly TextEdit[] = []): string {
  return [...edits]
    .sort((a, b) => b.start - a.start)
    .reduce(
      (all, { start, length, text: put }) => all.slice(0, start) + put + all.slice(start + length),
      text,
    );
}
