import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import type { Page } from "playwright-core";
import { root } from "../cli/environment";
import type { Window } from "../testing/browser/chromium";
import { eventually } from "../testing/browser/controls";
import { chromiumPath } from "../testing/browser/findChromium";
import { type Fixture, openFixture } from "../testing/browser/fixture";
import * as inPage from "../testing/browser/inPage";
import { OpenNotebook } from "../testing/browser/lab";
import { writeNotebook } from "../testing/browser/notebooks";
import { TypingNotebook } from "../testing/browser/typing";
import { installed } from "../testing/installed";

const cells = [
  'import { derivative, tensor } from "nablab";\nlet start = 2;',
  "/** Twice as much.\n * @param value what is doubled */\nfunction doubled(value: number, times = 1): number {\n  return 2 * value * times;\n}\nlet slope = start + 1;",
  "const word: string = slope;\ntensor(2) * 3",
  "slope + doubled(start);",
  "// here one types",
];
const [first, second, wrong, uses, free] = [0, 1, 2, 3, 4];
const limit = { timeout: 480_000 };
const path = "fixtures/typing.ipynb";

/** What holds in both front ends. */
async function marksAndHovers(typing: TypingNotebook): Promise<void> {
  const { page } = typing;
  assert.deepEqual(await typing.marksBecome(wrong, ["error: word", "error: tensor(2)"]), [
    "error: word",
    "error: tensor(2)",
  ]);
  assert.deepEqual(await typing.marks(uses), []);
  assert.match(
    await typing.tooltip(wrong, 1),
    /^A Tensor has no operators: write tensor\(2\)\.mul\(3\), or make.*\nTS2362: /s,
  );
  const hovered = await typing.hover(uses, "doubled");
  assert.match(hovered, /doubled\(value: number, times\?: number\): number/);
  assert.match(hovered, /Twice as much\./);
  await typing.type(free, "");
  await page.keyboard.type("doubled(");
  const help = page.locator(".nablab-signature");
  await help.waitFor();
  assert.match(
    await help.innerText(),
    /doubled\(value: number, times\?: number\): number\nwhat is doubled\nTwice as much\./,
  );
  await page.keyboard.type("3, ");
  const active = await eventually(
    () => page.locator(".nablab-signature-active").innerText(),
    (text) => text.startsWith("times"),
  );
  assert.equal(active, "times?: number");
  await page.keyboard.press("Escape");
  await help.waitFor({ state: "detached" });
  await page.keyboard.type("1");
  await page.keyboard.press("End");
  await page.keyboard.type("\nnowhere");
  assert.deepEqual(await typing.marksBecome(free, ["error: nowhere"]), ["error: nowhere"]);
  await typing.type(free, "slope");
  assert.deepEqual(await typing.marksBecome(free, []), []);
}

describe("types while one types, in JupyterLab and Notebook 7", () => {
  let opened: Fixture | undefined;
  let window: Window;
  let notebook: OpenNotebook;
  let page: Page;
  let typing: TypingNotebook;

  before(async () => {
    const place = { environment: installed(), project: root, chromium: chromiumPath() };
    opened = await openFixture(place, path, cells);
    ({ window, notebook } = opened);
    page = opened.lab.page;
    typing = new TypingNotebook(page);
  }, limit);

  after(() => opened?.close());

  it("cells that have not run are marked, and their names have hovers and call help", limit, async () => {
    await marksAndHovers(typing);
    await notebook.screenshot("typing");
  });

  it("the status bar counts the marks, and leads to the next one", limit, async () => {
    assert.equal(await typing.count("TypeScript ✕ 2"), "TypeScript ✕ 2");
    await typing.toEnd(first);
    await page.locator(".nablab-problems").click();
    await eventually(
      () => typing.cursor(),
      ({ cell }) => cell === wrong,
    );
    assert.deepEqual(await typing.cursor(), { cell: wrong, selected: "", behind: "word: string = slope;" });
  });

  it("a quick fix changes the cell, and one undo takes it back", limit, async () => {
    await typing.tooltip(wrong, 1);
    await page.locator(".cm-diagnosticAction").first().click();
    const fixed = "const word: string = slope;\ntensor(2).mul(3)";
    assert.equal(await typing.textBecomes(wrong, fixed), fixed);
    assert.deepEqual(await typing.marksBecome(wrong, ["error: word"]), ["error: word"]);
    await page.keyboard.press("Control+z");
    assert.equal(await typing.textBecomes(wrong, cells[wrong]), cells[wrong]);
    assert.equal((await typing.marksBecome(wrong, ["error: word", "error: tensor(2)"])).length, 2);
  });

  it("completion knows the cells above, with documentation beside the list", limit, async () => {
    await typing.type(free, "doub");
    await page.keyboard.press("Tab");
    const list = page.locator(".jp-Completer:not(.lm-mod-hidden)");
    await list.waitFor();
    const shown = await eventually(
      () => list.innerText(),
      (text) => text.includes("Twice as much."),
    );
    assert.match(shown, /doubled[^]*Twice as much\./);
    await page.keyboard.press("Escape");
    await typing.type(free, "");
  });

  it("Ctrl+click goes to the cell that declares the name", limit, async () => {
    await typing.click(uses, "slope", "Control");
    await eventually(
      () => typing.cursor(),
      ({ cell }) => cell === second,
    );
    assert.deepEqual(await typing.cursor(), { cell: second, selected: "slope", behind: " = start + 1;" });
  });

  it("a name is renamed in three cells at once", limit, async () => {
    await typing.click(uses, "slope");
    const renaming = typing.command("nablab:rename");
    const input = page.locator(".jp-Dialog input");
    await input.fill("gradient");
    await page.keyboard.press("Enter");
    await renaming;
    await typing.textBecomes(uses, "gradient + doubled(start);");
    assert.match(await typing.text(second), /let gradient = start \+ 1;$/);
    assert.match(await typing.text(wrong), /^const word: string = gradient;/);
    assert.equal(await typing.text(uses), "gradient + doubled(start);");
  });

  it("a cell is laid out by command", limit, async () => {
    await typing.type(free, "const  g=(x:number)=>x+1");
    await typing.command("nablab:format-cell");
    const wanted = "const g = (x: number) => x + 1";
    assert.equal(await typing.textBecomes(free, wanted), wanted);
  });

  it(
    "cells that used what a later run has changed are marked, and run by command in their order",
    limit,
    async () => {
      await typing.type(wrong, "const word = gradient;\nword");
      for (const index of [first, second, wrong, uses]) await notebook.runOne(index);
      assert.deepEqual(await typing.staleBecomes([]), []);
      await typing.type(first, 'import { derivative, tensor } from "nablab";\nlet start = 5;');
      await notebook.runOne(first);
      assert.deepEqual(await typing.staleBecomes([second, uses]), [String(second), String(uses)]);
      assert.match((await typing.stale())[uses], /used start, which a later run has changed/);
      await notebook.screenshot("typing-stale");
      await typing.command("nablab:run-stale-cells");
      assert.deepEqual(await typing.staleBecomes([]), []);
      const { outputs } = (await notebook.cells())[uses];
      assert.deepEqual(outputs[0].data?.["text/plain"], "16");
    },
  );

  it(
    "while a cell computes the old marks stay; behind an interrupt and a restart all is as before",
    limit,
    async () => {
      await typing.type(wrong, "const word: string = gradient;");
      assert.deepEqual(await typing.marksBecome(wrong, ["error: word"]), ["error: word"]);
      await typing.type(free, "while (true) {}");
      await page.keyboard.press("Control+Enter");
      await page.waitForFunction(inPage.kernelIs, "busy");
      await typing.toEnd(wrong);
      await page.keyboard.insertText("\nnowhere");
      assert.deepEqual(await typing.marks(wrong), ["error: word"]);
      await page.evaluate(inPage.interruptKernel);
      const both = ["error: word", "error: nowhere"];
      assert.deepEqual(await typing.marksBecome(wrong, both), both);
      await page.evaluate(inPage.restartKernel);
      notebook = await OpenNotebook.whenReady(page, path);
      await typing.type(free, "gradient.nothing");
      assert.deepEqual(await typing.marksBecome(free, ["error: nothing"]), ["error: nothing"]);
      assert.deepEqual(await typing.marksBecome(wrong, both), both);
      assert.deepEqual(await typing.stale(), {});
    },
  );

  it("marks follow cells that are moved, deleted and brought back", limit, async () => {
    const [text, both] = ["const word: string = gradient;\nnowhere", ["error: word", "error: nowhere"]];
    /**
     * The marks of the cell with that text, wherever it is: undone steps that follow each other closely are
     * one.
     */
    const become = async (wanted: readonly string[] | undefined): Promise<readonly string[] | undefined> =>
      eventually(
        async () => {
          const index = await page.evaluate(inPage.indexOfSource, text);
          return index < 0 ? undefined : typing.marks(index);
        },
        (seen) => JSON.stringify(seen) === JSON.stringify(wanted),
      );
    await page.evaluate(inPage.selectCell, wrong);
    await typing.command("notebook:move-cell-down");
    assert.deepEqual(await become(both), both);
    assert.equal(await page.evaluate(inPage.indexOfSource, text), uses);
    await typing.command("notebook:delete-cell");
    assert.equal(await become(undefined), undefined);
    await typing.command("notebook:undo-cell-action");
    assert.deepEqual(await become(both), both);
  });

  it("Notebook 7 marks, hovers and helps as well, in dark colours too", limit, async () => {
    const copy = "fixtures/typing-7.ipynb";
    writeNotebook(join(opened!.jupyter.root, copy), cells);
    const tab = await window.context.newPage();
    await tab.goto(opened!.jupyter.url(`notebooks/${copy}`));
    const seventh = await OpenNotebook.whenReady(tab, copy);
    await marksAndHovers(new TypingNotebook(tab));
    await tab.evaluate(inPage.setTheme, "JupyterLab Dark");
    await seventh.screenshot("typing-notebook-7");
    await tab.close();
  });

  it("asks no other machine for anything", () => assert.deepEqual(window.foreign, []));
});
