// Data that no picture can be made of: each is refused by the function's name, with what came and the way
// out.

import { describe, it } from "node:test";
import {
  contour,
  descent,
  Figure,
  figure,
  plot,
  plotGraph,
  plotStepSizes,
  plotTangent,
  stepSizeStudy,
  stepsSlider,
  tensor,
} from "../index";
import { refuses } from "../testing/refuses";

const quiet = { show: false };
const square = (x: number): number => x ** 2;
const bowl = (x: number, y: number): number => x ** 2 + 4 * y ** 2;
const line = { data: [{ y: [1, 2] }] };

describe("data that cannot be drawn is refused:", () => {
  const rows: [string, string, () => unknown, RegExp][] = [
    ["plot", "nothing", () => plot([]), /X must be an array with at least one number/],
    ["plot", "NaN only", () => plot([NaN, NaN]), /can be drawn must be at least 1, but got none of NaN, NaN/],
    ["plot", "numbers beyond all axes only", () => plot([1e308, -1e308]), /can be drawn must be at least 1/],
    [
      "plot",
      "different lengths",
      () => plot([1, 2, 3], [1, 2]),
      /as many numbers as X, but got 2 for the 3 of X/,
    ],
    [
      "plot",
      "negative on a log axis",
      () => plot([-1, -2], { yscale: "log" }),
      /A log axis has a place for positive/,
    ],
    [
      "plot",
      "points in place of curves",
      () => plot(Array.from({ length: 1000 }, () => [1, 2])),
      /plot\(points\.map/,
    ],
    ["plotTangent", "a point at infinity", () => plotTangent((x) => 1 / x, 0), /f\(0\) = Infinity/],
    [
      "plotTangent",
      "a vertical tangent",
      () => plotTangent(Math.cbrt, 0),
      /the slope of f at x0 must be a single number.*options\.slope/,
    ],
    ["plotTangent", "no number", () => plotTangent(square, NaN), /x0 must be a finite number, but got NaN/],
    ["descent", "no points", () => descent(bowl, []), /path must be an array of at least one point/],
    ["descent", "a path that runs away", () => descent(bowl, [[0, 0], [1, NaN]]), /path\[1\] must be finite.*\(1, NaN\)/], // prettier-ignore
    [
      "descent",
      "points of two kinds",
      () => descent(bowl, [1, [1, 2]] as never),
      /path\[1\] must be a number/,
    ],
    [
      "descent",
      "steps where f is not finite",
      () => descent((x) => 1 / x, [1, 0]),
      /f\(0\) must be finite, but got Infinity/,
    ],
    [
      "contour",
      "lone points",
      () => contour((x, y) => (x + y === 0 ? 1 : NaN), [0, 1], [0, 1]),
      /neighbouring points/,
    ],
    [
      "contour",
      "negative as logarithms",
      () => contour(() => -1, [0, 1], [0, 1], { zscale: "log" }),
      /positive values/,
    ],
    ["plotGraph", "a number", () => plotGraph(3 as never), /t must be a tensor, but got 3/],
    [
      "plotGraph",
      "no graph",
      () => plotGraph(tensor(1)),
      /whose operations were recorded.*requiresGrad: true/,
    ],
    [
      "plotStepSizes",
      "no study",
      () => plotStepSizes({ curves: [{}] } as never),
      /study must be what stepSizeStudy returns/,
    ],
    [
      "plotStepSizes",
      "errors of 0",
      () => plotStepSizes(stepSizeStudy(() => 0, 1, 0)),
      /a place on a log axis/,
    ],
    [
      "stepsSlider",
      "one value",
      () => stepsSlider(() => figure(line, quiet), [1]),
      /an array of 2 to 200 values/,
    ],
    [
      "stepsSlider",
      "no figure",
      () => stepsSlider((() => 3) as never, [1, 2]),
      /must be a figure, but got 3/,
    ],
    ["stepsSlider", "an error at a value", () => stepsSlider((k) => { if (k > 1) throw new Error("no"); return figure(line, quiet); }, [1, 2]), /threw at values\[1\] = 2 \(Error: no\)/], // prettier-ignore
    ["figure", "no traces", () => figure({ data: {} } as never), /data must be an array of plotly's traces/],
    [
      "figure",
      "a layout that is none",
      () => figure({ data: [], layout: null } as never),
      /layout must be an object as plotly takes it/,
    ],
    [
      "Figure",
      "a layout that is none",
      () => new Figure({ data: [], layout: "x" } as never),
      /layout must be an object/,
    ],
    [
      "Figure\\.update",
      "a number",
      () => new Figure(line).update(3 as never),
      /data must be an array of plotly's traces/,
    ],
    [
      "Figure\\.update",
      "a config that is none",
      () => new Figure(line).update({ data: [], config: null } as never),
      /config must be/,
    ],
  ];
  for (const [fn, title, call, words] of rows) it(`${fn}: ${title}`, () => refuses(fn, call, words));
});
