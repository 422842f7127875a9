// node dist/bench/interact.js [ticks]: how long the curve takes to follow a slider that is dragged in
// JupyterLab, in headless Chromium.

import type { Page } from "playwright-core";
import { chromiumPath } from "../testing/browser/findChromium";
import { root } from "../cli/environment";
import { installed } from "../testing/installed";
import { Controls } from "../testing/browser/controls";
import { type Fixture, openFixture } from "../testing/browser/fixture";

const cell = `import { interact, linspace, plot, slider } from "nablab";
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
async function drag(page: Page, controls: Controls, ticks: number): Promise<number[]> {
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

async function measure({ lab, notebook }: Fixture, ticks: number): Promise<number[]> {
  await notebook.runOne(0);
  const controls = new Controls(lab.page, 0);
  await controls.named("a").waitFor();
  await controls.figure.locator(".main-svg").first().waitFor();
  return drag(lab.page, controls, ticks);
}

async function main(): Promise<void> {
  const ticks = Number(process.argv[2] ?? 50);
  const place = { environment: installed(), project: root, chromium: chromiumPath() };
  const opened = await openFixture(place, "fixtures/interact.ipynb", [cell]);
  try {
    const sorted = (await measure(opened, ticks)).sort((a, b) => a - b);
    const at = (part: number): string => `${sorted[Math.ceil(part * ticks) - 1].toFixed(0)} ms`;
    console.log(`${ticks} ticks, from the mouse to the picture: median ${at(0.5)}, nine of ten within ${at(0.9)}, all within ${at(1)}`); // prettier-ignore
  } finally {
    await opened.close();
  }
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

void main();
