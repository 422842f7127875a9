// The little of a document that is used here: the library is compiled without a browser's types.

/** An element of a drawing. */
export interface SvgNode {
  readonly nodeName: string;
  readonly nodeType: number;
  readonly textContent: string | null;
  readonly parentNode: SvgNode | null;
  readonly childNodes: Iterable<SvgNode>;
  getAttribute(name: string): string | null;
}

export const elementNode = 1;
export const textNode = 3;

/** The number that an attribute begins with, or 0 where there is none. */
export function numberIn(node: SvgNode, name: string): number {
  const number = parseFloat(node.getAttribute(name) ?? "");
  return Number.isFinite(number) ? number : 0;
}

/** A property as the element itself gives it: in its style, else as an attribute; "" where it does not. */
export function property(node: SvgNode, name: string): string {
  const style = node.getAttribute("style");
  const found = style === null ? undefined : parseStyle(style).get(name);
  return found ?? node.getAttribute(name) ?? "";
}

const parsed = new Map<string, Map<string, string>>();

/** The same few styles come again and again. */
function parseStyle(style: string): Map<string, string> {
  let properties = parsed.get(style);
  if (properties === undefined) {
    const pairs = style.split(";").map((pair) => pair.split(":").map((word) => word.trim()));
    properties = new Map(pairs.filter((pair) => pair.length === 2) as [string, string][]);
    if (parsed.size > 1000) parsed.clear();
    parsed.set(style, properties);
  }
  return properties;
}
