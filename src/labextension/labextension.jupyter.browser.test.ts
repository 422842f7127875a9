import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, before, describe, it } from "node:test";
import type { ElementHandle, Page } from "playwright-core";
import { writeKernelspec } from "../cli/kernelspec";
import type { Window } from "../testing/browser/chromium";
import { type Fixture, openFixture } from "../testing/browser/fixture";
import type { Jupyter } from "../testing/browser/jupyter";
import { type Lab, OpenNotebook } from "../testing/browser/lab";
import { countOf, pixelsOf } from "../testing/browser/pixels";

/** The first two colours of curves, and what an update brings. */
const [blue, vermilion, green] = [
  [0, 114, 178],
  [213, 94, 0],
  [0, 128, 0],
];

const cells = [
  `import { figure, plot, linspace } from "nablab";
const xs = linspace(0, 3, 50);
const one = plot(xs, (x: number) => x ** 2);
const other = plot(xs, [(x: number) => Math.sin(x), (x: number) => Math.cos(x)]);`,
  `one.update(plot(xs, (x: number) => -x, { fmts: ["g-"], show: false }));`,
  `const unmarked = { [Symbol.for("Jupyter.display")]: () => ({
  "application/vnd.plotly.v1+json": { data: [{ y: [1, 2, 4], line: { color: "#d55e00" } }], layout: {}, config: {} },
  "text/plain": "Figure",
}) };
unmarked`,
  `figure({ data: [{ type: "surface", z: [[0, 1, 2], [1, 2, 3], [2, 3, 5]] }], layout: { width: 400, height: 300 } });`,
];

const limit = { timeout: 720_000 };
const drawn = ".jp-OutputArea .js-plotly-plot:has(.main-svg)";

/** The figures in the page once there are so many. */
async function figures(page: Page, count: number): Promise<ElementHandle[]> {
  const script = `document.querySelectorAll(${JSON.stringify(drawn)}).length >= ${count}`;
  await page.waitForFunction(script, undefined, { timeout: 120_000 });
  return page.$$(drawn);
}

/** How many pixels of a colour an element shows, once there are some or ten seconds are over. */
async function seen(page: Page, element: ElementHandle, color: readonly number[]): Promise<number> {
  let count = 0;
  for (let tries = 0; count < 20 && tries < 40; tries++) {
    await element.scrollIntoViewIfNeeded();
    count = countOf(await pixelsOf(page, await element.screenshot()), color);
    if (count < 20) await page.waitForTimeout(250);
  }
  return count;
}

async function assertSeen(page: Page, element: ElementHandle, color: readonly number[]): Promise<void> {
  const count = await seen(page, element, color);
  assert.ok(count >= 20, `only ${count} pixels of rgb(${color.join()})`);
}

// What follows runs in the page.

interface Node {
  mark?: boolean;
  clientWidth: number;
  parentNode: Node;
  querySelector(selector: string): Node;
}

declare function getComputedStyle(node: Node): { fill: string };

function mark(node: Node): void {
  node.mark = true;
}

function isMarked(node: Node): boolean {
  return node.mark === true;
}

function fillOf(node: Node): string {
  return getComputedStyle(node).fill;
}

function fits(node: Node): boolean {
  return node.querySelector(".main-svg").clientWidth <= node.parentNode.clientWidth;
}

describe("figures in JupyterLab and Notebook 7", () => {
  let opened: Fixture | undefined;
  let jupyter: Jupyter;
  let window: Window;
  let lab: Lab;
  let notebook: OpenNotebook;
  let page: Page;
  const path = "fixtures/figures.ipynb";

  before(async () => {
    opened = await openFixture(path, cells);
    ({ jupyter, window, lab, notebook } = opened);
    page = lab.page;
  }, limit);

  after(() => opened?.close());

  /** Runs one cell as a person does. */
  async function run(index: number): Promise<void> {
    const states = await notebook.runOne(index);
    assert.equal(states[index].status, "ok", JSON.stringify(states[index].outputs));
  }

  it("are drawn, each by itself", limit, async () => {
    await run(0);
    const [one, other, ...more] = await figures(page, 2);
    assert.equal(more.length, 0);
    await assertSeen(page, one, blue);
    await assertSeen(page, other, vermilion);
    assert.equal(countOf(await pixelsOf(page, await one.screenshot()), vermilion), 0);
  });

  it("are redrawn in place by an update, the other one stays", limit, async () => {
    const [one] = await figures(page, 2);
    await one.evaluate(mark as (node: unknown) => void);
    await run(1);
    const [now, other, ...more] = await figures(page, 2);
    assert.equal(more.length, 0);
    await assertSeen(page, now, green);
    assert.equal(await now.evaluate(isMarked as (node: unknown) => boolean), true);
    assert.equal(countOf(await pixelsOf(page, await now.screenshot()), blue), 0);
    await assertSeen(page, other, vermilion);
  });

  it("of other libraries are drawn by their own renderer", limit, async () => {
    await run(2);
    const all = await figures(page, 3);
    await assertSeen(page, all[2], vermilion);
  });

  it("in space are drawn by all of plotly, loaded then", limit, async () => {
    await run(3);
    const all = await figures(page, 4);
    assert.ok(await all[3].waitForSelector(".gl-container canvas", { state: "attached" }));
    assert.doesNotMatch((await all[3].textContent()) ?? "", /WebGL/);
  });

  it("follow the page's theme", limit, async () => {
    const ink = async (): Promise<string> => {
      const label = await (await figures(page, 2))[0].$(".xtick text");
      return label!.evaluate(fillOf as (node: unknown) => string);
    };
    const light = await ink();
    await page.evaluate('jupyterapp.commands.execute("apputils:change-theme", { theme: "JupyterLab Dark" })');
    await page.waitForFunction('document.body.dataset.jpThemeLight === "false"');
    await page.waitForTimeout(500);
    assert.notEqual(await ink(), light);
    const [one] = await figures(page, 2);
    const pixels = await pixelsOf(page, await one.screenshot());
    // The background of the dark page, hardly any white.
    assert.ok(countOf(pixels, [17, 17, 17]) > 0.5 * pixels.width * pixels.height);
    await assertSeen(page, one, green);
    await notebook.screenshot("figures-dark");
    await page.evaluate(
      'jupyterapp.commands.execute("apputils:change-theme", { theme: "JupyterLab Light" })',
    );
    await page.waitForFunction('document.body.dataset.jpThemeLight === "true"');
  });

  it("are no wider than their cell", limit, async () => {
    await page.setViewportSize({ width: 700, height: 900 });
    await page.waitForTimeout(500);
    for (const figure of (await figures(page, 2)).slice(0, 2))
      assert.equal(await figure.evaluate(fits as (node: unknown) => boolean), true);
    await page.setViewportSize({ width: 1280, height: 900 });
  });

  it("are there again when the page is loaded anew, without running", limit, async () => {
    await notebook.screenshot("figures");
    await notebook.save();
    await page.reload();
    notebook = await OpenNotebook.whenReady(page, path);
    const [one, other] = await figures(page, 2);
    await assertSeen(page, one, green);
    await assertSeen(page, other, vermilion);
  });

  it("are pictures in a notebook that is not trusted", limit, async () => {
    const stranger = JSON.parse(readFileSync(join(jupyter.root, path), "utf8")) as {
      cells: { source: string | string[]; outputs: { data?: Record<string, unknown> }[] }[];
    };
    stranger.cells = stranger.cells.slice(0, 1);
    stranger.cells[0].source = "// somebody else's";
    writeFileSync(join(jupyter.root, "fixtures", "stranger.ipynb"), JSON.stringify(stranger));
    const opened = await lab.open("fixtures/stranger.ipynb");
    // The tab of the other notebook is hidden.
    const picture = await page.waitForSelector(".jp-OutputArea-output img >> visible=true");
    await assertSeen(page, picture, green);
    assert.ok((await page.$$(".jp-NotebookPanel:not(.lm-mod-hidden) .main-svg")).length === 0);
    await opened.close();
  });

  it("are drawn in Notebook 7 as well", limit, async () => {
    const tab = await window.context.newPage();
    await tab.goto(jupyter.url(`notebooks/${path}`));
    const [one, other] = await figures(tab, 2);
    await assertSeen(tab, one, green);
    await assertSeen(tab, other, vermilion);
    await tab.close();
  });

  it(
    "come from a kernel that has one entry in Notebook 7's menu, though it has two names",
    limit,
    async () => {
      writeKernelspec(join(dirname(jupyter.root), "data"), "nablab", true);
      const { kernelspecs } = (await (await fetch(jupyter.url("api/kernelspecs"))).json()) as {
        kernelspecs: object;
      };
      assert.ok("nablab" in kernelspecs && "tslab" in kernelspecs);
      const tab = await window.context.newPage();
      await tab.goto(jupyter.url("tree"));
      await tab.locator(".jp-DropdownMenu .lm-MenuBar-item").click();
      const entries = tab.locator(".lm-Menu .lm-Menu-item:visible");
      await entries.filter({ hasText: "Python 3" }).waitFor();
      const titles = await entries.filter({ hasText: "TypeScript" }).allTextContents();
      assert.deepEqual(titles, ["TypeScript"]);
      await tab.close();
    },
  );

  it("ask no other machine for anything", () => assert.deepEqual(window.foreign, []));
});
