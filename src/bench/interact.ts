// node dist/bench/interact.js [ticks]: how long the curve takes to follow a slider that is dragged in
// JupyterLab, in headless Chromium.

import { Controls } from "../testing/browser/controls";
import { type Fixture, openFixture } from "../testing/browser/fixture";
import { drag, movingCell, shares } from "./drag";

async function measure({ lab, notebook }: Fixture, ticks: number): Promise<number[]> {
  await notebook.runOne(0);
  const controls = new Controls(lab.page, 0);
  await controls.named("a").waitFor();
  await controls.figure.locator(".main-svg").first().waitFor();
  return drag(lab.page, controls, ticks);
}

async function main(): Promise<void> {
  const ticks = Number(process.argv[2] ?? 50);
  const opened = await openFixture("fixtures/interact.ipynb", [movingCell]);
  try {
    const { median, most, all } = shares(await measure(opened, ticks));
    console.log(`${ticks} ticks, from the mouse to the picture: median ${median.toFixed(0)} ms, nine of ten within ${most.toFixed(0)} ms, all within ${all.toFixed(0)} ms`); // prettier-ignore
  } finally {
    await opened.close();
  }
}

void main();
