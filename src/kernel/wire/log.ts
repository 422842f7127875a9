// What goes wrong beside the protocol is told on the real error stream, each thing once.

import * as fs from "node:fs";

const writeSync = fs.writeSync;
const told = new Set<string>();

/** Writes a line to the process's own error stream unless it has been written before. */
export function logOnce(text: string): void {
  if (told.has(text) || told.size > 1000) return;
  told.add(text);
  try {
    writeSync(2, `nablab kernel: ${text}\n`);
  } catch {
    // Nobody listens there any more.
  }
}
