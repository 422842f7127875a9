// The parent watch: a kernel ends with the server that started it, in whatever way that dies.

import { readFileSync } from "node:fs";

/** What is known of the process that started this one. */
export interface Parent {
  /** The parent when this process began. */
  first: number;
  /**
   * The server, where it says so (JPY_PARENT_PID); it is not the parent where a wrapper starts the kernel.
   */
  server?: number;
}

/** How often it is looked for, in milliseconds. */
const pause = 150;

/** To be asked as early as possible: the parent may die at once. */
export function readParent(
  variables: NodeJS.ProcessEnv = process.env,
  first: number = process.ppid,
  platform: NodeJS.Platform = process.platform,
): Parent | undefined {
  const server = Number(variables.JPY_PARENT_PID);
  if (variables.JPY_PARENT_PID === undefined) return undefined;
  // Windows gives a handle, no number of a process.
  const isNumber = platform !== "win32" && Number.isInteger(server) && server > 1;
  return { first, ...(isNumber && { server }) };
}

/**
 * Whether the parent has died: its child is another's by now, or was so from the start and the server is no
 * more. On Windows a child keeps the number of its parent.
 */
export function isOrphan(
  { first, server }: Parent,
  now: number = process.ppid,
  lives: (pid: number) => boolean = isAlive,
  platform: NodeJS.Platform = process.platform,
): boolean {
  if (now !== first) return true;
  if (server === undefined) return platform === "win32" && !lives(first);
  return now !== server && !lives(server);
}

/** Calls `gone` when the parent has died. */
export function watchParent(parent: Parent | undefined, gone: () => void): void {
  if (parent === undefined) return;
  const timer = setInterval(() => {
    if (!isOrphan(parent)) return;
    clearInterval(timer);
    gone();
  }, pause);
  timer.unref();
}

/**
 * Whether a process is there and has not ended: one that nobody has waited for yet keeps its number (Linux
 * says so).
 */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
  return !hasEnded(pid);
}

function hasEnded(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name of the program stands in brackets, and may hold any character.
    return stat.slice(stat.lastIndexOf(")") + 2).startsWith("Z");
  } catch {
    return false;
  }
}
