// The little of a browser that is used here: the project is compiled without a browser's types.

export interface Element {
  readonly clientWidth: number;
  readonly isConnected: boolean;
  className: string;
  readonly style: Record<string, string>;
  textContent: string | null;
  appendChild(child: Element): void;
  replaceChildren(...children: Element[]): void;
  getAttribute(name: string): string | null;
}

interface Script extends Element {
  src: string;
  onload: () => void;
  onerror: () => void;
}

interface Image extends Element {
  src: string;
  alt: string;
  width: number;
}

export interface Document {
  readonly body: Element;
  readonly head: Element;
  readonly currentScript: { src: string } | null;
  createElement(tag: "script"): Script;
  createElement(tag: "img"): Image;
  createElement(tag: "div" | "pre"): Element;
}

/** Something that calls back when an element has changed. */
export interface Observer {
  observe(element: Element, options?: object): void;
  disconnect(): void;
}

/** What stands in the global scope of a page. */
export interface Browser {
  document: Document;
  ResizeObserver: new (changed: () => void) => Observer;
  MutationObserver: new (changed: () => void) => Observer;
  Plotly?: Plotly;
  _JUPYTERLAB?: Record<string, object>;
}

/** What a front end hands to a renderer. */
export interface Model {
  readonly data: Record<string, unknown>;
  readonly metadata: Record<string, { width?: number } | undefined>;
  /** Whether the notebook's contents may do what they want in the page. */
  readonly trusted: boolean;
}

/** A plotly figure. */
export interface Figure {
  data: object[];
  layout?: Layout;
  config?: object;
}

export interface Layout {
  width?: number;
  height?: number;
  [attribute: string]: unknown;
}

/** What is used of plotly.js. */
export interface Plotly {
  react(node: Element, data: object[], layout: object, config: object): Promise<unknown>;
  purge(node: Element): void;
}

export const browser: Browser = globalThis as unknown as Browser;
