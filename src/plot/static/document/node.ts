// The tree of a document: nodes with links to their siblings, so that adding one takes the same time however
// many there are.

import { elementNode, textNode } from "../dom";

export abstract class Node {
  abstract readonly nodeType: number;
  abstract readonly nodeName: string;
  parentNode: Node | null = null;
  firstChild: Node | null = null;
  lastChild: Node | null = null;
  nextSibling: Node | null = null;
  previousSibling: Node | null = null;
  private known: Node[] | undefined;

  constructor(readonly ownerDocument: object | null) {}

  abstract cloneNode(deep?: boolean): Node;
  abstract get textContent(): string | null;
  abstract set textContent(text: string | null);

  get parentElement(): Node | null {
    return this.parentNode?.nodeType === elementNode ? this.parentNode : null;
  }

  get childNodes(): readonly Node[] {
    if (this.known === undefined) {
      this.known = [];
      for (let node = this.firstChild; node !== null; node = node.nextSibling) this.known.push(node);
    }
    return this.known;
  }

  isSameNode(other: Node | null): boolean {
    return this === other;
  }

  hasChildNodes(): boolean {
    return this.firstChild !== null;
  }

  contains(other: Node | null): boolean {
    for (let node = other; node !== null; node = node.parentNode) if (node === this) return true;
    return false;
  }

  appendChild<T extends Node>(node: T): T {
    return this.insertBefore(node, null);
  }

  insertBefore<T extends Node>(node: T, before: Node | null = null): T {
    if (before !== null && before.isSameNode(node)) return node;
    node.remove();
    const previous = before === null ? this.lastChild : before.previousSibling;
    node.parentNode = this;
    node.previousSibling = previous;
    node.nextSibling = before;
    if (previous === null) this.firstChild = node;
    else previous.nextSibling = node;
    if (before === null) this.lastChild = node;
    else before.previousSibling = node;
    this.known = undefined;
    return node;
  }

  removeChild<T extends Node>(node: T): T {
    const { previousSibling: previous, nextSibling: next } = node;
    if (previous === null) this.firstChild = next;
    else previous.nextSibling = next;
    if (next === null) this.lastChild = previous;
    else next.previousSibling = previous;
    node.parentNode = node.previousSibling = node.nextSibling = null;
    this.known = undefined;
    return node;
  }

  replaceChild<T extends Node>(node: Node, old: T): T {
    this.insertBefore(node, old);
    return this.removeChild(old);
  }

  remove(): void {
    this.parentNode?.removeChild(this);
  }

  // Nobody moves a mouse here.
  addEventListener(): void {}
  removeEventListener(): void {}
  dispatchEvent(): boolean {
    return true;
  }
}

export class Text extends Node {
  readonly nodeType: number = textNode;
  readonly nodeName = "#text";

  constructor(
    owner: object | null,
    public data: string,
  ) {
    super(owner);
  }

  get textContent(): string {
    return this.data;
  }

  set textContent(text: string | null) {
    this.data = text ?? "";
  }

  cloneNode(): Text {
    return new Text(this.ownerDocument, this.data);
  }
}
