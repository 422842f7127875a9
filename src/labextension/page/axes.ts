// The first pair of axes of a figure that plotly has drawn, from its own books.

import type { Axes, Axis, Element } from "./browser";

/** What is used of plotly's axes. */
interface PlotlyAxis {
  readonly _offset: number;
  readonly _length: number;
  d2p(value: number): number;
  p2d(pixel: number): number;
}

interface Drawn extends Element {
  readonly _fullLayout?: { readonly xaxis?: PlotlyAxis; readonly yaxis?: PlotlyAxis };
}

/** Undefined where nothing is drawn, or no plane. */
export function axesOf(canvas: Element): Axes | undefined {
  const { xaxis, yaxis } = (canvas as Drawn)._fullLayout ?? {};
  return isDrawn(xaxis) && isDrawn(yaxis) ? { x: axis(xaxis), y: axis(yaxis) } : undefined;
}

function isDrawn(axis: PlotlyAxis | undefined): axis is PlotlyAxis {
  return axis !== undefined && Number.isFinite(axis._offset) && typeof axis.d2p === "function";
}

function axis(drawn: PlotlyAxis): Axis {
  const [low, high] = [drawn.p2d(0), drawn.p2d(drawn._length)].sort((a, b) => a - b);
  return {
    range: [low, high],
    toPixel: (value) => drawn._offset + drawn.d2p(value),
    toValue: (pixel) => drawn.p2d(pixel - drawn._offset),
    isInside: (value) => value >= low && value <= high,
    within: (value) => Math.min(Math.max(value, low), high),
  };
}
