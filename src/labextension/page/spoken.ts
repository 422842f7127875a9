// What a screen reader is told: a figure's line of words, and of each slider its name and its value as it is
// shown.

import { browser } from "./browser";

/** An element with the attributes of accessibility. */
export interface Named {
  setAttribute(name: string, value: string): void;
  getAttribute(name: string): string | null;
}

/** A figure is one thing with a name: the text that stands for it where there is no picture. */
export function nameFigure(node: object, words: unknown): void {
  const named = node as Named;
  named.setAttribute("role", "figure");
  named.setAttribute(
    "aria-label",
    typeof words === "string" ? words.replace(/^(Figure: |图：)/, "") : "figure",
  );
}

interface Found extends Named {
  readonly textContent: string | null;
  closest(selector: string): Found | null;
  querySelector(selector: string): Found | null;
  querySelectorAll(selector: string): Iterable<Found>;
}

interface Observer {
  observe(node: object, options: object): void;
}

/**
 * Names the handles of Jupyter's sliders, which have a role and no name, and whose value reads
 * 1.7999999999999998 where 1.8 is shown.
 */
export function nameSliders(): void {
  const page = browser.document as unknown as { body: Found };
  const Observer = browser.MutationObserver as unknown as new (changed: () => void) => Observer;
  const nameAll = (): void => {
    for (const handle of page.body.querySelectorAll(".noUi-handle")) nameHandle(handle);
  };
  const watched = { subtree: true, childList: true, attributes: true, attributeFilter: ["aria-valuenow"] };
  new Observer(nameAll).observe(page.body, watched);
  nameAll();
}

function nameHandle(handle: Found): void {
  const row = handle.closest(".jupyter-widgets");
  tell(handle, "aria-label", row?.querySelector(".widget-label")?.textContent);
  // A slider with two handles shows both values: each of its handles keeps its own number.
  if (row?.querySelector(".noUi-origin ~ .noUi-origin") !== null) return;
  tell(handle, "aria-valuetext", row.querySelector(".widget-readout")?.textContent);
}

function tell(handle: Found, attribute: string, words: string | null | undefined): void {
  if (words && handle.getAttribute(attribute) !== words) handle.setAttribute(attribute, words);
}
