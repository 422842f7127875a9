// A front end's own debugger, as a person uses it: the button, breakpoints beside the lines of a cell, the lit
// line, the panel and the console.

import type { Locator, Page } from "playwright-core";
import { eventually } from "./controls";
import * as inPage from "./inPage";

export class Debugging {
  private readonly notebook: Locator;

  /** How many answers to `setBreakpoints` the page has got. */
  private answered = 0;

  constructor(private readonly page: Page) {
    this.notebook = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)");
    page.on("websocket", (socket) =>
      socket.on("framereceived", ({ payload }) => {
        if (payload.includes("setBreakpoints")) this.answered++;
      }),
    );
  }

  /**
   * Does what makes the front end give its breakpoints to the kernel, and waits until the kernel has taken
   * them.
   */
  async untilGiven(act: () => Promise<unknown>): Promise<void> {
    const before = this.answered;
    await act();
    const now = await eventually(
      () => Promise.resolve(this.answered),
      (seen) => seen > before,
    );
    if (now === before) throw new Error("The front end has not given its breakpoints to the kernel.");
  }

  /** Presses the button of the notebook's toolbar, and shows the panel. */
  async start(): Promise<void> {
    const disabled = this.page.locator('[aria-disabled="true"]');
    await this.notebook.locator(".jp-DebuggerBugButton").filter({ hasNot: disabled }).first().click();
    await this.notebook.locator(".cm-breakpoint-gutter").first().waitFor();
    await this.showPanel();
  }

  async showPanel(): Promise<void> {
    await this.page.evaluate(inPage.runCommand, "debugger:show-panel");
  }

  /** Clicks beside a line of a cell, counted from 1, and gives the lines that the panel lists. */
  async breakAt(index: number, line: number): Promise<string> {
    await this.page.evaluateHandle(inPage.cellNode, index);
    // An element that is not seen comes first.
    await this.cell(index).locator(".cm-breakpoint-gutter .cm-gutterElement").nth(line).click();
    await this.listed.first().waitFor();
    return this.lines();
  }

  /** Clicks beside a line of the file that the debugger has opened, to be read only. */
  async breakInFile(line: number): Promise<void> {
    const gutter = this.page.locator(".jp-MainAreaWidget .jp-mod-readOnly .cm-breakpoint-gutter");
    await gutter.locator(".cm-gutterElement").nth(line).click();
  }

  /** The lines of the breakpoints that the panel lists. */
  async lines(): Promise<string> {
    return (await this.listed.allTextContents()).join();
  }

  /** The same, once they are as wanted or the time is up. */
  async linesBecome(wanted: string): Promise<string> {
    return eventually(
      () => this.lines(),
      (seen) => seen === wanted,
    );
  }

  /** How many dots stand beside the lines of a cell, one that is not seen included. */
  async dots(index: number): Promise<number> {
    return this.cell(index).locator(".cm-breakpoint-icon").count();
  }

  /** The same, once there are as many as wanted or the time is up. */
  async dotsBecome(index: number, wanted: number): Promise<number> {
    return eventually(
      () => this.dots(index),
      (seen) => seen === wanted,
    );
  }

  /** Runs a cell with the keyboard; it may stop on its way. */
  async run(index: number): Promise<void> {
    await this.page.evaluateHandle(inPage.cellNode, index);
    await this.cell(index).locator(".cm-content").click();
    await this.page.keyboard.press("Control+Enter");
  }

  /** The text of the lit line, once it is the wanted one or the time is up; "" while none is. */
  async litBecomes(wanted: string): Promise<string> {
    return eventually(
      () => this.lit(),
      (seen) => seen === wanted,
    );
  }

  /** What stands in a part of the panel, once it is as wanted or the time is up. */
  async shows(part: "Callstack" | "Variables", wanted: RegExp): Promise<string> {
    return eventually(
      async () => {
        const texts = await this.page.locator(`.jp-Debugger${part}`).allTextContents();
        return texts.join(" ").replace(/\s+/g, " ");
      },
      (seen) => wanted.test(seen),
    );
  }

  /** Chooses whose variables the panel shows. */
  async choose(scope: "Locals" | "Notebook"): Promise<void> {
    await this.page.locator('.jp-DebuggerSidebar select[aria-label="Scope"]').selectOption(scope);
  }

  async command(name: "next" | "stepIn" | "stepOut" | "continue" | "terminate"): Promise<void> {
    await this.page.evaluate(inPage.runCommand, `debugger:${name}`);
  }

  /** Evaluates in the frame of the stop, in the debugger's console, and gives what it answers. */
  async evaluate(code: string): Promise<string> {
    await this.page.evaluate(inPage.runCommand, "debugger:evaluate");
    const console = this.page.locator(".jp-DebugConsole");
    await console.locator(".jp-CodeConsole-promptCell .cm-content").click();
    await this.page.keyboard.insertText(code);
    await this.page.keyboard.press("Shift+Enter");
    const answer = console.locator(".jp-OutputArea-output").last();
    await answer.waitFor();
    return (await answer.innerText()).trim();
  }

  /** What a cell has shown, once it is the wanted text or the time is up. */
  async outputBecomes(index: number, wanted: string): Promise<string> {
    return eventually(
      async () => (await this.cell(index).locator(".jp-OutputArea-output").allInnerTexts()).join("|").trim(),
      (seen) => seen === wanted,
    );
  }

  private get listed(): Locator {
    return this.page.locator(".jp-DebuggerBreakpoint-line");
  }

  private async lit(): Promise<string> {
    return (await this.page.locator(".jp-DebuggerEditor-highlight").allInnerTexts()).join("|").trim();
  }

  private cell(index: number): Locator {
    return this.notebook.locator(`.jp-Cell[data-windowed-list-index="${index}"]`);
  }
}
