// The words of a figure with the grounds on which they stand, as the page of a theme shows them: what tests
// measure contrast by.

import { type Channels, channelsOf } from "../display/contrast";
import { themed } from "../labextension/page/theme";

type Fields = Record<string, unknown>;
type Figure = Parameters<typeof themed>[0];
type Theme = "light" | "dark";

/** A text of a figure: where its colour is named, and every ground on which it may stand. */
export interface Words {
  where: string;
  color: string;
  grounds: readonly Channels[];
}

const papers = { light: [255, 255, 255], dark: [17, 17, 17] } as const;
/** The ink of what names no colour: plotly's own, and that of our template for dark pages. */
const inks = { light: "#444444", dark: "#d8d8d8" } as const;

/** All words of a figure. A label under the mouse has a ground of its own, and is left out. */
export function wordsOfFigure(figure: Figure, theme: Theme): Words[] {
  const { data, layout } = themed(figure, theme === "dark");
  const paper = papers[theme];
  const maps = data.flatMap((trace) => shadesOf(trace as Fields));
  const fills = fillsOf(layout.shapes, paper);
  const inBoxes = fills.boxes;
  const inPlot = maps.length > 0 ? maps : [paper, ...fills.zones];
  return [
    ...data.flatMap((item, k) => {
      const { colorbar, contours, ...trace } = item as Fields;
      const isBox = inBoxes.length > 0 && k === 0;
      const labels = contours as { showlabels?: boolean; labelfont?: object } | undefined;
      return [
        ...named(trace, `data[${k}]`, isBox ? inBoxes : inPlot),
        ...unnamed(trace, `data[${k}]`, inPlot, inks[maps.length > 0 ? "light" : theme]),
        ...named(colorbar, `data[${k}].colorbar`, [paper]),
        ...(labels?.showlabels === true
          ? named(
              { labelfont: { ...(trace.line as object), ...labels.labelfont } },
              `data[${k}].contours`,
              inPlot,
            )
          : []),
      ];
    }),
    ...Object.entries(layout).flatMap(([key, value]) =>
      key === "annotations"
        ? annotations(value as Fields[], inPlot, paper)
        : named(value, `layout.${key}`, [paper]),
    ),
  ];
}

function annotations(list: readonly Fields[], inPlot: readonly Channels[], paper: Channels): Words[] {
  return list.flatMap((annotation, i) => {
    const isOutside = annotation.xref === "paper" && annotation.yref === "paper";
    return named(annotation, `layout.annotations[${i}]`, isOutside ? [paper] : inPlot);
  });
}

/** Words whose colour is named: in a font, and in spans of the text itself. */
function named(value: unknown, where: string, grounds: readonly Channels[]): Words[] {
  if (typeof value === "string")
    return Array.from(value.matchAll(/color:\s*(#\w+)/g), ([, color]) => ({ where, color, grounds }));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value as Fields).flatMap(([key, item]) => {
    const place = `${where}.${key}`;
    if (key === "hoverlabel") return [];
    if (!/font$/i.test(key)) return named(item, place, grounds);
    const { color } = (item ?? {}) as { color?: unknown };
    return typeof color === "string" ? [{ where: place, color, grounds }] : [];
  });
}

/** Words of a trace without a colour of their own. */
function unnamed(
  { mode, textfont }: Fields,
  where: string,
  grounds: readonly Channels[],
  ink: string,
): Words[] {
  const isPlain = (textfont as { color?: unknown } | undefined)?.color === undefined;
  return String(mode).includes("text") && isPlain ? [{ where: `${where}.text`, color: ink, grounds }] : [];
}

/** The shades of a map; one of plotly's own scales reaches from dark to light. */
function shadesOf({ type, colorscale }: Fields): Channels[] {
  if (type !== "contour") return [];
  if (!Array.isArray(colorscale)) return [channels("#000000"), channels("#ffffff")];
  return (colorscale as [number, string][]).map(([, color]) => channels(color));
}

/**
 * The fills of a figure's shapes: boxes, which have a border (heads of arrows have none), and zones through
 * which one sees the paper.
 */
function fillsOf(shapes: unknown, paper: Channels): { boxes: Channels[]; zones: Channels[] } {
  const list = (shapes ?? []) as { fillcolor?: string; line?: { width?: number } }[];
  const isZone = (color: string): boolean => color.startsWith("rgba");
  const fills = list.flatMap(({ fillcolor: color, line }) =>
    color === undefined ? [] : [{ color, hasBorder: (line?.width ?? 2) > 0 }],
  );
  return {
    boxes: fills
      .filter(({ color, hasBorder }) => hasBorder && !isZone(color))
      .map(({ color }) => channels(color)),
    zones: fills
      .filter(({ color }) => isZone(color))
      .map(({ color }) => {
        const [r, g, b, opacity] = /\(([^)]*)\)/.exec(color)![1].split(",").map(Number);
        return [r, g, b].map(
          (channel, i) => opacity * channel + (1 - opacity) * paper[i],
        ) as unknown as Channels;
      }),
  };
}

/** A colour that this cannot read would be judged by nobody. */
export function channels(color: string): Channels {
  const list = /^rgba?\(([\d\s.,]+)\)$/.exec(color);
  const found =
    list === null ? channelsOf(color) : (list[1].split(",").slice(0, 3).map(Number) as unknown as Channels);
  if (found === undefined) throw new Error(`a colour that this test cannot read: ${color}`);
  return found;
}
