// A figure leaves some megabytes of a page's elements behind, and V8 lets such things pile up as long as
// there is memory at all.

import { collectGarbage, memoryTaken } from "../../garbage";

/** So much may lie about while nothing is drawn, in bytes. */
const pile = 12e6;
/** And so much while one figure comes after the other: collecting takes longer than most of them. */
const highPile = 256e6;
/** In milliseconds: then no figure is waited for. */
const rest = 500;

let before = Infinity;
let resting: NodeJS.Timeout | undefined;

/** Gives the thread's memory back when it has nothing to draw for a while; at once if there is very much. */
export async function tidy(): Promise<void> {
  const taken = memoryTaken();
  before = Math.min(before, taken);
  clearTimeout(resting);
  if (taken > before + highPile) await collect();
  else if (taken > before + pile) resting = setTimeout(() => void collect(), rest);
}

/** Somebody waits for a figure: not now. */
export function tidyLater(): void {
  clearTimeout(resting);
}

async function collect(): Promise<void> {
  await collectGarbage();
  before = memoryTaken();
}
