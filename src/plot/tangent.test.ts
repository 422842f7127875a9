import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { captured } from "../display/capture";
import { tangentLine } from "../numeric/tangentLine";
import { plotTangent } from "./tangent";

const quiet = { show: false } as const;
const f = (x: number): number => x ** 3 - 1 / x;

function refuses(call: () => unknown, words: RegExp): void {
  assert.throws(call, (error: Error) => {
    assert.match(error.message, words);
    return true;
  });
}

describe("plotTangent", () => {
  it("draws the curve, the line through the point of contact with the slope there, and the point", () => {
    const { data } = plotTangent(f, 2, { ...quiet, xlim: [1, 3] });
    const [curve, line, point] = data;
    assert.equal((curve.y as number[])[150], f(2));
    assert.deepEqual(line.x, [1, 3]);
    const slope = 12.25;
    const expected = [f(2) - slope, f(2) + slope];
    (line.y as number[]).forEach((y, i) => assert.ok(Math.abs(y - expected[i]) < 1e-6, `${y}`));
    assert.deepEqual([point.x, point.y, point.text], [[2], [7.5], ["(2, 7.5)"]]);
  });

  it("takes an exact slope, or that of a tangent", () => {
    const ends = (options: object): unknown => plotTangent(Math.abs, 0, { ...quiet, ...options }).data[1].y;
    assert.deepEqual(ends({ slope: 0.5 }), [-0.5, 0.5]);
    assert.deepEqual(ends({ tangent: tangentLine((x) => 2 * x, 0) }), [-2, 2]);
    assert.deepEqual(ends({ tangent: Object.assign((t: number) => t, { slope: 1, intercept: 0 }) }), [-1, 1]);
  });

  it("reaches over the point, wider where x0 is larger", () => {
    const range = (x0: number): unknown =>
      (plotTangent(Math.sin, x0, quiet).layout.xaxis as { range: number[] }).range;
    assert.deepEqual([range(0), range(1), range(-10)], [[-1, 1], [0, 2], [-15, -5]]); // prettier-ignore
  });

  it("draws the slope triangle on wish: Δx along, Δy up to the line", () => {
    const triangle = (options: object): unknown[] => {
      const { data } = plotTangent(f, 1, { ...quiet, slope: 4, xlim: [0.5, 1.5], ...options });
      const [legs, labels] = data.slice(2);
      return [legs.x, legs.y, labels.text];
    };
    assert.deepEqual(triangle({ triangle: 0.25 }), [
      [1, 1.25, 1.25],
      [0, 0, 1],
      ["Δx = 0.25", "Δy = 1"],
    ]);
    assert.deepEqual(triangle({ triangle: true })[2], ["Δx = 0.2", "Δy = 0.8"]);
    assert.deepEqual(triangle({ triangle: -0.5 })[2], ["Δx = −0.5", "Δy = −2"]);
  });

  it("looks like this, away from the pole", () => {
    const figure = plotTangent(f, 1, { ...quiet, slope: 4, xlim: [0.5, 1.5], triangle: true });
    const { data, layout } = JSON.parse(JSON.stringify(figure)) as {
      data: { x: unknown; y: unknown }[];
      layout: object;
    };
    [data[0].x, data[0].y] = ["301 points", "301 points"];
    const golden = readFileSync(
      join(__dirname, "..", "..", "src", "plot", "goldens", "tangent.json"),
      "utf8",
    );
    assert.deepEqual({ data, layout }, JSON.parse(golden));
  });

  it("shows one output, and says in words what it shows", () => {
    const outputs = captured(() => void plotTangent(f, 1, { slope: 4, xlim: [0.5, 1.5] }));
    assert.deepEqual(
      outputs.map(({ data }) => data["text/plain"]),
      ["Figure: f(x), Tangent line (x = 1, slope 4), point (1, 0); x from 0.5 to 1.5, f(x) from -2 to 2.708"],
    );
  });

  it("lets the labels, the legend and plotly's layout be given", () => {
    const figure = plotTangent(f, 1, {
      ...quiet,
      xlabel: "t",
      legend: ["curve"],
      layout: { hovermode: false },
    });
    assert.match(figure.toString(), /^Figure: curve, point \(1, 0\), 1 curve; t from 0 to 2/);
    assert.equal(figure.layout.hovermode, false);
  });
});

describe("plotTangent refuses", () => {
  it("a point where the function is not finite", () => {
    refuses(
      () => plotTangent(f, 0, quiet),
      /^plotTangent: f\(x0\) must be a finite number, the height of the point.*but got f\(0\) = -Infinity/,
    );
  });

  it("a kink, unless a slope is given", () => {
    refuses(
      () => plotTangent(Math.abs, 0, quiet),
      /the slope of f at x0 must be a single number.*options\.slope/,
    );
    assert.ok(plotTangent(Math.abs, 0, { ...quiet, slope: 0 }));
  });

  it("arguments of another kind", () => {
    refuses(
      // @ts-expect-error text is no function
      () => plotTangent("x", 1),
      /^plotTangent: f must be a function of one number, but got 'x'/,
    );
    refuses(() => plotTangent(f, NaN), /^plotTangent: x0 must be a finite number, but got NaN/);
    refuses(
      // @ts-expect-error the function returns text
      () => plotTangent((x) => `${x}`, 1),
      /^plotTangent: f must be a function that returns a number/,
    );
  });

  it("options that it does not know, or cannot use", () => {
    refuses(
      // @ts-expect-error a line is no line on a log axis
      () => plotTangent(f, 1, { xscale: "log" }),
      /^plotTangent: the name of an option must be one of xlabel, .*triangle, but got 'xscale'/,
    );
    refuses(() => plotTangent(f, 1, { slope: NaN }), /options\.slope must be a finite number/);
    refuses(
      () => plotTangent(f, 1, { triangle: 0 }),
      /options\.triangle must be true, false or a finite Δx other than 0/,
    );
    refuses(
      () => plotTangent(f, 1, { xlim: [2, 3] }),
      /options\.xlim must be limits with x0 = 1 between them/,
    );
    refuses(
      () => plotTangent(f, 1, { xlim: [3, 0] }),
      /options\.xlim must be two limits, the smaller one first/,
    );
    const elsewhere = { slope: 1, x0: 2 };
    refuses(
      () => plotTangent(f, 1, { tangent: elsewhere }),
      /options\.tangent must be the tangent at x0 = 1, but got the one at 2/,
    );
    const line = (t: number): number => t;
    refuses(
      // @ts-expect-error a function alone has no slope
      () => plotTangent(f, 1, { tangent: line }),
      /options\.tangent must be a line with a finite slope, as tangentLine\(f, x0\) returns it/,
    );
  });
});
