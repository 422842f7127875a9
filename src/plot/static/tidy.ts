// A figure leaves some megabyte of a page's elements behind, and V8 lets such things pile up as long as there is memory at all.

import { getHeapStatistics } from "node:v8";

/** So much may pile up, in bytes: dozens of figures. */
const pile = 32e6;

let before = Infinity;

/** Gives the thread's memory back if much has piled up; called between figures. */
export async function tidy(): Promise<void> {
  const taken = memory();
  before = Math.min(before, taken);
  if (taken < before + pile) return;
  // A Node without an inspector leaves it to V8.
  await collectGarbage().catch(() => undefined);
  before = memory();
}

function memory(): number {
  const { total_heap_size: heap, external_memory: outside } = getHeapStatistics();
  return heap + outside;
}

/** The inspector's way also gives back the room for new objects. */
async function collectGarbage(): Promise<void> {
  const { Session } = await import("node:inspector");
  const session = new Session();
  session.connect();
  await new Promise<void>((done) => session.post("HeapProfiler.collectGarbage", () => done()));
  session.disconnect();
}
