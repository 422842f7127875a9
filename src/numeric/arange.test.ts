import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { arange } from "./arange";
import { linspace } from "./linspace";
import { seeded } from "../testing/smooth";

describe("arange", () => {
  it("counts as NumPy does", () => {
    assert.deepEqual(arange(3), [0, 1, 2]);
    assert.deepEqual(arange(2.5), [0, 1, 2]);
    assert.deepEqual(arange(1, 4), [1, 2, 3]);
    assert.deepEqual(arange(5, 0, -2), [5, 3, 1]);
    // As numpy.arange: (1.3 - 1) / 0.1 is rounded to a little more than 3.
    assert.equal(arange(1, 1.3, 0.1).length, 4);
    assert.equal(arange(0, 0.3, 0.1).length, 3);
    assert.equal(arange(1, 1.6, 0.1).length, 7);
  });

  it("is empty where the step points away, and where start is stop", () => {
    assert.deepEqual(arange(-3), []);
    assert.deepEqual(arange(0, 5, -1), []);
    assert.deepEqual(arange(5, 0, 1), []);
    assert.deepEqual(arange(2, 2), []);
  });

  it("does not pile rounding up: number i is start + i * step", () => {
    const grid = arange(0, 20, 0.1);
    assert.equal(grid.length, 200);
    assert.equal(grid[199], 199 * 0.1);
    const random = seeded(3);
    for (let k = 0; k < 100; k++) {
      const [start, step, count] = [random() * 20 - 10, random() + 0.01, Math.floor(random() * 300)];
      const numbers = arange(start, start + step * (count - 0.5), step);
      assert.equal(numbers.length, count);
      numbers.forEach((value, i) => assert.equal(value, start + i * step));
    }
  });

  it("refuses a step of 0, what is not finite or no number, and more than an array holds", () => {
    assert.throws(() => arange(0, 1, 0), /arange: step must be a number other than 0.*never reach stop/);
    assert.throws(() => arange(0, Infinity), /stop must be a finite number, but got Infinity/);
    assert.throws(() => arange(NaN, 1), /start must be a finite number, but got NaN/);
    assert.throws(() => arange(0, 1, NaN), /step must be a finite number/);
    assert.throws(() => arange("3" as never), { name: "TypeError", message: /stop must be a finite number/ });
    assert.throws(
      () => arange(0, 2 ** 33),
      /count of numbers.* must be a whole number from 0 to 100,000,000/,
    );
    assert.throws(() => arange(0, 1, 5e-324), /but got Infinity/);
  });
});

describe("linspace", () => {
  it("starts at start, ends exactly at stop, and has the count asked for", () => {
    const random = seeded(4);
    for (let k = 0; k < 200; k++) {
      const [start, stop, count] = [random() * 9 - 4, random() * 9 - 4, 2 + Math.floor(random() * 300)];
      const points = linspace(start, stop, count);
      assert.deepEqual([points.length, points[0], points.at(-1)], [count, start, stop]);
      const step = (stop - start) / (count - 1);
      points.slice(0, -1).forEach((value, i) => assert.equal(value, start + i * step));
    }
  });

  it("knows the edges: none, one, equal bounds, downwards, the widest range; 50 by default", () => {
    assert.deepEqual(linspace(1, 2, 0), []);
    assert.deepEqual(linspace(1, 2, 1), [1]);
    assert.deepEqual(linspace(3, 3, 3), [3, 3, 3]);
    assert.deepEqual(linspace(1, -1, 3), [1, 0, -1]);
    assert.deepEqual(linspace(-1.5e308, 1.5e308, 3), [-1.5e308, 0, 1.5e308]);
    assert.equal(linspace(0, 1).length, 50);
  });

  it("refuses counts that are negative, fractional or no numbers, and bounds that are not finite", () => {
    assert.throws(
      () => linspace(0, 1, -1),
      /linspace: count must be a whole number from 0 to 100,000,000, but got -1/,
    );
    assert.throws(() => linspace(0, 1, 2.5), /count must be a whole number/);
    assert.throws(() => linspace(0, 1, NaN), /count must be a whole number/);
    assert.throws(() => linspace(0, 1, "3" as never), {
      name: "TypeError",
      message: /count must be a whole number/,
    });
    assert.throws(() => linspace(0, Infinity, 3), /stop must be a finite number/);
  });
});
