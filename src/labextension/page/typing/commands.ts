// The commands, for the palette, menus and keys.

import type { EditorView } from "@codemirror/view";
import type { Commands, CellModel, Modules } from "./jupyter";
import { applyToCells, goTo, goToNextMark } from "./navigation";
import type { NotebookTyping } from "./notebookTyping";
import { applyEdits, type Edit } from "./marks";

export interface Tools {
  modules: Modules;
  current: () => NotebookTyping | undefined;
  viewOf: (model: CellModel) => EditorView | undefined;
}

interface Place {
  typing: NotebookTyping;
  model: CellModel;
  view: EditorView;
  offset: number;
}

/** From id to label and deed. */
type Table = Readonly<
  Record<string, { label: string; caption: string; run: (typing: NotebookTyping) => Promise<void> }>
>;

export const commandIds = {
  next: "nablab:next-problem",
  definition: "nablab:go-to-definition",
  rename: "nablab:rename",
  format: "nablab:format-cell",
  runStale: "nablab:run-stale-cells",
  runDependents: "nablab:run-cell-and-dependents",
} as const;

export function addCommands(commands: Commands, tools: Tools): void {
  for (const [id, { label, caption, run }] of Object.entries(tableOf(tools)))
    commands.addCommand(id, {
      label,
      caption,
      // Other kernels' notebooks have no such entries in their menus.
      isVisible: () => tools.current()?.isOn === true,
      isEnabled: () => tools.current()?.isOn === true,
      execute: async () => {
        const typing = tools.current();
        if (typing?.isOn) await run(typing);
      },
    });
}

function tableOf(tools: Tools): Table {
  return {
    [commandIds.next]: {
      label: "Go to the Next Problem",
      caption: "The next mark of the notebook's TypeScript",
      run: (typing) => goToNextMark(typing, tools.viewOf),
    },
    [commandIds.definition]: {
      label: "Go to Definition",
      caption: "Where the name under the cursor is declared, in whichever cell",
      run: (typing) => goToDefinition(tools, placeIn(tools, typing)),
    },
    [commandIds.rename]: {
      label: "Rename in All Cells…",
      caption: "Renames the name under the cursor in all cells of the notebook",
      run: (typing) => renameAt(tools, placeIn(tools, typing)),
    },
    [commandIds.format]: {
      label: "Format Cell",
      caption: "Lays the cell out by TypeScript's own formatter",
      run: (typing) => formatCell(placeIn(tools, typing)),
    },
    [commandIds.runStale]: {
      label: "Run Stale Cells",
      caption: "Runs the cells that used what a later run has changed, in their order",
      run: (typing) => runStale(tools, typing),
    },
    [commandIds.runDependents]: {
      label: "Run This Cell and All That Follow from It",
      caption: "Runs the cell, and the cells below that use its names or those of cells that do",
      run: (typing) => runDependents(tools, typing),
    },
  };
}

function placeIn({ viewOf }: Tools, typing: NotebookTyping): Place | undefined {
  const model = typing.panel.content.activeCell?.model;
  const view = model?.type === "code" ? viewOf(model) : undefined;
  return model && view && { typing, model, view, offset: view.state.selection.main.head };
}

/** Goes to where the name at a place is declared, or says why not. */
export async function goToDefinition({ modules }: Tools, place: Place | undefined): Promise<void> {
  if (place === undefined) return;
  const { typing, model, offset } = place;
  const reply = await typing.ask("definition", { cell: model.id, offset });
  if (reply === undefined) return;
  const { cell, file, line, reason } = reply as {
    cell?: { cell: string; start: number; length: number };
    file?: string;
    line?: number;
    reason?: string;
  };
  const target = cell && typing.models().find(({ id }) => id === cell.cell);
  if (cell && target) return goTo(typing.panel, target, cell.start, cell.length);
  modules.notify(file === undefined ? (reason ?? "Not found.") : `It is declared in ${file}, line ${line}.`);
}

async function renameAt({ modules, viewOf }: Tools, place: Place | undefined): Promise<void> {
  if (place === undefined) return;
  const { typing, model, view, offset } = place;
  const word = view.state.wordAt(offset);
  if (word === null) return modules.notify("The cursor is not on a name.");
  const old = view.state.sliceDoc(word.from, word.to);
  const { value } = await modules.askText({
    title: `Rename ${old} in all cells`,
    label: "New name:",
    text: old,
  });
  if (value === null || value === old) return;
  const texts = new Map(typing.cells().map(({ id, text }) => [id, text]));
  const reply = await typing.ask("rename", { cell: model.id, offset, name: value.trim() });
  if (reply === undefined) return;
  const { edits, reason } = reply as { edits?: Record<string, Edit[]>; reason?: string };
  if (edits === undefined) return modules.notify(reason ?? "It cannot be renamed.");
  if (!applyToCells(typing, viewOf, texts, edits))
    modules.notify("A cell has changed meanwhile: nothing was renamed.");
}

async function formatCell(place: Place | undefined): Promise<void> {
  if (place === undefined) return;
  const { typing, model, view } = place;
  const text = typing.textOf(model);
  const reply = await typing.ask("format", { cells: [], text });
  const edits = (reply?.edits ?? []) as Edit[];
  if (edits.length > 0) applyEdits(view, model, text, edits);
}

/** Runs the stale cells in their order, and those that thereby become stale. */
async function runStale(tools: Tools, typing: NotebookTyping): Promise<void> {
  const done = new Set<string>();
  for (;;) {
    await typing.diagnose();
    const next = typing.staleCells().find((id) => !done.has(id));
    if (next === undefined) return;
    done.add(next);
    if (!(await runCell(tools, typing, next))) return;
  }
}

async function runDependents(tools: Tools, typing: NotebookTyping): Promise<void> {
  const model = typing.panel.content.activeCell?.model;
  if (model?.type !== "code") return;
  const reply = await typing.ask("dependents", { cell: model.id });
  const behind = (reply?.cells ?? []) as string[];
  for (const id of [model.id, ...behind]) if (!(await runCell(tools, typing, id))) return;
}

/** Runs a cell; false where it failed, so that nothing behind it is run. */
async function runCell({ modules }: Tools, typing: NotebookTyping, id: string): Promise<boolean> {
  const { content, sessionContext } = typing.panel;
  const index = content.widgets.findIndex(({ model }) => model.id === id);
  if (index < 0) return true;
  content.deselectAll();
  content.activeCellIndex = index;
  return modules.notebookActions.run(content, sessionContext);
}
