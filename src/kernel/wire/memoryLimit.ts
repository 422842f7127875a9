// What a kernel may use of the machine's memory, as hubs and containers limit it. What ends a kernel at its
// limit says nothing, so the cell that comes near it is told.

import { totalmem } from "node:os";

/** The part of the limit from which on a cell is told: the server and other kernels take of it, too. */
const near = 0.8;

/** How often it is looked at, in milliseconds. */
const pause = 100;

/**
 * The least of what a hub says (`MEM_LIMIT` in bytes, JupyterHub's `Spawner.mem_limit`) and of a container's
 * share; undefined where neither is less than the machine has.
 */
export function memoryLimit(
  variables: NodeJS.ProcessEnv = process.env,
  container: number = process.constrainedMemory?.() ?? 0,
  machine: number = totalmem(),
): number | undefined {
  const limits = [Number(variables.MEM_LIMIT), container].filter((limit) => limit > 0 && limit < machine);
  return limits.length > 0 ? Math.min(...limits) : undefined;
}

/**
 * Calls `tell` with a sentence when memory comes near the limit, until a cell is there to hear it (true), and
 * again when it has gone down and come back.
 */
export class MemoryWatch {
  private told = false;

  constructor(
    private readonly limit: number,
    private readonly tell: (sentence: string) => boolean,
    private readonly used: () => number = () => process.memoryUsage.rss(),
  ) {}

  /** Looks once. */
  look(): void {
    const used = this.used();
    const isNear = used > near * this.limit;
    this.told = isNear && (this.told || this.tell(sentence(used, this.limit)));
  }

  start(): this {
    setInterval(() => this.look(), pause).unref();
    return this;
  }
}

function sentence(used: number, limit: number): string {
  const [now, most] = [used, limit].map((bytes) => Math.round(bytes / 1e6).toLocaleString("en"));
  return (
    `This kernel uses ${now} MB of memory, and may use ${most} MB together with its server and that server's other kernels. ` +
    "Beyond that the system ends it, and its variables are lost: free what is no longer needed, or work with less at a time.\n"
  );
}
