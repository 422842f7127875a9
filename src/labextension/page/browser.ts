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
  setAttribute(name: string, value: string): void;
  addEventListener(type: string, listener: (event: object) => void): void;
  getBoundingClientRect(): { left: number; top: number };
  setPointerCapture(pointer: number): void;
  focus(options?: { preventScroll?: boolean }): void;
  remove(): void;
  title: string;
}

interface UserEvent {
  preventDefault(): void;
  stopPropagation(): void;
}

/** A mouse, a finger or a pen. */
export interface PointerEvent extends UserEvent {
  readonly pointerId: number;
  readonly button: number;
  readonly clientX: number;
  readonly clientY: number;
}

export interface KeyEvent extends UserEvent {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
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
  querySelector(selector: string): Element | null;
  createElement(tag: "script"): Script;
  createElement(tag: "img"): Image;
  createElement(tag: "div" | "pre" | "span" | "style"): Element;
}

/** Something that calls back when an element has changed. */
export interface Observer {
  observe(element: Element, options?: object): void;
  disconnect(): void;
}

/** A script that runs beside the page. */
interface BackgroundScript {
  onmessage: () => void;
  onerror: () => void;
  terminate(): void;
}

/** What stands in the global scope of a page. */
export interface Browser {
  document: Document;
  ResizeObserver: new (changed: () => void) => Observer;
  MutationObserver: new (changed: () => void) => Observer;
  Worker: new (address: string) => BackgroundScript;
  setTimeout(callback: () => void, milliseconds: number): unknown;
  Plotly?: Plotly;
  _JUPYTERLAB?: Record<string, object>;
}

/** What a front end hands to a renderer. */
export interface Model {
  readonly data: Record<string, unknown>;
  readonly metadata: { nablab?: { handles?: unknown }; "image/png"?: { width?: number } };
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

/** One axis of a figure as it is drawn, in pixels of the figure's element. */
export interface Axis {
  readonly range: readonly [low: number, high: number];
  toPixel(value: number): number;
  toValue(pixel: number): number;
  isInside(value: number): boolean;
  /** The value itself, or the end of the axis that it is beyond. */
  within(value: number): number;
}

export interface Axes {
  readonly x: Axis;
  readonly y: Axis;
}

/** What is used of plotly.js. */
export interface Plotly {
  react(node: Element, data: object[], layout: object, config: object): Promise<unknown>;
  purge(node: Element): void;
  /** A picture as a `data:` address. */
  toImage(figure: object, options: object): Promise<string>;
}

export const browser: Browser = globalThis as unknown as Browser;
