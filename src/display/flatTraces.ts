// The kinds of traces that plotly's cartesian bundle draws. The static picture, the renderer in Jupyter's
// pages and the pages that are exported all go by this list.

/** Plotly's names of the kinds of traces for which its small bundle is enough. */
export const flatTraces: readonly string[] = [
  "scatter",
  "bar",
  "box",
  "contour",
  "heatmap",
  "histogram",
  "histogram2d",
  "histogram2dcontour",
  "image",
  "pie",
  "scatterternary",
  "violin",
];
