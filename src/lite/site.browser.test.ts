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

  it("asks the person by prompt()", limit, async () => {
    const { page } = await site!.open("00-start-here.ipynb");
    assert.equal((await runCode(page, 'prompt("Your name?") + "!"', "answer")).text, "'Ada!'");
    await page.close();
  });
});
