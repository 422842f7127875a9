// The count of marks, which leads to the next one: in the status bar, or in the toolbar of the notebook.

import { browser, type Element } from "../browser";

export interface StatusBar {
  registerStatusItem(id: string, item: object): unknown;
}

interface Widget {
  readonly node: Element & { onclick: (() => void) | null; title: string };
}

export interface Counter {
  /** Undefined where the notebook has no kernel that checks. */
  show(count: number | undefined): void;
}

/** Where items may be put beside others; the toolbar of a notebook. */
export interface Toolbar {
  insertBefore(at: string, name: string, widget: unknown): boolean;
  addItem(name: string, widget: unknown): boolean;
}

const name = "nablab:problems";

/** In the status bar: one for whichever notebook is in front. */
export function counterInStatusBar(bar: StatusBar, WidgetClass: new () => Widget, next: () => void): Counter {
  const { widget, counter } = create(WidgetClass, next);
  bar.registerStatusItem(name, { item: widget, align: "left", rank: 100 });
  return counter;
}

/** In a notebook's own toolbar, for a front end that has no status bar. */
export function counterInToolbar(toolbar: Toolbar, WidgetClass: new () => Widget, next: () => void): Counter {
  const { widget, counter } = create(WidgetClass, next);
  if (!toolbar.insertBefore("spacer", name, widget)) toolbar.addItem(name, widget);
  return counter;
}

function create(WidgetClass: new () => Widget, next: () => void): { widget: Widget; counter: Counter } {
  const widget = new WidgetClass();
  const label = browser.document.createElement("span");
  widget.node.className += " nablab-problems";
  widget.node.appendChild(label);
  widget.node.onclick = next;
  const counter: Counter = {
    show(count) {
      widget.node.style.display = count === undefined ? "none" : "";
      label.textContent = count === 0 ? "TypeScript ✓" : `TypeScript ✕ ${count}`;
      widget.node.title = count === 0 ? "No problems in this notebook" : "Go to the next problem";
    },
  };
  counter.show(undefined);
  return { widget, counter };
}
