// How well text of one colour can be read on another, and colours changed until it can (WCAG 2.2, success
// criterion 1.4.3).

/** Red, green and blue, from 0 to 255. */
export type Channels = readonly [red: number, green: number, blue: number];

/** What WCAG asks for text of ordinary size. */
export const readableContrast = 4.5;

/** The channels of `#rgb` or `#rrggbb`; undefined for a colour that is written otherwise. */
export function channelsOf(color: string): Channels | undefined {
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(color);
  if (hex === null) return undefined;
  const digits = hex[1].length === 3 ? hex[1].replace(/./g, "$&$&") : hex[1];
  return [0, 2, 4].map((at) => parseInt(digits.slice(at, at + 2), 16)) as unknown as Channels;
}

/** The contrast of two colours, from 1 (none) to 21 (black on white). */
export function contrastOf(a: Channels, b: Channels): number {
  const [low, high] = [luminance(a), luminance(b)].sort((p, q) => p - q);
  return (high + 0.05) / (low + 0.05);
}

function luminance(channels: Channels): number {
  const [r, g, b] = channels.map((channel) => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** The colour itself where it can be read on `paper`, else mixed with black or white until it can. */
export function readableOn(paper: Channels, color: Channels): Channels {
  const towards = luminance(paper) > 0.18 ? 0 : 255;
  for (let part = 0; part < 1; part += 0.02) {
    const mixed = color.map((channel) => Math.round(channel + part * (towards - channel))) as unknown as Channels; // prettier-ignore
    if (contrastOf(mixed, paper) >= readableContrast) return mixed;
  }
  return [towards, towards, towards];
}

export function hexOf(channels: Channels): string {
  return `#${channels.map((channel) => Math.round(channel).toString(16).padStart(2, "0")).join("")}`;
}
