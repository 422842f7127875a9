// nablab_editor_request: what the page asks about a notebook that is written. It runs nothing, publishes
// nothing, and only the newest question is answered (wire/questions.ts).
//
// Content: `ask`, one of the words below; `cells`, the code cells in the notebook's order, each
// `{ id, text }`; for a question about a place `cell` and `offset`, in UTF-16 units. The notebook's language
// is `language` of the message's metadata, as of a cell that runs.

import type { Locale } from "../../display/host";
import type { DraftCell, Editing, Position } from "../editing";
import type { Fields, Request } from "../protocol/message";
import { BadRequest, isFields, read, readWord } from "../protocol/read";
import type { Reply } from "../protocol/replies";
import type { Engine } from "../engine";
import { bare, Object } from "../intrinsics";
import { withIntrinsics } from "../restored";
import type { Context } from "./context";
import { asksForPage } from "./page";

/**
 * How long one question checks cells, in milliseconds; what is left is for the next one. A cell that is run
 * waits no longer.
 */
const budget = 100;

interface Question {
  content: Fields;
  cells: readonly DraftCell[];
  locale: Locale;
}

type Answer = (question: Question, editing: Editing) => Fields;

/** What can be asked. */
const answers: Readonly<Record<string, Answer>> = {
  diagnose({ content, cells, locale }, editing) {
    const focus = read(content, "focus", "string", "");
    const start = performance.now();
    const diagnosis = editing.diagnose(cells, { focus, budget, locale });
    // The page asks the less often the longer it takes.
    return { ...diagnosis, took: Math.round(performance.now() - start) };
  },
  complete: ({ content, cells }, editing) => ({ ...editing.complete(cells, positionOf(content)) }),
  completionDetail: ({ content, cells }, editing) =>
    found(editing.completionDetail(cells, positionOf(content), read(content, "name", "string"))),
  inspect: ({ content, cells }, editing) => found(editing.inspect(cells, positionOf(content))),
  signature: ({ content, cells }, editing) => found(editing.signature(cells, positionOf(content))),
  definition: ({ content, cells }, editing) => ({ ...editing.definition(cells, positionOf(content)) }),
  rename: ({ content, cells }, editing) => ({
    ...editing.rename(cells, positionOf(content), read(content, "name", "string")),
  }),
  format: ({ content }, editing) => ({ edits: editing.format(read(content, "text", "string")) }),
  dependents: ({ content, cells }, editing) => ({
    cells: editing.dependents(cells, read(content, "cell", "string")),
  }),
};

export async function askEditor(
  { content, metadata }: Request,
  context: Context,
): Promise<Reply<"nablab_editor_request">> {
  const engine = await context.engine();
  return withIntrinsics(() => bare(answered({ content, metadata }, engine, context)));
}

function answered(
  { content, metadata }: Pick<Request, "content" | "metadata">,
  engine: Engine,
  context: Context,
): Reply<"nablab_editor_request"> {
  const ask = readWord(content, "ask", Object.keys(answers));
  const editing = engine.editing?.();
  if (editing === undefined) throw new BadRequest("This kernel's engine answers no questions of an editor.");
  for (const run of context.runs.splice(0)) editing.ran(run);
  const locale = context.locale.of(metadata);
  return { status: "ok", ...answers[ask]({ content, cells: cellsOf(content), locale }, editing) };
}

/** How many runs are kept for the first question of an editor. */
const most = 2000;

/**
 * Takes note of a cell that ran, for which cells have to run again. Clients that name no cell leave nothing
 * here.
 */
export function noteRun({ metadata }: Request, text: string, { runs }: Context): void {
  const { cellId } = metadata;
  if (typeof cellId !== "string") return;
  runs.push({ id: cellId, text });
  if (runs.length > most) runs.shift();
}

function cellsOf({ cells = [] }: Fields): DraftCell[] {
  if (!Array.isArray(cells)) throw new BadRequest('The field "cells" must be a list of cells { id, text }.');
  return cells.map((cell: unknown) => {
    if (!isFields(cell)) throw new BadRequest('Each of "cells" must be an object { id, text }.');
    const text = read(cell, "text", "string");
    // `name?` is a question, not a program.
    return { id: read(cell, "id", "string"), text: asksForPage(text) ? "" : text };
  });
}

function positionOf(content: Fields): Position {
  const offset = read(content, "offset", "number");
  if (!Number.isSafeInteger(offset) || offset < 0)
    throw new BadRequest(`The field "offset" must be a position in the cell's text, but got ${offset}.`);
  return { cell: read(content, "cell", "string"), offset };
}

function found(value: object | undefined): Fields {
  return value === undefined ? { found: false } : { found: true, ...value };
}
