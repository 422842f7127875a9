import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, describe, it } from "node:test";
import type { Browser, ElementHandle, Page } from "playwright-core";
import { linspace, plotTangent, stepsSlider } from "../../index";
import { launchChromium, openWindow, type Window } from "../../notebook/browser/chromium";
import { Figure } from "../../notebook/browser/figure";
import { countOf, pixelsOf } from "../../notebook/browser/pixels";
import { chromiumPath } from "../chromium";
import { installed, root } from "../environment";
import { Failure } from "../failure";
import { run } from "../run";
import { makeBook } from "./book";
import type { Lesson } from "./lesson";

const blue = [0, 114, 178];
/** A few of the course in both languages, with a surface, with controls, with an answer that is folded away. */
const chosen = ["00-start-here", "01-tangent-line", "06-zero-slope", "zh/01-tangent-line"];

/** A notebook whose figure moves without a kernel, and one that had controls. */
async function movingNotebook(): Promise<string> {
  const tangentAt = (x0: number): ReturnType<typeof plotTangent> =>
    plotTangent((x: number) => x ** 2, x0, { xlim: [-2, 2], ylim: [-4, 4], show: false });
  const figure = stepsSlider(tangentAt, linspace(-1, 1, 5), { label: "x0", show: false });
  const png = Buffer.from(await figure.toPng()).toString("base64");
  const data = {
    "application/vnd.plotly.v1+json": figure.toJSON(),
    "image/png": png,
    "text/plain": String(figure),
  };
  const view = { version_major: 2, version_minor: 0, model_id: "gone" };
  const controls = {
    "application/vnd.jupyter.widget-view+json": view,
    "text/plain": "Controls: x0 = 1 <b>",
  };
  const output = (bundle: object): object => ({ output_type: "display_data", data: bundle, metadata: {} });
  const cell = {
    cell_type: "code",
    id: "a",
    metadata: {},
    execution_count: 1,
    source: 'const a = "x";',
    outputs: [output(data), output(controls)],
  };
  const title = {
    cell_type: "markdown",
    id: "b",
    metadata: {},
    source: "# Moving by $h$\n\nA *slider* moves.",
  };
  const widgets = {
    "application/vnd.jupyter.widget-state+json": { version_major: 2, version_minor: 0, state: {} },
  };
  return JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: { widgets }, cells: [title, cell] });
}

describe("the book", () => {
  const place = mkdtempSync(join(tmpdir(), "nablab-book-"));
  const [source, folder] = [join(place, "notebooks"), join(place, "book")];
  const faults: string[] = [];
  let lessons: Lesson[] = [];
  let browser: Browser | undefined;
  let window: Window;
  let page: Page;

  before(
    async () => {
      mkdirSync(join(source, "zh"), { recursive: true });
      cpSync(join(root, "notebooks", "images"), join(source, "images"), { recursive: true });
      for (const name of chosen)
        cpSync(join(root, "notebooks", `${name}.ipynb`), join(source, `${name}.ipynb`));
      writeFileSync(join(source, "moving.ipynb"), await movingNotebook());
      lessons = await makeBook(folder, source);
      browser = await launchChromium(chromiumPath());
      window = await openWindow(browser);
      page = await window.context.newPage();
      page.on("pageerror", ({ message }) => faults.push(message));
      page.on("requestfailed", (request) => faults.push(request.url()));
    },
    { timeout: 300_000 },
  );

  after(async () => {
    await browser?.close();
    rmSync(place, { recursive: true, force: true });
  });

  /** Opens a page as a file, and waits until its formulas are typeset and its figures alive. */
  async function open(file: string): Promise<void> {
    await page.goto(pathToFileURL(file).href);
    await page.evaluate("globalThis.MathJax?.startup.promise");
    await page.waitForFunction(
      `Array.from(document.querySelectorAll(".nablab-figure")).every((place) => place.className.includes("nablab-alive"))`,
    );
  }

  async function figures(): Promise<ElementHandle[]> {
    return page.$$(".nablab-figure .js-plotly-plot:has(.main-svg)");
  }

  it("has an index with a card for every notebook: its title, what it teaches, its picture", async () => {
    await open(join(folder, "index.html"));
    const cards = await page.$$("a.card");
    assert.equal(cards.length, chosen.length + 1);
    assert.deepEqual(
      await Promise.all(cards.map((card) => card.getAttribute("href"))),
      lessons.map(({ path }) => path),
    );
    const tangent = cards[lessons.findIndex(({ path }) => path === "zh/01-tangent-line.html")];
    assert.match((await tangent.textContent()) ?? "", /^曲线与切线什么是导数/);
    const sizes = await page.evaluate<number[]>(
      "Promise.all(Array.from(document.images, (image) => { image.loading = 'eager'; return image.decode().then(() => image.naturalWidth); }))",
    );
    assert.equal(sizes.filter((width) => width > 100).length, cards.length);
    const moving = cards[lessons.findIndex(({ path }) => path === "moving.html")];
    assert.ok(await moving.$("mjx-container svg"), "the formula in the title");
  });

  it("keeps once what all pages need", () => {
    const kinds = readdirSync(join(folder, "assets")).map((name) => name.replace(/.*\./, ""));
    // MathJax, the small plotly, all of plotly, and what draws the figures.
    assert.equal(kinds.filter((kind) => kind === "js").length, 4);
    for (const { path } of lessons) assert.ok(readFileSync(join(folder, path)).length < 1_000_000, path);
  });

  for (const name of [...chosen, "moving"]) {
    it(`${name} is alive as a file: figures, formulas, code`, { timeout: 60_000 }, async () => {
      await open(join(folder, `${name}.html`));
      const { cells } = JSON.parse(readFileSync(join(source, `${name}.ipynb`), "utf8")) as {
        cells: { outputs?: { data?: object }[] }[];
      };
      const bundles = cells.flatMap(({ outputs = [] }) => outputs.map(({ data = {} }) => Object.keys(data)));
      const promised = bundles.filter((types) => types.includes("application/vnd.plotly.v1+json")).length;
      assert.equal((await figures()).length, promised);
      assert.equal(await page.isVisible(".nablab-figure img"), false);
      assert.ok((await page.$$("mjx-container svg")).length > 0);
      assert.equal(await page.$("mjx-merror, [data-mjx-error]"), null);
      // Strings of the code have a colour of their own.
      const color = await page.evaluate("getComputedStyle(document.querySelector('.highlight .s2')).color");
      assert.notEqual(color, await page.evaluate("getComputedStyle(document.body).color"));
      assert.equal(
        await page.evaluate("document.documentElement.lang"),
        name.startsWith("zh/") ? "zh" : "en",
      );
      assert.deepEqual(await page.$$("details[open]"), []);
    });
  }

  it("has figures that show values under the mouse and can be zoomed", { timeout: 60_000 }, async () => {
    await open(join(folder, "01-tangent-line.html"));
    const [first] = await figures();
    const figure = new Figure(page, first);
    assert.match(await figure.hover(), /\d/);
    const { before, after } = await figure.zoom();
    assert.ok(after.x[1] - after.x[0] < before.x[1] - before.x[0]);
    assert.ok(countOf(await pixelsOf(page, await first.screenshot()), blue) > 50);
  });

  it("has surfaces in space", { timeout: 60_000 }, async () => {
    await open(join(folder, "06-zero-slope.html"));
    assert.ok(await page.$(".js-plotly-plot .gl-container canvas"));
  });

  it("has sliders that move without a kernel", { timeout: 60_000 }, async () => {
    await open(join(folder, "moving.html"));
    const [figure] = await figures();
    const before = await figure.evaluate(tangentOf as (node: unknown) => string);
    const rail = await (await figure.$(".slider-rail-touch-rect"))?.boundingBox();
    assert.ok(rail);
    await page.mouse.click(rail.x + 0.98 * rail.width, rail.y + rail.height / 2);
    let now = before;
    for (let tries = 0; now === before && tries < 50; tries++) {
      await page.waitForTimeout(100);
      now = await figure.evaluate(tangentOf as (node: unknown) => string);
    }
    assert.notEqual(now, before);
    assert.match((await page.textContent(".slider-label")) ?? "", /x0 = 1$/);
  });

  it("says in words where controls were that need a kernel", async () => {
    await open(join(folder, "moving.html"));
    const texts = await page.evaluate<string[]>(
      "Array.from(document.querySelectorAll('.jp-RenderedText pre'), (text) => text.textContent)",
    );
    assert.deepEqual(texts, ["Controls: x0 = 1 <b>"]);
  });

  it("leads from page to page", async () => {
    await open(join(folder, "zh", "01-tangent-line.html"));
    await page.click("nav a");
    assert.match(page.url(), /book\/index\.html$/);
    await page.click(`a[href="00-start-here.html"]`);
    await page.click(`table a[href="01-tangent-line.html"]`);
    assert.match(page.url(), /book\/01-tangent-line\.html$/);
  });

  it("asks no other machine for anything, and nothing fails", () => {
    assert.deepEqual(window.foreign, []);
    assert.deepEqual(faults, []);
  });

  it("takes the place of a book, and of nothing else", async () => {
    await assert.rejects(makeBook(place, source), Failure);
    await assert.rejects(makeBook(join(place, "none"), folder), /no notebooks/);
    assert.deepEqual(readdirSync(place).sort(), ["book", "notebooks"]);
  });

  describe("and nbconvert by itself", () => {
    const convert = async (...options: string[]): Promise<string> => {
      const { python, variables } = installed();
      const words = [python, "-m", "nbconvert", "--to=html", ...options, join(source, "moving.ipynb")];
      const { status, stderr } = await run(words, { env: variables });
      assert.equal(status, 0, stderr);
      return join(source, "moving.html");
    };

    it("makes a page of one file with --template nablab", { timeout: 120_000 }, async () => {
      const file = await convert("--template=nablab");
      cpSync(file, join(place, "alone.html"));
      await open(join(place, "alone.html"));
      assert.equal((await figures()).length, 1);
      assert.ok(await page.$("mjx-container svg"));
      assert.deepEqual(window.foreign, []);
    });

    it("shows the picture without it, on the page and in print", { timeout: 120_000 }, async () => {
      await page.goto(pathToFileURL(await convert()).href, { waitUntil: "domcontentloaded" });
      const picture = await page.waitForSelector(".jp-RenderedImage img");
      assert.ok(countOf(await pixelsOf(page, await picture.screenshot()), blue) > 50);
      const pdf = (await page.pdf()).toString("latin1");
      assert.equal(pdf.match(/\/Subtype\s*\/Image/g)?.length, 1);
    });
  });
});

// What follows runs in the page.

interface Node {
  querySelectorAll(selector: string): ArrayLike<{ getAttribute(name: string): string }>;
}

function tangentOf(node: Node): string {
  return node.querySelectorAll(".scatterlayer path.js-line")[1].getAttribute("d");
}
