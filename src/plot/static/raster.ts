// From a drawing to pixels. resvg runs as WebAssembly: where it fails, it fails alone. (As a native module it would end the process.)

import { readFileSync } from "node:fs";
import { initWasm, Resvg } from "@resvg/resvg-wasm";
import { family, fontsFor } from "./fonts";
import type { Drawing } from "./page";
import { indexedPng } from "./png";

/** Sharp on today's screens and in print. */
const sharp = 2;

/** More pixels than this, three times those of a usual figure, are not drawn for sharpness alone: time and size grow with them. */
const mostPixels = 4e6;

const ready = initWasm(readFileSync(require.resolve("@resvg/resvg-wasm/index_bg.wasm")));

/** The drawing as a PNG that says its size. */
export async function rasterize({ svg, width, height }: Drawing): Promise<Uint8Array> {
  await ready;
  const pixelRatio = Math.min(sharp, Math.max(1, Math.sqrt(mostPixels / (width * height))));
  const resvg = new Resvg(svg, {
    fitTo: { mode: "zoom", value: pixelRatio },
    // Whatever the page behind it: no text on nothing.
    background: "white",
    font: {
      loadSystemFonts: false,
      fontBuffers: fontsFor(svg),
      defaultFontFamily: family,
      sansSerifFamily: family,
      serifFamily: family,
      monospaceFamily: family,
    },
  });
  const image = resvg.render();
  try {
    return indexedPng({ width: image.width, height: image.height, bytes: image.pixels }, pixelRatio);
  } finally {
    image.free();
    resvg.free();
  }
}
