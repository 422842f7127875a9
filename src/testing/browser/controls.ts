// What `interact` shows under a cell: controls, moved as a person moves them, and what they redraw.

import type { Locator, Page } from "playwright-core";

/** How long something on the screen may take to become what it is to become, in milliseconds. */
const patience = 120_000;

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export class Controls {
  private readonly cell: Locator;

  /** @param index the cell's place in the notebook that is in front */
  constructor(
    private readonly page: Page,
    index: number,
  ) {
    const notebook = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)");
    this.cell = notebook.locator(`.jp-Cell[data-windowed-list-index="${index}"]`);
  }

  /** Whatever stands in the cell. */
  find(selector: string): Locator {
    return this.cell.locator(selector);
  }

  get figure(): Locator {
    return this.find(".js-plotly-plot");
  }

  /** The control with this name beside it. */
  named(name: string): Locator {
    const label = this.page.locator(`.widget-label:text-is("${name}")`);
    return this.cell.locator(".widget-inline-hbox", { has: label });
  }

  /** Drags a handle of a slider to a part of the slider's length. */
  async drag(name: string, part: number, handle: number = 0): Promise<void> {
    await this.press(name, handle);
    await this.pull(name, part);
    await this.page.mouse.up();
  }

  /** Presses the mouse on a handle of a slider. */
  async press(name: string, handle: number = 0): Promise<void> {
    const { x, y, width, height } = await boxOf(this.named(name).locator(".noUi-touch-area").nth(handle));
    await this.page.mouse.move(x + width / 2, y + height / 2);
    await this.page.mouse.down();
  }

  /** Moves the mouse, pressed or not, along a slider, by so many moves. */
  async pull(name: string, part: number, steps: number = 12): Promise<void> {
    const { x, y, width, height } = await boxOf(this.named(name).locator(".noUi-base"));
    await this.page.mouse.move(x + part * width, y + height / 2, { steps });
  }

  /**
   * Moves the first control, of whatever kind, by one step or to the next choice; or a point of the figure,
   * whose sliders are hidden where it can be grabbed.
   */
  async moveFirst(isPoint: boolean): Promise<void> {
    const besides = ".noUi-handle, select, .widget-toggle-button, .widget-play button";
    const control = this.find(isPoint ? ".nablab-handle" : besides).first();
    await control.waitFor();
    if ((await control.getAttribute("role")) === "slider")
      return control.press(await towardsTheMiddle(control));
    if ((await control.locator("option").count()) > 0) return void (await control.selectOption({ index: 1 }));
    await control.click();
  }

  /** The number beside a slider. */
  async readout(name: string): Promise<number> {
    return Number(await this.named(name).locator(".widget-readout").textContent());
  }

  /** The title of the figure; "" while there is none. */
  async title(): Promise<string> {
    return (await this.figure.locator(".gtitle").allTextContents()).join();
  }

  /** What stands under the controls where `f` has thrown. */
  async complaint(): Promise<string> {
    return (await this.find(".widget-html-content").allTextContents()).join("").trim();
  }
}

/** The arrow key that moves a slider's handle away from the end that it is nearer to. */
async function towardsTheMiddle(handle: Locator): Promise<string> {
  const names = ["aria-valuemin", "aria-valuenow", "aria-valuemax"];
  const [low, now, high] = (await Promise.all(names.map((name) => handle.getAttribute(name)))).map(Number);
  return now - low > high - now ? "ArrowLeft" : "ArrowRight";
}

async function boxOf(element: Locator): Promise<Box> {
  await element.scrollIntoViewIfNeeded();
  const box = await element.boundingBox();
  if (box === null) throw new Error(`${String(element)} is not on the screen.`);
  return box;
}

/** What `look` sees as soon as it is `wanted`, or what it sees when the time is up. */
export async function eventually<T>(look: () => Promise<T>, wanted: (seen: T) => boolean): Promise<T> {
  const end = Date.now() + patience;
  let seen = await look();
  while (!wanted(seen) && Date.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    seen = await look();
  }
  return seen;
}
