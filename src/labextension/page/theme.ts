// A figure in the colours of the page: on a dark page greys and pale fills change sides, other colours stay,
// and text is kept readable. A coloured map stays as it is, with all that stands on it.

import { type Channels, channelsOf as hexChannelsOf, hexOf, readableOn } from "../../display/contrast";
import type { Figure, Layout } from "./browser";

/** The figure for a page: its paper is the page's, and on a dark page black becomes white. */
export function themed({ data, layout = {}, config }: Figure, isDark: boolean): Required<Figure> {
  const paper: Layout = { paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)" };
  if (!isDark) return { data, layout: { ...paper, ...layout }, config: config ?? {} };
  const isMap = data.some(isFilledMap);
  return {
    data: isMap ? data.map(keptOnMap) : (turned(data) as object[]),
    layout: { template: darkTemplate, ...paper, ...turnedLayout(layout, isMap) },
    config: config ?? {},
  };
}

interface Trace {
  type?: string;
  mode?: string;
  textfont?: { color?: unknown };
  contours?: { coloring?: string };
  colorbar?: object;
}

/** Whether a trace covers its axes with colours of its own, which no page changes. */
function isFilledMap({ type, contours }: Trace): boolean {
  if (type === "contour" || type === "histogram2dcontour")
    return contours?.coloring !== "lines" && contours?.coloring !== "none";
  return type === "heatmap" || type === "histogram2d" || type === "image";
}

/** A trace on a map or the map itself: of its parts only the scale of colours stands on the page's paper. */
function keptOnMap(trace: Trace): object {
  const { mode, textfont, colorbar } = trace;
  return {
    ...trace,
    ...(colorbar !== undefined && { colorbar: turned(colorbar) }),
    // The page's own ink is light.
    ...(mode?.includes("text") &&
      textfont?.color === undefined && { textfont: { ...textfont, color: "#444444" } }),
  };
}

/** Words that stand on a map, by their place, keep their colours. */
function turnedLayout(layout: Layout, isMap: boolean): Layout {
  const dark = turned(layout) as Layout;
  const { annotations, shapes } = layout as { annotations?: Placed[]; shapes?: Placed[] };
  if (!isMap) return dark;
  const kept = (own: readonly Placed[], name: string): object[] =>
    own.map((item, i) => (item.xref === "paper" ? (dark[name] as object[])[i] : item));
  return {
    ...dark,
    ...(annotations !== undefined && { annotations: kept(annotations, "annotations") }),
    ...(shapes !== undefined && { shapes: kept(shapes, "shapes") }),
  };
}

interface Placed {
  xref?: string;
}

const darkAxis = {
  gridcolor: "#333333",
  zerolinecolor: "#5a5a5a",
  linecolor: "#8a8a8a",
  tickcolor: "#8a8a8a",
};
const darkScene = { ...darkAxis, backgroundcolor: "rgba(0,0,0,0)" };

/** What plotly takes where the figure names no colour. */
const darkTemplate = {
  layout: {
    font: { color: "#d8d8d8" },
    xaxis: darkAxis,
    yaxis: darkAxis,
    scene: { xaxis: darkScene, yaxis: darkScene, zaxis: darkScene },
    annotationdefaults: { arrowcolor: "#d8d8d8" },
    shapedefaults: { line: { color: "#d8d8d8" } },
    legend: { bgcolor: "rgba(0,0,0,0)" },
    hoverlabel: { font: { color: "#111111" } },
  },
};

/** What a colour is used for. */
type Use = "none" | "fill" | "text";

/** The same value with its greys turned, wherever a key says that it is a colour. */
function turned(value: unknown, use: Use = "none", isFont = false): unknown {
  if (typeof value === "string") return use === "none" ? turnedText(value) : turnedColor(value, use);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return isNumbers(value) ? value : value.map((item) => turned(item, use, isFont));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      const own: Use = /color$/i.test(key) ? (isFont ? "text" : "fill") : "none";
      return [key, turned(item, own, /font$/i.test(key))];
    }),
  );
}

/** Text may carry colours of its own. */
function turnedText(text: string): string {
  if (!text.includes("<span")) return text;
  return text.replace(
    /(color:\s*)(#[0-9a-f]{3,6})/gi,
    (_, key: string, color: string) => `${key}${turnedColor(color, "text")}`,
  );
}

/** Most arrays are data: long, and nothing to look through. */
function isNumbers(values: readonly unknown[]): boolean {
  return typeof values[0] === "number";
}

const named: Record<string, string> = {
  black: "#000000",
  white: "#ffffff",
  gray: "#808080",
  grey: "#808080",
};

/**
 * The lightest ground that text stands on in a dark figure, a box of a graph: what can be read there can be
 * read on the paper, too.
 */
const lightestDark: Channels = [48, 48, 48];

function turnedColor(color: string, use: Use): string {
  const channels = channelsOf(named[color.toLowerCase()] ?? color);
  if (channels === undefined) return color;
  const [r, g, b, opacity] = channels;
  const [low, high] = [Math.min(r, g, b), Math.max(r, g, b)];
  if (high - low > 8) {
    if (use === "text") return hexOf(readableOn(lightestDark, [r, g, b]));
    // A pale fill would leave its text, which is light now, unreadable.
    return low > 190 ? hexOf([r, g, b].map((channel) => 20 + channel - low) as unknown as Channels) : color;
  }
  // From white to the page's own near-black, from black to a white that does not dazzle.
  const grey = Math.round(17 + (223 * (255 - r)) / 255);
  return opacity === undefined ? `rgb(${grey},${grey},${grey})` : `rgba(${grey},${grey},${grey},${opacity})`;
}

/** Red, green, blue, and the opacity where there is one; undefined for what is written otherwise. */
function channelsOf(color: string): readonly number[] | undefined {
  const list = /^rgba?\(([\d\s.,]+)\)$/.exec(color);
  return list === null ? hexChannelsOf(color) : list[1].split(",").map(Number);
}
