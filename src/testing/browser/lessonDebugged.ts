// Lesson 13's walk through `backward` with the debugger, as its reader does it.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { root } from "../../cli/environment";
import { eventually } from "./controls";
import { Debugging } from "./debugging";
import * as inPage from "./inPage";
import type { Lab, OpenNotebook } from "./lab";

const path = "13-inside-autograd.ipynb";

interface Cell {
  id: string;
  source: string | string[];
}

/** What is looked at when one edge of the graph is walked. */
const looks = [
  /slope ?(\d+)/,
  /value ?Value \{[^}]*\bgrad: (\d+) \}/,
  /input ?Value \{[^}]*\bgrad: (\d+) \}/,
];

export class Lesson {
  readonly debugging: Debugging;
  private readonly cells: readonly Cell[];
  /** Where the lesson's picture is. */
  readonly pictureFile: string = join(root, "notebooks", "images", "debugger.png");

  private constructor(readonly page: Page) {
    this.debugging = new Debugging(page);
    const text = readFileSync(join(root, "notebooks", path), "utf8");
    this.cells = (JSON.parse(text) as { cells: Cell[] }).cells;
  }

  /** Opens the lesson and runs its cells. */
  static async open(lab: Lab): Promise<Lesson> {
    const notebook: OpenNotebook = await lab.open(path);
    await notebook.runAll();
    return new Lesson(lab.page);
  }

  indexOf(id: string): number {
    return this.cells.findIndex((cell) => cell.id === id);
  }

  /** The line at which the lesson has its reader stop. */
  get line(): number {
    return Number(/line (\d+)/.exec(this.textOf("watch"))?.[1]);
  }

  /** Of each row of the lesson's table the slope, the gradient that is handed on, and what has arrived before. */
  get table(): number[][] {
    const rows = this.textOf("watch-text").matchAll(/^\| \$.*\| (\d+) \| (\d+) \| (\d+) \| \d+ \|$/gm);
    return Array.from(rows, ([, ...numbers]) => numbers.map(Number));
  }

  /** The same as the panel shows it, from stop to stop, until there are as many as rows. */
  async walk(): Promise<number[][]> {
    const found: number[][] = [];
    let seen = "";
    while (found.length < this.table.length) {
      if (seen !== "") await this.debugging.command("continue");
      seen = await this.nextStop(seen);
      const numbers = looks.map((look) => Number(look.exec(seen)?.[1]));
      // When a value's turn comes, it has no input yet.
      if (!numbers.includes(NaN)) found.push(numbers);
    }
    return found;
  }

  /** The window with the cell and the panel, in which `input` is open. */
  async picture(): Promise<Buffer> {
    await this.page.setViewportSize({ width: 1180, height: 900 });
    await this.page.evaluate(inPage.runCommand, "application:toggle-left-area");
    await this.open("input");
    await this.page.evaluateHandle(inPage.cellNode, this.indexOf("backward"));
    await this.page.mouse.move(0, 0);
    return this.page.screenshot();
  }

  /** Opens a value in the panel, so that its parts stand below. */
  private async open(name: string): Promise<void> {
    const tree = this.page.locator(".jp-DebuggerVariables");
    await tree.getByText(name, { exact: true }).first().click();
    await tree.getByText("grad", { exact: true }).first().waitFor();
  }

  private async nextStop(before: string): Promise<string> {
    const variables = this.page.locator(".jp-DebuggerVariables");
    const isNext = (seen: string): boolean => seen !== before && looks[1].test(seen);
    const seen = await eventually(
      async () => (await variables.allTextContents()).join(" ").replace(/\s+/g, " "),
      isNext,
    );
    if (!isNext(seen)) throw new Error(`The program has not come to the next stop; the panel shows: ${seen}`);
    return seen;
  }

  private textOf(id: string): string {
    const { source } = this.cells[this.indexOf(id)];
    return typeof source === "string" ? source : source.join("");
  }
}
