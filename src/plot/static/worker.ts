// The drawing thread: one figure after another.

import { setImmediate as turnOfEvents } from "node:timers/promises";
import { workerData } from "node:worker_threads";
import { drawable } from "./kinds";
import type { Delivery, Order, PlainFigure, WorkerData } from "./messages";
import { Page } from "./page";
import { rasterize } from "./raster";
import { drawScene, flatTwin } from "./space/drawing";
import { tidy, tidyLater } from "./tidy";

const { port, count } = workerData as WorkerData;

/** Loaded at once: the first figure is already on its way. */
const page = new Page();
let last: Promise<void> = Promise.resolve();

let waited = 0;

port.on("message", (order: Order) => {
  tidyLater();
  waited++;
  last = last.then(() => carryOut(order)).then(tidy);
});

async function carryOut({ id, figure, isSample }: Order): Promise<void> {
  // By then it is known what else has come while the thread was loading.
  if (isSample) await turnOfEvents();
  waited--;
  if (isSample && waited > 0) return;
  try {
    const png = await draw(figure);
    if (!isSample) deliver({ id, png });
  } catch (error) {
    deliver({ id, problem: String(error) });
    // After such an end the module's memory is in disorder; the next figure gets a new thread.
    if (error instanceof Error && error.name === "RuntimeError") process.exit();
  }
}

async function draw(order: PlainFigure): Promise<Uint8Array> {
  const { figure, isSpace } = drawable(order);
  if (!isSpace) return rasterize(await page.draw(figure));
  return rasterize(await page.draw(flatTwin(figure), (settled) => drawScene(figure, settled)));
}

function deliver(delivery: Delivery): void {
  port.postMessage(delivery);
  Atomics.add(count, 0, 1);
  Atomics.notify(count, 0);
}
