import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { Output } from "../../display/host";
import { hostKey } from "../../display/host";
import { type FakeNotebook, inNotebook, type State } from "../../testing/fakeNotebook";
import type { Figure } from "../figure";
import { plot } from "../plot";
import { choice, intSlider, logSlider, play, point, range, slider, text, toggle } from "./controls";
import { interact } from "./interact";

const line = (slope: number): Figure => plot([0, 1], [0, slope], { show: false });
const drawn = ({ outputs }: FakeNotebook): unknown[] =>
  outputs.slice(1).map(({ data }) => {
    const figure = data["application/vnd.plotly.v1+json"] as { data: { y: number[] }[] } | undefined;
    return figure === undefined ? data["text/plain"] : figure.data[0].y[1];
  });

describe("interact", () => {
  it("opens real widgets: controls, a place for errors, a box around them, each with a layout", () =>
    inNotebook(async (notebook) => {
      const lab = interact(({ a }) => line(a), { a: slider(0, 4, { value: 1, step: 0.5 }) });
      await lab.settled();
      const { state, id } = notebook.find("FloatSliderModel");
      const { min, max, step, value, description, _model_module, _model_module_version, _view_name } = state;
      assert.deepEqual([min, max, step, value, description], [0, 4, 0.5, 1, "a"]);
      assert.deepEqual([_model_module, _model_module_version, _view_name], ["@jupyter-widgets/controls", "2.0.0", "FloatSliderView"]); // prettier-ignore
      const layouts = notebook.sent.filter((sent) => state.layout === `IPY_MODEL_${sent.id}`);
      assert.deepEqual(layouts.map(({ data }) => (data.state as State)._model_name), ["LayoutModel"]); // prettier-ignore
      const box = notebook.find("VBoxModel");
      assert.deepEqual(box.state.children, [`IPY_MODEL_${id}`, `IPY_MODEL_${notebook.find("HTMLModel").id}`]);
      const view = notebook.outputs[0].data["application/vnd.jupyter.widget-view+json"];
      assert.deepEqual(view, { version_major: 2, version_minor: 0, model_id: box.id });
      assert.equal(notebook.outputs[0].data["text/plain"], "Controls (run the cell to move them): a = 1");
    }));

  it("redraws in place while a control moves, and answers the front end with an echo", () =>
    inNotebook(async (notebook) => {
      const lab = interact(({ a }) => line(a), { a: slider(0, 4, { value: 1 }) });
      await lab.settled();
      const { id } = notebook.find("FloatSliderModel");
      await notebook.move(id, { value: 3 });
      const figures = notebook.outputs.filter(({ data }) => "application/vnd.plotly.v1+json" in data);
      assert.equal(new Set(figures.map(({ displayId }) => displayId)).size, 1);
      assert.deepEqual([figures[0].update, figures.at(-1)!.update], [false, true]);
      assert.deepEqual(figures.at(-1)!.metadata, { nablab: { display_id: figures[0].displayId } });
      assert.deepEqual([drawn(notebook)[0], drawn(notebook).at(-1)], [1, 3]);
      assert.deepEqual(lab.values, { a: 3 });
      const echo = notebook.sent.find(({ data }) => data.method === "echo_update");
      assert.deepEqual([echo?.id, echo?.data.state], [id, { value: 3 }]);
    }));

  it("never calls f before its last call has ended, and always draws the last position", () =>
    inNotebook(async (notebook) => {
      let [running, most, calls] = [0, 0, 0];
      const f = async ({ a }: { a: number }): Promise<Figure> => {
        most = Math.max(most, ++running);
        calls++;
        await new Promise(setImmediate);
        running--;
        return line(a);
      };
      const lab = interact(f, { a: slider(0, 100, { value: 0 }) });
      const { id } = notebook.find("FloatSliderModel");
      await Promise.all(Array.from({ length: 50 }, (_, k) => notebook.move(id, { value: k + 1 })));
      await lab.settled();
      assert.equal(most, 1);
      assert.ok(calls < 10, `${calls} calls for 50 moves at once`);
      assert.equal(drawn(notebook).at(-1), 50);
    }));

  it("shows what f throws under the controls, until f succeeds again", () =>
    inNotebook(async (notebook) => {
      const f = ({ a }: { a: number }): Figure => {
        if (a < 0) throw new RangeError("a must be <positive>");
        return line(a);
      };
      const lab = interact(f, { a: slider(-4, 4, { value: 1 }) });
      await lab.settled();
      const { id } = notebook.find("FloatSliderModel");
      const message = notebook.find("HTMLModel").id;
      const said = (): unknown =>
        notebook.sent.filter((sent) => sent.id === message && sent.data.method === "update").map(({ data }) => (data.state as State).value); // prettier-ignore
      await notebook.move(id, { value: -1 });
      assert.match(String(said()), /RangeError: a must be &lt;positive&gt;/);
      await notebook.move(id, { value: 2 });
      assert.equal((said() as string[]).at(-1), "");
      assert.equal(drawn(notebook).at(-1), 2);
    }));

  it("takes the picture that f has drawn itself, and shows anything else as a cell would", () =>
    inNotebook(async (notebook) => {
      const lab = interact(({ a }) => void plot([0, 1], [0, a]), { a: intSlider(0, 4, { value: 1 }) });
      await lab.settled();
      assert.equal(drawn(notebook)[0], 1);
      const count = notebook.outputs.length;
      await interact(({ word }) => `${word}!`, { word: text("hello") }).settled();
      assert.equal(notebook.outputs.slice(count).at(-1)!.data["text/plain"], "hello!");
    }));

  it("ends with a PNG for readers without a kernel", () =>
    inNotebook(async (notebook) => {
      interact(({ a }) => line(a), { a: slider(0, 4, { value: 1 }) });
      await Promise.all(notebook.held);
      await Promise.all(notebook.held);
      const png = notebook.outputs.at(-1)!.data["image/png"] as string;
      assert.equal(Buffer.from(png, "base64").subarray(1, 4).toString(), "PNG");
    }));

  it("tries again where the PNG was not drawn in time, at the start and after a move", () =>
    inNotebook(async (notebook) => {
      const late = (slope: number): Figure =>
        Object.assign(line(slope), { toPng: () => Promise.reject(new Error("too slow")) });
      interact(({ a }) => late(a), { a: slider(0, 4, { value: 1 }) });
      const pictures = (): unknown[] => notebook.outputs.filter(({ data }) => "image/png" in data);
      const come = async (count: number): Promise<void> => {
        for (let tries = 0; pictures().length < count && tries < 2_400; tries++) await sleep(50);
        assert.equal(pictures().length, count);
      };
      await come(1);
      await notebook.move(notebook.find("FloatSliderModel").id, { value: 3 });
      await come(2);
      assert.equal(notebook.outputs.at(-1), pictures().at(-1));
    }));

  it("of a cell that runs again closes the controls of the run before, and none of its own", () =>
    inNotebook((notebook) => {
      const closed = (): number => notebook.sent.filter(({ type }) => type === "close").length;
      const controls = { a: slider(0, 4) };
      interact(({ a }) => line(a), controls);
      interact(({ a }) => line(a), controls);
      assert.equal(closed(), 0);
      notebook.request = { request: "2", cell: "b" };
      interact(({ a }) => line(a), controls);
      assert.equal(closed(), 0);
      const opened = notebook.sent.filter(({ type }) => type === "open").length;
      notebook.request = { request: "3", cell: "a" };
      interact(({ a }) => line(a), controls);
      assert.equal(closed(), (opened / 3) * 2);
    }));

  it("tells a page that is loaded anew the state of every widget", () =>
    inNotebook(async (notebook) => {
      const lab = interact(({ a }) => line(a), { a: slider(0, 4, { value: 1 }) });
      await lab.settled();
      const { id } = notebook.find("FloatSliderModel");
      await notebook.move(id, { value: 2.5 });
      const { data } = await notebook.load();
      const states = data.states as Record<string, { model_name: string; state: State }>;
      assert.equal(data.method, "update_states");
      assert.deepEqual([states[id].model_name, states[id].state.value], ["FloatSliderModel", 2.5]);
      lab.close();
      assert.ok(!(id in ((await notebook.load()).data.states as object)));
    }));

  it("gives values of the type of each control", () =>
    inNotebook(async (notebook) => {
      const lab = interact(
        ({ h, n, between, rule, grid, name, k }) => {
          const typed: [number, number, [number, number], "forward" | "central", boolean, string, number] = [h, n, between, rule, grid, name, k]; // prettier-ignore
          return typed.join(" ");
        },
        {
          h: logSlider(1e-8, 1, { value: 1e-4 }),
          n: intSlider(0, 9, { value: 3 }),
          between: range(0, 10, { value: [2, 5] }),
          rule: choice(["forward", "central"]),
          grid: toggle(true),
          name: text("f"),
          k: play(0, 20),
        },
      );
      await lab.settled();
      assert.equal(drawn(notebook).at(-1), "0.0001 3 2,5 forward true f 0");
      await notebook.move(notebook.find("DropdownModel").id, { index: 1 });
      await notebook.move(notebook.find("FloatRangeSliderModel").id, { value: [1, 9] });
      await notebook.move(notebook.find("CheckboxModel").id, { value: false });
      assert.equal(drawn(notebook).at(-1), "0.0001 3 1,9 central false f 0");
      // @ts-expect-error there is no control of this name
      interact(({ x1 }) => x1, { x0: slider(0, 1) });
    }));

  it("gives numbers without the noise that a front end adds to them", () =>
    inNotebook(async (notebook) => {
      const seen: unknown[] = [];
      const lab = interact(
        ({ a, r }) => {
          seen.push([a, ...r]);
          return line(a);
        },
        { a: slider(0, 4, { value: 1 }), r: range(0, 1) },
      );
      await notebook.move(notebook.find("FloatSliderModel").id, { value: 2.0000000000000009 });
      await notebook.move(notebook.find("FloatRangeSliderModel").id, { value: [0.1, 0.30000000000000004] });
      await lab.settled();
      assert.deepEqual(seen.at(-1), [2, 0.1, 0.3]);
    }));

  it("refuses what is no control, and controls that cannot be", () => {
    const refuses = (call: () => unknown, words: RegExp): void =>
      assert.throws(call, (error: Error) => words.test(error.message));
    // @ts-expect-error a number is no control
    refuses(() => interact(() => 1, { a: 3 }), /^interact: controls.a must be a control, but got 3/);
    refuses(() => interact(() => 1, {}), /^interact: controls must be an object such as/);
    refuses(() => slider(3, 1), /^slider: max must be larger than min = 3, but got 1/);
    refuses(() => slider(0, 1, { value: 2 }), /^slider: options.value must be from 0 to 1/);
    refuses(() => slider(0, NaN), /^slider: max must be a finite number/);
    refuses(() => logSlider(0, 1), /^logSlider: min must be a positive number/);
    refuses(() => intSlider(0, 1.5), /^intSlider: every number must be whole/);
    // @ts-expect-error c is not among them
    refuses(() => choice(["a", "b"], { value: "c" }), /^choice: options.value must be one of a, b/);
  });
});

describe("interact without widgets", () => {
  /** The figures that `body` shows where there is nothing but outputs. */
  function shownBy(body: () => void): Figure[] {
    const outputs: Output[] = [];
    const globals = globalThis as Record<symbol, unknown>;
    const before = globals[hostKey];
    const set = (value: unknown): unknown =>
      Object.defineProperty(globals, hostKey, { value, configurable: true, writable: true });
    set({ display: (output: Output) => outputs.push(output), clearOutput: () => undefined, textOnly: true });
    try {
      body();
    } finally {
      set(before);
    }
    return outputs.map(({ value, data }) => (value ?? data) as Figure);
  }

  const stepsOf = ({ layout }: Figure): unknown[] => (layout.sliders as { steps: unknown[] }[])[0].steps;

  it("shows the figure with plotly's own slider where there is one control, else at its start", () => {
    const [moving, still] = shownBy(() => {
      interact(({ a }) => line(a), { a: slider(0, 4, { value: 1 }) });
      interact(({ a, b }) => line(a + b), { a: slider(0, 4, { value: 1 }), b: slider(0, 1) });
    });
    assert.equal(stepsOf(moving).length, 30);
    assert.ok(still);
  });

  it("moves a point along its curve by plotly's slider, and shows one of the plane where it starts", () => {
    const [moving, still] = shownBy(() => {
      const f = ({ p: [x, y] }: { p: [number, number] }): Figure => line(x + y);
      interact(f, { p: point(1, 0, { on: (x) => x ** 2, xlim: [0, 2], step: 0.5 }) });
      interact(f, { p: point(1, 0) });
    });
    assert.deepEqual((stepsOf(moving) as { label: string }[]).map(({ label }) => label), ["(0, 0)", "(0.5, 0.25)", "(1, 1)", "(1.5, 2.25)", "(2, 4)"]); // prettier-ignore
    assert.equal((moving.layout.sliders as { active: number }[])[0].active, 2);
    assert.ok(!JSON.stringify(still).includes("sliders"));
  });

  it("leaves out the positions at which f throws", () => {
    const f = ({ n }: { n: number }): Figure => {
      if (n < 0) throw new RangeError("n < 0");
      return line(n);
    };
    const [moving] = shownBy(() => void interact(f, { n: intSlider(-4, 4, { value: 1 }) }));
    assert.equal(stepsOf(moving).length, 5);
  });
});
