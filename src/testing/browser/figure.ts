// A plotly figure in the page: what it has drawn, and whether it answers the mouse.

import { isDeepStrictEqual } from "node:util";
import type { ElementHandle, Page } from "playwright-core";
import type { FigureJson, Trace } from "./notebooks";

/** A curve on the screen; where the data has gaps it comes in pieces. */
export interface Curve {
  colour: string;
  /** Corners of the curve inside the axes, in the page's coordinates. */
  points: Point[];
}

export interface Point {
  x: number;
  y: number;
}

/** Plotly's own ranges of the first pair of axes. */
export interface Ranges {
  x: number[];
  y: number[];
}

/** One figure under a cell. */
export class Figure {
  constructor(
    private readonly page: Page,
    private readonly element: ElementHandle,
  ) {}

  async scrollIntoView(): Promise<void> {
    await this.element.scrollIntoViewIfNeeded();
  }

  /** Its place on the screen. */
  async box(): Promise<{ x: number; y: number; width: number; height: number }> {
    await this.scrollIntoView();
    const box = await (await this.element.$(".main-svg"))?.boundingBox();
    if (box == null) throw new Error("The figure is not on the screen.");
    return box;
  }

  /** The lines that can be seen, one a trace: with a colour, and with some extent inside the axes. */
  async curves(): Promise<Curve[]> {
    const traces = await this.element.evaluate(piecesOf as (figure: unknown) => Piece[][]);
    const seen = traces.map((pieces) => pieces.filter(isSeen)).filter((pieces) => pieces.length > 0);
    return seen.map((pieces) => ({
      colour: pieces[0].colour,
      points: pieces.flatMap(({ points }) => points),
    }));
  }

  /** The middles of the marks of scatter points, in the page's coordinates. */
  async marks(): Promise<Point[]> {
    return this.element.evaluate(marksOf as (figure: unknown) => Point[]);
  }

  /**
   * Moves the mouse over points of the first curve, or over marks, until a hover text appears; "" if none
   * does.
   */
  async hover(): Promise<string> {
    await this.scrollIntoView();
    const [curve] = await this.curves();
    for (const { x, y } of someOf(curve?.points ?? (await this.marks()))) {
      await this.page.mouse.move(x - 1, y);
      await this.page.mouse.move(x, y);
      const label = await this.appears(".hoverlayer .hovertext", 1000);
      if (label) return (await label.textContent()) ?? "";
    }
    return "";
  }

  /** Drags a box over the middle of the plot, as one does to zoom in; returns the axes before and after. */
  async zoom(): Promise<{ before: Ranges; after: Ranges }> {
    await this.scrollIntoView();
    const before = await this.ranges();
    const box = await this.plotArea();
    const at = (part: number): [number, number] => [box.x + part * box.width, box.y + part * box.height];
    await this.page.mouse.move(...at(0.3));
    await this.page.mouse.down();
    await this.page.mouse.move(...at(0.5), { steps: 4 });
    await this.page.mouse.move(...at(0.7), { steps: 4 });
    await this.page.mouse.up();
    return { before, after: await this.settledRanges(before) };
  }

  /**
   * Double-clicks into the plot, which undoes a zoom; returns the axes afterwards. Plotly counts clicks
   * within 300 ms of each other: two that come just after the end of a drag would be three, and two on a busy
   * machine may be one and one.
   */
  async resetZoom(): Promise<Ranges> {
    const zoomed = await this.ranges();
    const box = await this.plotArea();
    for (let tries = 0; tries < 3; tries++) {
      await this.page.waitForTimeout(400);
      await this.page.mouse.dblclick(box.x + box.width / 2, box.y + box.height / 2);
      const now = await this.settledRanges(zoomed);
      if (!isDeepStrictEqual(now, zoomed)) return now;
    }
    return zoomed;
  }

  async ranges(): Promise<Ranges> {
    return this.element.evaluate(rangesOf as (figure: unknown) => Ranges);
  }

  /** The element that takes the mouse inside the axes. */
  private async plotArea(): Promise<{ x: number; y: number; width: number; height: number }> {
    const box = await (await this.element.$(".draglayer .nsewdrag"))?.boundingBox();
    if (box == null) throw new Error("The figure has no plot area that the mouse could drag in.");
    return box;
  }

  /** The axes once they no longer are `old`, or after twenty seconds all the same. */
  private async settledRanges(old: Ranges): Promise<Ranges> {
    for (let tries = 0; tries < 400; tries++) {
      const now = await this.ranges();
      if (!isDeepStrictEqual(now, old)) return now;
      await this.page.waitForTimeout(50);
    }
    return this.ranges();
  }

  private async appears(selector: string, timeout: number): Promise<ElementHandle | undefined> {
    return this.element.waitForSelector(selector, { timeout }).catch(() => undefined);
  }
}

/** How many curves a figure must show by its data: line traces of at least two points that are not hidden. */
export function expectedCurves({ data }: FigureJson): number {
  return data.filter(isCurve).length;
}

function isCurve({ type = "scatter", mode, visible = true, x, y }: Trace): boolean {
  const ys = (y ?? x ?? []).filter((value) => typeof value === "number" && Number.isFinite(value));
  // Plotly's own default: lines, from whatever number of points.
  return type === "scatter" && (mode ?? "lines").includes("lines") && visible === true && ys.length > 1;
}

function isSeen({ colour, width, height }: Piece): boolean {
  return colour !== "none" && Math.min(width, height) >= 0 && width + height > 1;
}

function someOf(points: readonly Point[]): Point[] {
  return [0.5, 0.25, 0.75, 0.4, 0.6].map((part) => points[Math.floor(part * points.length)]).filter(Boolean);
}

/** One unbroken line of a curve, and how much of it lies inside the axes, in pixels. */
interface Piece extends Curve {
  width: number;
  height: number;
}

// What follows runs in the page.

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

interface SvgElement {
  querySelectorAll(selector: string): Iterable<SvgElement>;
  getAttribute(name: string): string | null;
  getBoundingClientRect(): Box;
  getScreenCTM(): { a: number; d: number; e: number; f: number };
}

interface FigureNode {
  querySelector(selector: string): SvgElement | null;
  querySelectorAll(selector: string): Iterable<SvgElement>;
  _fullLayout: { xaxis: { range: number[] }; yaxis: { range: number[] } };
}

declare function getComputedStyle(element: SvgElement): { stroke: string };

function piecesOf(figure: FigureNode): Piece[][] {
  const axes = figure.querySelector(".draglayer .nsewdrag")?.getBoundingClientRect();
  if (axes === undefined) return [];
  const inside = (p: Point): boolean =>
    p.x >= axes.left - 1 && p.x <= axes.right + 1 && p.y >= axes.top - 1 && p.y <= axes.bottom + 1;
  const piece = (path: SvgElement): Piece => {
    const box = path.getBoundingClientRect();
    const { a, d, e, f } = path.getScreenCTM();
    const corners = (path.getAttribute("d") ?? "").matchAll(/(-?[\d.]+),(-?[\d.]+)/g);
    const points = Array.from(corners, ([, x, y]) => ({ x: a * Number(x) + e, y: d * Number(y) + f }));
    return {
      colour: getComputedStyle(path).stroke,
      width: Math.min(box.right, axes.right) - Math.max(box.left, axes.left),
      height: Math.min(box.bottom, axes.bottom) - Math.max(box.top, axes.top),
      points: points.filter(inside),
    };
  };
  const traces = Array.from(figure.querySelectorAll(".scatterlayer .trace"));
  return traces.map((trace) => Array.from(trace.querySelectorAll("path.js-line"), piece));
}

function marksOf(figure: FigureNode): Point[] {
  return Array.from(figure.querySelectorAll(".scatterlayer .points path"), (mark) => {
    const { left, right, top, bottom } = mark.getBoundingClientRect();
    return { x: (left + right) / 2, y: (top + bottom) / 2 };
  });
}

function rangesOf({ _fullLayout: { xaxis, yaxis } }: FigureNode): Ranges {
  return { x: [...xaxis.range], y: [...yaxis.range] };
}
