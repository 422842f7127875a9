// From a drawing to pixels.

import { Resvg } from "@resvg/resvg-js";
import { family, filesFor } from "./fonts";
import type { Drawing } from "./page";
import { indexedPng } from "./png";

/** Sharp on today's screens and in print. */
const pixelRatio = 2;

/** The drawing as a PNG that says its size. */
export function rasterize({ svg }: Drawing): Uint8Array {
  const { width, height, pixels } = new Resvg(svg, {
    fitTo: { mode: "zoom", value: pixelRatio },
    // Whatever the page behind it: no text on nothing.
    background: "white",
    font: {
      loadSystemFonts: false,
      fontFiles: filesFor(svg),
      defaultFontFamily: family,
      sansSerifFamily: family,
      serifFamily: family,
      monospaceFamily: family,
    },
  }).render();
  return indexedPng({ width, height, bytes: pixels }, pixelRatio);
}
