import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, describe, it } from "node:test";
import type { Browser, ElementHandle, Page } from "playwright-core";
import * as lab from "../../index";
import { launchChromium, openWindow, type Window } from "../../testing/browser/chromium";
import { Figure } from "../../testing/browser/figure";
import { countOf, pixelsOf } from "../../testing/browser/pixels";
import { serveFolder } from "../../testing/browser/staticServer";
import { chromiumPath } from "../../testing/browser/findChromium";
import { root } from "../environment";
import { installed } from "../../testing/installed";
import { movingNotebook } from "../../testing/movingNotebook";
import { Failure } from "../failure";
import { makeBook } from "./book";
import type { Lesson } from "./lesson";

const blue = [0, 114, 178];
/**
 * A few of the course in both languages, with a surface, with controls, with an answer that is folded away.
 */
const chosen = ["00-start-here", "01-tangent-line", "06-zero-slope", "zh/01-tangent-line"];

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
      // A book is made by the project's Python.
      installed();
      mkdirSync(join(source, "zh"), { recursive: true });
      cpSync(join(root, "notebooks", "images"), join(source, "images"), { recursive: true });
      for (const name of chosen)
        cpSync(join(root, "notebooks", `${name}.ipynb`), join(source, `${name}.ipynb`));
      writeFileSync(join(source, "moving.ipynb"), await movingNotebook());
      lessons = await makeBook(folder, source, { site: "site/" });
      browser = await launchChromium(chromiumPath());
      window = await openWindow(browser);
      page = await window.context.newPage();
      page.on("pageerror", ({ message }) => faults.push(message));
      // What a page was still loading when it was left is no fault.
      page.on("requestfailed", (request) => {
        if (request.failure()?.errorText !== "net::ERR_ABORTED") faults.push(request.url());
      });
    },
    { timeout: 1_200_000 },
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
    assert.match((await tangent.textContent()) ?? "", /^1 · 曲线与切线什么是导数/);
    const sizes = await page.evaluate<number[]>(
      "Promise.all(Array.from(document.images, (image) => { image.loading = 'eager'; return image.decode().then(() => image.naturalWidth); }))",
    );
    assert.equal(sizes.filter((width) => width > 100).length, cards.length);
    const moving = cards[lessons.findIndex(({ path }) => path === "moving.html")];
    assert.ok(await moving.$("mjx-container svg"), "the formula in the title");
  });

  it("links the API reference, in which every export has a page, and an example its output", async () => {
    await open(join(folder, "index.html"));
    await page.click('a[href="reference/index.html"]');
    await page.click('a[href="functions/derivative.html"]');
    assert.match((await page.textContent("h1")) ?? "", /derivative/);
    assert.match((await page.textContent(".tsd-tag-example")) ?? "", /\/\/ => 4\.219090909090913/);
    const kinds = ["classes", "functions", "interfaces", "types", "variables"];
    const pages = kinds.flatMap((kind) => readdirSync(join(folder, "reference", kind)));
    assert.deepEqual(
      Object.keys(lab).filter((name) => !pages.includes(`${name}.html`)),
      [],
    );
    assert.match(
      readFileSync(join(folder, "reference", "functions", "plot.html"), "utf8"),
      /<img src="data:/,
    );
  });

  it("keeps once what all pages need", () => {
    const kinds = readdirSync(join(folder, "assets")).map((name) => name.replace(/.*\./, ""));
    // MathJax, the small plotly, all of plotly, and what draws the figures.
    assert.equal(kinds.filter((kind) => kind === "js").length, 4);
    // A figure that moves without a kernel brings all its places, up to 0.4 MB.
    for (const { path } of lessons) {
      const size = readFileSync(join(folder, path)).length;
      assert.ok(size < 2_000_000, `${path} has ${size} bytes`);
    }
  });

  for (const name of [...chosen, "moving"]) {
    it(`${name} is alive as a file: figures, formulas, code`, { timeout: 240_000 }, async () => {
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
      assert.deepEqual(await page.$$("main details[open]"), []);
    });
  }

  it("has figures that show values under the mouse and can be zoomed", { timeout: 240_000 }, async () => {
    await open(join(folder, "01-tangent-line.html"));
    const [first] = await figures();
    const figure = new Figure(page, first);
    assert.match(await figure.hover(), /\d/);
    const { before, after } = await figure.zoom();
    assert.ok(after.x[1] - after.x[0] < before.x[1] - before.x[0]);
    assert.ok(countOf(await pixelsOf(page, await first.screenshot()), blue) > 50);
  });

  it("has surfaces in space", { timeout: 240_000 }, async () => {
    await open(join(folder, "06-zero-slope.html"));
    assert.ok(await page.$(".js-plotly-plot .gl-container canvas"));
  });

  it("has sliders that move without a kernel", { timeout: 240_000 }, async () => {
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

  it(
    "has controls that move without a kernel, with names and values that are heard",
    { timeout: 240_000 },
    async () => {
      await open(join(folder, "01-tangent-line.html"));
      const rails = await page.$$('.nablab-control input[type="range"]');
      assert.ok(rails.length >= 3);
      const [rail] = rails;
      assert.equal(await rail.getAttribute("aria-label"), "h");
      assert.equal(await rail.getAttribute("aria-valuetext"), "1");
      const title = (): Promise<string> => page.evaluate("document.querySelector('.nablab-figure:has(.nablab-control) .gtitle').textContent"); // prettier-ignore
      assert.equal(await title(), "h = 1.0, slope 7.500");
      await rail.focus();
      await page.keyboard.press("Home");
      await page.waitForFunction("document.querySelector('.nablab-figure:has(.nablab-control) .gtitle').textContent === 'h = 0.0010, slope 4.002'"); // prettier-ignore
      assert.equal(await rail.getAttribute("aria-valuetext"), "0.001");
      assert.equal(await page.textContent(".nablab-control output"), "0.001");
      const text = await page.evaluate<string>("document.querySelector('main').textContent");
      assert.doesNotMatch(text, /run the cell to move|Shift \+ Enter/);
    },
  );

  it("says of every figure what it is", async () => {
    await open(join(folder, "zh", "01-tangent-line.html"));
    const names = await page.evaluate<string[]>(
      `Array.from(document.querySelectorAll('.nablab-figure [role="figure"]'), (one) => one.getAttribute("aria-label"))`,
    );
    assert.ok(names.length > 3 && names.every((name) => name.length > 10), names.join("\n"));
  });

  it("has contents with the lessons' numbers and the page's headings, and leads to the other language", async () => {
    await open(join(folder, "01-tangent-line.html"));
    const current = await page.textContent('.nablab-contents a[aria-current="page"]');
    assert.equal(current, "1 · A curve and its tangent line");
    assert.match((await page.textContent("h1")) ?? "", /^1 · A curve/);
    assert.deepEqual(await page.$$eval(".nablab-contents > ul > li > a", textsOf as never), [
      "Start here",
      "1 · A curve and its tangent line",
      "6 · Where the derivative vanishes",
      "Moving by h",
    ]);
    await page.click('.nablab-contents a[href="#Try-it-first"]');
    await page.click("nav a[hreflang=zh]");
    assert.match(page.url(), /zh\/01-tangent-line\.html$/);
    assert.match((await page.textContent("nav summary")) ?? "", /目录/);
    await page.click("nav a[hreflang=en]");
    await page.click(".nablab-pager a[rel=next]");
    assert.match(page.url(), /book\/06-zero-slope\.html$/);
  });

  it("is dark where the reader's system is, figures too", { timeout: 240_000 }, async () => {
    await page.emulateMedia({ colorScheme: "dark" });
    await open(join(folder, "01-tangent-line.html"));
    const luminance = (selector: string, property: string): Promise<number> =>
      page.evaluate(`(() => {
        const color = getComputedStyle(document.querySelector(${JSON.stringify(selector)}))[${JSON.stringify(property)}];
        const [r, g, b] = color.match(/[\\d.]+/g).map(Number);
        return (r + g + b) / 765;
      })()`);
    assert.ok((await luminance("body", "backgroundColor")) < 0.2);
    assert.ok((await luminance("main p", "color")) > 0.6);
    assert.ok((await luminance(".xtick text", "fill")) > 0.6);
    await page.emulateMedia({ colorScheme: "light" });
    await page.waitForFunction("document.body.dataset.jpThemeLight === 'true'");
    assert.ok((await luminance("body", "backgroundColor")) > 0.9);
  });

  for (const name of ["01-tangent-line", "06-zero-slope", "zh/01-tangent-line"]) {
    it(`${name} fits a phone: nothing runs over its edge`, { timeout: 240_000 }, async () => {
      await page.setViewportSize({ width: 390, height: 844 });
      await open(join(folder, `${name}.html`));
      assert.equal(await page.evaluate("document.documentElement.scrollWidth"), 390);
      assert.deepEqual(await page.$$("nav details[open]"), []);
      const wide = await page.evaluate<number[]>(
        "Array.from(document.querySelectorAll('.main-svg, .nablab-control'), (one) => one.getBoundingClientRect().right).filter((right) => right > 391)",
      );
      await page.setViewportSize({ width: 1280, height: 900 });
      assert.deepEqual(wide, []);
    });
  }

  for (const [file, sheets] of [
    ["sheets.html", 2],
    ["answers.html", 2],
    ["zh/sheets.html", 1],
  ] as const) {
    it(`${file} prints one page a lesson, with nothing cut off`, { timeout: 240_000 }, async () => {
      await page.goto(pathToFileURL(join(folder, file)).href);
      await page.waitForFunction("document.documentElement.dataset.fitted === 'yes'");
      const cut = await page.evaluate(
        "Array.from(document.querySelectorAll('.jp-MarkdownOutput')).filter((one) => one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1).length",
      );
      assert.equal(cut, 0);
      const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
      assert.equal(pdf.match(/\/Type\s*\/Page\b/g)?.length, sheets);
    });
  }

  it("leads from page to page", async () => {
    await open(join(folder, "zh", "01-tangent-line.html"));
    await page.click("nav a");
    assert.match(page.url(), /book\/index\.html$/);
    await page.click(`a[href="00-start-here.html"]`);
    await page.click(`table a[href="01-tangent-line.html"]`);
    assert.match(page.url(), /book\/01-tangent-line\.html$/);
  });

  it("links each lesson to the site that runs it, where it is served; a file has no such links", async () => {
    await open(join(folder, "zh", "01-tangent-line.html"));
    assert.equal(await page.locator(".nablab-run").isVisible(), false);
    const server = await serveFolder(folder, { below: "/a course/" });
    try {
      for (const { path } of lessons) {
        await page.goto(`${server.url}${path}`, { waitUntil: "domcontentloaded" });
        assert.equal(await page.locator(".nablab-run").isVisible(), true);
        const address = new URL(await page.evaluate<string>("document.querySelector('.nablab-run').href"));
        assert.equal(address.pathname, "/a%20course/site/notebooks/index.html");
        assert.equal(address.searchParams.get("path"), path.replace(/html$/, "ipynb"));
      }
      await page.goto(`${server.url}index.html`, { waitUntil: "domcontentloaded" });
      const first = await page.evaluate<string>(
        "document.querySelector('section:lang(zh) .nablab-run').href",
      );
      assert.equal(new URL(first).searchParams.get("path"), "zh/01-tangent-line.ipynb");
    } finally {
      await server.close();
    }
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
});

// What follows runs in the page.

interface Node {
  querySelectorAll(selector: string): ArrayLike<{ getAttribute(name: string): string }>;
}

function textsOf(links: readonly { textContent: string }[]): string[] {
  return links.map(({ textContent }) => textContent);
}

function tangentOf(node: Node): string {
  return node.querySelectorAll(".scatterlayer path.js-line")[1].getAttribute("d");
}
