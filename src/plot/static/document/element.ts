// Elements: attributes, inline style, classes, and the search among what is below.

import { elementNode } from "../dom";
import { Node, Text } from "./node";
import { hasWord, matcher } from "./selectors";
import { Style } from "./style";

/** The names of a `class` attribute as a set. */
export interface ClassList {
  add(...names: string[]): void;
  remove(...names: string[]): void;
  contains(name: string): boolean;
}

export class Element extends Node {
  readonly nodeType: number = elementNode;
  readonly nodeName: string;
  readonly clientWidth = 0;
  readonly clientHeight = 0;
  private readonly attributes = new Map<string, string>();
  private ownStyle: Style | undefined;
  private isStyleChanged = false;

  constructor(
    owner: object | null,
    readonly namespaceURI: string,
    readonly localName: string,
  ) {
    super(owner);
    this.nodeName = namespaceURI === htmlNamespace ? localName.toUpperCase() : localName;
  }

  get tagName(): string {
    return this.nodeName;
  }

  get style(): Style {
    if (this.ownStyle === undefined) {
      const style = new Style(() => {
        this.isStyleChanged = true;
        // The place among the attributes is that of the first change.
        if (!this.attributes.has("style")) this.attributes.set("style", "");
      });
      const text = this.attributes.get("style");
      if (text !== undefined) style.cssText = text;
      this.isStyleChanged = false;
      this.ownStyle = style;
    }
    return this.ownStyle;
  }

  get id(): string {
    return this.getAttribute("id") ?? "";
  }

  set id(id: string) {
    this.setAttribute("id", id);
  }

  get className(): string {
    return this.getAttribute("class") ?? "";
  }

  set className(names: string) {
    this.setAttribute("class", names);
  }

  get classList(): ClassList {
    const names = (): string[] => this.className.split(/\s+/).filter((name) => name !== "");
    return {
      add: (...added) => (this.className = [...new Set([...names(), ...added])].join(" ")),
      remove: (...removed) =>
        (this.className = names()
          .filter((name) => !removed.includes(name))
          .join(" ")),
      contains: (name) => hasWord(this.className, name),
    };
  }

  get attributeNames(): Iterable<string> {
    return this.attributes.keys();
  }

  getAttribute(name: string): string | null {
    if (name === "style" && this.isStyleChanged) {
      this.attributes.set(name, this.style.cssText);
      this.isStyleChanged = false;
    }
    return this.attributes.get(name) ?? null;
  }

  hasAttribute(name: string): boolean {
    return this.attributes.has(name);
  }

  setAttribute(name: string, value: unknown): void {
    this.attributes.set(name, String(value));
    if (name === "style") this.ownStyle = undefined;
  }

  removeAttribute(name: string): void {
    this.attributes.delete(name);
    if (name === "style") this.ownStyle = undefined;
  }

  setAttributeNS(namespace: string | null, name: string, value: unknown): void {
    this.setAttribute(qualified(namespace, name), value);
  }

  getAttributeNS(namespace: string | null, name: string): string | null {
    return this.getAttribute(qualified(namespace, name));
  }

  removeAttributeNS(namespace: string | null, name: string): void {
    this.removeAttribute(qualified(namespace, name));
  }

  get textContent(): string {
    return this.childNodes.map((child) => child.textContent ?? "").join("");
  }

  set textContent(text: string | null) {
    while (this.lastChild !== null) this.removeChild(this.lastChild);
    if (text !== null && text !== "") this.appendChild(new Text(this.ownerDocument, text));
  }

  get children(): readonly Element[] {
    return this.childNodes.filter((child): child is Element => child instanceof Element);
  }

  get firstElementChild(): Element | null {
    return this.children.at(0) ?? null;
  }

  get previousElementSibling(): Element | null {
    let node = this.previousSibling;
    while (node !== null && !(node instanceof Element)) node = node.previousSibling;
    return node;
  }

  matches(selector: string): boolean {
    return matcher(selector)(this);
  }

  closest(selector: string): Element | null {
    if (this.matches(selector)) return this;
    return this.parentNode instanceof Element ? this.parentNode.closest(selector) : null;
  }

  querySelector(selector: string): Element | null {
    return findBelow(this, selector);
  }

  querySelectorAll(selector: string): Element[] {
    return allBelow(this, selector);
  }

  cloneNode(deep: boolean = false): Element {
    const Kind = this.constructor as typeof Element;
    const copy = new Kind(this.ownerDocument, this.namespaceURI, this.localName);
    for (const name of this.attributeNames) copy.attributes.set(name, this.getAttribute(name)!);
    if (deep) for (const child of this.childNodes) copy.appendChild(child.cloneNode(true));
    return copy;
  }
}

export const htmlNamespace = "http://www.w3.org/1999/xhtml";
const xlinkNamespace = "http://www.w3.org/1999/xlink";

/** An attribute's name as it is written. */
function qualified(namespace: string | null, name: string): string {
  return namespace === xlinkNamespace && !name.includes(":") ? `xlink:${name}` : name;
}

/** The first match in the order of the document. */
export function findBelow(root: Node, selector: string): Element | null {
  const matches = matcher(selector);
  for (const element of below(root)) if (matches(element)) return element;
  return null;
}

export function allBelow(root: Node, selector: string): Element[] {
  const found: Element[] = [];
  const matches = matcher(selector);
  for (const element of below(root)) if (matches(element)) found.push(element);
  return found;
}

function* below(root: Node): Generator<Element> {
  let node: Node | null = root.firstChild;
  while (node !== null) {
    if (node instanceof Element) yield node;
    let next: Node | null = node.firstChild;
    for (let at: Node | null = node; next === null && at !== null && at !== root; at = at.parentNode) {
      next = at.nextSibling;
    }
    node = next;
  }
}
