// Files for what a child that is waited for writes, so that it is shown while the child runs and this thread
// sleeps.

import { closeSync, openSync, unlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { currentScope } from "../requests/requestScope";
import type { LiveFile } from "../wire/link";
import type { Captured } from "./stdio";

export interface LiveFiles {
  files: readonly LiveFile[];
  /** To be called when the child has ended; the other thread removes the files. */
  close(): void;
}

let count = 0;

/**
 * Puts a file in the place of each captured stream of `stdio`. Undefined where there is nothing to show, or
 * no place for files: then the output comes when the child has ended.
 */
export function openLiveFiles(captured: Captured, stdio: unknown[] | undefined): LiveFiles | undefined {
  if (captured.size === 0 || stdio === undefined || currentScope()?.silent) return undefined;
  const opened: { fd: number; file: LiveFile }[] = [];
  const close = (): void => opened.forEach(({ fd }) => closeSync(fd));
  try {
    for (const [place, name] of captured) {
      const path = join(tmpdir(), `nablab-${process.pid}-${count++}.output`);
      // A name that is there already may be a link of someone else's.
      const fd = openSync(path, "ax", 0o600);
      opened.push({ fd, file: { name, path } });
      stdio[place] = fd;
    }
    return { files: opened.map(({ file }) => file), close };
  } catch {
    close();
    for (const { file } of opened) unlinkSync(file.path);
    for (const place of captured.keys()) stdio[place] = "pipe";
    return undefined;
  }
}
