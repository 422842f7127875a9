import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { captured } from "../display/capture";
import type { Output } from "../display/host";
import type { Figure } from "./figure";
import { plot } from "./plot";

/** The figure without showing it. */
const quiet = { show: false } as const;

function outputsOf(f: () => unknown): Output[] {
  return captured(() => void f());
}

function ys(figure: Figure, k = 0): unknown {
  return figure.toJSON().data[k].y;
}

/** JSON with numbers of four digits, for goldens that a person can read. */
function readable(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_, v: unknown) => (typeof v === "number" ? Number(v.toPrecision(4)) : v)),
  );
}

function golden(name: string): unknown {
  return JSON.parse(readFileSync(join(__dirname, "..", "..", "src", "plot", "goldens", name), "utf8"));
}

const x = [0, 1, 2, 3];
const squares = [0, 1, 4, 9];
const doubles = [0, 2, 4, 6];
const asTensor = (list: unknown): { tolist(): unknown } => ({ tolist: () => list });

describe("plot pairs X and Y as D2L's helper does", () => {
  const pairs = (figure: Figure): unknown => figure.toJSON().data.map((trace) => [trace.x, trace.y]);

  it("Y against X", () => {
    assert.deepEqual(pairs(plot(x, squares, quiet)), [[x, squares]]);
  });

  it("one X for several Ys, or as many Xs as Ys", () => {
    const both = [
      [x, squares],
      [x, doubles],
    ];
    assert.deepEqual(pairs(plot(x, [squares, doubles], quiet)), both);
    assert.deepEqual(pairs(plot([x, x], [squares, doubles], quiet)), both);
    assert.deepEqual(pairs(plot([x], [squares, doubles], quiet)), both);
  });

  it("a lone X against its indices, several of them each against its own", () => {
    assert.deepEqual(pairs(plot(squares, quiet)), [[x, squares]]);
    assert.deepEqual(pairs(plot(squares, undefined, quiet)), [[x, squares]]);
    assert.deepEqual(pairs(plot([squares, [5]], quiet)), [
      [x, squares],
      [[0], [5]],
    ]);
  });

  it("typed arrays, tensors, and the rows of a matrix like arrays", () => {
    const expected = [
      [x, squares],
      [x, doubles],
    ];
    assert.deepEqual(pairs(plot(Float32Array.from(x), asTensor([squares, doubles]), quiet)), expected);
    assert.deepEqual(
      pairs(plot(asTensor(x), [asTensor(squares), Int32Array.from(doubles)], quiet)),
      expected,
    );
  });

  it("functions evaluated on X, alone or mixed with numbers", () => {
    const expected = [
      [x, squares],
      [x, doubles],
    ];
    assert.deepEqual(pairs(plot(x, [(t) => t * t, doubles], quiet)), expected);
    assert.deepEqual(pairs(plot(x, (t) => t * t, quiet)), expected.slice(0, 1));
  });

  it("functions between limits, at 301 points, in equal factors on a log axis", () => {
    const { data } = plot([(t) => t, Math.exp], { ...quiet, xlim: [0, 3] });
    assert.deepEqual([data.length, (data[0].x as number[]).length], [2, 301]);
    assert.deepEqual((data[0].x as number[]).slice(-2), [2.99, 3]);
    const log = plot((t) => t, { ...quiet, xlim: [1e-8, 1], xscale: "log" }).toJSON().data[0].x as number[];
    assert.deepEqual([log[0], log[150], log[300]], [1e-8, 1e-4, 1]);
  });
});

describe("a plot", () => {
  it("is shown at once, as one output: our renderer's mark, plotly's JSON as an object, one line of text", () => {
    const figures: Figure[] = [];
    const outputs = outputsOf(() => figures.push(plot(x, squares)));
    assert.equal(outputs.length, 1);
    const [{ data, displayId, update, value }] = outputs;
    assert.deepEqual(Object.keys(data), [
      "application/vnd.nablab.figure+json",
      "application/vnd.plotly.v1+json",
      "text/plain",
    ]);
    assert.deepEqual(data["application/vnd.plotly.v1+json"], figures[0].toJSON());
    assert.equal(data["text/plain"], "Figure: 1 curve; x from 0 to 3, y from 0 to 9");
    assert.deepEqual([displayId, update, value], [figures[0].displayId, false, figures[0]]);
  });

  it("looks like this", () => {
    const figure = plot(x, [squares, doubles], {
      ...quiet,
      xlabel: "x",
      ylabel: "f(x)",
      legend: ["f(x)", "Tangent line (x=1)"],
      xlim: [0, 3],
      title: "D2L",
      figsize: [3.5, 2.5],
      fmts: ["-", "m--"],
    });
    assert.deepEqual(readable(figure), golden("d2l.json"));
    assert.equal(figure.toString(), "Figure: D2L: f(x), Tangent line (x=1); x from 0 to 3, f(x) from 0 to 9");
  });

  it("looks like this on log axes", () => {
    const h = [1e-8, 1e-4, 1];
    const figure = plot(h, (t) => t ** 2, {
      ...quiet,
      xscale: "log",
      yscale: "log",
      ylim: [1e-16, 10],
      fmts: "o-",
    });
    assert.deepEqual(readable(figure), golden("logLog.json"));
  });

  it("gives curves lines and colours in turn, and repeats formats where there are more curves", () => {
    const lines = (figure: Figure): unknown =>
      figure.data.map(({ line }) =>
        Object.values(line as object)
          .slice(0, 2)
          .join(" "),
      );
    const five = [x, x, x, x, x];
    assert.deepEqual(lines(plot(five, quiet)), [
      "#0072b2 solid",
      "#d55e00 dash",
      "#009e73 dashdot",
      "#cc79a7 dot",
      "#56b4e9 solid",
    ]);
    assert.deepEqual(lines(plot([x, x, x], { ...quiet, fmts: ["r-", "--"] })), [
      "#ff0000 solid",
      "#0072b2 dash",
      "#ff0000 solid",
    ]);
  });

  it("shows a lone point as a point, not as a line of no length", () => {
    assert.equal(plot([1], quiet).data[0].mode, "markers");
    assert.equal(plot([1, NaN, 2], quiet).data[0].mode, "markers");
    assert.equal(plot([1, 2], quiet).data[0].mode, "lines");
  });

  it("passes plotly's own attributes through", () => {
    const figure = plot(x, squares, {
      ...quiet,
      layout: { xaxis: { dtick: 1 }, hovermode: "x unified" },
      traces: [{ type: "bar", x, y: x, name: "bars" }],
      xlabel: "x",
    });
    const { xaxis, hovermode, showlegend } = figure.layout;
    const { dtick, type } = xaxis as { dtick: number; type: string };
    assert.deepEqual([dtick, type, hovermode, showlegend], [1, "linear", "x unified", true]);
    assert.equal(figure.data[1].type, "bar");
    assert.equal(figure.toString(), "Figure: bars, 1 curve; x from 0 to 3, y from 0 to 9");
  });

  it("does not change its arguments", () => {
    const list = Object.freeze([3, 1, 2]);
    const layout = Object.freeze({ xaxis: Object.freeze({ dtick: 1 }) });
    plot(list, list, { ...quiet, layout });
    assert.deepEqual(list, [3, 1, 2]);
  });
});

describe("gaps", () => {
  it("stand where a value is not finite", () => {
    const figure = plot(x, [1, NaN, Infinity, 2], quiet);
    assert.deepEqual(ys(figure), [1, null, null, 2]);
    assert.deepEqual(ys(plot([NaN, 1, 2, 3], x, quiet)), [null, 1, 2, 3]);
  });

  it("stand where a log axis has no place, and the figure says so", () => {
    const figure = plot(x, [-1, 0, 1, 2], { ...quiet, yscale: "log" });
    assert.deepEqual(ys(figure), [null, null, 1, 2]);
    assert.match(figure.toString(), /; 2 points left out that are not positive on a log axis$/);
    assert.match(
      plot(x, squares, { ...quiet, xscale: "log" }).toString(),
      /; 1 point left out that is not positive/,
    );
  });

  it("leave at least one point, or there is an error and not an empty picture", () => {
    assert.throws(() => plot(x, [NaN, NaN, Infinity, NaN], quiet), {
      name: "RangeError",
      message:
        "plot: the number of points of curve 0 that can be drawn must be at least 1, but got none of NaN, NaN, Infinity, NaN. " +
        "Only finite numbers can be drawn.",
    });
    assert.throws(
      () => plot([0, 1], [-1e308, 1e308], quiet),
      /none of -1e\+308, 1e\+308\. Numbers above 1e300 are too large for an axis/,
    );
    assert.throws(
      () => plot([x, [-1, -2, -3, 0, -5]], { ...quiet, yscale: "log" }),
      /curve 1 .* none of -1, -2, -3, 0, …\. A log axis has a place for positive numbers only/,
    );
  });
});
