// The static picture of a figure: what stands for it on paper, on GitHub, in a notebook that is not trusted.

import type { PlainFigure } from "./messages";
import { Studio } from "./studio";

const studio = new Studio();

/** The PNG of a figure in plotly's JSON, two pixels for one; rejects where there is no static picture of it. */
export function pictureOf(figure: PlainFigure): Promise<Uint8Array> {
  return studio.draw(figure);
}

/** In milliseconds. */
const untilForgotten = 60_000;

/** The same where nobody waits for it: a busy machine gets the time that it needs. */
export function pictureAtLeisure(figure: PlainFigure): Promise<Uint8Array> {
  return studio.draw(figure, untilForgotten);
}

/** The same while everything else stands still; undefined where there is no static picture of the figure. */
export function pictureNow(figure: PlainFigure): Uint8Array | undefined {
  try {
    return studio.drawNow(figure);
  } catch {
    return undefined;
  }
}

/** Makes ready for the first picture, in the thread of pictures. */
export function prepare(): void {
  studio.warm();
}
