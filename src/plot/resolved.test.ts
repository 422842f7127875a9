import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { contour } from "./contour";
import { lowestResolved, partsBelow } from "./resolved";

const rosenbrock = (x: number, y: number): number => (1 - x) ** 2 + 100 * (y - x ** 2) ** 2;

function grid(f: (x: number, y: number) => number, count: number): number[][] {
  const at = Array.from({ length: count }, (_, i) => -1.5 + (3 * i) / (count - 1));
  return at.map((y) => at.map((x) => Math.log10(f(x, y))));
}

describe("the parts below a level", () => {
  it("are counted by their sides, not by their corners; NaN belongs to none", () => {
    assert.equal(partsBelow([[0, 9, 0], [9, 0, 9], [0, 9, NaN]], 1), 4); // prettier-ignore
    assert.equal(partsBelow([[0, 0, 9], [9, 0, 9], [9, 0, 0]], 1), 1); // prettier-ignore
    assert.equal(partsBelow([[9, 9]], 1), 0);
  });
});

describe("the lowest level of a logarithm that a grid can show", () => {
  it("leaves out levels whose parts a finer grid does not confirm", () => {
    const grids = { coarse: grid(rosenbrock, 61), fine: grid(rosenbrock, 241) };
    const levels = [-3, -2.5, -2, -1.5, -1, -0.5, 0, 0.5, 1];
    const lowest = lowestResolved(levels, grids);
    assert.ok(lowest > -1, `islands that do not exist at 10^${lowest}`);
    assert.equal(partsBelow(grid(rosenbrock, 601), lowest), partsBelow(grids.coarse, lowest));
  });

  it("keeps all levels of two real valleys", () => {
    const two = (x: number, y: number): number => (x ** 2 - 1) ** 2 + y ** 2 + 0.01;
    const grids = { coarse: grid(two, 61), fine: grid(two, 241) };
    assert.equal(lowestResolved([-1, -0.5, 0], grids), -1);
  });

  it("is where contour lines on a log scale begin", () => {
    const figure = contour(rosenbrock, [-1.5, 1.5], [-1.5, 1.5], { zscale: "log", show: false });
    const [{ contours, z }] = figure.data as unknown as [{ contours: { start: number }; z: number[][] }];
    assert.equal(partsBelow(z, contours.start), partsBelow(grid(rosenbrock, 601), contours.start));
  });
});
