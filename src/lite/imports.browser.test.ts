// Imports of cells in a page: files of the site's drive, and what is not there.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Page } from "playwright-core";
import { OpenSite } from "../testing/browser/courseSite";
import { runCode } from "../testing/browser/siteKernel";

const limit = { timeout: 600_000 };

describe("an import in a page", () => {
  let site: OpenSite | undefined;
  let page: Page;
  before(async () => {
    site = await OpenSite.start();
    ({ page } = await site.open("zh/00-start-here.ipynb"));
  }, limit);
  after(() => site?.close());

  it("finds the files of the drive, as they are now", limit, async () => {
    await write(page, "far.ts", "export const far: number = 40;\n");
    const near = 'import { far } from "../far";\nexport const near = (x: number): number => far + x;\n';
    await write(page, "zh/near.ts", near);
    assert.equal((await runCode(page, 'import { near } from "./near";\nnear(2)')).text, "42");
    await write(page, "far.ts", "export const far: number = 50;\n");
    assert.equal((await runCode(page, 'import { near } from "./near";\nnear(2)')).text, "52");
    const { evalue } = await runCode(page, 'near("2")');
    assert.match(evalue ?? "", /Argument of type 'string' is not assignable to parameter of type 'number'/);
  });

  it("of a file or a package that is not there is refused with the reason", limit, async () => {
    const file = await runCode(page, 'import { x } from "./nowhere";\nx');
    assert.match(file.evalue ?? "", /Cannot find module '\.\/nowhere'/);
    const module = await runCode(page, 'import lodash from "lodash";\nlodash');
    assert.match(module.evalue ?? "", /no package "lodash": cells can import nablab and mathjs/);
  });
});

/** Writes a file as the file browser does. */
function write(page: Page, path: string, content: string): Promise<void> {
  return page.evaluate(
    async ([file, text]) => {
      const app = (globalThis as unknown as { jupyterapp: App }).jupyterapp;
      await app.serviceManager.contents.save(file, { type: "file", format: "text", content: text });
    },
    [path, content] as const,
  );
}

interface App {
  serviceManager: { contents: { save(path: string, options: object): Promise<unknown> } };
}
