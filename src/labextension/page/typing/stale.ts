// Cells that have to run again: a quiet bar beside the prompt, with the reason when the mouse rests on it.

import type { Notebook } from "./jupyter";

/** As the kernel sends it: by the cell's id, the names that a later run has changed. */
export type StaleCells = Readonly<Record<string, { readonly names: readonly string[] }>>;

export function showStale({ widgets }: Notebook, stale: StaleCells): void {
  for (const { model, node } of widgets) {
    const reason = Object.hasOwn(stale, model.id) ? stale[model.id] : undefined;
    const wasStale = node.classList.contains("nablab-stale");
    if (reason === undefined && !wasStale) continue;
    node.classList.toggle("nablab-stale", reason !== undefined);
    const prompt = node.querySelector(".jp-InputPrompt");
    if (prompt) prompt.title = reason === undefined ? "" : reasonOf(reason.names);
  }
}

export function reasonOf(names: readonly string[]): string {
  const list = names.join(", ");
  return `This cell used ${list}, which a later run has changed: run it again to be up to date.`;
}
