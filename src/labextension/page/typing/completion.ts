// Completions that know the cells above, also those that have not run, with their documentation beside the
// list.

import type { EditorView } from "@codemirror/view";
import type { CellModel } from "./jupyter";
import type { NotebookTyping } from "./notebookTyping";

interface Context {
  readonly editor?: { readonly editor?: EditorView; readonly model?: CellModel } | null;
}

interface Item {
  label: string;
  type?: string;
  documentation?: string;
}

/** JupyterLab's manager of completions. */
export interface CompletionManager {
  registerProvider(provider: object): void;
  setShowDocumentationPanel?(shown: boolean): void;
}

interface Place {
  typing: NotebookTyping;
  model: CellModel;
}

export function completionProvider(
  placeOf: (model: CellModel) => NotebookTyping | undefined,
  isOn: () => boolean,
): object {
  /** Where the list that is open was asked for. */
  let asked: { place: Place; offset: number } | undefined;

  function placeIn({ editor }: Context): Place | undefined {
    const model = editor?.model;
    const typing = model && isOn() ? placeOf(model) : undefined;
    return typing?.isOn && model ? { typing, model } : undefined;
  }

  return {
    identifier: "nablab:cells",
    // Before the kernel's own, which knows only what has run.
    rank: 560,
    renderer: null,
    isApplicable: (context: Context) => Promise.resolve(placeIn(context) !== undefined),
    async fetch({ offset }: { offset: number }, context: Context) {
      const place = placeIn(context);
      const reply = await place?.typing.ask("complete", { cell: place.model.id, offset });
      if (place === undefined || reply === undefined) return { start: offset, end: offset, items: [] };
      asked = { place, offset };
      const { start, end, matches } = reply as unknown as {
        start: number;
        end: number;
        matches: { text: string; type: string }[];
      };
      return { start, end, items: matches.map(({ text, type }): Item => ({ label: text, type })) };
    },
    async resolve(item: Item): Promise<Item> {
      if (asked === undefined) return item;
      const { place, offset } = asked;
      const reply = await place.typing.ask("completionDetail", {
        ...{ cell: place.model.id, offset, name: item.label },
      });
      return reply?.found === true ? { ...item, documentation: String(reply.markdown) } : item;
    },
  };
}
