import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type FakeNotebook, inNotebook, type State } from "../../testing/fakeNotebook";
import type { Figure } from "../figure";
import { plot } from "../plot";
import { point, slider } from "./controls";
import { interact } from "./interact";
import { withoutParts } from "./parted";

const line = (slope: number): Figure => plot([0, 1], [0, slope], { show: false });
const drawn = ({ outputs }: FakeNotebook): unknown[] =>
  outputs.slice(1).map(({ data }) => {
    const figure = data["application/vnd.plotly.v1+json"] as { data: { y: number[] }[] } | undefined;
    return figure === undefined ? data["text/plain"] : figure.data[0].y[1];
  });

describe("a point that is grabbed in the figure", () => {
  interface Handle {
    comm: string;
    instead: string;
    label: string;
    at: number[];
    step: number[];
    onCurve: boolean;
    turn: number;
  }

  const handles = ({ outputs }: FakeNotebook): Handle[] =>
    (outputs.at(-1)!.metadata as { nablab: { handles?: Handle[] } }).nablab.handles ?? [];
  const square = (x: number): number => x ** 2;

  it("is told to the page beside the figure: its widget, its place, its steps, what stands in for it", () =>
    inNotebook(async (notebook) => {
      const p = point(1, 0, { xlim: [-2, 2], ylim: [0, 4], step: 0.5 });
      const lab = interact(({ p: [x, y] }) => plot([0, x], [0, y], { show: false }), { p });
      await lab.settled();
      const [{ comm, instead, label, ...rest }] = handles(notebook);
      const box = notebook.sent.find(({ id, type }) => id === comm && type === "open")!.data.state as State;
      assert.equal(box._model_name, "VBoxModel");
      assert.deepEqual(box._dom_classes, [instead]);
      assert.match(label, /^p: /);
      assert.deepEqual(rest, { at: [1, 0], step: [0.5, 0.5], onCurve: false, turn: 0 });
      assert.match(String(notebook.outputs[0].data["text/plain"]), /p = \(1, 0\)$/);
    }));

  it("moves to where the page says, on its grid and between its limits; the figure and the sliders follow", () =>
    inNotebook(async (notebook) => {
      const p = point(1, 0, { xlim: [-2, 2], ylim: [0, 4], step: 0.5 });
      const lab = interact(({ p: [x, y] }) => line(x + y), { p });
      await lab.settled();
      const [{ comm }] = handles(notebook);
      await notebook.move(comm, { value: [1.6, 77], turn: 3 });
      assert.deepEqual(lab.values, { p: [1.5, 4] });
      assert.equal(handles(notebook)[0].turn, 3);
      assert.equal(drawn(notebook).at(-1), 5.5);
      assert.deepEqual(handles(notebook)[0].at, [1.5, 4]);
      const sliderOf = (name: string): string => notebook.find("FloatSliderModel", name).id;
      const told = (name: string): unknown[] =>
        notebook.sent.filter(({ id, data }) => id === sliderOf(name) && data.method === "update").map(({ data }) => (data.state as State).value); // prettier-ignore
      assert.deepEqual([told("p: x"), told("p: y")], [[1.5], [4]]);
    }));

  it("is moved by its sliders, too, which are not told what they have said", () =>
    inNotebook(async (notebook) => {
      const lab = interact(({ p: [x, y] }) => line(x + y), { p: point(1, 0, { label: "foot" }) });
      await lab.settled();
      const { id } = notebook.find("FloatSliderModel", "foot: y");
      await notebook.move(id, { value: 0.5 });
      assert.deepEqual(lab.values, { p: [1, 0.5] });
      assert.deepEqual(handles(notebook)[0].at, [1, 0.5]);
      assert.ok(!notebook.sent.some((sent) => sent.id === id && sent.data.method === "update"));
    }));

  it("stays on its curve, has one slider there, and does not go where the curve has no point", () =>
    inNotebook(async (notebook) => {
      const root = point(1, 0, { on: Math.sqrt, xlim: [-1, 3], step: 0.5 });
      const lab = interact(({ p: [x, y] }) => line(x + y), { p: root });
      await lab.settled();
      const [{ comm, onCurve, at }] = handles(notebook);
      assert.deepEqual([onCurve, at], [true, [1, 1]]);
      await notebook.move(comm, { value: [2.1, -5] });
      assert.deepEqual(lab.values, { p: [2, Math.SQRT2] });
      await notebook.move(comm, { value: [-1, 0] });
      assert.deepEqual(lab.values, { p: [2, Math.SQRT2] });
      assert.throws(() => notebook.find("FloatSliderModel", "p: y"));
    }));

  it("takes nothing from a page that sends something else", () =>
    inNotebook(async (notebook) => {
      const lab = interact(({ p: [x, y] }) => line(x + y), { p: point(1, 0) });
      await lab.settled();
      const [{ comm }] = handles(notebook);
      for (const value of [undefined, null, 3, [1], [1, 2, 3], [NaN, 0], ["1", "0"], [null, 0], {}])
        await notebook.move(comm, { value });
      assert.deepEqual(lab.values, { p: [1, 0] });
    }));

  it("of a cell that runs again is closed with its box and its sliders", () =>
    inNotebook((notebook) => {
      const lab = interact(({ p: [x, y] }) => line(x + y), { p: point(1, 0) });
      lab.close();
      const ids = (type: string): string[] =>
        notebook.sent.filter((sent) => sent.type === type).map(({ id }) => id).sort(); // prettier-ignore
      assert.deepEqual(ids("close"), ids("open"));
    }));

  it("is not told to the page of a figure without one", () =>
    inNotebook(async (notebook) => {
      await interact(({ a }) => line(a), { a: slider(0, 1) }).settled();
      assert.deepEqual(handles(notebook), []);
    }));

  it("is a slider for each of its numbers where there are no points: on a page without a kernel", () => {
    const controls = {
      p: point(1, 0, { label: "foot" }),
      q: point(2, 0, { on: square, xlim: [0, 4] }),
      a: slider(0, 1, { value: 0.5 }),
    };
    const values = ({ p, q, a }: { p: number[]; q: number[]; a: number }): unknown => [p, q, a];
    const flat = withoutParts(values, controls);
    assert.deepEqual(Object.keys(flat.controls), ["foot: x", "foot: y", "q: x", "a"]);
    assert.ok(Object.values(flat.controls).every((control) => control.positions !== undefined));
    const called = flat.f({ "foot: x": 0.5, "foot: y": 1, "q: x": 3, a: 0 });
    assert.deepEqual(called, [[0.5, 1], [3, 9], 0]);
  });

  it("refuses what cannot be a point, by the name of the argument", () => {
    const refuses = (call: () => unknown, words: RegExp): void =>
      assert.throws(call, (error: Error) => words.test(error.message));
    refuses(() => point(NaN, 0), /^point: x must be a finite number/);
    // @ts-expect-error a text is no number
    refuses(() => point(0, "1"), /^point: y must be a finite number/);
    refuses(() => point(3, 0, { xlim: [0, 2] }), /^point: options.xlim must be limits with 3 between them/);
    refuses(() => point(0, 0, { ylim: [2, -2] }), /^point: options.ylim must be two limits, the smaller one/);
    // @ts-expect-error one limit is none
    refuses(() => point(0, 0, { xlim: [1] }), /^point: options.xlim must be two finite numbers/);
    refuses(() => point(0, 0, { step: 0 }), /^point: options.step must be a positive number/);
    refuses(() => point(-1, 0, { on: Math.sqrt }), /^point: options.on\(x\) must be a finite number/);
    // @ts-expect-error a number is no curve
    refuses(() => point(0, 0, { on: 3 }), /^point: options.on must be a function of x/);
    // @ts-expect-error there is no such option
    refuses(() => point(0, 0, { along: square }), /but got 'along'/);
  });
});
