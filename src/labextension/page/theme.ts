// A figure in the colours of the page: on a dark page greys change sides, colours stay.

import type { Figure, Layout } from "./browser";

/** The figure for a page: its paper is the page's, and on a dark page black becomes white. */
export function themed({ data, layout = {}, config }: Figure, isDark: boolean): Required<Figure> {
  const paper: Layout = { paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)" };
  if (!isDark) return { data, layout: { ...paper, ...layout }, config: config ?? {} };
  const dark = turned({ data, layout }) as { data: object[]; layout: Layout };
  return {
    data: dark.data,
    layout: { template: darkTemplate, ...paper, ...dark.layout },
    config: config ?? {},
  };
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

/** The same value with its greys turned, wherever a key says that it is a colour. */
function turned(value: unknown, isColor = false): unknown {
  if (typeof value === "string") return isColor ? turnedColor(value) : value;
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return isNumbers(value) ? value : value.map((item) => turned(item, isColor));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, turned(item, /color$/i.test(key))]),
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

function turnedColor(color: string): string {
  const channels = channelsOf(named[color.toLowerCase()] ?? color);
  if (channels === undefined) return color;
  const [r, g, b, opacity] = channels;
  if (Math.max(r, g, b) - Math.min(r, g, b) > 8) return color;
  // From white to the page's own near-black, from black to a white that does not dazzle.
  const grey = Math.round(17 + (223 * (255 - r)) / 255);
  return opacity === undefined ? `rgb(${grey},${grey},${grey})` : `rgba(${grey},${grey},${grey},${opacity})`;
}

/** Red, green, blue, and the opacity where there is one; undefined for what is written otherwise. */
function channelsOf(color: string): number[] | undefined {
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(color);
  if (hex !== null) {
    const digits = hex[1].length === 3 ? hex[1].replace(/./g, "$&$&") : hex[1];
    return [0, 2, 4].map((at) => parseInt(digits.slice(at, at + 2), 16));
  }
  const list = /^rgba?\(([\d\s.,]+)\)$/.exec(color);
  return list === null ? undefined : list[1].split(",").map(Number);
}
