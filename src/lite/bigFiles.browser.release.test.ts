// Files of 50 MB in the site's drive: they open, and the page goes on.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import type { Browser } from "playwright-core";
import { launchChromium, openWindow } from "../testing/browser/chromium";
import { chromiumPath } from "../testing/browser/findChromium";
import { addressOf, runInPage, type ServedSite, serveSite } from "../testing/browser/site";

const limit = { timeout: 600_000 };
const line = `${"x".repeat(79)}\n`;
const text = line.repeat(50e6 / line.length);

interface Listing {
  content: { name: string; type: string }[];
}

/** Puts a file into a site that is made, and its name into the list of the drive. */
function put(site: ServedSite, name: string, type: string, content: string): void {
  writeFileSync(join(site.folder, "files", name), content);
  const list = join(site.folder, "api", "contents", "all.json");
  const listing = JSON.parse(readFileSync(list, "utf8")) as Listing;
  const like = listing.content.find((entry) => entry.type === "notebook");
  listing.content.push({ ...like, ...{ name, path: name, type, size: content.length } });
  writeFileSync(list, JSON.stringify(listing));
}

describe("a file of 50 MB", limit, () => {
  let site: ServedSite;
  let browser: Browser;

  before(async () => {
    site = await serveSite(["00-start-here.ipynb"]);
    put(site, "big.txt", "file", text);
    const { cells, ...rest } = JSON.parse(
      readFileSync(join(site.folder, "files", "00-start-here.ipynb"), "utf8"),
    ) as { cells: { cell_type: string }[] };
    const cell = cells.find(({ cell_type }) => cell_type === "code");
    const outputs = [{ output_type: "stream", name: "stdout", text }];
    const one = { ...cell, id: "big", source: "1 + 1", outputs };
    put(site, "big.ipynb", "notebook", JSON.stringify({ ...rest, cells: [one] }));
    browser = await launchChromium(chromiumPath());
  }, limit);

  after(async () => {
    await browser?.close();
    await site?.close();
  });

  it("opens in the editor", limit, async () => {
    const page = await (await openWindow(browser)).context.newPage();
    await page.goto(`${site.server.url}lab/index.html?path=big.txt`);
    const lines = page.locator(".cm-line", { hasText: line.trim() });
    await lines.first().waitFor({ timeout: 240_000 });
    // The editor draws those lines alone that are seen.
    assert.ok((await lines.count()) < 1000);
    await page.close();
  });

  it("opens as a notebook, whose cells run", limit, async () => {
    const page = await (await openWindow(browser)).context.newPage();
    await page.goto(addressOf(site.server, "big.ipynb"));
    await page.locator(".jp-Cell pre", { hasText: line.trim() }).first().waitFor({ timeout: 240_000 });
    await page.waitForFunction(hasKernel, undefined, { timeout: 240_000 });
    const { status, text: said } = await page.evaluate(runInPage, ["6 * 7", ""] as const);
    assert.deepEqual([status, said], ["ok", "42"]);
    await page.close();
  });
});

declare const jupyterapp: {
  shell: { currentWidget?: { sessionContext?: { session?: { kernel?: object } } } };
};

function hasKernel(): boolean {
  return Boolean(jupyterapp.shell.currentWidget?.sessionContext?.session?.kernel);
}
