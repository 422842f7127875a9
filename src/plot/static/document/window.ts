// A window for plotly without a browser: the part of a document that plotly touches when it draws, and
// nothing else. The DOM of jsdom does the same in ten times the time and with 60 MB more memory.

import { Element, allBelow, findBelow, htmlNamespace } from "./element";
import { Node, Text } from "./node";
import { Style } from "./style";

export class HtmlElement extends Element {}

export class SvgElement extends Element {}

export class CanvasElement extends HtmlElement {
  width = 300;
  height = 150;
}

/** A link: plotly asks what protocol an address has. */
class AnchorElement extends HtmlElement {
  get href(): string {
    return this.getAttribute("href") ?? "";
  }

  set href(address: string) {
    this.setAttribute("href", address);
  }

  get protocol(): string {
    return URL.canParse(this.href) ? new URL(this.href).protocol : ":";
  }
}

/** A style sheet, whose rules concern what can be clicked. */
class StyleElement extends HtmlElement {
  readonly sheet = { cssRules: [], insertRule: (): number => 0 };
}

const special: Readonly<Record<string, typeof HtmlElement>> = {
  canvas: CanvasElement,
  a: AnchorElement,
  style: StyleElement,
};

export class Document extends Node {
  readonly nodeType = 9;
  readonly nodeName = "#document";
  readonly readyState = "complete";
  readonly compatMode = "CSS1Compat";
  readonly contentType = "text/html";
  readonly documentElement: Element = this.appendChild(this.createElement("html"));
  readonly head: Element = this.documentElement.appendChild(this.createElement("head"));
  readonly body: Element = this.documentElement.appendChild(this.createElement("body"));
  readonly textContent = null;
  defaultView: object | null = null;

  constructor() {
    super(null);
  }

  get activeElement(): Element {
    return this.body;
  }

  createElement(name: string): Element {
    return this.createElementNS(htmlNamespace, name.toLowerCase());
  }

  createElementNS(namespace: string, name: string): Element {
    const Kind = namespace === htmlNamespace ? (special[name] ?? HtmlElement) : SvgElement;
    return new Kind(this, namespace, name);
  }

  createTextNode(text: string): Text {
    return new Text(this, String(text));
  }

  getElementById(id: string): Element | null {
    return findBelow(this, `[id="${id}"]`);
  }

  querySelector(selector: string): Element | null {
    return findBelow(this, selector);
  }

  querySelectorAll(selector: string): Element[] {
    return allBelow(this, selector);
  }

  cloneNode(): Document {
    return new Document();
  }
}

/**
 * What an element says itself, and that it is shown unless it says otherwise: no style sheet concerns a
 * drawing.
 */
function getComputedStyle(element: Element): Style {
  const style = new Style();
  style.cssText = `display: block; ${element.getAttribute("style") ?? ""}`;
  return style;
}

export class XmlSerializer {
  serializeToString(node: Node, isRoot: boolean = true): string {
    if (!(node instanceof Element)) return escapeText(node.textContent ?? "");
    const attributes = Array.from(node.attributeNames)
      // What is inside has the namespace of the whole.
      .filter((name) => isRoot || name !== "xmlns")
      .map((name) => ` ${name}="${escapeAttribute(node.getAttribute(name)!)}"`)
      .join("");
    const content = node.childNodes.map((child) => this.serializeToString(child, false)).join("");
    const { localName: name } = node;
    return content === "" ? `<${name}${attributes}/>` : `<${name}${attributes}>${content}</${name}>`;
  }
}

function escapeText(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

function escapeAttribute(text: string): string {
  return escapeText(text)
    .replace(/"/g, "&quot;")
    .replace(/[\t\n\r]/g, (character) => `&#x${character.charCodeAt(0).toString(16).toUpperCase()};`);
}

/** What plotly finds under `window`. */
export interface PlotlyWindow {
  document: Document;
  Element: typeof Element;
  SVGElement: typeof SvgElement;
  HTMLCanvasElement: typeof CanvasElement;
  XMLSerializer: typeof XmlSerializer;
  Math: typeof Math;
  [name: string]: unknown;
}

const nothing = (): void => undefined;

export function createWindow(): PlotlyWindow {
  const document = new Document();
  const later = (call: (time: number) => void): unknown => setTimeout(() => call(performance.now()), 16);
  const window: PlotlyWindow = {
    document,
    Element,
    SVGElement: SvgElement,
    HTMLElement: HtmlElement,
    HTMLCanvasElement: CanvasElement,
    XMLSerializer: XmlSerializer,
    // Made once, used for formulas that MathJax has set, which there is none of here.
    DOMParser: class {},
    getComputedStyle,
    navigator: { userAgent: "nablab", platform: "", language: "en" },
    location: { href: "about:blank", protocol: "about:" },
    URL: { createObjectURL: () => "" },
    requestAnimationFrame: later,
    cancelAnimationFrame: clearTimeout,
    addEventListener: nothing,
    removeEventListener: nothing,
    innerWidth: 1024,
    innerHeight: 768,
    scrollX: 0,
    scrollY: 0,
    // Plotly's warnings would come out under some cell.
    console: { log: nothing, info: nothing, warn: nothing, error: nothing, trace: nothing },
    // Its own, so that its random numbers can be others.
    Math: Object.create(Math) as typeof Math,
  };
  document.defaultView = window;
  return Object.assign(window, { window, self: window });
}
