import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { plot } from "./plot";
import { reduced } from "./reduce";

/** The figure without showing it. */
const quiet = { show: false } as const;

describe("a reduced curve", () => {
  const x = Array.from({ length: 1000 }, (_, i) => i);

  it("is the curve itself where it has few points", () => {
    const points = { x, y: x };
    assert.equal(reduced(points, 1000), points);
  });

  it("has no more points than it may, in their order", () => {
    for (const most of [16, 17, 100, 999]) {
      const { x: kept, y } = reduced({ x, y: x.map((t) => Math.sin(t * t)) }, most);
      assert.ok(kept.length <= most && kept.length > most / 5, `${kept.length} of at most ${most}`);
      assert.equal(kept.length, y.length);
      for (let i = 1; i < kept.length; i++) assert.ok(kept[i] > kept[i - 1]);
    }
  });

  it("covers the same heights in every run of points", () => {
    const y = x.map((t) => Math.sin(t * t));
    const kept = reduced({ x, y }, 52);
    for (let run = 0; run < 10; run++) {
      const [from, to] = [100 * run, 100 * (run + 1)];
      const inRun = Array.from(kept.y).filter((_, i) => kept.x[i] >= from && kept.x[i] < to);
      assert.equal(Math.max(...inRun), Math.max(...y.slice(from, to)));
      assert.equal(Math.min(...inRun), Math.min(...y.slice(from, to)));
    }
  });

  it("keeps the gaps between what it keeps", () => {
    const y = x.map((t) => (t === 500 ? NaN : 1));
    assert.ok(Array.from(reduced({ x, y }, 20).y).includes(NaN));
  });

  it("keeps the width of a curve that goes back and forth", () => {
    const angle = x.map((t) => t / 50);
    const circle = { x: angle.map(Math.cos), y: angle.map(Math.sin) };
    const kept = reduced(circle, 100);
    assert.equal(Math.max(...Array.from(kept.x)), Math.max(...circle.x));
    assert.equal(Math.min(...Array.from(kept.x)), Math.min(...circle.x));
  });
});

describe("many points", () => {
  const count = 10_000_000;
  const wave = Float64Array.from({ length: count }, (_, i) => Math.sin((7 * i) / count));
  wave[1_234_567] = 5;
  wave[7_654_321] = -5;

  it("are reduced, and the figure says so", () => {
    const figure = plot(wave, quiet);
    const drawn = figure.data[0].y as number[];
    assert.ok(drawn.length <= 3600);
    assert.ok(figure.toString().endsWith(`; ${drawn.length} of 10000000 points drawn`));
    const [note] = figure.layout.annotations as { text: string }[];
    assert.equal(note.text, `${drawn.length} of 10000000 points drawn`);
  });

  it("keep the ends and the extremes", () => {
    const { x: kept, y } = plot(wave, quiet).data[0] as { x: number[]; y: number[] };
    assert.deepEqual([kept[0], kept.at(-1)], [0, count - 1]);
    assert.deepEqual([Math.max(...y), kept[y.indexOf(5)]], [5, 1_234_567]);
    assert.deepEqual([Math.min(...y), kept[y.indexOf(-5)]], [-5, 7_654_321]);
  });

  it("stay under 100 KB, also with many curves and long numbers", () => {
    const long = Array.from({ length: 5000 }, (_, i) => -1e-100 * Math.sin(i) ** 2);
    for (const curves of [1, 3, 50]) {
      const many = Array.from({ length: curves }, () => long);
      const size = JSON.stringify(plot(many, many, quiet)).length;
      assert.ok(size < 100_000, `${curves} curves: ${size}`);
    }
  });
});
