// The conformance rows in a page, judged through JupyterLab's own connection to its kernel.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { root } from "../cli/environment";
import { OpenSite } from "../testing/browser/courseSite";
import { judgeInPage } from "../testing/conformance/pageClient";
import { cannotHold, groups } from "./cannotHold";
import { notebookFolder } from "./places";

const limit = { timeout: 1_200_000 };
let site: OpenSite | undefined;
let page: Page;

before(async () => {
  site = await OpenSite.start();
  ({ page } = await site.open("zh/00-start-here.ipynb"));
}, limit);
after(() => site?.close());

void test("a page's kernel has a server's behaviours, but for those of a list", limit, async (t) => {
  const reasons = new Map(cannotHold.flatMap(({ reason, rows }) => rows.map((row) => [row, reason])));
  const met = new Set<string>();
  const options = { groups, cannotHold: [...reasons.keys()], folder: notebookFolder };
  for await (const verdict of judgeInPage(page, options)) {
    const { group, name, passed, applies, detail } = verdict;
    const row = `${group}: ${name}`;
    const reason = reasons.get(row);
    met.add(row);
    await t.test(reason === undefined ? row : `not ${row}`, () => {
      if (reason === undefined) assert.ok(passed && applies, detail);
      else assert.ok(!passed, `It holds, and stands among those that cannot: ${reason}`);
    });
  }
  assert.deepEqual(
    [...reasons.keys()].filter((row) => !met.has(row)),
    [],
  );
  assert.ok(met.size >= 240, `only ${met.size} rows were judged`);
});

void test("the reasons of the list are told in the README", () => {
  const text = readFileSync(join(root, "src", "lite", "README.md"), "utf8");
  for (const { reason } of cannotHold) assert.ok(text.includes(reason), reason);
});
