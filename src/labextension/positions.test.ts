import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { hostKey, type Output } from "../display/host";
import {
  choice,
  contour,
  type Figure,
  interact,
  intSlider,
  plot,
  plotTangent,
  slider,
  text,
  toggle,
} from "../index";
import type { Figure as PageFigure } from "./page/browser";
import { showPositions } from "../plot/widgets/positions";
import { changed, type Positions } from "./page/positions";

const type = "application/vnd.nablab.positions+json";

/** What `body` shows where a page is made. */
function onPage(body: () => void): Output[] {
  const outputs: Output[] = [];
  const globals = globalThis as Record<symbol, unknown>;
  const before = globals[hostKey];
  const set = (value: unknown): unknown =>
    Object.defineProperty(globals, hostKey, { value, configurable: true, writable: true });
  set({ display: (output: Output) => outputs.push(output), textOnly: true, isPage: true });
  try {
    body();
  } finally {
    set(before);
  }
  return outputs;
}

const quiet = { show: false } as const;
const tangent = (x0: number): Figure => plotTangent((x) => x ** 2, x0, { ...quiet, xlim: [-2, 2] });

/** Numbers as the positions keep them: five digits are more than a picture shows. */
const rounded = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (_, v: unknown) =>
    typeof v === "number" ? Number(v.toPrecision(4)) : v,
  );

describe("controls on a page without a kernel", () => {
  it("move to the figure that the function draws at each of their places", () => {
    const [output] = onPage(
      () => void interact(({ x0 }) => tangent(x0), { x0: slider(-1, 1, { step: 0.1, value: 0.5 }) }),
    );
    const positions = output.data[type] as Positions;
    const figure = output.data["application/vnd.plotly.v1+json"] as PageFigure;
    const [{ labels, start, name, isList }] = positions.controls;
    assert.deepEqual([name, isList, labels.length, labels[start]], ["x0", false, 21, "0.5"]);
    labels.forEach((label, i) => {
      const moved = changed(figure, positions.changes[i]!);
      assert.deepEqual(rounded(moved), rounded(tangent(Number(label)).toJSON()), label);
    });
  });

  it("are combined where there are several, the last fastest", () => {
    const line = (a: number, rule: string, thick: boolean): Figure =>
      plot([0, 1], [0, a], { ...quiet, title: `${a} ${rule} ${thick}` });
    const [output] = onPage(
      () =>
        void interact(({ a, rule, thick }) => line(a, rule, thick), {
          a: intSlider(1, 3, { value: 1 }),
          rule: choice(["left", "right"]),
          thick: toggle(true),
        }),
    );
    const { controls, changes } = output.data[type] as Positions;
    const figure = output.data["application/vnd.plotly.v1+json"] as PageFigure;
    assert.deepEqual(
      controls.map(({ labels }) => labels),
      [
        ["1", "2", "3"],
        ["left", "right"],
        ["false", "true"],
      ],
    );
    assert.deepEqual(
      controls.map(({ isList }) => isList),
      [false, true, true],
    );
    const titles = changes.map((change) => (changed(figure, change!).layout!.title as { text: string }).text);
    assert.deepEqual(titles.slice(0, 5), [
      "1 left false",
      "1 left true",
      "1 right false",
      "1 right true",
      "2 left false",
    ]);
    assert.equal(titles.length, 12);
  });

  it("are those of the numbers where a value is made of several", () => {
    const at = (place: unknown): Figure => plot([0, 1], [0, 1], { ...quiet, title: String(place) });
    const parts = [
      slider(-1, 1, { step: 1, value: 0, label: "x" }),
      slider(0, 4, { step: 2, value: 2, label: "y" }),
    ];
    const read = (got: unknown): unknown => ((got as number[])[0] === 1 ? undefined : got);
    const place = { initial: [0, 2], key: "value", widget: parts[0].widget, read, parts };
    const [output] = onPage(() => void showPositions(({ p }: { p: unknown }) => at(p), { p: place }));
    const { controls, changes } = output.data[type] as Positions;
    const figure = output.data["application/vnd.plotly.v1+json"] as PageFigure;
    assert.deepEqual(
      controls.map(({ name, labels, start }) => [name, labels[start]]),
      [
        ["p x", "0"],
        ["p y", "2"],
      ],
    );
    const titles = changes.map((change) => (changed(figure, change!).layout!.title as { text: string }).text);
    // A place that the control does not take leaves it where it began.
    assert.deepEqual(titles, ["−1,0", "−1,2", "−1,4", "0,0", "0,2", "0,4", "0,2", "0,2", "0,2"]);
  });

  it("stay small: maps with many positions get fewer places", () => {
    const map = (c: number): Figure =>
      contour(([x, y]) => x ** 2 + c * x * y + y ** 2, [-1, 1], [-1, 1], quiet);
    const [output] = onPage(
      () => void interact(({ c }) => map(c), { c: slider(-1.5, 1.5, { step: 0.01, value: 0.5 }) }),
    );
    const positions = output.data[type] as Positions;
    assert.ok(JSON.stringify(positions).length <= 400_000);
    assert.ok(positions.controls[0].labels.length >= 9);
    assert.equal(positions.controls[0].labels[positions.controls[0].start], "0.5");
  });

  it("have figures of their own where the number of curves changes, and none where the function throws", () => {
    const curves = ({ n }: { n: number }): Figure => {
      if (n === 2) throw new RangeError("not 2");
      return plot(
        Array.from({ length: n }, () => [1, 2]),
        quiet,
      );
    };
    const [output] = onPage(() => void interact(curves, { n: intSlider(1, 3, { value: 1 }) }));
    const { changes } = output.data[type] as Positions;
    const figure = output.data["application/vnd.plotly.v1+json"] as PageFigure;
    assert.equal(changes[1], null);
    assert.deepEqual(
      [0, 2].map((i) => changed(figure, changes[i]!).data.length),
      [1, 3],
    );
  });

  it("are left out where nothing can be listed: text, no figure, or one that comes late", () => {
    const shown: boolean[] = [];
    onPage(() => {
      shown.push(
        showPositions(({ name }: { name: string }) => plot([1, 2], { ...quiet, title: name }), {
          name: text("a"),
        }),
      );
      shown.push(showPositions(({ n }: { n: number }) => n * 2, { n: intSlider(0, 3) }));
      shown.push(
        showPositions(({ n }: { n: number }) => Promise.resolve(tangent(n)), { n: intSlider(0, 3) }),
      );
    });
    assert.deepEqual(shown, [false, false, false]);
  });
});
