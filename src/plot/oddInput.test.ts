// Input that is odd, but can be drawn: the picture is sensible, never blank.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  contour,
  descent,
  type Figure,
  figure,
  plot,
  plotGraph,
  plotTangent,
  quiver,
  surface,
  tensor,
} from "../index";

const quiet = { show: false };
const square = (x: number): number => x ** 2;

describe("a picture that says what is left out is made of", () => {
  const rows: [string, () => Figure, RegExp][] = [
    ["a gap", () => plot([1, NaN, 3, 4], quiet), /y from 1 to 4$/],
    [
      "a pole on a log axis",
      () => plot((x) => 1 / x, { ...quiet, xlim: [-2, 2], yscale: "log" }),
      /y from 0\.4\d* to 8\.\d*; 150 points left out/,
    ],
    ["a number beyond all axes", () => plot([1, 1e308, 3, 4], quiet), /^Figure: 1 curve/],
    ["no name for a curve", () => plot([[1, 2], [2, 1]], { ...quiet, legend: ["one"] }), /^Figure: one, 1 curve/], // prettier-ignore
    [
      "a function that is a number in part",
      () => plotTangent((x) => (x > 1.5 ? NaN : x), 1, quiet),
      /^Figure: f\(x\)/,
    ],
    [
      "a triangle wider than usual",
      () => plotTangent(square, 0, { ...quiet, triangle: 4 }),
      /x from -6 to 6/,
    ],
    ["vectors of length 0", () => quiver(() => [0, 0], [0, 1], [0, 1], quiet), /225 arrows/],
    ["a constant", () => contour(() => 3, [0, 1], [0, 1], quiet), /f from 3 to 3$/],
    [
      "rounding noise",
      () => contour((x) => 1e16 + x[0], [0, 1], [0, 1], quiet),
      /f from 10000000000000000 to 10000000000000000$/,
    ],
    [
      "numbers too small for all axes",
      () => surface((x) => 1e-320 * x[0], [0, 1], [0, 1], quiet),
      /f from 0 to 0$/,
    ],
    ["steps in a typed array", () => descent(square, Float64Array.of(1, 0.5), quiet), /descent in 1 step/],
    [
      "a tensor without numbers",
      () => plotGraph(tensor([], { requiresGrad: true }).mul(2), quiet),
      /shape \[0\]/,
    ],
    ["a leaf alone", () => plotGraph(tensor(1, { requiresGrad: true }), quiet), /x1 = 1$/],
    ["integers without a limit", () => figure({ data: [{ y: [1n, 2n] }] }, quiet), /1 curve/],
  ];
  for (const [title, make, words] of rows) {
    it(title, async () => {
      const made = make();
      assert.match(made.toString(), words);
      assert.ok((await made.toPng()).length > 1000);
    });
  }
});
