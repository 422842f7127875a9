import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import type { Page } from "playwright-core";
import type { Window } from "../testing/browser/chromium";
import { Controls, eventually } from "../testing/browser/controls";
import { type Fixture, openFixture } from "../testing/browser/fixture";
import * as inPage from "../testing/browser/inPage";
import type { Jupyter } from "../testing/browser/jupyter";
import { type Lab, OpenNotebook } from "../testing/browser/lab";
import { type CellOutput, plotlyMime, writeNotebook } from "../testing/browser/notebooks";
import { pixelsOf } from "../testing/browser/pixels";

const cells = [
  `import { choice, interact, intSlider, linspace, logSlider, play, plot, range, slider, text, toggle } from "nablab";
const xs = linspace(-3, 3, 200);
const line = (name: string, slope: number) =>
  plot(xs, (x: number) => slope * x, { title: \`\${name} = \${slope.toFixed(2)}\`, ylim: [-12, 12], show: false });`,
  `const one = interact(({ a }) => line("a", a), { a: slider(0, 4, { value: 1 }) });`,
  `const other = interact(({ b }) => line("b", b), { b: slider(0, 4, { value: 2 }) });`,
  `const kinds = interact((values) => JSON.stringify(values), {
  x: slider(0, 1, { value: 0.5 }),
  n: intSlider(0, 9, { value: 3 }),
  h: logSlider(1e-8, 1, { value: 1e-4 }),
  between: range(0, 10, { value: [2, 5] }),
  rule: choice(["forward", "central"]),
  grid: toggle(true),
  name: text("f"),
  k: play(0, 1000, { interval: 50 }),
});`,
  `const failing = interact(
  ({ c }) => {
    if (c < 0) throw new RangeError(\`c = \${c.toFixed(2)} is below zero\`);
    return line("c", c);
  },
  { c: slider(-4, 4, { value: 1 }) },
);`,
];
const [first, second, third, fourth] = [1, 2, 3, 4];

const limit = { timeout: 960_000 };
const path = "fixtures/interact.ipynb";
const blue = [0, 114, 178];

/** What the values of the controls are, as the cell of all kinds writes them. */
interface Kinds {
  x: number;
  n: number;
  h: number;
  between: [number, number];
  rule: string;
  grid: boolean;
  name: string;
  k: number;
}

/** What plotly has drawn. */
interface Drawn {
  data: { y: number[] }[];
}

function lastValue(figure: unknown): number {
  return (figure as Drawn).data[0].y.at(-1)!;
}

/** How wide a picture is on the screen, and how many pixels it has of its own. */
function widthsOf(image: unknown): [number, number] {
  const { width, naturalWidth } = image as { width: number; naturalWidth: number };
  return [width, naturalWidth];
}

describe("interact in JupyterLab and Notebook 7", () => {
  let opened: Fixture | undefined;
  let jupyter: Jupyter;
  let window: Window;
  let lab: Lab;
  let notebook: OpenNotebook;
  let page: Page;

  before(async () => {
    opened = await openFixture(path, cells);
    ({ jupyter, window, lab, notebook } = opened);
    page = lab.page;
  }, limit);

  after(() => opened?.close());

  async function run(index: number, where: OpenNotebook = notebook): Promise<void> {
    const states = await where.runOne(index);
    assert.equal(states[index].status, "ok", JSON.stringify(states[index].outputs));
  }

  /** The cell's controls once they and the figure are there, in view. */
  async function controlsOf(index: number, name: string, where: Page = page): Promise<Controls> {
    await where.evaluateHandle(inPage.cellNode, index);
    const controls = new Controls(where, index);
    await controls.named(name).waitFor();
    await controls.figure.locator(".main-svg").first().waitFor();
    return controls;
  }

  /** The slider, the title and the curve come to say the same number; it is given. */
  async function agreed(controls: Controls, name: string): Promise<number> {
    const titleOf = (value: number): string => `${name} = ${value.toFixed(2)}`;
    const look = async (): Promise<[string, string]> => [
      await controls.title(),
      titleOf(await controls.readout(name)),
    ];
    const [title, wanted] = await eventually(look, ([one, two]) => one === two);
    assert.equal(title, wanted);
    const value = await controls.readout(name);
    assert.ok(Math.abs((await controls.figure.evaluate(lastValue)) - 3 * value) < 0.02);
    return value;
  }

  /** The highest pixel of the curve, as a part of the picture's height. */
  async function peak(picture: Uint8Array): Promise<number> {
    const { width, height, bytes } = await pixelsOf(page, picture);
    const isBlue = (i: number): boolean => blue.every((channel, k) => Math.abs(bytes[4 * i + k] - channel) <= 12); // prettier-ignore
    const found = Array.from({ length: width * height }, (_, i) => i).find(isBlue);
    assert.ok(found !== undefined, "no curve is in the picture");
    return Math.floor(found / width) / height;
  }

  /** The figure that the notebook's own model holds under a cell, once its picture is there, too. */
  async function stored(index: number): Promise<NonNullable<CellOutput["data"]>> {
    const look = async (): Promise<Record<string, unknown>> => {
      const outputs = (await notebook.cells())[index].outputs;
      return outputs.find(({ data = {} }) => plotlyMime in data)?.data ?? {};
    };
    return eventually(look, (data) => "image/png" in data);
  }

  it("a drag moves the curve while the mouse is held, and the last position is drawn", limit, async () => {
    for (const index of [0, first]) await run(index);
    const controls = await controlsOf(first, "a");
    assert.equal(await agreed(controls, "a"), 1);
    const before = await peak(await controls.figure.screenshot());
    await controls.press("a");
    await controls.pull("a", 0.6);
    const held = await agreed(controls, "a");
    await controls.pull("a", 0.9);
    await page.mouse.up();
    const end = await agreed(controls, "a");
    assert.ok(held > 2 && end > held + 1, `${held}, then ${end}`);
    assert.ok((await peak(await controls.figure.screenshot())) < before - 0.1, "the curve is where it was");
  });

  it(
    "the slider's handle has its name and the value that is shown, and the figure a role and its words",
    limit,
    async () => {
      const controls = await controlsOf(first, "a");
      const look = async (): Promise<(string | null)[]> => {
        const handle = controls.named("a").locator(".noUi-handle");
        const shown = await controls.named("a").locator(".widget-readout").textContent();
        return [shown, await handle.getAttribute("aria-valuetext"), await handle.getAttribute("aria-label")];
      };
      const [shown, told, name] = await eventually(look, ([one, two]) => one === two);
      assert.deepEqual([told, name], [shown, "a"]);
      const figure = controls.find('[role="figure"]').first();
      assert.match((await figure.getAttribute("aria-label")) ?? "", /a = \d/);
    },
  );

  it("two in one notebook do not disturb each other", limit, async () => {
    await run(second);
    const [controls, others] = [await controlsOf(first, "a"), await controlsOf(second, "b")];
    const before = await agreed(controls, "a");
    await others.drag("b", 0.2);
    assert.ok((await agreed(others, "b")) < 1.5);
    assert.equal(await agreed(controls, "a"), before);
    await controls.drag("a", 0.5);
    assert.ok((await agreed(controls, "a")) < before);
    assert.ok((await agreed(others, "b")) < 1.5);
  });

  it("every kind of control gives its value", limit, async () => {
    await run(third);
    await page.evaluateHandle(inPage.cellNode, third);
    const controls = new Controls(page, third);
    await controls.named("x").waitFor();
    const shown = controls.find(".jp-RenderedText pre");
    const becomes = async (wanted: (values: Kinds) => boolean): Promise<void> => {
      const look = async (): Promise<Kinds> => JSON.parse((await shown.last().textContent())!) as Kinds;
      const seen = await eventually(look, wanted);
      assert.ok(wanted(seen), JSON.stringify(seen));
    };
    await controls.drag("x", 0.9);
    await becomes(({ x }) => x > 0.8 && x < 1);
    await controls.drag("n", 0.05);
    await becomes(({ n }) => n === 0);
    await controls.drag("h", 0.99);
    await becomes(({ h }) => h > 0.1 && h <= 1);
    await controls.drag("between", 0.9, 1);
    await becomes(({ between: [low, high] }) => low === 2 && high > 8 && high < 10);
    await controls.named("rule").locator("select").selectOption("central");
    await becomes(({ rule }) => rule === "central");
    await controls.find(".widget-checkbox input").uncheck();
    await becomes(({ grid }) => !grid);
    await controls.named("name").locator("input").fill("g");
    await page.keyboard.press("Enter");
    await becomes(({ name }) => name === "g");
    await controls.find(".widget-play button").first().click();
    await becomes(({ k }) => k > 1);
    await controls.find(".widget-play button").first().click();
  });

  it("an error in f stands under the control, and is gone at the next good value", limit, async () => {
    await run(fourth);
    const controls = await controlsOf(fourth, "c");
    await controls.drag("c", 0.2);
    const said = await eventually(() => controls.complaint(), Boolean);
    assert.match(said, /^RangeError: c = -\d\.\d\d is below zero$/);
    await controls.drag("c", 0.9);
    assert.equal(
      await eventually(
        () => controls.complaint(),
        (text) => text === "",
      ),
      "",
    );
    assert.ok((await agreed(controls, "c")) > 2);
  });

  it("a rerun of the cell leaves one figure, which answers", limit, async () => {
    await run(first);
    const controls = await controlsOf(first, "a");
    assert.equal(await agreed(controls, "a"), 1);
    assert.equal(await controls.find(".widget-slider").count(), 1);
    await controls.drag("a", 0.7);
    assert.ok((await agreed(controls, "a")) > 2);
    assert.equal(await controls.figure.count(), 1);
  });

  it("a kernel that was started anew answers when the cells run again", limit, async () => {
    await page.evaluate(inPage.restartKernel);
    notebook = await OpenNotebook.whenReady(page, path);
    for (const index of [0, first]) await run(index);
    const controls = await controlsOf(first, "a");
    assert.equal(await agreed(controls, "a"), 1);
    await controls.drag("a", 0.8);
    assert.ok((await agreed(controls, "a")) > 2.5);
  });

  it("a notebook that is saved holds the last picture for readers without a kernel", limit, async () => {
    const controls = await controlsOf(first, "a");
    const value = await agreed(controls, "a");
    assert.ok("image/png" in (await stored(first)), "there is no picture");
    await notebook.save();
    const { cells: saved } = JSON.parse(readFileSync(join(jupyter.root, path), "utf8")) as { cells: { outputs: CellOutput[] }[] }; // prettier-ignore
    const bundles = saved[first].outputs.map(({ data = {} }) => data).filter((data) => plotlyMime in data);
    assert.equal(bundles.length, 1);
    const [{ [plotlyMime]: plotly, "image/png": png, "text/plain": words }] = bundles;
    assert.ok(JSON.stringify(plotly).includes(`"a = ${value.toFixed(2)}"`));
    assert.match([words].flat().join(""), /^Figure: /);
    const onScreen = await peak(await controls.figure.screenshot());
    const onPaper = await peak(Buffer.from([png].flat().join(""), "base64"));
    assert.ok(Math.abs(onScreen - onPaper) < 0.02, `${onScreen} on the screen, ${onPaper} in the picture`);
  });

  it("a page that is loaded anew shows the figure, and a drag redraws and stores it", limit, async () => {
    const before = await agreed(await controlsOf(first, "a"), "a");
    await page.reload();
    notebook = await OpenNotebook.whenReady(page, path);
    const controls = await controlsOf(first, "a");
    assert.equal(await agreed(controls, "a"), before);
    await controls.drag("a", 0.3);
    const now = await agreed(controls, "a");
    assert.ok(now < 2, String(now));
    const { [plotlyMime]: plotly, ...rest } = await stored(first);
    assert.ok(JSON.stringify(plotly).includes(`"a = ${now.toFixed(2)}"`));
    assert.ok("image/png" in rest, "there is no picture");
    await notebook.screenshot("interact");
  });

  it(
    "a notebook that is not trusted shows the picture, as large as the figure, and draws it once it is",
    limit,
    async () => {
      await notebook.save();
      const stranger = JSON.parse(readFileSync(join(jupyter.root, path), "utf8")) as {
        cells: { source: string }[];
      };
      stranger.cells = [stranger.cells[first]];
      stranger.cells[0].source = "// somebody else's";
      writeFileSync(join(jupyter.root, "fixtures", "interact-stranger.ipynb"), JSON.stringify(stranger));
      const opened = await lab.open("fixtures/interact-stranger.ipynb");
      const cell = new Controls(page, 0);
      const picture = cell.find(".jp-OutputArea-output img");
      await picture.waitFor();
      const [shown, own] = await picture.evaluate(widthsOf);
      assert.equal(shown, own / 2);
      await peak(await picture.screenshot());
      assert.equal(await cell.find(".main-svg").count(), 0);
      await opened.screenshot("interact-untrusted");
      const trusted = page.evaluate('jupyterapp.commands.execute("notebook:trust")');
      await page.locator(".jp-Dialog .jp-mod-accept").click();
      await trusted;
      await cell.find(".main-svg").first().waitFor();
      assert.equal(await picture.count(), 0);
      await opened.close();
    },
  );

  it("in Notebook 7 a drag moves the curve as well", limit, async () => {
    const copy = "fixtures/interact-7.ipynb";
    writeNotebook(join(jupyter.root, copy), cells.slice(0, 2));
    const tab = await window.context.newPage();
    await tab.goto(jupyter.url(`notebooks/${copy}`));
    const opened = await OpenNotebook.whenReady(tab, copy);
    for (const index of [0, first]) await run(index, opened);
    const controls = await controlsOf(first, "a", tab);
    const before = await peak(await controls.figure.screenshot());
    await controls.drag("a", 0.9);
    assert.ok((await agreed(controls, "a")) > 3);
    assert.ok((await peak(await controls.figure.screenshot())) < before - 0.1, "the curve is where it was");
    await opened.screenshot("interact-notebook-7");
    await tab.close();
  });

  it("asks no other machine for anything", () => assert.deepEqual(window.foreign, []));
});
