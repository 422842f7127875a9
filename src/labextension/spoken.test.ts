import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { JSDOM } from "jsdom";
import type * as spokenModule from "./page/spoken";

/** A row of Jupyter's widgets: a name, a slider with so many handles, and the value in words. */
const row = (handles: number): string => `<div class="jupyter-widgets widget-inline-hbox widget-slider">
  <label class="widget-label">x0</label>
  <div class="slider-container"><div class="noUi-base">${'<div class="noUi-origin"><div class="noUi-handle" role="slider" aria-valuenow="1.7999999999999998"></div></div>'.repeat(handles)}</div></div>
  <div class="widget-readout">1.8</div></div>`;

/** What is used of a page here. */
interface Part {
  innerHTML: string;
  textContent: string | null;
  querySelector(selector: string): Part | null;
  querySelectorAll(selector: string): Iterable<Part>;
  getAttribute(name: string): string | null;
  setAttribute(name: string, value: string): void;
}

/** The page's module, in a page. */
function inPage(html: string): { document: Part; spoken: typeof spokenModule } {
  const { window } = new JSDOM(html) as unknown as { window: { document: Part; MutationObserver: unknown } };
  Object.assign(globalThis, { document: window.document, MutationObserver: window.MutationObserver });
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the module takes its page when it is used
  return { document: window.document, spoken: require("./page/spoken") as typeof spokenModule };
}

describe("what a screen reader is told", () => {
  it("a slider has its name, and the value that is shown in place of 1.7999999999999998", () => {
    const { document, spoken } = inPage(row(1));
    spoken.nameSliders();
    const handle = document.querySelector(".noUi-handle")!;
    assert.deepEqual(
      [handle.getAttribute("aria-label"), handle.getAttribute("aria-valuetext")],
      ["x0", "1.8"],
    );
  });

  it("a slider that comes later, or moves, is named, too", async () => {
    const { document, spoken } = inPage("<main></main>");
    spoken.nameSliders();
    document.querySelector("main")!.innerHTML = row(1);
    await new Promise(setImmediate);
    const handle = document.querySelector(".noUi-handle")!;
    assert.equal(handle.getAttribute("aria-valuetext"), "1.8");
    document.querySelector(".widget-readout")!.textContent = "1.9";
    handle.setAttribute("aria-valuenow", "1.9000000000000001");
    await new Promise(setImmediate);
    assert.equal(handle.getAttribute("aria-valuetext"), "1.9");
  });

  it("each of two handles keeps its own number", () => {
    const { document, spoken } = inPage(row(2));
    spoken.nameSliders();
    for (const handle of document.querySelectorAll(".noUi-handle"))
      assert.deepEqual(
        [handle.getAttribute("aria-label"), handle.getAttribute("aria-valuetext")],
        ["x0", null],
      );
  });

  it("a figure has a role, and its line of words for a name", () => {
    const { document, spoken } = inPage("<div></div>");
    const node = document.querySelector("div")!;
    spoken.nameFigure(node, "Figure: 1 curve; x from 0 to 1");
    assert.deepEqual(
      [node.getAttribute("role"), node.getAttribute("aria-label")],
      ["figure", "1 curve; x from 0 to 1"],
    );
  });
});
