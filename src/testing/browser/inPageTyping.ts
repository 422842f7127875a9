// Code that runs in the page about types while one types; what holds of `inPage.ts` holds here.

import type { Application } from "./inPage";

declare const jupyterapp: Application;

/** Gives a setting of the checks while one types another value, as the settings' editor does. */
export async function setTypingSetting([name, value]: readonly [string, boolean]): Promise<void> {
  const { _plugins: plugins } = (
    jupyterapp as unknown as {
      pluginRegistry: {
        _plugins: Map<
          string,
          { provides?: { name: string }; service?: { set(...values: unknown[]): Promise<void> } }
        >;
      };
    }
  ).pluginRegistry;
  const registry = [...plugins.values()].find(
    ({ provides }) => provides?.name === "@jupyterlab/coreutils:ISettingRegistry",
  );
  await registry!.service!.set("nablab:typing", name, value);
}

/** From now on the page notes what is asked of its kernel while one types. */
export function recordQuestions(): void {
  const asked: string[] = [];
  (globalThis as Record<string, unknown>).nablabAsked = asked;
  jupyterapp.shell.currentWidget!.sessionContext.session!.kernel!.anyMessage.connect((_, { msg }) => {
    if (msg.header.msg_type !== "nablab_editor_request") return;
    asked.push((msg.content as unknown as { ask: string }).ask);
  });
}

/** What was asked since the last time. */
export function questions(): string[] {
  return (globalThis as unknown as { nablabAsked: string[] }).nablabAsked.splice(0);
}

/** From now on the page notes when the last key was pressed, and when a text is marked behind it. */
export function watchMarks(): void {
  const page = globalThis as unknown as {
    document: {
      body: object;
      addEventListener(type: string, listener: () => void, capture: boolean): void;
      querySelectorAll(selector: string): Iterable<{ textContent: string }>;
    };
    MutationObserver: new (changed: () => void) => { observe(node: object, options: object): void };
    nablabMarks: { key: number; seen: Record<string, number> };
  };
  page.nablabMarks = { key: 0, seen: {} };
  page.document.addEventListener(
    "keydown",
    () => {
      page.nablabMarks = { key: performance.now(), seen: {} };
    },
    true,
  );
  new page.MutationObserver(() => {
    const { seen } = page.nablabMarks;
    for (const { textContent } of page.document.querySelectorAll(".cm-lintRange"))
      seen[textContent] ??= performance.now();
  }).observe(page.document.body, { childList: true, subtree: true, characterData: true, attributes: true });
}

/** How long after the last key a text was marked, in milliseconds; undefined while it is not. */
export function markedAfter(text: string): number | undefined {
  const { key, seen } = (
    globalThis as unknown as { nablabMarks: { key: number; seen: Record<string, number> } }
  ).nablabMarks;
  return text in seen ? seen[text] - key : undefined;
}

/** What underlines say: `error: text`. */
export function marksOf(found: readonly object[]): string[] {
  return (found as readonly { className: string; textContent: string }[]).map(
    ({ className, textContent }) => `${/cm-lintRange-(\w+)/.exec(className)![1]}: ${textContent}`,
  );
}

/** The cells that have to run again, and why. */
export function staleBars(): Record<number, string> {
  const found: Record<number, string> = {};
  jupyterapp.shell.currentWidget!.content.widgets.forEach(({ node }, index) => {
    const element = node as unknown as {
      classList: { contains(name: string): boolean };
      querySelector(selector: string): { title: string } | null;
    };
    if (element.classList.contains("nablab-stale"))
      found[index] = element.querySelector(".jp-InputPrompt")?.title ?? "";
  });
  return found;
}

/** Where the cursor is in the active cell. */
export function cursor(): { cell: number; selected: string; behind: string } {
  const { activeCellIndex, widgets } = jupyterapp.shell.currentWidget!.content;
  const editor = widgets[activeCellIndex].editor as unknown as {
    editor: {
      state: {
        selection: { main: { from: number; to: number } };
        sliceDoc(from: number, to?: number): string;
      };
    };
  } | null;
  // A cell that comes onto the screen has no editor yet.
  if (editor === null) return { cell: -1, selected: "", behind: "" };
  const { state } = editor.editor;
  const { from, to } = state.selection.main;
  return {
    cell: activeCellIndex,
    selected: state.sliceDoc(from, to),
    behind: state.sliceDoc(to).split("\n")[0],
  };
}

/** Where a piece of a cell's text is on the screen. */
export function placeOfText([index, text]: readonly [number, string]): { x: number; y: number } {
  const { model, editor } = jupyterapp.shell.currentWidget!.content.widgets[index];
  const { editor: view } = editor as unknown as {
    editor: { coordsAtPos(position: number): { left: number; top: number; bottom: number } };
  };
  const at = model.sharedModel.getSource().indexOf(text) + 1;
  const { left, top, bottom } = view.coordsAtPos(at);
  return { x: left, y: (top + bottom) / 2 };
}
