// Bounding boxes of SVG elements, as plotly asks a browser for them.

import { around, type Box, mapped } from "./box";
import { elementNode, numberIn, property, type SvgNode } from "./dom";
import { identity, type Matrix, parseTransform, times } from "./matrix";
import { pathBox } from "./pathBox";
import { textBox } from "./textBox";

/** The box of an element in its own coordinates, with all that is in it. */
export function ownBox(node: SvgNode): Box | undefined {
  switch (node.nodeName) {
    case "text":
      return textBox(node);
    case "rect":
    case "image":
      return cornered(
        numberIn(node, "x"),
        numberIn(node, "y"),
        numberIn(node, "width"),
        numberIn(node, "height"),
      );
    case "circle":
      return circle(numberIn(node, "cx"), numberIn(node, "cy"), numberIn(node, "r"));
    case "path":
      return pathBox(node.getAttribute("d") ?? "");
    case "defs":
    case "clipPath":
      return undefined;
    default:
      return around([...node.childNodes].flatMap((child) => boxIn(child) ?? []));
  }
}

/** The box of an element in the coordinates of the page: its own transform and all those around it apply. */
export function pageBox(node: SvgNode): Box | undefined {
  const box = ownBox(node);
  return box && mapped(box, toPage(node));
}

function boxIn(child: SvgNode): Box | undefined {
  if (child.nodeType !== elementNode || property(child, "display") === "none") return undefined;
  const box = ownBox(child);
  return box && mapped(box, parseTransform(child.getAttribute("transform")));
}

function toPage(node: SvgNode | null): Matrix {
  if (node === null || node.nodeType !== elementNode) return identity;
  return times(toPage(node.parentNode), parseTransform(node.getAttribute("transform")));
}

function cornered(left: number, top: number, width: number, height: number): Box {
  return { left, top, right: left + width, bottom: top + height };
}

function circle(x: number, y: number, r: number): Box {
  return cornered(x - r, y - r, 2 * r, 2 * r);
}
