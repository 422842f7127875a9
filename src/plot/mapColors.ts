// The colours of maps: shades on which numbers, lines and paths can be read.

import { type Channels, channelsOf, contrastOf } from "../display/contrast";

type Colorscale = string | readonly (readonly [at: number, color: string])[];

/**
 * Shades of blue that grow darker upwards, none so dark that dark numbers could not be read on it: light
 * where a descent leads, and paths stand out everywhere.
 */
export const paleScale: readonly (readonly [number, string])[] = [
  [0, "#f7fbff"],
  [0.25, "#d3e4f3"],
  [0.5, "#a6cde4"],
  [0.75, "#6aaed6"],
  [1, "#4292c6"],
];

const dark = "#16242e";
const light = "#ffffff";

/** The colour of lines and numbers on a map: dark or light, whichever is told from all of its shades. */
export function inkOn(scale: Colorscale): string {
  // Plotly's own scales reach from dark to light: no ink can be read on all of them.
  if (typeof scale === "string") return light;
  const shades = scale.map(([, color]) => channelsOf(color) ?? ([127, 127, 127] as const));
  const least = (ink: Channels): number => Math.min(...shades.map((shade) => contrastOf(ink, shade)));
  return least(channelsOf(dark)!) >= least(channelsOf(light)!) ? dark : light;
}
