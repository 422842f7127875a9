import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { stepSizeStudy } from "../numeric";
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

  it("draws theory's slopes: the power of the rule, then -1", () => {
    const dotted = data.filter(({ line }) => (line as { dash?: string } | undefined)?.dash === "dot");
    assert.equal(dotted.length, 4);
    dotted.forEach(({ x, y }, i) => {
      const [xs, ys] = [x, y].map((values) => (values as number[]).map(Math.log10));
      const slope = (k: number): number => (ys[k + 1] - ys[k]) / (xs[k + 1] - xs[k]);
      assert.ok(Math.abs(slope(0) - [1, 2, 1, 2][i]) < 1e-9 && Math.abs(slope(1) + 1) < 1e-9);
    });
  });

  it("marks the best steps with stars", () => {
    const stars = data.filter(({ marker }) => (marker as { symbol?: string } | undefined)?.symbol === "star");
    assert.deepEqual(
      stars.map(({ x }) => (x as number[])[0]),
      study.curves.flatMap(({ best }) => (best !== undefined && best.error > 0 ? [best.h] : [])),
    );
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
