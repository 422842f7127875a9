// The static picture of a figure: what stands for it on paper, on GitHub, in a notebook that is not trusted.

import type { PlainFigure } from "./messages";
import { PictureWorker } from "./pictureWorker";

const worker = new PictureWorker();

/** A figure's PNG, or the sentence that says why it has none. */
export type Picture = { png: Uint8Array } | { problem: string };

/**
 * The PNG of a figure in plotly's JSON, two pixels for one; rejects where there is no static picture of it.
 */
export function pngOf(figure: PlainFigure): Promise<Uint8Array> {
  return worker.draw(figure);
}

/** The picture, or why there is none. */
export function pictureOf(figure: PlainFigure): Promise<Picture> {
  return worker.draw(figure).then((png) => ({ png }), problemOf);
}

/** The same while everything else stands still. */
export function pictureNow(figure: PlainFigure): Picture {
  try {
    return { png: worker.drawNow(figure) };
  } catch (error) {
    return problemOf(error);
  }
}

function problemOf(error: unknown): Picture {
  return { problem: error instanceof Error ? error.message : String(error) };
}

/** Makes ready for the first picture, in the worker's thread. */
export function prepare(): void {
  worker.warm();
}
