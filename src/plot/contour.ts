// contour: the lines along which a function of the plane keeps its value.

import type { Figure } from "./figure";
import { colorbar, heightOptionNames, type HeightOptions, heightsOf } from "./heights";
import { inkOn, paleScale } from "./mapColors";
import type { Limits } from "./options";
import {
  equalAxes,
  isEqual,
  type PlaneFunction,
  type PlaneOptions,
  readPlaneOptions,
  readWindow,
  type Window,
} from "./plane";
import { planeFigure } from "./planeFigure";
import { readFlag } from "./readers";
import type { Trace } from "./spec";
import { say } from "./sentences";

/** What `contour` takes. */
export interface ContourOptions extends PlaneOptions, HeightOptions {
  /** `false` leaves out the numbers on the lines. */
  labels?: boolean;
}

/**
 * Draws the contour lines of a function of two variables, the space between them coloured by height, shows
 * the picture at once and returns the `Figure`.
 *
 * `f` takes two numbers, `(x, y) => …`, or, with one parameter, the point: `([x, y]) => …`. It may return a
 * number or a tensor that holds one. Where it returns NaN or an infinity, the picture has a hole. The axes
 * have one scale, so that a gradient stands upright on its contour line, unless the picture would be more
 * than four times as wide as high (`aspect`).
 *
 * @param f the function
 * @param xlim the limits of x, the smaller first
 * @param ylim the limits of y
 * @param options labels, `levels`, `zscale`, `points`, …; any attribute of plotly can be given as `layout`,
 *   `traces` or `config`
 * @throws TypeError for an argument or option of the wrong kind, or a value that is no number; RangeError for
 *   limits in the wrong order, a function that throws, or without a single finite value
 * @example
 * ```ts
 * contour((x, y) => x ** 2 + 4 * y ** 2, [-2, 2], [-1, 1])
 * // => Figure: contours of f; x from -2 to 2, y from -1 to 1; f from 0 to 8
 * ```
 */
export function contour(f: PlaneFunction, xlim: Limits, ylim: Limits, options: ContourOptions = {}): Figure {
  const fn = "contour";
  const window = readWindow(fn, xlim, ylim);
  const checked = readPlaneOptions(fn, options, window, [...heightOptionNames, "labels"]);
  readFlag(fn, "options.labels", options.labels, true);
  const { trace, ...words } = contourTrace(fn, f, window, options);
  return planeFigure([trace], checked, { ...words, layout: equalAxes(isEqual(options, window)) });
}

/** Plotly's trace, and what there is to say about the heights. */
export function contourTrace(
  fn: string,
  f: PlaneFunction,
  window: Window,
  options: HeightOptions & { labels?: boolean },
): { trace: Trace; notes: string[]; remarks: string[] } {
  const { labels = true, zlabel = "f", colorscale = paleScale } = options;
  const { x, y, z, levels, isLog, notes, remarks } = heightsOf(fn, f, window, options);
  const ink = inkOn(colorscale);
  const trace: Trace = {
    type: "contour",
    name: say("contours of {name}", { name: zlabel }),
    x,
    y,
    z,
    colorscale,
    autocontour: false,
    contours: {
      ...levels,
      coloring: "fill",
      showlabels: labels && !isLog,
      labelfont: { size: 10, color: ink },
    },
    // Smoothed lines would round the corners where the level of a saddle crosses itself.
    line: { width: 0.6, color: ink, smoothing: 0 },
    colorbar: colorbar(zlabel, isLog, levels),
    hovertemplate: `x: %{x}<br>y: %{y}<br>${isLog ? "log₁₀ " : ""}${zlabel}: %{z:.4g}<extra></extra>`,
  };
  return { trace, notes, remarks };
}
