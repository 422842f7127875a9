// Call help: above the line, as soon as a bracket or a comma is typed, until the call is left.

import { type Extension, StateEffect, StateField } from "@codemirror/state";
import { type EditorView, showTooltip, type Tooltip, ViewPlugin, type ViewUpdate } from "@codemirror/view";
import { browser, type Element } from "../browser";
import type { Place } from "./hover";

interface Parameter {
  label: string;
  documentation: string;
}

interface Signature {
  prefix: string;
  separator: string;
  suffix: string;
  parameters: readonly Parameter[];
  documentation: string;
}

interface Help {
  start: number;
  signatures: readonly Signature[];
  activeSignature: number;
  activeParameter: number;
}

const setHelp = StateEffect.define<Tooltip | null>();

const help = StateField.define<Tooltip | null>({
  create: () => null,
  update(value, transaction) {
    for (const effect of transaction.effects) if (effect.is(setHelp)) return effect.value;
    if (value === null || !transaction.docChanged) return value;
    return { ...value, pos: transaction.changes.mapPos(value.pos) };
  },
  provide: (field) => showTooltip.from(field),
});

export function signatureHelp(place: Place): Extension {
  return [help, ViewPlugin.define((view) => new Asking(view, place))];
}

interface Key {
  readonly key: string;
  preventDefault(): void;
  stopImmediatePropagation(): void;
}

/** The window of the page: it hears keys before the application's commands, of which Escape is one. */
const window = globalThis as unknown as {
  addEventListener(type: "keydown", listener: (event: Key) => void, capture: boolean): void;
  removeEventListener(type: "keydown", listener: (event: Key) => void, capture: boolean): void;
};

class Asking {
  private latest = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly onKey = (event: Key): void => {
    // An open completer hides the help, and closes first.
    if (event.key !== "Escape" || !this.view.hasFocus || completerIsOpen()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.close();
  };

  constructor(
    private readonly view: EditorView,
    private readonly place: Place,
  ) {}

  update(update: ViewUpdate): void {
    if (!this.place.isOn()) return;
    const isOpen = update.state.field(help, false) != null;
    if (update.docChanged && opensHelp(update)) this.ask(0);
    else if (isOpen && update.focusChanged && !this.view.hasFocus) this.close();
    else if (isOpen && (update.docChanged || update.selectionSet)) this.ask(80);
  }

  destroy(): void {
    clearTimeout(this.timer);
    this.latest++;
    window.removeEventListener("keydown", this.onKey, true);
  }

  close(): void {
    this.latest++;
    clearTimeout(this.timer);
    // A view may not change while it updates.
    void Promise.resolve().then(() => this.show(null));
  }

  private ask(delay: number): void {
    const number = ++this.latest;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.answer(number), delay);
  }

  private async answer(number: number): Promise<void> {
    const { head } = this.view.state.selection.main;
    const reply = await this.place.ask("signature", head);
    if (number !== this.latest) return;
    if (reply?.found !== true) return this.show(null);
    const found = reply as unknown as Help;
    const dom = boxOf(found) as never;
    const lineStart = this.view.state.doc.lineAt(head).from;
    // Above the line that is typed, where the call's arguments begin if that is on it.
    const pos = Math.max(lineStart, Math.min(found.start, head));
    this.show({ pos, above: true, strictSide: true, create: () => ({ dom }) });
  }

  private show(tooltip: Tooltip | null): void {
    const isOpen = this.view.state.field(help, false) != null;
    window.removeEventListener("keydown", this.onKey, true);
    if (tooltip !== null) window.addEventListener("keydown", this.onKey, true);
    if (tooltip !== null || isOpen) this.view.dispatch({ effects: setHelp.of(tooltip) });
  }
}

function completerIsOpen(): boolean {
  return browser.document.querySelector(".jp-Completer:not(.lm-mod-hidden)") !== null;
}

/** Whether a bracket or a comma has just been typed; an editor may have closed the bracket by itself. */
function opensHelp(update: ViewUpdate): boolean {
  if (!update.transactions.some((transaction) => transaction.isUserEvent("input"))) return false;
  let opens = false;
  update.changes.iterChanges((_fromA, _toA, _fromB, _toB, inserted) => {
    if (/^\($|^\(\)$|^,$/.test(inserted.toString())) opens = true;
  });
  return opens;
}

function boxOf({ signatures, activeSignature, activeParameter }: Help): Element {
  const box = element("div", "nablab-signature");
  const signature = signatures[activeSignature] ?? signatures[0];
  const line = element("div", "nablab-signature-line");
  line.appendChild(element("span", "", signature.prefix));
  signature.parameters.forEach(({ label }, i) => {
    if (i > 0) line.appendChild(element("span", "", signature.separator));
    line.appendChild(element("span", i === activeParameter ? "nablab-signature-active" : "", label));
  });
  line.appendChild(element("span", "", signature.suffix));
  if (signatures.length > 1)
    line.appendChild(
      element("span", "nablab-signature-count", `${activeSignature + 1}/${signatures.length}`),
    );
  box.appendChild(line);
  const parameter = signature.parameters[activeParameter] as Parameter | undefined;
  for (const text of [parameter?.documentation, firstParagraph(signature.documentation)])
    if (text) box.appendChild(element("div", "nablab-signature-text", text));
  return box;
}

function firstParagraph(text: string): string {
  return text.split(/\n\s*\n/)[0];
}

function element(tag: "div" | "span", className: string, text?: string): Element {
  const made = browser.document.createElement(tag as "div");
  made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}
