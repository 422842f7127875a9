// A file moved to the place of another one, also on Windows, where a program that is looking at that one
// keeps it for a moment.

import { renameSync } from "node:fs";

/** What Windows says of a file that another program holds open: a virus scanner, an indexer, an editor. */
const held = ["EPERM", "EACCES", "EBUSY"];

/** How often it is tried, and the pauses between the tries, in milliseconds: half a second in all. */
const [tries, pause] = [20, 25];

/** Moves a file or folder; on Windows it is tried again for half a second. */
export function renameFile(
  from: string,
  to: string,
  platform: NodeJS.Platform = process.platform,
  rename: (from: string, to: string) => void = renameSync,
): void {
  for (let left = platform === "win32" ? tries : 1; ; left--) {
    try {
      return rename(from, to);
    } catch (error) {
      if (left <= 1 || !held.includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pause);
    }
  }
}
