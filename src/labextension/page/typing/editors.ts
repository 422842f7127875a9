// The editors of cells: each has the extension from its beginning, and it is filled while the cell's kernel
// is one that answers.

import { Compartment, type Extension } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import { ViewPlugin, type ViewUpdate } from "@codemirror/view";
import type { CellModel } from "./jupyter";

/** Who hears of editors. */
export interface EditorHost {
  opened(model: CellModel, view: EditorView): void;
  closed(model: CellModel, view: EditorView): void;
  updated(model: CellModel, update: ViewUpdate): void;
}

const filling = new Compartment();

/** The extension of one cell's editor. */
export function cellExtension(model: CellModel, host: EditorHost): Extension[] {
  const plugin = ViewPlugin.define((view) => {
    // A view may not change while it is made.
    void Promise.resolve().then(() => host.opened(model, view));
    return {
      update: (update: ViewUpdate): void => host.updated(model, update),
      destroy: (): void => host.closed(model, view),
    };
  });
  return [filling.of([]), plugin];
}

/** Fills the extension of an editor, or empties it. */
export function fill(view: EditorView, extensions: readonly Extension[]): void {
  if (filling.get(view.state) !== extensions) view.dispatch({ effects: filling.reconfigure(extensions) });
}
