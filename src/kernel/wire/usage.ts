// What the kernel uses of the machine: the answer to ipykernel's `usage_request`, which
// jupyter-resource-usage shows beside a notebook.

import { readFileSync } from "node:fs";
import { availableParallelism, cpus, freemem, hostname, totalmem } from "node:os";
import type { WorkerReplies } from "../protocol/replies";
import { memoryLimit } from "./memoryLimit";
import { descendantsOf } from "./processes";

/** Processor time that has gone by, in milliseconds. */
interface Times {
  /** The clock's. */
  now: number;
  /** This process's. */
  own: number;
  /** All processors', and what they did not idle away. */
  all: number;
  busy: number;
}

/** The bytes of a page of memory, in which Linux counts. */
const page = 4096;

export class Usage {
  private last: Times = { now: 0, own: 0, all: 0, busy: 0 };

  /**
   * Percentages are over the time since the last call, at first since the kernel (and the machine) were
   * started.
   */
  reply(): WorkerReplies["usage_request"] {
    const { last } = this;
    const now = (this.last = timesNow());
    const total = memoryLimit() ?? totalmem();
    const used = Math.min(total, totalmem() - freemem());
    return {
      status: "ok",
      hostname: hostname(),
      pid: process.pid,
      kernel_cpu: percent(now.own - last.own, now.now - last.now),
      kernel_memory: process.memoryUsage.rss() + memoryOfChildren(),
      cpu_count: availableParallelism(),
      host_cpu_percent: percent(now.busy - last.busy, now.all - last.all),
      host_virtual_memory: {
        total,
        available: total - used,
        percent: percent(used, total),
        used,
        free: Math.min(total, freemem()),
      },
    };
  }
}

function timesNow(): Times {
  const { user, system } = process.cpuUsage();
  const processors = cpus().map(({ times }) => times);
  const sum = (parts: readonly number[]): number => parts.reduce((a, b) => a + b, 0);
  const all = sum(processors.flatMap((times) => Object.values(times)));
  const idle = sum(processors.map((times) => times.idle));
  return { now: process.uptime() * 1000, own: (user + system) / 1000, all, busy: all - idle };
}

function percent(part: number, whole: number): number {
  return whole > 0 ? Math.round((1000 * part) / whole) / 10 : 0;
}

/** Of the processes that cells have started; Linux tells. */
function memoryOfChildren(): number {
  if (process.platform !== "linux") return 0;
  return descendantsOf(process.pid).reduce((sum, pid) => sum + residentOf(pid), 0);
}

function residentOf(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, "utf8").split(" ")[1]) * page;
  } catch {
    return 0;
  }
}
