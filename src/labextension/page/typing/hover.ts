// The type and the docstring of the name under the mouse.

import { hoverTooltip } from "@codemirror/view";
import type { Extension } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import type { Reply } from "./asker";

/** What an editor asks about a place in its cell. */
export interface Place {
  /** Undefined where there is no answer. */
  ask(question: string, offset: number, more?: object): Promise<Reply | undefined>;
  /** Markdown as the front end shows it. */
  render(markdown: string): Promise<unknown>;
  isOn(): boolean;
}

export function hover(place: Place): Extension {
  return hoverTooltip(async (view: EditorView, position: number) => {
    if (!place.isOn()) return null;
    const word = view.state.wordAt(position);
    if (word === null) return null;
    const reply = await place.ask("inspect", position);
    // Where the mouse has left the editor meanwhile, nothing would take the tooltip away.
    if (reply?.found !== true || !isUnderMouse(view)) return null;
    const dom = (await place.render(String(reply.markdown))) as never;
    return { pos: word.from, end: word.to, above: true, create: () => ({ dom }) };
  });
}

function isUnderMouse(view: EditorView): boolean {
  const { dom } = view as unknown as { dom: { matches(selector: string): boolean } };
  return dom.matches(":hover");
}
