// From a drawing to pixels. resvg runs as WebAssembly: where it fails, it fails alone. (As a native module it
// would end the process.)

import { readFileSync } from "node:fs";
import { setFlagsFromString } from "node:v8";
import { initWasm, Resvg } from "@resvg/resvg-wasm";
import { family, fontsFor } from "./fonts";
import type { Drawing } from "./page";
import { indexedPng } from "./png";

// @types/node knows WebAssembly only together with the browser's types.
const { Module } = (globalThis as unknown as { WebAssembly: { Module: new (bytes: Uint8Array) => object } })
  .WebAssembly;

/** Sharp on today's screens and in print. */
const sharp = 2;

/**
 * More pixels than this, three times those of a usual figure, are not drawn for sharpness alone: time and
 * size grow with them.
 */
const mostPixels = 4e6;

const ready = withoutOptimiser(() =>
  initWasm(new Module(readFileSync(require.resolve("@resvg/resvg-wasm/index_bg.wasm")))),
);

/**
 * Runs `work` with WebAssembly's optimising compiler off: for this program it takes 80 MB and more than a
 * second of processor time, and a figure takes 0.2 s without it. The flags hold for the whole process, so
 * that they are set for as long as they are needed and no longer.
 */
function withoutOptimiser<T>(work: () => T): T {
  setOptimiser(false);
  try {
    return work();
  } finally {
    setOptimiser(true);
  }
}

function setOptimiser(isOn: boolean): void {
  for (const flag of ["wasm-dynamic-tiering", "wasm-tier-up"])
    setFlagsFromString(`--${isOn ? "" : "no-"}${flag}`);
}

/** The drawing as a PNG that says its size. */
export async function rasterize(drawing: Drawing): Promise<Uint8Array> {
  await ready;
  return withoutOptimiser(() => rasterizeNow(drawing));
}

function rasterizeNow({ svg, width, height }: Drawing): Uint8Array {
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
