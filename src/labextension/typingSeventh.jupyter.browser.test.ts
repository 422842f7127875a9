import assert from "node:assert/strict";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import type { Browser } from "playwright-core";
import { root } from "../cli/environment";
import { launchChromium, openWindow, type Window } from "../testing/browser/chromium";
import { chromiumPath } from "../testing/browser/findChromium";
import * as inPage from "../testing/browser/inPage";
import { type Jupyter, startJupyter } from "../testing/browser/jupyter";
import { OpenNotebook } from "../testing/browser/lab";
import { writeNotebook } from "../testing/browser/notebooks";
import { TypingNotebook } from "../testing/browser/typing";
import * as flows from "../testing/browser/typingFlows";
import { installed } from "../testing/installed";

const limit = { timeout: 480_000 };
const path = "fixtures/typing-seventh.ipynb";

/** A notebook for our kernel as it may be installed under another name. */
function writeForKernel(name: string, root: string): void {
  const kernels = join(installed().folder, "share", "jupyter", "kernels");
  cpSync(join(kernels, "tslab"), join(root, "..", "data", "kernels", name), { recursive: true });
  const file = join(root, path);
  writeNotebook(file, flows.cells);
  writeFileSync(file, readFileSync(file, "utf8").replace('"name": "tslab"', `"name": "${name}"`));
}

describe("types while one types, in Notebook 7, with a kernel of another name", () => {
  let jupyter: Jupyter | undefined;
  let browser: Browser | undefined;
  let window: Window;
  let notebook: OpenNotebook;
  let typing: TypingNotebook;

  before(async () => {
    jupyter = await startJupyter(installed(), root);
    writeForKernel("calculus", jupyter.root);
    browser = await launchChromium(chromiumPath());
    window = await openWindow(browser);
    const page = await window.context.newPage();
    await page.goto(jupyter.url(`notebooks/${path}`));
    notebook = await OpenNotebook.whenReady(page, path);
    typing = new TypingNotebook(page);
  }, limit);

  after(async () => {
    await browser?.close();
    await jupyter?.stop();
  });

  it("is about the kernel of that name", async () => {
    assert.equal(await typing.page.evaluate(inPage.kernelName), "calculus");
  });

  it("cells that have not run are marked, and their names have hovers and call help", limit, async () => {
    await flows.marksAndHovers(typing);
    await notebook.screenshot("typing-notebook-7");
  });

  it("call help ends where its call does", limit, () => flows.helpEnds(typing));

  it("a quick fix changes the cell, and one undo takes it back", limit, () => flows.fixesAndUndoes(typing));

  it("Ctrl+click goes to the cell that declares the name", limit, () => flows.goesToDefinition(typing));

  it("a name is renamed in three cells at once", limit, () => flows.renames(typing));

  it("cells that used what a later run has changed are marked, and run by command", limit, () =>
    flows.marksStaleAndRuns(typing, notebook),
  );

  it("while a cell computes the old marks stay, as behind an interrupt and a restart", limit, async () => {
    notebook = await flows.outlivesInterruptAndRestart(typing, path);
  });

  it("the marks are there in dark colours too", limit, async () => {
    await typing.page.evaluate(inPage.setTheme, "JupyterLab Dark");
    assert.deepEqual(await typing.marks(flows.at.wrong), ["error: word", "error: nowhere"]);
    await notebook.screenshot("typing-notebook-7-dark");
  });

  it("asks no other machine for anything", () => assert.deepEqual(window.foreign, []));
});
