// What `stdio` means for a child of a cell: where it would inherit the kernel's own streams, it writes to a
// pipe for the cell.

import type { StdioOptions } from "node:child_process";
import type { StreamName } from "../wire/link";

/** The streams of a child that belong to the cell, by the child's file descriptor. */
export type Captured = Map<number, StreamName>;

const ours: readonly StreamName[] = ["stdout", "stderr"];

/** The options with pipes in place of the kernel's streams, and which those are. */
export function captureStdio(stdio: StdioOptions | undefined | null): {
  stdio: unknown[] | undefined;
  captured: Captured;
} {
  const captured = new Map<number, StreamName>();
  if (stdio == null) return { stdio: undefined, captured };
  const list = typeof stdio === "string" ? [stdio, stdio, stdio] : [...stdio];
  list.forEach((entry, fd) => {
    const name = target(entry, fd);
    if (name === undefined) return;
    captured.set(fd, name);
    list[fd] = "pipe";
  });
  // The kernel's own input is Jupyter's business; a child that reads it finds its end.
  if (list[0] === "inherit" || list[0] === 0 || list[0] === process.stdin) list[0] = "ignore";
  return { stdio: list, captured };
}

function target(entry: unknown, fd: number): StreamName | undefined {
  if (entry === "inherit") return ours[fd - 1];
  if (entry === 1 || entry === process.stdout) return "stdout";
  if (entry === 2 || entry === process.stderr) return "stderr";
  return undefined;
}
