// A figure leaves some megabyte of a page's elements behind, and V8 lets such things pile up as long as there is memory at all.

import { collectGarbage, memoryTaken } from "../../garbage";

/** So much may pile up, in bytes: dozens of figures. */
const pile = 32e6;

let before = Infinity;

/** Gives the thread's memory back if much has piled up; called between figures. */
export async function tidy(): Promise<void> {
  const taken = memoryTaken();
  before = Math.min(before, taken);
  if (taken < before + pile) return;
  await collectGarbage();
  before = memoryTaken();
}
