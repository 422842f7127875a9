// Moves to a place in a cell, and changes several cells at once.

import type { EditorView } from "@codemirror/view";
import type { CellModel, Panel } from "./jupyter";
import type { NotebookTyping } from "./notebookTyping";
import { applyEdits, type Edit } from "./marks";

/** Puts the cursor into a cell, on the screen. */
export async function goTo({ content }: Panel, model: CellModel, from: number, length = 0): Promise<void> {
  const index = content.widgets.findIndex((widget) => widget.model === model);
  if (index < 0) return;
  content.activeCellIndex = index;
  await content.scrollToItem(index);
  // In a long notebook JupyterLab puts the cells onto the page one by one: until then there is no editor, and
  // the person may have gone elsewhere.
  await content.widgets[index].ready;
  if (content.activeCellIndex !== index) return;
  content.mode = "edit";
  const editor = content.widgets[index].editor;
  const view = editor?.editor;
  if (!view) return;
  const anchor = Math.min(from, view.state.doc.length);
  const head = Math.min(from + length, view.state.doc.length);
  view.dispatch({ selection: { anchor, head }, scrollIntoView: true });
  editor.focus();
}

/** The next mark behind the cursor; after the last one the first. */
export async function goToNextMark(
  typing: NotebookTyping,
  viewOf: (model: CellModel) => EditorView | undefined,
): Promise<void> {
  const { panel } = typing;
  const places = typing.places();
  if (places.length === 0) return;
  const models = typing.models();
  const active = panel.content.activeCell?.model;
  const index = active ? models.indexOf(active) : -1;
  const head = (active && viewOf(active)?.state.selection.main.head) ?? -1;
  const isBehind = ({ model, from }: { model: CellModel; from: number }): boolean => {
    const at = models.indexOf(model);
    return at > index || (at === index && from > head);
  };
  const next = places.find(isBehind) ?? places[0];
  await goTo(panel, next.model, next.from);
}

/**
 * Applies edits to the cells of a notebook as they were when `texts` was read; false where a cell has changed
 * since.
 */
export function applyToCells(
  typing: NotebookTyping,
  viewOf: (model: CellModel) => EditorView | undefined,
  texts: ReadonlyMap<string, string>,
  edits: Readonly<Record<string, readonly Edit[]>>,
): boolean {
  const changed = typing.models().filter(({ id }) => Object.hasOwn(edits, id));
  if (changed.some((model) => typing.textOf(model) !== texts.get(model.id))) return false;
  for (const model of changed) {
    const view = viewOf(model);
    if (view) applyEdits(view, model, texts.get(model.id)!, edits[model.id]);
    else applyToModel(model, edits[model.id]);
  }
  return true;
}

/** A cell that is off the screen has no editor. */
function applyToModel({ sharedModel }: CellModel, edits: readonly Edit[]): void {
  sharedModel.undoManager?.stopCapturing();
  for (const { start, length, text } of [...edits].sort((a, b) => b.start - a.start))
    sharedModel.updateSource(start, start + length, text);
}
