import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { rounded, toJsonValue } from "./json";

describe("numbers in a figure", () => {
  it("have six significant digits", () => {
    assert.deepEqual(rounded([1 / 3, -2e9 / 3, 1e-12 / 7, 0, 5]), [0.333333, -666667000, 1.42857e-13, 0, 5]);
  });

  it("have more where they lie close together: none moves by more than a ten-thousandth of the range", () => {
    for (const start of [1, -1, 1e6, 1e-5]) {
      for (const width of [1, 1e-3, 1e-8]) {
        const exact = Array.from({ length: 50 }, (_, i) => start + (width * Math.abs(start) * i) / 7);
        const [low, high] = [Math.min(...exact), Math.max(...exact)];
        rounded(exact).forEach((v, i) => {
          assert.ok(Math.abs(Number(v) - exact[i]) <= 1e-4 * (high - low), `${start}, ${width}: ${exact[i]}`);
        });
      }
    }
  });

  it("are null where they are not finite, and do not disturb the others", () => {
    assert.deepEqual(rounded([NaN, 1 / 3, Infinity, -Infinity]), [null, 0.333333, null, null]);
    assert.deepEqual(rounded([]), []);
    assert.deepEqual(rounded([1 / 3, 1 / 3]), [0.333333, 0.333333]);
  });

  it("do not change when they are rounded again", () => {
    const once = rounded(Array.from({ length: 100 }, (_, i) => Math.sin(i) * 1e4 + 1e6));
    assert.deepEqual(toJsonValue(once), once);
  });
});

describe("plotly's data as JSON", () => {
  it("has typed arrays and tensors as arrays, in every depth", () => {
    const tensor = { tolist: () => [[1 / 3, 2], [3, NaN]] }; // prettier-ignore
    assert.deepEqual(toJsonValue({ z: tensor, a: { b: Float32Array.of(0.1) }, c: Int8Array.of(1, 2) }), {
      z: [
        [0.333333, 2],
        [3, null],
      ],
      a: { b: [0.1] },
      c: [1, 2],
    });
  });

  it("keeps text, truth values, null and lone numbers as they are", () => {
    const value = { a: "x", b: true, c: null, d: 0.123456789, e: ["a", 1, null] };
    assert.deepEqual(toJsonValue(value), value);
  });

  it("has gaps that were null already between rounded numbers", () => {
    assert.deepEqual(toJsonValue([1 / 3, null]), [0.333333, null]);
  });

  it("loses what JSON cannot say", () => {
    assert.deepEqual(toJsonValue({ f: () => 1, u: undefined, n: NaN, list: [undefined, "a"] }), {
      n: null,
      list: [null, "a"],
    });
  });

  it("is the same after a round through JSON", () => {
    const json = toJsonValue({ x: Float64Array.of(1, NaN), when: new Date(0), nested: [[1], ["a"]] });
    assert.deepEqual(JSON.parse(JSON.stringify(json)), {
      x: [1, null],
      when: "1970-01-01T00:00:00.000Z",
      nested: [[1], ["a"]],
    });
  });
});
