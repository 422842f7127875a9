import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { inspect } from "node:util";
import { jupyterDisplay } from "../display/bundle";
import { captured } from "../display/capture";
import { Figure, figure } from "./figure";

const bars = { data: [{ type: "bar", x: ["a", "b"], y: [1, 2] }] };
const line = { data: [{ x: [0, 1], y: [0, 1], name: "line" }], layout: { title: { text: "A <b>line</b>" } } };

describe("a figure", () => {
  it("is plain plotly data, made without being shown", () => {
    const shown = captured(() => {
      const { data, layout, config } = new Figure(bars);
      assert.deepEqual([data, layout, config], [bars.data, {}, { displaylogo: false, responsive: true }]);
    });
    assert.deepEqual(shown, []);
  });

  it("is shown by figure() at once, or later", () => {
    const texts = captured(() => {
      const later = figure(bars, { show: false });
      figure(line);
      later.show();
    }).map(({ data }) => data["text/plain"]);
    assert.deepEqual(texts, [
      "Figure: A line: line; x from 0 to 1, y from 0 to 1",
      "Figure: 1 bar; y from 1 to 2",
    ]);
  });

  it("prints as one line, and tells a kernel how it is shown", () => {
    const made = new Figure(line);
    const text = "Figure: A line: line; x from 0 to 1, y from 0 to 1";
    assert.deepEqual([inspect(made), String(made), inspect([made])], [text, text, `[ ${text} ]`]);
    assert.deepEqual(made[jupyterDisplay](), {
      "application/vnd.nablab.figure+json": {},
      "application/vnd.plotly.v1+json": made.toJSON(),
      "text/plain": text,
    });
  });

  it("redraws in place where it was shown, all of its outputs, and no other figure's", () => {
    const outputs = captured(() => {
      const [one, other] = [figure(bars), figure(bars)];
      assert.notEqual(one.displayId, other.displayId);
      one.show();
      one.update(line);
    });
    const [first, other, again, update] = outputs;
    assert.deepEqual([again.displayId, update.displayId], [first.displayId, first.displayId]);
    assert.notEqual(other.displayId, first.displayId);
    assert.deepEqual(
      outputs.map((output) => output.update),
      [false, false, false, true],
    );
    assert.equal(update.data["text/plain"], "Figure: A line: line; x from 0 to 1, y from 0 to 1");
  });

  it("that was not shown yet is shown by its update, with the content of the other one", () => {
    const outputs = captured(() => {
      const made = new Figure(bars).update(new Figure(line));
      assert.deepEqual(made.data, line.data);
    });
    assert.deepEqual(
      outputs.map(({ update }) => update),
      [false],
    );
  });

  it("can be changed by hand before it is shown again", () => {
    const made = new Figure({ data: [{ ...line.data[0] }] });
    made.data[0].y = [2, 3];
    made.layout.yaxis = { title: { text: "height" } };
    assert.equal(made.toString(), "Figure: line; x from 0 to 1, height from 2 to 3");
  });

  it("refuses what plotly could not draw", () => {
    for (const spec of [undefined, null, {}, { data: {} }, { data: [1] }, { data: null }]) {
      const given = spec as unknown as typeof bars;
      assert.throws(
        () => new Figure(given),
        /^TypeError: Figure: data must be an array of plotly's traces, but got/,
      );
      assert.throws(() => figure(given), /^TypeError: figure: data must be/);
      assert.throws(() => new Figure(bars).update(given), /^TypeError: Figure\.update: data must be/);
    }
    const unknown = { show: false, hide: true };
    assert.throws(
      () => figure(bars, unknown),
      /^TypeError: figure: the name of an option must be one of show/,
    );
  });
});

describe("the text of a figure", () => {
  const text = (...args: ConstructorParameters<typeof Figure>): string => new Figure(...args).toString();

  it("counts what has no name, and shortens a long list", () => {
    const curve = { x: [0], y: [0] };
    assert.match(
      text({ data: [curve, curve, { ...curve, mode: "markers" }] }),
      /^Figure: 2 curves, 1 row of points;/,
    );
    assert.match(text({ data: [{ z: [[1]], type: "heatmap" }] }), /^Figure: 1 heatmap$/);
    const many = Array.from({ length: 6 }, (_, k) => ({ ...curve, name: `c${k}` }));
    assert.match(text({ data: many }), /^Figure: c0, c1, c2, c3, 2 more;/);
    assert.equal(text({ data: [] }), "Figure: empty");
  });

  it("gives limits rather than data where the axis has them, in the units of the data", () => {
    const layout = { xaxis: { range: [-3, 2], type: "log" }, yaxis: { title: "height" } };
    assert.equal(
      text({ data: [{ x: [1], y: [1 / 3], name: "c" }], layout }),
      "Figure: c; x from 0.001 to 100, height from 0.3333 to 0.3333",
    );
  });

  it("is one line, whatever the title", () => {
    assert.equal(text({ data: [], layout: { title: "two\nlines" } }), "Figure: two lines: empty");
  });
});
