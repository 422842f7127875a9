import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import type { Page } from "playwright-core";
import { eventually } from "../testing/browser/controls";
import { type Fixture, openFixture } from "../testing/browser/fixture";
import * as inPage from "../testing/browser/inPage";
import * as inPageTyping from "../testing/browser/inPageTyping";
import { OpenNotebook } from "../testing/browser/lab";
import { writeCells, writeNotebook } from "../testing/browser/notebooks";
import { TypingNotebook } from "../testing/browser/typing";

const limit = { timeout: 480_000 };
const path = "fixtures/typing-kinds.ipynb";
const cells = [
  'import { plot, tensor } from "nablab";\nfunction doubled(value: number): number { return 2 * value }',
  "// here one types",
];
const free = 1;

/** A mistake, and the cell when its first quick fix has been applied. */
const fixes: readonly { kind: string; cell: string; fixed: string }[] = [
  {
    kind: "a missing import",
    cell: "linspace(0, 1, 3)",
    fixed: 'import { linspace } from "nablab";\nlinspace(0, 1, 3)',
  },
  { kind: "spelling", cell: "const height = 2;\nheigth + 1", fixed: "const height = 2;\nheight + 1" },
  {
    kind: "a forgotten await",
    cell: "const later = Promise.resolve(1);\nlater.toFixed(1)",
    fixed: "const later = Promise.resolve(1);\n(await later).toFixed(1)",
  },
  { kind: "a power", cell: "const side = 3;\nside ^ 2", fixed: "const side = 3;\nside ** 2" },
  { kind: "an operator of tensors", cell: "tensor(2) * 3", fixed: "tensor(2).mul(3)" },
  {
    kind: "an exact value lost",
    cell: "const xlim = [-2, 2];\nplot((x) => x ** 2, { xlim })",
    fixed: "const xlim = [-2, 2] as const;\nplot((x) => x ** 2, { xlim })",
  },
];

describe("notebooks that are checked while one types", () => {
  let opened: Fixture | undefined;
  let page: Page;
  let typing: TypingNotebook;

  /** Opens a notebook in front of the others. */
  async function open(name: string): Promise<OpenNotebook> {
    return opened!.lab.open(name);
  }

  before(async () => {
    opened = await openFixture(path, cells);
    page = opened.lab.page;
    typing = new TypingNotebook(page);
  }, limit);

  after(() => opened?.close());

  for (const { kind, cell, fixed } of fixes)
    it(`the quick fix of ${kind} is applied to the cell, and one undo takes it back`, limit, async () => {
      await typing.type(free, cell);
      const before = await eventually(
        () => typing.marks(free),
        (marks) => marks.length === 1,
      );
      assert.equal(before.length, 1);
      await typing.takeFix(free);
      assert.equal(await typing.textBecomes(free, fixed), fixed);
      assert.deepEqual(await typing.marksBecome(free, []), []);
      await page.keyboard.press("Control+z");
      assert.equal(await typing.textBecomes(free, cell), cell);
      assert.deepEqual(await typing.marksBecome(free, before), before);
    });

  it(
    "what is unfinished is marked when the cursor stays, and at once when it leaves the line",
    limit,
    async () => {
      await typing.type(free, "");
      await page.keyboard.type("Math.abs(1).");
      assert.equal(
        (
          await eventually(
            () => typing.marks(free),
            (marks) => marks.length === 1,
          )
        ).length,
        1,
      );
      await typing.type(free, "");
      await page.keyboard.type("\n\nMath.abs(2).");
      await page.keyboard.press("ArrowUp");
      assert.equal(
        (
          await eventually(
            () => typing.marks(free),
            (marks) => marks.length === 1,
          )
        ).length,
        1,
      );
      await typing.type(free, "// here one types");
      assert.deepEqual(await typing.marksBecome(free, []), []);
    },
  );

  it("each part is switched off and on by its setting, without a reload", limit, async () => {
    const set = (name: string, value: boolean): Promise<void> =>
      page.evaluate(inPageTyping.setTypingSetting, [name, value] as const);
    await typing.type(free, "nowhere; doubled");
    assert.deepEqual(await typing.marksBecome(free, ["error: nowhere"]), ["error: nowhere"]);
    const names = ["diagnostics", "hover", "signatureHelp", "completion", "definition", "staleCells"];
    for (const name of names) await set(name, false);
    assert.deepEqual(await typing.marksBecome(free, []), []);
    await page.locator(".nablab-problems").waitFor({ state: "hidden" });
    await page.evaluate(inPageTyping.recordQuestions);
    await typing.click(free, "doubled", "Control");
    await typing.toEnd(free);
    await page.keyboard.type("(");
    await page.keyboard.type("dou");
    await page.keyboard.press("Tab");
    await page.waitForTimeout(1500);
    assert.deepEqual(await page.evaluate(inPageTyping.questions), []);
    await page.keyboard.press("Escape");
    for (const name of names) await set(name, true);
    await typing.type(free, "nowhere; doubled");
    assert.deepEqual(await typing.marksBecome(free, ["error: nowhere"]), ["error: nowhere"]);
    assert.match(await typing.hover(free, "doubled"), /doubled\(value: number\): number/);
    await typing.toEnd(free);
    await page.keyboard.type("(");
    await page.locator(".nablab-signature").waitFor();
    await page.keyboard.press("Escape");
    await typing.click(free, "doubled", "Control");
    const { cell } = await eventually(
      () => typing.cursor(),
      (cursor) => cursor.cell === 0,
    );
    assert.equal(cell, 0);
    const asked = new Set(await page.evaluate(inPageTyping.questions));
    assert.deepEqual([...asked].sort(), ["definition", "diagnose", "inspect", "signature"]);
  });

  it("marks survive a split, and belong to a pasted cell as well", limit, async () => {
    await typing.type(free, "const one: string = 1;\nnowhere");
    const both = ["error: one", "error: nowhere"];
    assert.deepEqual(await typing.marksBecome(free, both), both);
    await typing.toEnd(free);
    await page.keyboard.press("Home");
    await typing.command("notebook:split-cell-at-cursor");
    assert.deepEqual(await typing.marksBecome(free, ["error: one"]), ["error: one"]);
    assert.deepEqual(await typing.marksBecome(free + 1, ["error: nowhere"]), ["error: nowhere"]);
    await page.evaluate(inPage.selectCell, free + 1);
    await typing.command("notebook:copy-cell");
    await typing.command("notebook:paste-cell-below");
    assert.deepEqual(await typing.marksBecome(free + 2, ["error: nowhere"]), ["error: nowhere"]);
  });

  it("a cell and all that follow from it are run by command, and nothing else", limit, async () => {
    const name = "fixtures/typing-follow.ipynb";
    writeNotebook(join(opened!.jupyter.root, name), [
      "let base = 2;",
      "let other = 1;",
      "const twice = 2 * base;",
      "twice + 1",
    ]);
    const notebook = await open(name);
    await page.evaluate(inPage.selectCell, 0);
    await typing.command("nablab:run-cell-and-dependents");
    const states = await eventually(
      () => notebook.cells(),
      (seen) => seen[3].status === "ok",
    );
    assert.deepEqual(
      states.map(({ status }) => status),
      ["ok", "not run", "ok", "ok"],
    );
    assert.equal(states[3].outputs[0].data?.["text/plain"], "5");
    await notebook.close();
  });

  it(
    "two notebooks on one kernel have marks of their own, and see what the kernel knows",
    limit,
    async () => {
      const [first, second] = ["fixtures/typing-a.ipynb", "fixtures/typing-b.ipynb"];
      writeNotebook(join(opened!.jupyter.root, first), ["const shared = 1;", "const mine = 1; mine.first"]);
      // The same cell ids as in the first, as in a copy.
      writeNotebook(join(opened!.jupyter.root, second), ["shared.toFixed(); shared.second", "mine"]);
      const one = await open(first);
      await one.runOne(0);
      await page.evaluate(inPage.openOnSameKernel, second);
      const two = await OpenNotebook.whenReady(page, second);
      // What ran in the one is known in the other; what did not run is not.
      assert.deepEqual(await typing.marksBecome(0, ["error: second"]), ["error: second"]);
      assert.deepEqual(await typing.marksBecome(1, ["error: mine"]), ["error: mine"]);
      await open(first);
      assert.deepEqual(await typing.marksBecome(1, ["error: first"]), ["error: first"]);
      assert.deepEqual(await typing.marks(0), []);
      await open(second);
      await two.close();
      await open(path);
    },
  );

  it("another kernel's notebook is left alone, and nothing of ours stays in it", limit, async () => {
    const name = "fixtures/typing-python.ipynb";
    writeNotebook(join(opened!.jupyter.root, name), ["const wrong: string = 1;"]);
    const notebook = await open(name);
    assert.deepEqual(await typing.marksBecome(0, ["error: wrong"]), ["error: wrong"]);
    await page.evaluate(inPage.changeKernel, "python3");
    assert.deepEqual(await typing.marksBecome(0, []), []);
    await page.waitForFunction(inPage.notebookReady, name);
    await page.evaluate(inPageTyping.recordQuestions);
    await page.locator(".nablab-problems").waitFor({ state: "hidden" });
    assert.equal(await typing.cell(0).locator(".cm-gutter-lint").count(), 0);
    await typing.type(0, "x = [1].append(");
    await page.waitForTimeout(1000);
    assert.deepEqual(await page.evaluate(inPageTyping.questions), []);
    await typing.type(0, "const wrong: string = 1;");
    await page.evaluate(inPage.changeKernel, "tslab");
    assert.deepEqual(await typing.marksBecome(0, ["error: wrong"]), ["error: wrong"]);
    await notebook.close();
  });

  it(
    "magics, Markdown, raw cells, CRLF, an emoji and what is no TypeScript leave the marks in place",
    limit,
    async () => {
      const name = "odd/typing-odd.ipynb";
      const lorem = "Lorem ipsum dolor sit amet, { [ ( consectetur.\n".repeat(20);
      writeFileSync(join(opened!.jupyter.root, "tsconfig.json"), '{ "compilerOptions": { "strict": tru');
      writeCells(join(opened!.jupyter.root, name), [
        ["markdown", "# const a = 1"],
        ["code", "const a = 2;\r\nconst b: string = a;\r\na.toFixed()"],
        ["raw", "const raw = 1;"],
        ["code", "const e = '😀😀'; e.nothing"],
        ["code", "%%html\n<b>no</b>"],
        ["code", lorem],
        ["code", "raw"],
      ]);
      const notebook = await open(name);
      assert.deepEqual(await typing.marksBecome(1, ["error: b"]), ["error: b"]);
      assert.deepEqual(await typing.marksBecome(3, ["error: nothing"]), ["error: nothing"]);
      assert.ok(
        (
          await eventually(
            () => typing.marks(5),
            (marks) => marks.length > 0,
          )
        ).length > 0,
      );
      assert.deepEqual(await typing.marksBecome(6, ["error: raw"]), ["error: raw"]);
      await notebook.close();
    },
  );

  it(
    "of 500 cells those that no editor shows yet count as well, and the count leads to the first",
    limit,
    async () => {
      const name = "fixtures/typing-many.ipynb";
      const many = Array.from({ length: 499 }, (_, i) => `const m${i} = ${i === 0 ? 0 : `m${i - 1} + 1`};`);
      many[12] += " m12.nothing";
      writeNotebook(join(opened!.jupyter.root, name), [...many, "m498.nothing"]);
      const notebook = await open(name);
      assert.equal(await typing.count("TypeScript ✕ 2"), "TypeScript ✕ 2");
      await page.locator(".nablab-problems").click();
      const cursor = await eventually(
        () => typing.cursor(),
        ({ behind }) => behind === "nothing",
      );
      assert.deepEqual(cursor, { cell: 12, selected: "", behind: "nothing" });
      await notebook.close();
    },
  );

  it("a cell of 10,000 lines is marked at its place, and can be typed in meanwhile", limit, async () => {
    const name = "fixtures/typing-long.ipynb";
    const lines = Array.from({ length: 10_000 }, (_, i) => `const n${i} = ${i};`);
    writeNotebook(join(opened!.jupyter.root, name), [lines.join("\n"), "n9999.nothing"]);
    const notebook = await open(name);
    await typing.type(1, "n9999.other");
    assert.deepEqual(await typing.marksBecome(1, ["error: other"]), ["error: other"]);
    assert.equal(await typing.count("TypeScript ✕ 1"), "TypeScript ✕ 1");
    await page.evaluate(inPage.selectCell, 0);
    await page.keyboard.press("Enter");
    await page.keyboard.press("Control+End");
    await page.keyboard.insertText("\nn9998.nowhere");
    assert.deepEqual(await typing.marksBecome(0, ["error: nowhere"]), ["error: nowhere"]);
    assert.equal(await typing.count("TypeScript ✕ 2"), "TypeScript ✕ 2");
    await notebook.close();
  });

  it("Notebook 7, which has no status bar, has the count in its toolbar", limit, async () => {
    const name = "fixtures/typing-toolbar.ipynb";
    writeNotebook(join(opened!.jupyter.root, name), ["1", "nowhere"]);
    const tab = await opened!.window.context.newPage();
    await tab.goto(opened!.jupyter.url(`notebooks/${name}`));
    await OpenNotebook.whenReady(tab, name);
    const seventh = new TypingNotebook(tab);
    assert.equal(await seventh.count("TypeScript ✕ 1"), "TypeScript ✕ 1");
    await tab.locator(".jp-Toolbar .nablab-problems").click();
    const cursor = await eventually(
      () => seventh.cursor(),
      ({ cell, behind }) => cell === 1 && behind === "nowhere",
    );
    assert.deepEqual(cursor, { cell: 1, selected: "", behind: "nowhere" });
    await seventh.type(1, "2");
    assert.equal(await seventh.count("TypeScript ✓"), "TypeScript ✓");
    await tab.close();
  });
});
