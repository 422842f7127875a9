import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { JSDOM } from "jsdom";
import type { Element } from "./element";
import { createWindow } from "./window";

const svg = "http://www.w3.org/2000/svg";

/** As much of a document as both kinds have. */
interface AnyDocument {
  body: Element;
  createElementNS(namespace: string, name: string): Element;
  createTextNode(text: string): Element;
}

const ours = (): AnyDocument => createWindow().document as unknown as AnyDocument;
const theirs = (): AnyDocument =>
  (new JSDOM("<body></body>").window as unknown as { document: AnyDocument }).document;

/** A drawing as plotly builds one: layers, classes, clips, text. */
function build(document: AnyDocument): Element {
  const add = (parent: Element, name: string, attributes: Record<string, string>, text?: string): Element => {
    const element = document.createElementNS(svg, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    if (text !== undefined) element.textContent = text;
    return parent.appendChild(element);
  };
  const root = add(document.body, "svg", { class: "main-svg", width: "700" });
  root.setAttributeNS("http://www.w3.org/2000/xmlns/", "xmlns", svg);
  const defs = add(root, "defs", {});
  add(add(defs, "clipPath", { id: "clip1xy", class: "axesclip" }), "rect", { width: "10" });
  const plot = add(root, "g", { class: "cartesianlayer plot" });
  const trace = add(plot, "g", { class: "trace scatter", "clip-path": "url(#clip1xy)" });
  add(trace, "path", { class: "js-line", d: "M0,0L1,1", style: "fill: none; stroke: rgb(1, 2, 3);" });
  add(trace, "path", { class: "point" });
  const text = add(plot, "text", { class: "xtitle x2", "data-index": "0" }, `a < b & "c"`);
  add(text, "tspan", { dy: "1em", title: `say "no"\n<` }, "2");
  return root;
}

const selectors = [
  "*",
  "g",
  "clipPath",
  ".trace",
  ".x",
  ".x2",
  "g.trace.scatter",
  "path.js-line,path.point",
  ".trace > path",
  "svg g path",
  "svg > path",
  "#clip1xy",
  "clipPath#clip1xy",
  "[clip-path]",
  `clipPath[id="clip1xy"]`,
  `[class^="x"]`,
  "g[class*=layer]",
  "path:not([d])",
  ":first-child",
  `.plot [data-index="0"]`,
  "g.trace path.js-line",
];

describe("the document that plotly draws in", () => {
  it("finds what jsdom finds", () => {
    const [our, their] = [build(ours()), build(theirs())];
    const names = (root: Element, selector: string): string[] =>
      Array.from(
        root.querySelectorAll(selector),
        (element) => `${element.nodeName} ${element.getAttribute("class")}`,
      );
    for (const selector of selectors) {
      assert.deepEqual(names(our, selector), names(their, selector), selector);
      assert.equal(our.querySelector(selector)?.nodeName, their.querySelector(selector)?.nodeName, selector);
    }
    assert.ok(selectors.some((selector) => names(our, selector).length > 2));
  });

  it("writes what jsdom writes", () => {
    const { XMLSerializer } = createWindow();
    const { XMLSerializer: Other } = new JSDOM("").window as unknown as {
      XMLSerializer: typeof XMLSerializer;
    };
    assert.equal(
      new XMLSerializer().serializeToString(build(ours())),
      new Other().serializeToString(build(theirs()) as never),
    );
  });

  it("keeps style and attribute together, whichever is changed", () => {
    for (const document of [ours(), theirs()]) {
      const path = build(document).querySelector("path")!;
      assert.equal(path.style.getPropertyValue("stroke"), "rgb(1, 2, 3)");
      path.style.setProperty("opacity", "0.5");
      path.style.removeProperty("fill");
      assert.equal(path.getAttribute("style"), "stroke: rgb(1, 2, 3); opacity: 0.5;");
      path.setAttribute("style", "display: none");
      assert.equal(path.style.getPropertyValue("display"), "none");
      path.removeAttribute("style");
      assert.equal(path.style.length, 0);
    }
  });

  it("moves nodes as a document does: each is in one place, in order", () => {
    for (const document of [ours(), theirs()]) {
      const trace = build(document).querySelector(".trace")!;
      const [line, point] = Array.from(trace.childNodes);
      trace.insertBefore(point, line);
      assert.deepEqual(Array.from(trace.childNodes), [point, line]);
      assert.equal(line.previousSibling, point);
      const plot = trace.parentNode!;
      plot.insertBefore(line, trace);
      assert.equal(plot.firstChild, line);
      assert.deepEqual(Array.from(trace.childNodes), [point]);
      point.remove();
      assert.equal(trace.firstChild, null);
      const copy = plot.cloneNode(true);
      assert.equal(copy.textContent, plot.textContent);
      assert.notEqual(copy.firstChild, plot.firstChild);
      assert.ok(!plot.contains(copy));
    }
  });

  it("refuses a selector that it cannot read", () => {
    assert.throws(
      () => ours().body.querySelector("g:hover"),
      /"g:hover" is not a selector that is known here/,
    );
  });
});
