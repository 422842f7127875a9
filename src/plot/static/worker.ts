// The drawing thread: one figure after another.

import { workerData } from "node:worker_threads";
import { readKind } from "./kinds";
import type { Delivery, Order, PlainFigure, WorkerData } from "./messages";
import { Page } from "./page";
import { rasterize } from "./raster";

const { port, count } = workerData as WorkerData;

/** Loaded at once: the first figure is already on its way. */
const page = new Page();
let last: Promise<void> = Promise.resolve();

port.on("message", (order: Order) => {
  last = last.then(() => carryOut(order));
});

async function carryOut({ id, figure }: Order): Promise<void> {
  try {
    deliver({ id, png: await draw(figure) });
  } catch (error) {
    deliver({ id, problem: String(error) });
  }
}

async function draw(figure: PlainFigure): Promise<Uint8Array> {
  const known = readKind(figure);
  if (typeof known === "string") throw new RangeError(known);
  return rasterize(await page.draw(known));
}

function deliver(delivery: Delivery): void {
  port.postMessage(delivery);
  Atomics.add(count, 0, 1);
  Atomics.notify(count, 0);
}
