// What a reader of the site can count on: changes are kept, can be saved and undone, and where the browser or
// the server withholds something, a sentence says so and the page goes on.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, it } from "node:test";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { launchChromium, openWindow } from "../testing/browser/chromium";
import { serveFolder } from "../testing/browser/staticServer";
import { chromiumPath } from "../testing/browser/findChromium";
import {
  addressOf,
  openInSite,
  runInPage,
  type Said,
  type ServedSite,
  serveSite,
} from "../testing/browser/site";

const [english, chinese] = ["00-start-here.ipynb", "zh/00-start-here.ipynb"];
const limit = { timeout: 600_000 };

/** JupyterLab's application, as far as these tests use it. */
declare const jupyterapp: {
  commands: { execute(command: string, args?: object): Promise<unknown>; label(command: string): string };
  serviceManager: { contents: { save(path: string, options: object): Promise<unknown> } };
  shell: {
    currentWidget: {
      context: { path: string; model: { dirty: boolean } };
      content: {
        widgets: { model: { sharedModel: { getSource(): string; setSource(text: string): void } } }[];
      };
    };
  };
};

const edited = "# Changed by the reader";
const setFirst = (text: string): void =>
  jupyterapp.shell.currentWidget.content.widgets[0].model.sharedModel.setSource(text);
const first = (): string => jupyterapp.shell.currentWidget.content.widgets[0].model.sharedModel.getSource();
const isSaved = (): boolean => !jupyterapp.shell.currentWidget.context.model.dirty;

describe("a reader of the site", limit, () => {
  let site: ServedSite;
  let browser: Browser;

  before(async () => {
    site = await serveSite([english, chinese]);
    browser = await launchChromium(chromiumPath());
  }, limit);

  after(async () => {
    await browser?.close();
    await site?.close();
  });

  /** A window with a storage of its own, with a script that runs in its pages before theirs. */
  async function freshWindow(
    script = "",
    options: { serviceWorkers?: "block" } = {},
  ): Promise<BrowserContext> {
    const context = options.serviceWorkers
      ? await browser.newContext(options)
      : (await openWindow(browser)).context;
    // A busy machine opens a page in a minute.
    context.setDefaultTimeout(240_000);
    if (script !== "") await context.addInitScript(script);
    return context;
  }

  async function openIn(context: BrowserContext, path: string = english): Promise<Page> {
    const page = await context.newPage();
    await openInSite(page, site.server, path);
    return page;
  }

  const run = (page: Page, code: string, until = ""): Promise<Said> =>
    page.evaluate(runInPage, [code, until] as const);

  async function change(page: Page, text: string): Promise<void> {
    await page.evaluate(setFirst, text);
  }

  it(
    "finds what was changed after a reload, unsaved by hand, can save it, and have the original back",
    limit,
    async () => {
      const page = await openIn(await freshWindow());
      const original = await page.evaluate(first);
      await change(page, edited);
      await page.waitForFunction(isSaved);
      await openInSite(page, site.server, english);
      assert.equal(await page.evaluate(first), edited);

      const download = page.waitForEvent("download");
      await page.evaluate(() => jupyterapp.commands.execute("docmanager:download"));
      const saved = readFileSync(await (await download).path(), "utf8");
      assert.equal((JSON.parse(saved) as { cells: { source: string }[] }).cells[0].source, edited);

      await page.getByText("File", { exact: true }).click();
      await page.getByText("Reset to the original", { exact: true }).click();
      await page.locator(".jp-Dialog").getByText("Cancel").click();
      assert.equal(await page.evaluate(first), edited);
      const done = page.evaluate(() => jupyterapp.commands.execute("nablab-lite:reset"));
      await page.locator(".jp-Dialog .jp-mod-warn").click();
      await done;
      assert.equal(await page.evaluate(first), original);
      await openInSite(page, site.server, english);
      assert.equal(await page.evaluate(first), original);
    },
  );

  it(
    "reads the command in the notebook's language, and that a file of his own has no original",
    limit,
    async () => {
      const page = await openIn(await freshWindow(), chinese);
      assert.equal(await page.evaluate(() => jupyterapp.commands.label("nablab-lite:reset")), "恢复原件");
      const metadata = { kernelspec: { name: "tslab", display_name: "TypeScript" } };
      const content = { cells: [], metadata, nbformat: 4, nbformat_minor: 5 };
      await page.evaluate(
        (notebook) =>
          jupyterapp.serviceManager.contents.save("my own.ipynb", {
            type: "notebook",
            format: "json",
            content: notebook,
          }),
        content,
      );
      await openInSite(page, site.server, "my own.ipynb");
      const done = page.evaluate(() => jupyterapp.commands.execute("nablab-lite:reset"));
      const dialog = page.locator(".jp-Dialog");
      assert.match((await dialog.textContent()) ?? "", /my own\.ipynb is not of this site/);
      await dialog.locator("button").last().click();
      await done;
    },
  );

  it("with two tabs on one notebook is asked which to keep", limit, async () => {
    const context = await freshWindow();
    const [one, other] = [await openIn(context), await openIn(context)];
    await change(one, edited);
    await one.waitForFunction(isSaved);
    await change(other, "# Changed elsewhere");
    const dialog = other.locator(".jp-Dialog");
    await dialog.getByText(/has changed on disk since the last time/).waitFor();
    await dialog.getByText("Revert", { exact: true }).click();
    await other.waitForFunction(
      (text) => jupyterapp.shell.currentWidget.content.widgets[0].model.sharedModel.getSource() === text,
      edited,
    );
    assert.equal((await run(other, "1 + 1")).text, "2");
  });

  it("without a service worker runs programs, and is told what cannot be had", limit, async () => {
    for (const context of [
      await freshWindow("", { serviceWorkers: "block" }),
      await freshWindow(
        "Object.defineProperty(Navigator.prototype, 'serviceWorker', { get: () => undefined }); delete Navigator.prototype.serviceWorker;",
      ),
    ]) {
      const page = await openIn(context);
      assert.equal((await run(page, "1 + 1")).text, "2");
      assert.match(
        (await run(page, 'prompt("?")')).text,
        /^StdinNotImplementedError: .*service worker.*write the value into the cell/,
      );
      await run(page, 'console.log("begun"); for (;;);', "Restart the kernel");
      await context.close();
    }
  });

  it("whose browser keeps nothing is told so, and can work", limit, async () => {
    const forbidden = "IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError'); }";
    const page = await openIn(await freshWindow(forbidden));
    await page
      .getByText(/This browser keeps nothing for this site: changes are gone/)
      .first()
      .waitFor();
    assert.equal((await run(page, "1 + 1")).text, "2");
    await change(page, edited);
    assert.equal((await run(page, "2 + 1")).text, "3");
  });

  it("whose browser blocks all data of the site is told why nothing starts", limit, async () => {
    const refused = "throw new DOMException('no', 'SecurityError');";
    const context = await freshWindow(
      `IDBFactory.prototype.open = () => { ${refused} };
      Object.defineProperty(window, "localStorage", { get() { ${refused} } });`,
    );
    const page = await context.newPage();
    await page.goto(addressOf(site.server, english));
    const alert = page.getByRole("alert").filter({ hasText: "blocks cookies" });
    await alert.waitFor();
    assert.match((await alert.textContent()) ?? "", /Allow them for this site, then load the page again/);
    await context.close();
  });

  it("whose storage is full is told so, once, and can work and save the file", limit, async () => {
    const page = await openIn(await freshWindow());
    await page.evaluate(
      "IDBObjectStore.prototype.put = () => { throw new DOMException('no room', 'QuotaExceededError'); }",
    );
    await change(page, edited);
    const dialog = page.locator(".jp-Dialog");
    await dialog.getByText(/The browser's storage for this site is full/).waitFor();
    await dialog.locator("button").last().click();
    await change(page, `${edited} again`);
    assert.equal((await run(page, "1 + 1")).text, "2");
    const download = page.waitForEvent("download");
    await page.evaluate(() => jupyterapp.commands.execute("nablab-lite:download"));
    const text = readFileSync(await (await download).path(), "utf8");
    assert.equal((await download).suggestedFilename(), english);
    assert.equal((JSON.parse(text) as { cells: { source: string }[] }).cells[0].source, `${edited} again`);
  });

  it("of a page whose policy forbids to make code of text is told so", limit, async () => {
    const policy = "script-src 'self' 'unsafe-inline'; worker-src 'self' blob:";
    const server = await serveFolder(site.folder, { headers: { "content-security-policy": policy } });
    try {
      const page = await (await freshWindow()).newPage();
      await page.goto(addressOf(server, english));
      const alert = page.getByRole("alert").filter({ hasText: "Content-Security-Policy" });
      await alert.waitFor();
      assert.match((await alert.textContent()) ?? "", /without 'unsafe-eval'.*allow it in script-src/);
      await page.context().close();
    } finally {
      await server.close();
    }
  });

  it("is told after a reload that the browser ended the page while a cell ran", limit, async () => {
    const noted = "sessionStorage.getItem('nablab running')";
    const page = await openIn(await freshWindow());
    const running = run(page, 'console.log("on"); await new Promise((end) => setTimeout(end, 1000))');
    await page.waitForFunction(noted);
    await running;
    assert.equal(await page.evaluate(noted), null);
    // As it is found by the page that comes after one that was ended.
    const other = await openIn(await freshWindow("sessionStorage.setItem('nablab running', '1')"));
    await other
      .getByText(/The browser ended this page while a cell ran/)
      .first()
      .waitFor();
    assert.equal(await other.evaluate(noted), null);
  });

  it("is told which notebook is broken, and can go on", limit, async () => {
    const page = await openIn(await freshWindow());
    await page.evaluate(() =>
      jupyterapp.serviceManager.contents.save("broken.ipynb", {
        type: "file",
        format: "text",
        content: '{"cells": [',
      }),
    );
    await page.evaluate(
      () =>
        void jupyterapp.commands.execute("docmanager:open", { path: "broken.ipynb", factory: "Notebook" }),
    );
    const dialog = page.locator(".jp-Dialog");
    await dialog.getByText("File Load Error for broken.ipynb").waitFor();
    assert.match((await dialog.textContent()) ?? "", /JSON/);
    await dialog.locator("button").last().click();
    assert.equal((await run(page, "1 + 1")).text, "2");
  });

  it(
    "can keep a file of 50 MB beside the notebook, and is told of memory that there is not",
    limit,
    async () => {
      const page = await openIn(await freshWindow());
      await page.evaluate(() =>
        jupyterapp.serviceManager.contents.save("large.csv", {
          type: "file",
          format: "text",
          content: "1,2\n".repeat(12_500_000),
        }),
      );
      assert.equal((await run(page, "1 + 1")).text, "2");
      assert.match(
        (await run(page, "Array.from({ length: 64 }, () => new Float64Array(2 ** 29)).length")).text,
        /^RangeError: Array buffer allocation failed/,
      );
      assert.equal((await run(page, "1 + 1")).text, "2");
    },
  );
});
