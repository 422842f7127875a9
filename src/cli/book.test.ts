import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";
import { makeBook } from "./book";
import { chromiumPath } from "./chromium";
import { root } from "./environment";
import { Failure } from "./failure";
import { launchChromium, openWindow, type Window } from "../notebook/browser/chromium";
import { countOf, pixelsOf } from "../notebook/browser/pixels";

describe("the book", () => {
  const place = mkdtempSync(join(tmpdir(), "nablab-book-"));
  const folder = join(place, "book");
  let pages: { path: string; title: string }[] = [];
  let browser: Browser;
  let window: Window;
  let page: Page;

  before(
    async () => {
      pages = await makeBook(folder, join(root, "notebooks"));
      browser = await launchChromium(chromiumPath());
      window = await openWindow(browser);
      page = await window.context.newPage();
    },
    { timeout: 300_000 },
  );

  after(async () => {
    await browser?.close();
    rmSync(place, { recursive: true, force: true });
  });

  const open = (path: string): Promise<unknown> => page.goto(pathToFileURL(join(folder, path)).href);

  it("has a page for every notebook, and an index that leads to each", async () => {
    await open("index.html");
    const links = (await page.evaluate(
      "Array.from(document.links, (a) => a.getAttribute('href'))",
    )) as string[];
    assert.deepEqual(
      links,
      pages.map(({ path }) => encodeURI(path)),
    );
    for (const path of links) assert.ok(statSync(join(folder, decodeURI(path))).isFile());
  });

  it("has plotly once beside all pages", () => {
    const scripts = readdirSync(join(folder, "assets"));
    assert.ok(scripts.length >= 2 && scripts.length <= 3, scripts.join());
    for (const { path } of pages)
      assert.doesNotMatch(readFileSync(join(folder, path), "utf8"), /src="https?:/);
  });

  it("has figures that are alive, and formulas, opened as a file", { timeout: 120_000 }, async () => {
    const { path } = pages.find((one) => one.path.includes("tangent"))!;
    await open(path);
    const figure = await page.waitForSelector(
      ".nablab-drawing .js-plotly-plot .scatterlayer, .nablab-drawing .scatterlayer",
    );
    assert.ok(countOf(await pixelsOf(page, await figure.screenshot()), [0, 114, 178]) > 20);
    assert.equal((await page.$$(".nablab-alive")).length, (await page.$$(".nablab-figure")).length);
    await page.waitForSelector("mjx-container svg");
  });

  it("asks no other machine for anything", () => assert.deepEqual(window.foreign, []));

  it("does not take the place of a folder that is no book", async () => {
    await assert.rejects(makeBook(place, join(root, "notebooks")), Failure);
  });
});
