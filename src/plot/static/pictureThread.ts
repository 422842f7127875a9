// The picture worker's thread: draws one figure after another.

import "./threadStart";
import { setImmediate as turnOfEvents } from "node:timers/promises";
import { workerData } from "node:worker_threads";
import { drawable } from "./kinds";
import type { DrawReply, DrawRequest, PlainFigure } from "./messages";
import { Page } from "./page";
import { rasterize } from "./raster";
import { sharedAt, type WorkerData } from "./sharedMemory";
import { drawScene, flatTwin } from "./space/drawing";
import { tidy, tidyLater } from "./tidy";
import { unlessIdle } from "./unlessIdle";

const { port, shared } = workerData as WorkerData;

/** Loaded at once: the first figure is already on its way. */
const page = new Page();
let last: Promise<void> = Promise.resolve();

let waiting = 0;

port.on("message", (request: DrawRequest) => {
  tidyLater();
  waiting++;
  last = last.then(() => serve(request)).then(tidy);
});

async function serve({ id, figure, isSample }: DrawRequest): Promise<void> {
  // By then it is known what else has come while the thread was loading.
  if (isSample) await turnOfEvents();
  waiting--;
  if (isSample && waiting > 0) return;
  try {
    const png = await unlessIdle(draw(figure));
    if (!isSample) reply({ id, png });
  } catch (error) {
    reply({ id, problem: error instanceof Error ? error.message : String(error) });
    if (isDisorder(error)) process.exit();
  }
}

/** After such an end the page or the module's memory is in disorder; the next figure gets a new thread. */
function isDisorder(error: unknown): boolean {
  return error instanceof Error && ["RuntimeError", "IdleError"].includes(error.name);
}

async function draw(plain: PlainFigure): Promise<Uint8Array> {
  const { figure, isSpace } = drawable(plain);
  if (!isSpace) return rasterize(await page.draw(figure));
  return rasterize(await page.draw(flatTwin(figure), (settled) => drawScene(figure, settled)));
}

function reply(message: DrawReply): void {
  port.postMessage(message);
  Atomics.add(shared, sharedAt.replies, 1);
  Atomics.notify(shared, sharedAt.replies);
}
