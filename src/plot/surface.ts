// surface: a function of the plane as a landscape.

import type { Figure } from "./figure";
import { colorbar, heightOptionNames, type HeightOptions, heightsOf } from "./heights";
import type { Limits } from "./options";
import { type PlaneFunction, type PlaneOptions, readPlaneOptions, readWindow } from "./plane";
import { planeFigure } from "./planeFigure";
import { readFlag } from "./readers";
import type { Layout } from "./spec";
import { say } from "./sentences";

/**
 * What `surface` takes; the function is evaluated in 41 points along each axis where `points` is not given.
 */
export interface SurfaceOptions extends Omit<PlaneOptions, "aspect">, HeightOptions {
  /** `false` leaves out the contour lines on the surface. */
  contours?: boolean;
}

/**
 * Draws a function of two variables as a surface in space, which can be turned with the mouse, shows the
 * picture at once and returns the `Figure`. The function is given as to `contour`.
 *
 * @param f the function
 * @param xlim the limits of x, the smaller first
 * @param ylim the limits of y
 * @param options labels, `levels`, `zscale`, `points`, `contours`, …; plotly's own `layout.scene` sets the
 *   camera and the axes
 * @throws TypeError for an argument or option of the wrong kind, or a value that is no number; RangeError for
 *   limits in the wrong order, a function that throws, or without a single finite value
 * @example
 * ```ts
 * surface(([x, y]) => x * Math.exp(-(x ** 2) - y ** 2), [-2, 2], [-2, 2])
 * // => Figure: surface of f; x from -2 to 2, y from -2 to 2; f from -0.4288 to 0.4288
 * ```
 */
export function surface(f: PlaneFunction, xlim: Limits, ylim: Limits, options: SurfaceOptions = {}): Figure {
  const fn = "surface";
  const window = readWindow(fn, xlim, ylim);
  const checked = readPlaneOptions(fn, options, window, [...heightOptionNames, "contours"]);
  const { zlabel = "f", colorscale = "Viridis" } = options;
  const contours = readFlag(fn, "options.contours", options.contours, true);
  const { x, y, z, levels, isLog, notes, remarks } = heightsOf(fn, f, window, { points: 41, ...options });
  const lines = { show: contours, ...levels, color: "#ffffff", width: 1 };
  const trace = {
    type: "surface",
    name: say("surface of {name}", { name: zlabel }),
    x,
    y,
    z,
    colorscale,
    contours: { z: lines },
    colorbar: colorbar(zlabel, isLog, levels),
    hovertemplate: `x: %{x}<br>y: %{y}<br>${isLog ? "log₁₀ " : ""}${zlabel}: %{z:.4g}<extra></extra>`,
  };
  const layout = sceneOf([checked.xlabel, checked.ylabel, isLog ? `log<sub>10</sub> ${zlabel}` : zlabel]);
  return planeFigure([trace], checked, { notes, remarks, layout });
}

/**
 * From the front right; looking a little below the middle leaves room for the numbers at the lowest corner.
 */
const camera = { eye: { x: 1.5, y: -1.6, z: 0.9 }, center: { x: 0, y: 0, z: -0.12 } };

/** Plotly draws axes in space by names of their own. */
function sceneOf(labels: readonly (string | undefined)[]): Layout {
  const [xaxis, yaxis, zaxis] = labels.map((text) => ({ title: { text }, gridcolor: "#d0d0d0" }));
  return {
    margin: { l: 0, r: 0, b: 0 },
    scene: { xaxis, yaxis, zaxis, aspectmode: "cube", camera },
  };
}
