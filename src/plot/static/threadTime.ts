// The processor time of a worker thread, as another thread can read it while the worker is busy. Node 20 has
// no function for it.

import { readFileSync, readlinkSync } from "node:fs";

/** Linux counts processor time in hundredths of a second, whatever the clock of the kernel. */
const ticksPerSecond = 100;

/**
 * Reads the processor time of one thread of this process in seconds, by the thread's number; undefined where
 * it has ended.
 */
export type ThreadClock = (threadId: number) => number | undefined;

/** The number of the thread that calls this, as the system counts; -1 where the system does not tell it. */
export function ownThreadId(): number {
  try {
    return Number(/\/task\/(\d+)$/.exec(readlinkSync("/proc/thread-self"))?.[1] ?? -1);
  } catch {
    return -1;
  }
}

/**
 * A clock for a thread that is about to start; its number is 0 until it runs. Without a number (macOS,
 * Windows) the clock reads what all threads but the caller's have used since, an upper bound that is sharp
 * while the caller waits for the thread.
 */
export function threadClock(): ThreadClock {
  const before = secondsOfOthers();
  return (threadId) => {
    if (threadId === 0) return 0;
    return threadId > 0 ? secondsOf(threadId) : secondsOfOthers() - before;
  };
}

function secondsOf(threadId: number): number | undefined {
  try {
    return secondsIn(readFileSync(`/proc/self/task/${threadId}/stat`, "latin1"));
  } catch {
    return undefined;
  }
}

/**
 * User and system time are fields 14 and 15 of the line; the second field, a name in parentheses, may contain
 * spaces.
 */
function secondsIn(line: string): number {
  const fields = line.slice(line.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

function secondsOfOthers(): number {
  const { threadCpuUsage } = process as { threadCpuUsage?: () => NodeJS.CpuUsage };
  const [all, own] = [process.cpuUsage(), threadCpuUsage?.call(process) ?? { user: 0, system: 0 }];
  return (all.user + all.system - own.user - own.system) / 1e6;
}
