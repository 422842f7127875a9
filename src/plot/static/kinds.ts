// Which traces have a static picture, and how it is made.

import type { PlainFigure } from "./messages";

/** Drawn by plotly itself, in a page without a browser. */
const flat = new Set([
  "scatter",
  "bar",
  "box",
  "contour",
  "heatmap",
  "histogram",
  "histogram2d",
  "histogram2dcontour",
  "pie",
  "scatterternary",
  "violin",
]);

/** The same pictures, drawn by plotly with the graphics card. */
const flatInstead: Record<string, string> = { scattergl: "scatter" };

/** Plotly would need a graphics card: they are painted here. */
const space = new Set(["surface", "scatter3d", "mesh3d"]);

interface Trace {
  type?: string;
}

/** A figure that can be drawn, and in which of the two ways. */
export interface Drawable {
  figure: PlainFigure;
  isSpace: boolean;
}

/** The figure as the static drawing takes it; throws a sentence where it cannot be drawn. */
export function drawable(figure: PlainFigure): Drawable {
  const traces = figure.data as Trace[];
  const data = traces.map((trace) => ({
    ...trace,
    type: flatInstead[trace.type ?? ""] ?? trace.type ?? "scatter",
  }));
  const isSpace = data.some(({ type }) => space.has(type));
  const unknown = data.find(({ type }) => !(isSpace ? space : flat).has(type));
  if (unknown === undefined) return { figure: { ...figure, data }, isSpace };
  throw new RangeError(
    `there is no static picture of traces of type "${unknown.type}"${isSpace ? " beside traces in space" : ""}`,
  );
}
