import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Page } from "playwright-core";
import type { Window } from "../testing/browser/chromium";
import { eventually } from "../testing/browser/controls";
import { type Fixture, openFixture } from "../testing/browser/fixture";
import * as inPage from "../testing/browser/inPage";
import type { OpenNotebook } from "../testing/browser/lab";
import { TypingNotebook } from "../testing/browser/typing";
import * as flows from "../testing/browser/typingFlows";
import { at, cells } from "../testing/browser/typingFlows";

const { first, wrong, uses, free } = at;
const limit = { timeout: 480_000 };
const path = "fixtures/typing.ipynb";

describe("types while one types, in JupyterLab", () => {
  let opened: Fixture | undefined;
  let window: Window;
  let notebook: OpenNotebook;
  let page: Page;
  let typing: TypingNotebook;

  before(async () => {
    opened = await openFixture(path, cells);
    ({ window, notebook } = opened);
    page = opened.lab.page;
    typing = new TypingNotebook(page);
  }, limit);

  after(() => opened?.close());

  it("cells that have not run are marked, and their names have hovers and call help", limit, async () => {
    await flows.marksAndHovers(typing);
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

  it("call help ends where its call does", limit, () => flows.helpEnds(typing));

  it("a quick fix changes the cell, and one undo takes it back", limit, () => flows.fixesAndUndoes(typing));

  it("completion knows the cells above, with documentation beside the list", limit, async () => {
    const list = await typing.complete(() => typing.type(free, "doub"));
    const shown = await eventually(
      () => list.innerText(),
      (text) => text.includes("Twice as much."),
    );
    assert.match(shown, /doubled[^]*Twice as much\./);
    await page.keyboard.press("Escape");
    await typing.type(free, "");
  });

  it("Ctrl+click goes to the cell that declares the name", limit, () => flows.goesToDefinition(typing));

  it("a name is renamed in three cells at once", limit, () => flows.renames(typing));

  it("a cell is laid out by command", limit, async () => {
    await typing.type(free, "const  g=(x:number)=>x+1");
    await typing.command("nablab:format-cell");
    const wanted = "const g = (x: number) => x + 1";
    assert.equal(await typing.textBecomes(free, wanted), wanted);
  });

  it("cells that used what a later run has changed are marked, and run by command", limit, () =>
    flows.marksStaleAndRuns(typing, notebook),
  );

  it("while a cell computes the old marks stay, as behind an interrupt and a restart", limit, async () => {
    notebook = await flows.outlivesInterruptAndRestart(typing, path);
  });

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

  it("asks no other machine for anything", () => assert.deepEqual(window.foreign, []));
});
