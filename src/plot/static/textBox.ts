// Where the text of a drawing stands: its lines and its raised and lowered pieces, each with the width of its
// glyphs.

import { around, type Box } from "./box";
import { elementNode, numberIn, property, type SvgNode, textNode } from "./dom";
import { measure, type TextStyle } from "./fonts";

/** A row of pieces that are anchored together. */
interface Row {
  x: number;
  width: number;
  boxes: { from: number; width: number; top: number; bottom: number }[];
}

/** Goes along the text as a pen does. */
interface Pen {
  rows: Row[];
  y: number;
}

const usual: TextStyle = { size: 12, bold: false, italic: false };

/** The box of a `text` element in its own coordinates; undefined where it has no glyphs. */
export function textBox(text: SvgNode): Box | undefined {
  const pen: Pen = { rows: [], y: numberIn(text, "y") };
  write(text, inherited(text), pen);
  const anchor = anchorOf(text);
  return around(pen.rows.flatMap((row) => boxesOf(row, anchor)));
}

function boxesOf({ x, width, boxes }: Row, anchor: string): Box[] {
  const left = x - (anchor === "middle" ? width / 2 : anchor === "end" ? width : 0);
  return boxes.map(({ from, width, top, bottom }) => ({
    left: left + from,
    right: left + from + width,
    top,
    bottom,
  }));
}

function write(node: SvgNode, style: TextStyle, pen: Pen): void {
  move(node, style, pen);
  for (const child of node.childNodes) {
    if (child.nodeType === textNode) put(child.textContent ?? "", style, pen);
    else if (child.nodeType === elementNode) write(child, styleOf(child, style), pen);
  }
}

function move(node: SvgNode, style: TextStyle, pen: Pen): void {
  if (node.getAttribute("x") !== null || pen.rows.length === 0) {
    pen.rows.push({ x: numberIn(node, "x"), width: 0, boxes: [] });
  }
  if (node.getAttribute("y") !== null) pen.y = numberIn(node, "y");
  pen.y += lengthIn(node, "dy", style);
}

function put(text: string, style: TextStyle, pen: Pen): void {
  const row = pen.rows[pen.rows.length - 1];
  const { width, ascent, descent } = measure(text, style);
  if (width > 0) row.boxes.push({ from: row.width, width, top: pen.y - ascent, bottom: pen.y + descent });
  row.width += width;
}

/** In pixels, or in heights of the text: `1.3em`. */
function lengthIn(node: SvgNode, name: string, { size }: TextStyle): number {
  return numberIn(node, name) * (node.getAttribute(name)?.endsWith("em") ? size : 1);
}

/** What the elements around the text say of it. */
function inherited(node: SvgNode | null): TextStyle {
  if (node === null || node.nodeType !== elementNode) return usual;
  return styleOf(node, inherited(node.parentNode));
}

function styleOf(node: SvgNode, around: TextStyle): TextStyle {
  const [size, weight, slope] = ["font-size", "font-weight", "font-style"].map((name) =>
    property(node, name),
  );
  return {
    size: sizeOf(size, around.size),
    bold: weight === "" ? around.bold : weight === "bold" || Number(weight) >= 600,
    italic: slope === "" ? around.italic : slope !== "normal",
  };
}

function sizeOf(size: string, around: number): number {
  const number = parseFloat(size);
  if (!Number.isFinite(number)) return around;
  if (size.endsWith("%")) return (number * around) / 100;
  return size.endsWith("em") ? number * around : number;
}

function anchorOf(node: SvgNode | null): string {
  if (node === null || node.nodeType !== elementNode) return "start";
  return property(node, "text-anchor") || anchorOf(node.parentNode);
}
