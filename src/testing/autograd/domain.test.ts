import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { draw } from "./domain";

describe("inputs drawn at random", () => {
  it("lie in their domain, away from its kinks, and want a gradient", () => {
    const t = draw([50], { low: -1, high: 2, kinks: [0] });
    assert.ok(t.tolist<number[]>().every((x) => x >= -1 && x < 2 && Math.abs(x) >= 0.05));
    assert.deepEqual([t.requiresGrad, t.dtype], [true, "float64"]);
  });
});
