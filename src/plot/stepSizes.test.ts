import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { stepSizeStudy } from "../numeric";
import { symbolic } from "../symbolic";
import { plotStepSizes } from "./stepSizes";

const study = stepSizeStudy((x) => x ** 3 - 1 / x, 1, 4, { rules: ["forward", "central"] });

describe("plotStepSizes", () => {
  const { data, layout } = plotStepSizes(study, { show: false });
  const named = data.filter(({ name }) => name !== undefined);

  it("draws every curve on log-log axes, in both types", () => {
    assert.deepEqual(
      named.map(({ name }) => name),
      ["forward, float64", "central, float64", "forward, float32", "central, float32"],
    );
    for (const axis of [layout.xaxis, layout.yaxis]) assert.equal((axis as { type: string }).type, "log");
  });

  it("draws theory's slopes and names them: the power of each rule, and -1 for the rounding of each type", () => {
    const dotted = data.filter(({ line }) => (line as { dash?: string } | undefined)?.dash === "dot");
    const slopes = dotted.map(({ x, y, text }) => {
      const [xs, ys] = [x, y].map((values) => (values as number[]).map(Math.log10));
      const slope = (ys[2] - ys[0]) / (xs[2] - xs[0]);
      return `${(text as string[])[1]}: ${slope.toFixed(6)}`;
    });
    assert.deepEqual(slopes, ["∝ h: 1.000000", "∝ h²: 2.000000", "∝ 1/h: -1.000000", "∝ 1/h: -1.000000"]);
  });

  it("draws theory where the errors are: none is ten times larger, and the best a hundredth or more", () => {
    const [forward] = study.curves;
    const theory = (h: number): number => forward.rounding / h + forward.error[0] * (h / forward.h[0]);
    forward.h.forEach((h, i) => {
      if (h > forward.vanishing!) assert.ok(forward.error[i] < 10 * theory(h), `h = ${h}`);
    });
    assert.ok(forward.best!.error > theory(forward.best!.h) / 100);
  });

  it("marks the best steps with stars", () => {
    const stars = data.filter(({ marker }) => (marker as { symbol?: string } | undefined)?.symbol === "star");
    assert.deepEqual(
      stars.map(({ x, y }) => [(x as number[])[0], (y as number[])[0]]),
      study.curves.map(({ best }) => [best?.h, best?.error]),
    );
  });

  it("draws the complex step, whose errors of 0 stand at half of the last digit and grow no more", () => {
    const f = symbolic("x^3 - 1/x");
    const complex = stepSizeStudy(f, 1, 4, { rules: ["complex"], dtypes: ["float64"] });
    const [curve, slope, star, ...more] = plotStepSizes(complex, { show: false }).data;
    const [errors, ends] = [curve.y as number[], slope.y as number[]];
    assert.deepEqual([complex.curves[0].error.at(-1), errors.at(-1)], [0, 2 * Number.EPSILON]);
    assert.ok(errors.every((error, i) => i === 0 || error <= errors[i - 1]));
    assert.deepEqual([(slope.text as string[])[1], more], ["∝ h²", []]);
    assert.ok(Math.abs(ends[2] / (2 * Number.EPSILON) - 1) < 1e-9);
    assert.equal((star.x as number[])[0], complex.curves[0].best!.h);
  });

  it("draws no theory where there is nothing but rounding: for a straight line", () => {
    const lines = plotStepSizes(
      stepSizeStudy((x) => 3 * x + 1, 1, 3),
      { show: false },
    ).data;
    assert.equal(lines.filter(({ mode }) => mode === "lines+text").length, 0);
  });

  it("shades where x + h is x, up to the largest step that vanishes, for each type", () => {
    const zones = layout.shapes as { x1: number }[];
    const vanishing = study.curves.map((curve) => curve.vanishing);
    assert.deepEqual(zones.map(({ x1 }) => x1), [vanishing[0], vanishing[2]]); // prettier-ignore
  });

  it("refuses what is no study, and options that it does not know", () => {
    assert.throws(() => plotStepSizes({} as never), /study must be what stepSizeStudy returns/);
    assert.throws(() => plotStepSizes(study, { xscale: "linear" } as never), /one of title, figsize/);
  });
});
