import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { linspace, plot, plotTangent, stepsSlider } from "../index";

const square = (x: number): number => x ** 2;
const quiet = { show: false } as const;

interface Slider {
  active: number;
  steps: { label: string; method: string; args: [Record<string, unknown[]>, number[]] }[];
}

describe("stepsSlider", () => {
  const figure = stepsSlider((x0) => plotTangent(square, x0, { ...quiet, xlim: [-2, 2], slope: 2 * x0 }), linspace(-1, 1, 30), { ...quiet, label: "x0", start: 3 }); // prettier-ignore
  const [slider] = figure.toJSON().layout.sliders as Slider[];

  it("weighs at most 10 KB for 30 positions of a tangent", () => {
    const { length } = JSON.stringify(figure);
    assert.ok(length <= 10_000, `${length} bytes`);
  });

  it("changes only what differs, by plotly's restyle, and starts where it is told", () => {
    assert.deepEqual([slider.active, slider.steps.length], [3, 30]);
    const { method, args, label } = slider.steps[29];
    assert.deepEqual([method, label, args[1]], ["restyle", "1", [1, 2]]);
    assert.deepEqual(args[0].name, ["Tangent line (x = 1, slope 2)", "point (1, 1)"]);
    assert.deepEqual(args[0].y, [[-5, 3], [1]]); // prettier-ignore
    assert.match(figure.toString(), /slider x0 from -1 to 1 in 30 steps$/);
  });

  it("refuses figures that do not fit together, and what is no figure", () => {
    const refuses = (call: () => unknown, words: RegExp): void =>
      assert.throws(call, (error: Error) => words.test(error.message));
    const curves = (k: number): number[][] => Array.from({ length: k }, () => [1, 2]);
    refuses(
      () => stepsSlider((k) => plot(curves(k), quiet), [1, 2]),
      /the number of traces must be as many in every figure/,
    );
    // @ts-expect-error a number is no figure
    refuses(() => stepsSlider((k) => k, [1, 2]), /f\(values\[0\]\) must be a figure, but got 1/);
    refuses(() => stepsSlider(() => plot([1, 2], quiet), [1]), /values must be an array of 2 to 200 values/);
  });
});
