// The lessons in a reader's browser: the site is built as a reader's is, and served by a server of files.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { OpenSite } from "../testing/browser/courseSite";
import { runCode } from "../testing/browser/siteKernel";
import { judgeLesson } from "../testing/browser/siteLesson";

const limit = { timeout: 1_200_000 };

describe("the site", () => {
  let site: OpenSite | undefined;
  before(async () => {
    site = await OpenSite.start();
  }, limit);
  after(() => site?.close());

  // The first lesson, and one in Chinese; the others are run before a release.
  for (const path of ["01-tangent-line.ipynb", "zh/05-rules-from-limits.ipynb"])
    it(`${path} gives what is stored, draws its figures, and its controls answer`, limit, () =>
      judgeLesson(site!, path),
    );

  it(
    "on a narrow screen draws a figure that fits, and asks for no image that is not there",
    limit,
    async () => {
      const page = await site!.window.context.newPage();
      await page.setViewportSize({ width: 390, height: 800 });
      const missing: string[] = [];
      page.on("response", (answer) => {
        if (answer.status() >= 400 && /\.(?:png|ico)$/.test(answer.url())) missing.push(answer.url());
      });
      const notebook = await site!.open("00-start-here.ipynb", page);
      // The first figure, and the two cells before it.
      const cells = (await notebook.cells()).slice(0, 3);
      for (const { index } of cells) await notebook.runOne(index);
      const [figure] = await notebook.figuresOf((await notebook.cells())[2]);
      const { x, width } = await figure.box();
      assert.ok(x >= 0 && width > 200 && x + width <= 390, `${x} + ${width}`);
      assert.deepEqual(missing, []);
      await page.close();
    },
  );

  it("opens a notebook without waiting until its workspace is saved", limit, async () => {
    const { page } = await site!.open("00-start-here.ipynb");
    assert.deepEqual(await page.evaluate(workspaceCommands), []);
    await page.close();
  });

  it("asks the person by prompt()", limit, async () => {
    const { page } = await site!.open("00-start-here.ipynb");
    assert.equal((await runCode(page, 'prompt("Your name?") + "!"', "answer")).text, "'Ada!'");
    await page.close();
  });
});

declare const jupyterapp: { commands: { listCommands(): string[] } };

/** By these the application loads and saves its workspace before it opens anything. */
function workspaceCommands(): string[] {
  return jupyterapp.commands.listCommands().filter((name) => name.endsWith(":load-statedb"));
}
