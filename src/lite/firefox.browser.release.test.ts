// The kernel in a second browser, whose JavaScript is not V8: values, errors with their lines, interrupts,
// figures with their pictures.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { isForeign } from "../testing/browser/chromium";
import { eventually } from "../testing/browser/controls";
import { type FirefoxBrowser, type FirefoxPage, launchFirefox } from "../testing/browser/firefox";
import * as inPage from "../testing/browser/inPage";
import { type CellOutput, figuresIn } from "../testing/browser/notebooks";
import { addressOf, runInPage, type Said, type ServedSite, serveSite } from "../testing/browser/site";

const limit = { timeout: 600_000 };
const path = "00-start-here.ipynb";

describe("the site in Firefox", limit, () => {
  let site: ServedSite;
  let browser: FirefoxBrowser;
  let page: FirefoxPage;
  const foreign: string[] = [];

  before(async () => {
    site = await serveSite([path]);
    browser = await launchFirefox();
    page = await browser.newPage();
    page.on("request", (request) => {
      if (isForeign(request.url())) foreign.push(request.url());
    });
    await page.goto(addressOf(site.server, path));
    await page.waitForFunction(inPage.notebookReady, { timeout: 240_000 }, path);
  }, limit);

  after(async () => {
    await browser?.close();
    await site?.close();
  });

  const run = (code: string): Promise<Said> => page.evaluate(runInPage, [code, ""] as const);

  it("runs a cell whose types are checked, and refuses a wrong one", limit, async () => {
    assert.equal((await run("const a: number = 40; a + 2")).text, "42");
    assert.match((await run('const b: number = "x";')).text, /line 1, column 7.*\bTS2322\b/s);
  });

  it("tells an error's lines, through functions, callbacks and what is awaited", limit, async () => {
    const cell = [
      "function inner(x: number): number {",
      "  throw new RangeError(`no ${x}`);",
      "}",
      "const through = async (xs: number[]) => {",
      "  await Promise.resolve();",
      "  return xs.map((x) => inner(x));",
      "};",
      "await through([7]);",
    ].join("\n");
    const { text, ename } = await run(cell);
    assert.equal(ename, "RangeError");
    assert.match(text, /^RangeError: no 7\n/);
    const places = [...text.matchAll(/Cell \[\d+\], line (\d+), column (\d+)/g)].map(([, line]) =>
      Number(line),
    );
    assert.deepEqual(places.slice(0, 3), [2, 6, 6], text);
    assert.doesNotMatch(text, /kernel\.js|@cell|http:/);
  });

  for (const [what, code] of [
    ["a loop", "for (;;);"],
    ["an await", "await new Promise(() => undefined);"],
    ["recursion", "const fib = (n: number): number => (n < 2 ? n : fib(n - 1) + fib(n - 2)); fib(70);"],
  ] as const)
    it(`interrupts ${what}, and keeps the variables`, limit, async () => {
      await run("var kept = 5;");
      assert.equal((await run(`console.log("begun"); ${code}`)).ename, "KeyboardInterrupt");
      assert.equal((await run("kept")).text, "5");
    });

  it("runs a lesson, draws its figure, and stores its picture", limit, async () => {
    await page.evaluate(inPage.recordReplies, undefined);
    await page.evaluate(inPage.runAllCells, undefined);
    const cells = await page.evaluate(inPage.codeCells, undefined);
    assert.deepEqual(
      cells.filter(({ status }) => status !== "ok"),
      [],
    );
    await page.waitForSelector(".js-plotly-plot .main-svg", { timeout: 120_000 });
    // Pictures come a little after their figures.
    const figures = async (): Promise<CellOutput[]> => {
      const outputs = (await page.evaluate(inPage.codeCells, undefined)).flatMap((cell) => cell.outputs);
      return outputs.filter((output) => figuresIn([output]).length > 0);
    };
    const isDrawn = ({ data = {} }: CellOutput): boolean => typeof data["image/png"] === "string";
    const found = await eventually(figures, (all) => all.length > 0 && all.every(isDrawn));
    assert.ok(found.length > 0 && found.every(isDrawn));
    assert.deepEqual(foreign, []);
  });
});
