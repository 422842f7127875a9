// Which traces have a static picture, and how it is made.

import { flatTraces } from "../../display/flatTraces";
import type { PlainFigure } from "./messages";

/** Drawn by plotly itself, in a page without a browser. */
const flat = new Set(flatTraces);

/** The same pictures, drawn by plotly with the graphics card. */
const flatInstead: Record<string, string> = { scattergl: "scatter" };

/** Plotly would need a graphics card: they are painted here. */
const space = new Set(["surface", "scatter3d", "mesh3d"]);

interface Trace {
  type?: string;
  z?: unknown;
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
  const known = isSpace ? space : flat;
  const unknown = data.find((trace) => !known.has(trace.type) || isFile(trace));
  if (unknown === undefined) return { figure: { ...figure, data }, isSpace };
  const where = isSpace ? " beside traces in space" : isFile(unknown) ? " without z" : "";
  throw new RangeError(`there is no static picture of traces of type "${unknown.type}"${where}`);
}

/** A picture from a file, which only a browser reads. */
function isFile({ type, z }: Trace): boolean {
  return type === "image" && z === undefined;
}
