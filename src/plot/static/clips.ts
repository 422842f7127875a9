// Fewer clips. Each costs the rasteriser two more pictures of the whole page, five times what all the rest
// takes, and most cut nothing off.

import type { Box } from "./box";
import { ownBox } from "./boundingBox";
import { elementNode, property, type SvgNode } from "./dom";
import { commandsOf, pathBox } from "./pathBox";

/** An element as jsdom has it. */
interface Element extends SvgNode {
  readonly parentNode: Element | null;
  readonly firstElementChild: Element | null;
  querySelector(selector: string): Element | null;
  querySelectorAll(selector: string): Iterable<Element>;
  setAttribute(name: string, value: string): void;
  removeAttribute(name: string): void;
}

/** So far, in pixels, something may stand out unseen: half of a line along an edge. */
const unseen = 1;

/** Takes away the clips of a drawing that cut nothing off, or nothing but lines: those are cut here. */
export function dropClips(drawing: SvgNode): void {
  const root = drawing as Element;
  // Innermost first: what an inner clip cuts off does not reach the outer one.
  for (const clipped of [...root.querySelectorAll("[clip-path]")].reverse()) {
    const frame = frameOf(clipped, root);
    if (frame === undefined) continue;
    if (isWithin(ownBox(clipped), frame) || hasOnlyLinesOutside(clipped, frame))
      clipped.removeAttribute("clip-path");
  }
}

/** Cuts the lines at the frame; whether all is inside then. */
function hasOnlyLinesOutside(clipped: Element, frame: Box): boolean {
  for (const path of clipped.querySelectorAll("path")) cutLine(path, clipped, frame);
  return isWithin(ownBox(clipped), frame);
}

/** What a clip leaves, where that is an upright rectangle. */
function frameOf(clipped: Element, root: Element): Box | undefined {
  const id = /url\(["']?[^#]*#([^"')]+)/.exec(clipped.getAttribute("clip-path") ?? "")?.[1];
  const shape = id === undefined ? null : root.querySelector(`clipPath[id="${id}"]`)?.firstElementChild;
  if (shape?.nodeName === "rect") return ownBox(shape);
  const d = shape?.getAttribute("d") ?? "";
  return /^M0,0L([\d.]+),0L\1,([\d.]+)L0,\2Z$/.test(d) ? pathBox(d) : undefined;
}

function isWithin(box: Box | undefined, frame: Box): boolean {
  return (
    box === undefined ||
    (box.left >= frame.left - unseen &&
      box.right <= frame.right + unseen &&
      box.top >= frame.top - unseen &&
      box.bottom <= frame.bottom + unseen)
  );
}

/** Cuts a line of straight pieces at the frame. */
function cutLine(path: Element, clipped: Element, frame: Box): void {
  const d = path.getAttribute("d") ?? "";
  if (property(path, "fill") !== "none" || !/^[MLHV\d.,\s-]+$/.test(d)) return;
  if (isWithin(pathBox(d), frame) || isMoved(path, clipped)) return;
  path.setAttribute("d", insideOf(pointsOf(d), frame));
}

/** Whether the path has other coordinates than the element that is clipped. */
function isMoved(path: Element, clipped: Element): boolean {
  for (let node: Element | null = path; node !== null && node !== clipped; node = node.parentNode) {
    if (node.nodeType === elementNode && node.getAttribute("transform")) return true;
  }
  return false;
}

interface Point {
  x: number;
  y: number;
  /** Whether the pen is lifted on the way here. */
  isStart: boolean;
}

function pointsOf(d: string): Point[] {
  const points: Point[] = [];
  let [x, y] = [0, 0];
  for (const [letter, numbers] of commandsOf(d)) {
    if (letter !== "V") x = numbers[0];
    if (letter !== "H") y = numbers[numbers.length - 1];
    points.push({ x, y, isStart: letter === "M" });
  }
  return points;
}

/** The pieces of a line inside a frame, as a path. */
function insideOf(points: readonly Point[], frame: Box): string {
  let d = "";
  let [endX, endY] = [NaN, NaN];
  for (let i = 1; i < points.length; i++) {
    if (points[i].isStart) continue;
    const [p, q] = [points[i - 1], points[i]];
    const [from, to] = partInside(p, q, frame);
    if (from > to) continue;
    const at = (part: number): [number, number] => [p.x + part * (q.x - p.x), p.y + part * (q.y - p.y)];
    const [beginX, beginY] = from === 0 ? [p.x, p.y] : at(from);
    if (beginX !== endX || beginY !== endY || p.isStart) d += `M${beginX},${beginY}`;
    [endX, endY] = to === 1 ? [q.x, q.y] : at(to);
    d += `L${endX},${endY}`;
  }
  return d;
}

/**
 * From which part of the way to which it leads through the frame; the first is the larger where it does not.
 * Source: Liang and Barsky, A New Concept and Method for Line Clipping, ACM Transactions on Graphics 3
 * (1984).
 */
function partInside(p: Point, q: Point, { left, right, top, bottom }: Box): [number, number] {
  let [from, to] = [0, 1];
  for (const [start, way, low, high] of [
    [p.x, q.x - p.x, left, right],
    [p.y, q.y - p.y, top, bottom],
  ]) {
    if (way === 0) {
      if (start < low || start > high) return [1, 0];
      continue;
    }
    const ends = [(low - start) / way, (high - start) / way];
    from = Math.max(from, Math.min(...ends));
    to = Math.min(to, Math.max(...ends));
  }
  return [from, to];
}
