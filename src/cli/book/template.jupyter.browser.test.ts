// The template of pages, used without the book.

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";
import { run } from "../run";
import { launchChromium, openWindow, type Window } from "../../testing/browser/chromium";
import { chromiumPath } from "../../testing/browser/findChromium";
import { countOf, pixelsOf } from "../../testing/browser/pixels";
import { installed } from "../../testing/installed";
import { movingNotebook } from "../../testing/movingNotebook";

const blue = [0, 114, 178];

describe("nbconvert by itself", () => {
  const source = mkdtempSync(join(tmpdir(), "nablab-convert-"));
  let browser: Browser | undefined;
  let window: Window;
  let page: Page;

  before(async () => {
    writeFileSync(join(source, "moving.ipynb"), await movingNotebook());
    browser = await launchChromium(chromiumPath());
    window = await openWindow(browser);
    page = await window.context.newPage();
  });

  after(async () => {
    await browser?.close();
    rmSync(source, { recursive: true, force: true });
  });

  const convert = async (...options: string[]): Promise<string> => {
    const { python, variables } = installed();
    const words = [python, "-m", "nbconvert", "--to=html", ...options, join(source, "moving.ipynb")];
    const { status, stderr } = await run(words, { env: variables });
    assert.equal(status, 0, stderr);
    return join(source, "moving.html");
  };

  it("makes a page of one file with --template nablab", { timeout: 480_000 }, async () => {
    await page.goto(pathToFileURL(await convert("--template=nablab")).href);
    await page.evaluate("globalThis.MathJax?.startup.promise");
    await page.waitForSelector(".nablab-figure.nablab-alive .js-plotly-plot .main-svg");
    assert.ok(await page.$("mjx-container svg"));
    assert.deepEqual(window.foreign, []);
  });

  it("keeps the words of a figure in Markdown", { timeout: 480_000 }, async () => {
    const { python, variables } = installed();
    const words = [
      python,
      "-m",
      "nbconvert",
      "--to=markdown",
      "--template=nablab",
      join(source, "moving.ipynb"),
    ];
    const { status, stderr } = await run(words, { env: variables });
    assert.equal(status, 0, stderr);
    assert.match(
      readFileSync(join(source, "moving.md"), "utf8"),
      /!\[Figure: f\(x\), Tangent line[^\]]*\]\(moving_files/,
    );
  });

  it("shows the picture without it, on the page and in print", { timeout: 480_000 }, async () => {
    await page.goto(pathToFileURL(await convert()).href, { waitUntil: "domcontentloaded" });
    const picture = await page.waitForSelector(".jp-RenderedImage img");
    assert.ok(countOf(await pixelsOf(page, await picture.screenshot()), blue) > 50);
    const pdf = (await page.pdf()).toString("latin1");
    assert.equal(pdf.match(/\/Subtype\s*\/Image/g)?.length, 1);
  });
});
