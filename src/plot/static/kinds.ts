// Which traces have a static picture, and how it is made.

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

interface Trace {
  type?: string;
}

/** The figure as the static drawing takes it; a sentence where it cannot be drawn. */
export function readKind<Figure extends { data: Trace[] }>(figure: Figure): Figure | string {
  const data = figure.data.map((trace) => ({ ...trace, type: flatInstead[trace.type ?? ""] ?? trace.type }));
  const unknown = data.find(({ type = "scatter" }) => !flat.has(type));
  if (unknown !== undefined) return `there is no static picture of traces of type "${unknown.type}"`;
  return { ...figure, data };
}
