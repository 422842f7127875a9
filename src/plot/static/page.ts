// A page without a browser: plotly.js over a document of our own, with answers for all that plotly asks of a
// layout.

import { readFileSync } from "node:fs";
import { Script } from "node:vm";
import { svgPathProperties } from "svg-path-properties";
import type { Box } from "./box";
import { ownBox, pageBox } from "./boundingBox";
import { Canvas2d } from "./canvas";
import { dropClips } from "./clips";
import type { Element } from "./document/element";
import { createWindow, type PlotlyWindow } from "./document/window";
import type { SvgNode } from "./dom";
import type { PlainFigure } from "./messages";
import { plotlyFile } from "./plotlyFile";

/** A picture as text. */
export interface Drawing {
  svg: string;
  width: number;
  height: number;
}

/** What plotly has settled where the figure says nothing. */
export interface Settled {
  layout: {
    width: number;
    height: number;
    paper_bgcolor: string;
    /** The room inside the margins. */
    _size: { l: number; t: number; w: number; h: number };
  };
  data: { line?: { color?: unknown }; marker?: { color?: unknown; colorscale?: [number, string][] } }[];
}

/** The element that a figure is drawn in, with what plotly leaves there. */
type Graph = Element & { _fullLayout: Settled["layout"]; _fullData: Settled["data"] };

/** As much of an `<img>` as plotly waits for. */
interface ImageElement {
  onerror?: () => void;
}

interface Plotly {
  newPlot(graph: Element, figure: object): Promise<unknown>;
  purge(graph: Element): void;
}

/** A picture from elsewhere: nothing is asked for, and plotly is told at once that it did not come. */
class AbsentImage implements ImageElement {
  onerror?: () => void;

  set src(_: string) {
    queueMicrotask(() => this.onerror?.());
  }

  setAttribute(): void {}
}

/** One page for many figures. */
export class Page {
  private readonly window: PlotlyWindow = createWindow();
  private readonly plotly: Plotly;

  constructor() {
    this.window.Image = AbsentImage;
    answerForLayout(this.window);
    this.plotly = loadPlotly(this.window);
  }

  /** Plotly's own drawing of a figure; what `below` draws lies under it. */
  async draw(
    { data, layout }: PlainFigure,
    below: (settled: Settled) => string = () => "",
  ): Promise<Drawing> {
    const { plotly, window } = this;
    const { document, Math, XMLSerializer } = window;
    Math.random = sequence();
    const graph = document.createElement("div") as Graph;
    document.body.appendChild(graph);
    try {
      await plotly.newPlot(graph, { data, layout, config: { staticPlot: true } });
      dropClips(asDrawing(graph));
      return whole(graph, new XMLSerializer(), below);
    } finally {
      plotly.purge(graph);
      graph.remove();
    }
  }
}

/**
 * Runs plotly's script as a function of the names that it expects from a browser: no global of this thread is
 * touched.
 */
function loadPlotly(window: PlotlyWindow): Plotly {
  const file = plotlyFile();
  const names = Object.keys(window);
  const source = `(function (module, ${names.join(", ")}) { ${readFileSync(file, "utf8")}\n})`;
  const run = new Script(source, { filename: file }).runInThisContext() as (...args: unknown[]) => void;
  run.call(window, undefined, ...names.map((name) => window[name]));
  return window.Plotly as Plotly;
}

/**
 * The same numbers for every figure (Lehmer's generator): plotly makes names of them, and the page remembers
 * the elements that it found by a name until the name is asked for again. With names of their own, a hundred
 * figures would stay in memory.
 */
function sequence(): () => number {
  const modulus = 2 ** 31 - 1;
  let state = 1;
  return () => (state = (48271 * state) % modulus) / modulus;
}

/** An element of the document as the functions that measure a drawing take it. */
function asDrawing(element: Element): SvgNode {
  return element as unknown as SvgNode;
}

/** Plotly draws in layers that lie on each other; a picture has one. */
function whole(
  graph: Graph,
  serializer: { serializeToString(node: Element): string },
  below: (settled: Settled) => string,
): Drawing {
  const { width, height, paper_bgcolor: paper } = graph._fullLayout;
  const layers = Array.from(graph.querySelectorAll(".main-svg"), (layer) =>
    serializer
      .serializeToString(layer)
      // The paper has been laid already.
      .replace(/ style="background: [^"]*"/, "")
      // The page itself clips. Where a layer does, the rasteriser loses what reaches far above it, such as a
      // curve with a pole.
      .replace("<svg ", '<svg overflow="visible" ')
      // The rasteriser fails where all of what is clipped lies off the page: here is something that does not,
      // and that nobody sees.
      .replace(
        /<g [^>]*clip-path="url\([^>]*[^/]>/g,
        '$&<rect width="1" height="1" fill="white" fill-opacity="0.01"/>',
      )
      // The one word for unsmoothed pixels that the rasteriser knows.
      .replaceAll("image-rendering: pixelated", "image-rendering: optimizeSpeed"),
  );
  const under = below({ layout: graph._fullLayout, data: graph._fullData });
  const head = `xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"`;
  const svg = `<svg ${head}><rect width="100%" height="100%" fill="${paper}"/>${under}${layers.join("")}</svg>`;
  return { svg, width, height };
}

function answerForLayout({ Element, SVGElement, HTMLCanvasElement }: PlotlyWindow): void {
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
