// Colours of a scale.

export type Colorscale = readonly (readonly [number, string])[];

type Channels = [number, number, number];

/** The colour at a place between 0 and 1, as plotly mixes it. */
export function colorAt(scale: Colorscale, place: number): string {
  const inside = Math.min(1, Math.max(0, place));
  const next = Math.max(
    1,
    scale.findIndex(([at]) => at >= inside),
  );
  const [[from, low], [to, high]] = [scale[next - 1], scale[next] ?? scale[scale.length - 1]];
  const part = to === from ? 0 : (inside - from) / (to - from);
  const [a, b] = [channels(low), channels(high)];
  return `rgb(${a.map((channel, k) => Math.round(channel + part * (b[k] - channel))).join()})`;
}

function channels(color: string): Channels {
  if (color.startsWith("#")) return [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16)) as Channels;
  return (color.match(/[\d.]+/g) ?? ["0", "0", "0"]).slice(0, 3).map(Number) as Channels;
}
