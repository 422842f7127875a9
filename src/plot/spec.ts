// The shape of a plotly figure, as far as it is needed here: everything that plotly knows passes through.

/** One trace of plotly: a curve, points, a heat map, … */
export interface Trace {
  type?: string;
  x?: unknown;
  y?: unknown;
  name?: string;
  [attribute: string]: unknown;
}

/** Plotly's layout: axes, titles, legend, annotations, … */
export interface Layout {
  title?: unknown;
  xaxis?: object;
  yaxis?: object;
  [attribute: string]: unknown;
}

/** Plotly's configuration: tool bar, zoom by wheel, … */
export type Config = Record<string, unknown>;

/** A plotly figure as plain data. */
export interface FigureSpec {
  data: Trace[];
  layout?: Layout;
  config?: Config;
}
