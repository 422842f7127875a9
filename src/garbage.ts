// Memory that is given back to the system at a moment of our choosing: V8 keeps what a burst of work has left
// behind until there is more work.

import { getHeapStatistics } from "node:v8";

/** What this thread has taken from the system, in bytes. */
export function memoryTaken(): number {
  const { total_heap_size: heap, external_memory: outside } = getHeapStatistics();
  return heap + outside;
}

/**
 * Collects this thread's garbage. The inspector's way is the one that also gives the room for new objects
 * back; a Node without an inspector leaves it to V8.
 */
export async function collectGarbage(): Promise<void> {
  const inspector = await import("node:inspector").catch(() => undefined);
  if (inspector === undefined) return;
  const session = new inspector.Session();
  session.connect();
  await new Promise<void>((done) => session.post("HeapProfiler.collectGarbage", () => done()));
  session.disconnect();
}
