// How long a curve takes to follow a slider that is dragged: in a page, by the page's own clock.

import type { Page } from "playwright-core";
import type { Controls } from "../testing/browser/controls";

/** A cell whose curve moves with the slider "a". */
export const movingCell = `import { interact, linspace, plot, slider } from "nablab";
const xs = linspace(-3, 3, 200);
const lab = interact(
  ({ a }) => plot(xs, (x: number) => Math.sin(a * x), { title: \`a = \${a.toFixed(2)}\`, show: false }),
  { a: slider(0, 4, { value: 0, step: 0.02 }) },
);`;

/** When the mouse was moved, and when the screen next showed the figure anew, by the page's own clock. */
interface Times {
  moved: number;
  drawn: number;
}

/**
 * Drags the slider along its whole length in so many moves, each after the last one was drawn; milliseconds
 * from move to picture.
 */
export async function drag(page: Page, controls: Controls, ticks: number): Promise<number[]> {
  await controls.figure.evaluate(watch);
  await controls.press("a");
  const found: number[] = [];
  for (let tick = 1; tick <= ticks; tick++) {
    await controls.pull("a", tick / ticks, 1);
    await page.waitForFunction(isDrawn, undefined, { polling: 5 });
    const { moved, drawn } = await page.evaluate<Times>("nablabTimes");
    found.push(drawn - moved);
  }
  await page.mouse.up();
  return found;
}

/** The median, and what nine of ten and all are within. */
export function shares(times: readonly number[]): { median: number; most: number; all: number } {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (part: number): number => sorted[Math.ceil(part * sorted.length) - 1];
  return { median: at(0.5), most: at(0.9), all: at(1) };
}

// What follows runs in the page.

declare const nablabTimes: Times;
declare const document: { addEventListener(type: string, heard: () => void, first: boolean): void };
declare function requestAnimationFrame(next: () => void): void;

function watch(figure: unknown): void {
  const times = { moved: 0, drawn: 0 };
  (globalThis as Record<string, unknown>).nablabTimes = times;
  document.addEventListener("pointermove", () => (times.moved = performance.now()), true);
  const plotly = figure as { on(event: string, heard: () => void): void };
  plotly.on("plotly_afterplot", () => requestAnimationFrame(() => (times.drawn = performance.now())));
}

function isDrawn(): boolean {
  return nablabTimes.drawn > nablabTimes.moved && nablabTimes.moved > 0;
}
