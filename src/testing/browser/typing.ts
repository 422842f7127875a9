// What a person sees of types while one types: marks, hovers, call help, stale bars; and what one does about
// them.

import type { Locator, Page } from "playwright-core";
import { eventually } from "./controls";
import * as inPage from "./inPage";
import * as inPageTyping from "./inPageTyping";

/** How a mark looks: `error: text` under which it stands. */
export type Marks = readonly string[];

export class TypingNotebook {
  private readonly notebook: Locator;

  constructor(readonly page: Page) {
    this.notebook = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)");
  }

  cell(index: number): Locator {
    return this.notebook.locator(`.jp-Cell[data-windowed-list-index="${index}"]`);
  }

  /** The text of a cell, as its editor shows it. */
  async text(index: number): Promise<string> {
    return this.page.evaluate(inPage.sourceOf, index);
  }

  /** All at one moment: a mark may be gone before it is asked for its text. */
  async marks(index: number): Promise<Marks> {
    return this.cell(index).locator(".cm-lintRange").evaluateAll(inPageTyping.marksOf);
  }

  /** The marks of a cell, once they are the wanted ones or the time is up. */
  async marksBecome(index: number, wanted: Marks): Promise<Marks> {
    return eventually(
      () => this.marks(index),
      (seen) => JSON.stringify(seen) === JSON.stringify(wanted),
    );
  }

  async textBecomes(index: number, wanted: string): Promise<string> {
    return eventually(
      () => this.text(index),
      (seen) => seen === wanted,
    );
  }

  /** What a mark says when the mouse rests on it. */
  async tooltip(index: number, nth = 0): Promise<string> {
    const mark = this.cell(index).locator(".cm-lintRange").nth(nth);
    const tooltip = this.page.locator(".cm-tooltip .nablab-mark").first();
    for (let tries = 0; tries < 3; tries++) {
      await this.rest();
      await mark.hover();
      const text = await tooltip.innerText({ timeout: 10_000 }).catch(() => "");
      if (text !== "") return text;
      // Marks that come anew close it, and then the pointer has to come anew as well.
      await this.page.mouse.move(0, 0);
    }
    return tooltip.innerText();
  }

  /**
   * The list of completions behind what is typed at the cursor. JupyterLab leaves out whoever answers later
   * than after a second, and takes an only answer without a list: `type` types it anew before it asks again.
   */
  async complete(type: () => Promise<unknown>): Promise<Locator> {
    const list = this.page.locator(".jp-Completer:not(.lm-mod-hidden)");
    for (let tries = 0; tries < 8; tries++) {
      await type();
      await this.page.keyboard.press("Tab");
      if (await succeeds(list.waitFor({ timeout: 10_000 }))) return list;
    }
    throw new Error("No list of completions has come.");
  }

  /** Takes the first fix that a mark offers. Marks that come anew close what hangs on the old ones. */
  async takeFix(index: number, nth = 0): Promise<void> {
    const fix = this.page.locator(".cm-diagnosticAction").first();
    for (let tries = 0; tries < 3; tries++) {
      await this.tooltip(index, nth);
      if (await succeeds(fix.click({ timeout: 10_000 }))) return;
    }
    await fix.click();
  }

  /** The hover of the first piece of text of this kind in a cell. */
  async hover(index: number, text: string): Promise<string> {
    await this.rest();
    const place = await this.page.evaluate(inPageTyping.placeOfText, [index, text] as const);
    await this.page.mouse.move(place.x - 30, place.y);
    await this.page.mouse.move(place.x, place.y, { steps: 4 });
    const tooltip = this.page.locator(".nablab-hover").first();
    await tooltip.waitFor();
    return tooltip.innerText();
  }

  /** Clicks a piece of text in a cell with a key held down. */
  async click(index: number, text: string, key?: "Control"): Promise<void> {
    await this.rest();
    const { x, y } = await this.page.evaluate(inPageTyping.placeOfText, [index, text] as const);
    if (key) await this.page.keyboard.down(key);
    await this.page.mouse.click(x, y);
    if (key) await this.page.keyboard.up(key);
  }

  /** Puts the cursor at the end of a cell. */
  async toEnd(index: number): Promise<void> {
    await this.rest();
    await this.cell(index).locator(".cm-content").click();
    await this.page.keyboard.press("Control+End");
  }

  /** Replaces a cell's text by what is typed. */
  async type(index: number, text: string): Promise<void> {
    await this.rest();
    await this.cell(index).locator(".cm-content").click();
    await this.page.keyboard.press("Control+a");
    if (text === "") await this.page.keyboard.press("Delete");
    else await this.page.keyboard.insertText(text);
  }

  async command(id: string): Promise<void> {
    await this.page.evaluate(inPage.runCommand, id);
  }

  /** The cells with a bar beside their prompt, and its words. */
  async stale(): Promise<Readonly<Record<number, string>>> {
    return this.page.evaluate(inPageTyping.staleBars);
  }

  async staleBecomes(wanted: readonly number[]): Promise<string[]> {
    const seen = await eventually(
      () => this.stale(),
      (found) => Object.keys(found).join() === wanted.join(),
    );
    return Object.keys(seen);
  }

  /** What the status bar says. */
  async count(wanted: string): Promise<string> {
    return eventually(
      () => this.page.locator(".nablab-problems").innerText(),
      (seen) => seen === wanted,
    );
  }

  /** Where the cursor is: the cell and the text behind it on its line. */
  async cursor(): Promise<{ cell: number; selected: string; behind: string }> {
    return this.page.evaluate(inPageTyping.cursor);
  }

  /** Takes the mouse to where it shows nothing. */
  private async rest(): Promise<void> {
    await this.page.mouse.move(2, 2);
    await this.page.locator(".cm-tooltip-hover").waitFor({ state: "detached" });
  }
}

function succeeds(action: Promise<unknown>): Promise<boolean> {
  return action.then(
    () => true,
    () => false,
  );
}
