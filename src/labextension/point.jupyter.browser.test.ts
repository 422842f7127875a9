import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { CDPSession, Locator, Page } from "playwright-core";
import { Controls, eventually } from "../testing/browser/controls";
import { type Fixture, openFixture } from "../testing/browser/fixture";
import * as inPage from "../testing/browser/inPage";
import { OpenNotebook } from "../testing/browser/lab";

const cells = [
  `import { interact, plot, point } from "nablab";
const axes = { xlim: [-4, 4], ylim: [-4, 4], fmts: ["o-"], show: false } as const;
const upTo = (x: number, y: number) => plot([0, x], [0, y], { ...axes, title: \`\${x}; \${y}\` });`,
  `const free = interact(({ p: [x, y] }) => upTo(x, y), { p: point(1, 1, { xlim: [-4, 4], ylim: [-4, 4], step: 0.5 }) });`,
  `const bound = interact(({ q: [x, y] }) => upTo(x, y), {
  q: point(1, 0, { on: (x) => x ** 2 - 2, xlim: [-2, 2], step: 0.5 }),
});`,
];
const [first, second] = [1, 2];
const limit = { timeout: 960_000 };
const path = "fixtures/point.ipynb";

type Spot = [x: number, y: number];

/** Where the last mark of the curve is on the screen, and how many pixels a unit of each axis takes. */
interface Seen {
  end: Spot;
  unit: Spot;
}

describe("a point that is grabbed in the figure", () => {
  let opened: Fixture | undefined;
  let notebook: OpenNotebook;
  let page: Page;
  let touch: CDPSession;

  before(async () => {
    opened = await openFixture(path, cells);
    ({ notebook } = opened);
    ({ page } = notebook);
    touch = await opened.window.context.newCDPSession(page);
    await touch.send("Emulation.setTouchEmulationEnabled", { enabled: true });
  }, limit);

  after(() => opened?.close());

  async function run(index: number): Promise<void> {
    const states = await notebook.runOne(index);
    assert.equal(states[index].status, "ok", JSON.stringify(states[index].outputs));
  }

  async function controlsOf(index: number): Promise<Controls> {
    await page.evaluateHandle(inPage.cellNode, index);
    const controls = new Controls(page, index);
    await controls.find(".nablab-handle").waitFor();
    await controls.figure.scrollIntoViewIfNeeded();
    return controls;
  }

  const handleOf = (controls: Controls): Locator => controls.find(".nablab-handle");

  async function middleOf(controls: Controls): Promise<Spot> {
    const { x, y, width, height } = (await handleOf(controls).boundingBox())!;
    return [x + width / 2, y + height / 2];
  }

  /** The title says the point, the curve ends there, and the handle stands on its end. */
  async function agreed(controls: Controls, [x, y]: Spot): Promise<void> {
    const wanted = `${x}; ${y}`.replaceAll("-", "−");
    const title = await eventually(() => controls.title(), (said) => said === wanted); // prettier-ignore
    assert.equal(title, wanted);
    const distance = async (): Promise<number> => {
      const [{ end }, middle] = [await seen(controls), await middleOf(controls)];
      return Math.hypot(end[0] - middle[0], end[1] - middle[1]);
    };
    const far = await eventually(distance, (pixels) => pixels < 2);
    assert.ok(far < 2, `the handle is ${far} pixels from the end of the curve`);
  }

  async function seen(controls: Controls): Promise<Seen> {
    return controls.figure.evaluate(seenIn as (figure: unknown) => Seen);
  }

  /** The way of so many units on the screen. */
  async function way(controls: Controls, [x, y]: Spot): Promise<{ from: Spot; to: Spot }> {
    const [from, { unit }] = [await middleOf(controls), await seen(controls)];
    return { from, to: [from[0] + x * unit[0], from[1] - y * unit[1]] };
  }

  it(
    "is dragged by the mouse: the figure follows while it is held, and keeps the last place",
    limit,
    async () => {
      for (const index of [0, first]) await run(index);
      const controls = await controlsOf(first);
      await agreed(controls, [1, 1]);
      const { from, to } = await way(controls, [1.5, -2]);
      await page.mouse.move(...from);
      await page.mouse.down();
      await page.mouse.move(...to, { steps: 8 });
      await agreed(controls, [2.5, -1]);
      const further = await way(controls, [-4, 3]);
      await page.mouse.move(...further.to, { steps: 8 });
      await page.mouse.up();
      await agreed(controls, [-1.5, 2]);
    },
  );

  it("goes no further than the axes and its limits", limit, async () => {
    const controls = await controlsOf(first);
    const { from, to } = await way(controls, [30, 0]);
    await page.mouse.move(...from);
    await page.mouse.down();
    await page.mouse.move(...to, { steps: 4 });
    await page.mouse.up();
    await agreed(controls, [4, 2]);
  });

  it("is moved by arrow keys, ten steps with shift; the notebook takes none of them", limit, async () => {
    const controls = await controlsOf(first);
    await handleOf(controls).focus();
    for (const key of ["ArrowLeft", "ArrowLeft", "ArrowUp"]) await page.keyboard.press(key);
    await agreed(controls, [3, 2.5]);
    await page.keyboard.press("Shift+ArrowLeft");
    await agreed(controls, [-2, 2.5]);
    await page.keyboard.press("ArrowDown");
    await agreed(controls, [-2, 2]);
    assert.equal(await page.evaluate("document.activeElement.className"), "nablab-handle");
  });

  it("is dragged by a finger", limit, async () => {
    const controls = await controlsOf(first);
    const { from, to } = await way(controls, [1, -3]);
    const finger = async (type: "touchStart" | "touchMove" | "touchEnd", spot?: Spot): Promise<void> => {
      const touchPoints = spot === undefined ? [] : [{ x: spot[0], y: spot[1] }];
      await touch.send("Input.dispatchTouchEvent", { type, touchPoints });
    };
    await finger("touchStart", from);
    for (const part of [0.25, 0.5, 0.75, 1])
      await finger("touchMove", [from[0] + part * (to[0] - from[0]), from[1] + part * (to[1] - from[1])]);
    await finger("touchEnd");
    await agreed(controls, [-1, -1]);
  });

  it(
    "tells assistive programs its name and place, and hides the sliders that stand in for it elsewhere",
    limit,
    async () => {
      const controls = await controlsOf(first);
      const handle = handleOf(controls);
      assert.equal(await handle.getAttribute("role"), "slider");
      assert.match((await handle.getAttribute("aria-label")) ?? "", /^p: drag it/);
      assert.equal(await handle.getAttribute("aria-valuetext"), "−1, −1");
      assert.equal(await controls.find(".widget-slider").count(), 2);
      assert.equal(await controls.find(".widget-slider:visible").count(), 0);
    },
  );

  it("on a curve stays there, by mouse and by every arrow key", limit, async () => {
    await run(second);
    const controls = await controlsOf(second);
    await agreed(controls, [1, -1]);
    const { from, to } = await way(controls, [-1, 3]);
    await page.mouse.move(...from);
    await page.mouse.down();
    await page.mouse.move(...to, { steps: 6 });
    await page.mouse.up();
    await agreed(controls, [0, -2]);
    for (const key of ["ArrowUp", "ArrowRight", "ArrowRight"]) await page.keyboard.press(key);
    await agreed(controls, [1.5, 0.25]);
    await page.keyboard.press("ArrowDown");
    await agreed(controls, [1, -1]);
    await notebook.screenshot("point");
  });

  it("in a page that was loaded anew is grabbed as before", limit, async () => {
    await notebook.save();
    await page.reload();
    notebook = await OpenNotebook.whenReady(page, path);
    const controls = await controlsOf(first);
    await agreed(controls, [-1, -1]);
    await handleOf(controls).focus();
    await page.keyboard.press("ArrowRight");
    await agreed(controls, [-0.5, -1]);
  });
});

// What follows runs in the page.

interface Axis {
  d2p(value: number): number;
}

interface FigureNode {
  querySelectorAll(selector: string): ArrayLike<{
    getBoundingClientRect(): { left: number; right: number; top: number; bottom: number };
  }>;
  _fullLayout: { xaxis: Axis; yaxis: Axis };
}

function seenIn(figure: FigureNode): Seen {
  const marks = figure.querySelectorAll(".scatterlayer .points path");
  const { left, right, top, bottom } = marks[marks.length - 1].getBoundingClientRect();
  const { xaxis, yaxis } = figure._fullLayout;
  const unit: Spot = [xaxis.d2p(1) - xaxis.d2p(0), yaxis.d2p(0) - yaxis.d2p(1)];
  return { end: [(left + right) / 2, (top + bottom) / 2], unit };
}
