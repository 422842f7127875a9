// A page without a browser: plotly.js in jsdom, which lays nothing out, with answers for all that plotly asks of a layout.

import { readFileSync } from "node:fs";
import { JSDOM, VirtualConsole } from "jsdom";
import { Script } from "node:vm";
import { svgPathProperties } from "svg-path-properties";
import type { Box } from "./box";
import { ownBox, pageBox } from "./boundingBox";
import { Canvas2d } from "./canvas";
import type { SvgNode } from "./dom";
import type { PlainFigure } from "./messages";

/** A picture as text. */
export interface Drawing {
  svg: string;
  width: number;
  height: number;
}

interface Size {
  width: number;
  height: number;
  paper_bgcolor: string;
}

interface Graph extends SvgNode {
  _fullLayout: Size;
  querySelectorAll(selector: string): Iterable<SvgNode>;
  remove(): void;
}

interface Window {
  document: { createElement(tag: string): Graph; body: { appendChild(node: Graph): void } };
  URL: { createObjectURL(): string };
  Element: { prototype: object };
  SVGElement: { prototype: object };
  HTMLCanvasElement: { prototype: object };
  XMLSerializer: new () => { serializeToString(node: SvgNode): string };
  Plotly: {
    newPlot(graph: Graph, figure: object): Promise<unknown>;
    purge(graph: Graph): void;
  };
}

/** One page for many figures. */
export class Page {
  private readonly window: Window;

  constructor() {
    // Plotly's warnings would come out under some cell.
    const virtualConsole = new VirtualConsole();
    const options = { runScripts: "outside-only", pretendToBeVisual: true, virtualConsole } as const;
    const dom = new JSDOM("<!DOCTYPE html><body></body>", options);
    this.window = dom.window as Window;
    this.window.URL.createObjectURL = () => "";
    answerForLayout(this.window);
    const file = require.resolve("plotly.js-cartesian-dist-min/plotly-cartesian.min.js");
    new Script(readFileSync(file, "utf8"), { filename: file }).runInContext(dom.getInternalVMContext());
  }

  /** Plotly's own drawing of a figure. */
  async draw({ data, layout }: PlainFigure): Promise<Drawing> {
    const { document, Plotly, XMLSerializer } = this.window;
    const graph = document.createElement("div");
    document.body.appendChild(graph);
    try {
      await Plotly.newPlot(graph, { data, layout, config: { staticPlot: true } });
      return whole(graph, new XMLSerializer());
    } finally {
      Plotly.purge(graph);
      graph.remove();
    }
  }
}

/** Plotly draws in layers that lie on each other; a picture has one. */
function whole(graph: Graph, serializer: { serializeToString(node: SvgNode): string }): Drawing {
  const { width, height, paper_bgcolor: paper } = graph._fullLayout;
  const layers = Array.from(graph.querySelectorAll(".main-svg"), (layer) =>
    // The one word for unsmoothed pixels that the rasteriser knows.
    serializer
      .serializeToString(layer)
      .replaceAll("image-rendering: pixelated", "image-rendering: optimizeSpeed"),
  );
  const head = `xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"`;
  const svg = `<svg ${head}><rect width="100%" height="100%" fill="${paper}"/>${layers.join("")}</svg>`;
  return { svg, width, height };
}

function answerForLayout({ Element, SVGElement, HTMLCanvasElement }: Window): void {
  Object.assign(Element.prototype, {
    getBoundingClientRect(this: SvgNode) {
      return rectangle(pageBox(this));
    },
  });
  Object.assign(SVGElement.prototype, {
    getBBox(this: SvgNode) {
      return rectangle(ownBox(this));
    },
    getTotalLength(this: SvgNode) {
      return pathOf(this).getTotalLength();
    },
    getPointAtLength(this: SvgNode, length: number) {
      return pathOf(this).getPointAtLength(length);
    },
  });
  const contexts = new WeakMap<object, Canvas2d>();
  Object.assign(HTMLCanvasElement.prototype, {
    getContext(this: { width: number; height: number }, kind: string) {
      if (kind !== "2d") return null;
      const context = contexts.get(this) ?? new Canvas2d(this);
      contexts.set(this, context);
      return context;
    },
    toDataURL(this: object) {
      return contexts.get(this)?.toDataURL() ?? "";
    },
  });
}

const nothing: Box = { left: 0, top: 0, right: 0, bottom: 0 };

/** As `DOMRect` has it. */
function rectangle(box: Box = nothing): object {
  const { left, top, right, bottom } = box;
  return { left, top, right, bottom, x: left, y: top, width: right - left, height: bottom - top };
}

const paths = new Map<string, svgPathProperties>();

/** Plotly asks for many points of one path in a row. */
function pathOf(node: SvgNode): svgPathProperties {
  const d = node.getAttribute("d") ?? "";
  let path = paths.get(d);
  if (path === undefined) {
    paths.clear();
    path = new svgPathProperties(d);
    paths.set(d, path);
  }
  return path;
}
