// A notebook in a real front end, and what a person does with it: open, run, look, run again.

import { mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { BrowserContext, ElementHandle, Page } from "playwright-core";
import { Figure } from "./figure";
import * as inPage from "./inPage";
import type { CellState } from "./inPage";
import type { Jupyter } from "./jupyter";
import { figuresIn } from "./notebooks";

/** Where the screenshots go. */
export const screenshotFolder: string =
  process.env.NABLAB_SCREENSHOTS ?? join(tmpdir(), "nablab-screenshots");

/** The highest window that Chromium takes a picture of. */
const tallest = 16_000;

/** How long a notebook may take to open, a cell to end and a figure to appear, in milliseconds. */
const patience = { open: 120_000, cell: 240_000, figure: 60_000 };

/**
 * JupyterLab in one browser tab. Notebooks are opened one after the other, as a student does in the file
 * browser.
 */
export class Lab {
  private constructor(readonly page: Page) {}

  static async start(context: BrowserContext, jupyter: Pick<Jupyter, "url">): Promise<Lab> {
    const page = await context.newPage();
    page.setDefaultTimeout(patience.open);
    await page.goto(jupyter.url("lab?reset"));
    await page.waitForFunction(inPage.applicationReady, undefined, { polling: 100 });
    return new Lab(page);
  }

  async open(path: string): Promise<OpenNotebook> {
    await this.page.evaluate(inPage.openDocument, path);
    return OpenNotebook.whenReady(this.page, path);
  }
}

/** A notebook on the screen with its kernel. */
export class OpenNotebook {
  private constructor(
    readonly page: Page,
    readonly path: string,
  ) {}

  /** Waits for the notebook that the page shows, also after a reload or in another front end. */
  static async whenReady(page: Page, path: string): Promise<OpenNotebook> {
    try {
      await page.waitForFunction(inPage.notebookReady, path, { timeout: patience.open, polling: 100 });
    } catch (cause) {
      const state = await Promise.race([page.evaluate(inPage.frontState), page.waitForTimeout(5_000)]);
      throw new Error(`${path} did not open: ${JSON.stringify(state ?? "the page does not answer")}`, {
        cause,
      });
    }
    await page.evaluate(inPage.recordReplies);
    return new OpenNotebook(page, path);
  }

  /** Runs all cells by JupyterLab's own command. */
  async runAll(): Promise<CellState[]> {
    await this.page.evaluate(inPage.runAllCells);
    return this.cells();
  }

  /** Runs the code cells one by one with the keyboard. */
  async runEach(): Promise<CellState[]> {
    for (const { index } of await this.cells()) await this.runOne(index);
    return this.cells();
  }

  /** Runs one cell with the keyboard. */
  async runOne(index: number): Promise<CellState[]> {
    await this.page.evaluate(inPage.selectCell, index);
    await this.page.keyboard.press("Control+Enter");
    await this.page.waitForFunction(inPage.cellDone, index, { timeout: patience.cell, polling: 50 });
    return this.cells();
  }

  async save(): Promise<void> {
    await this.page.evaluate(inPage.saveNotebook);
  }

  async cells(): Promise<CellState[]> {
    return this.page.evaluate(inPage.codeCells);
  }

  /** The figures drawn under a cell, once there are as many as its outputs promise or the time is up. */
  async figuresOf(cell: CellState, wait: number = patience.figure): Promise<Figure[]> {
    const node = (await this.page.evaluateHandle(inPage.cellNode, cell.index)).asElement() as ElementHandle;
    const promised = figuresIn(cell.outputs).length;
    const drawn = async (): Promise<ElementHandle[]> => node.$$(".js-plotly-plot:has(.main-svg)");
    const end = Date.now() + wait;
    while ((await drawn()).length < promised && Date.now() < end) await this.page.waitForTimeout(100);
    return (await drawn()).map((element) => new Figure(this.page, element));
  }

  /** A picture of the whole notebook, however long; returns its path. */
  async screenshot(name: string): Promise<string> {
    const path = join(screenshotFolder, `${name}.png`);
    mkdirSync(dirname(path), { recursive: true });
    const size = this.page.viewportSize()!;
    await this.page.mouse.move(0, 0);
    await this.growToFit();
    await this.page.screenshot({ path });
    await this.page.setViewportSize(size);
    return path;
  }

  /**
   * Makes the window as high as the notebook. Cells off the screen only have an estimated height: hence more
   * than once.
   */
  private async growToFit(): Promise<void> {
    for (let tries = 0; tries < 5; tries++) {
      const { width, height } = this.page.viewportSize()!;
      const wanted = Math.min(Math.max(await this.page.evaluate(inPage.fullHeight), 900), tallest);
      if (wanted === height) break;
      await this.page.setViewportSize({ width, height: wanted });
      await this.page.waitForTimeout(300);
    }
  }

  /** Saves, ends the kernel and closes the tab. */
  async close(): Promise<void> {
    await this.page.evaluate(inPage.closeNotebook);
  }
}
