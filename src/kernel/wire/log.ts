// The kernel's log on the real error stream: each message once.

import * as fs from "node:fs";

const writeSync = fs.writeSync;
const logged = new Set<string>();

/** Writes a line to the process's own error stream unless it has been written before. */
export function logOnce(text: string): void {
  if (logged.has(text) || logged.size > 1000) return;
  logged.add(text);
  try {
    writeSync(2, `nablab kernel: ${text}\n`);
  } catch {
    // Nobody listens there any more.
  }
}
