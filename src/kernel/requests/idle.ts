// Memory is given back while nobody waits for the kernel. V8 itself keeps what a burst of work has left
// behind (the compiler's first cells: some 25 MB of room for new objects) until there is more work.

import { getHeapStatistics } from "node:v8";
import { clearTimeout, setTimeout } from "../intrinsics";
import { collectGarbage, memoryTaken } from "../../garbage";

/** How long nothing must have happened, in milliseconds. */
const pause = 400;

/**
 * After so long without a request, in milliseconds, nobody is typing: what is left is given back, however
 * little it is. By then the thread that draws has ended, and what it has left behind here is garbage.
 */
const longPause = 25_000;

/** Less than so much new memory is not worth the time. */
const worthwhile = 24e6;

/**
 * Going through more living objects than so many bytes takes so long that a cell which comes then would wait.
 */
const large = 300e6;

/** The memory of the main thread, in bytes. */
export interface Heap {
  /** In use, as far as it is known. */
  living: number;
  /** Taken from the system. */
  used: number;
}

export class IdleCollector {
  private timers: NodeJS.Timeout[] = [];
  private before = 0;

  constructor(
    private readonly collect: (then: () => void) => void = (then) => void collectGarbage().then(then),
    private readonly look: () => Heap = heap,
    private readonly wait: number = pause,
    private readonly longWait: number = longPause,
  ) {}

  /** Nothing is left to do. */
  rest(): void {
    this.work();
    this.timers = [
      setTimeout(() => this.tidy(worthwhile), this.wait).unref(),
      setTimeout(() => this.tidy(-Infinity), this.longWait).unref(),
    ];
  }

  /** There is something to do. */
  work(): void {
    for (let i = 0; i < this.timers.length; i++) clearTimeout(this.timers[i]);
  }

  /** Collects where so much memory has come since the last time. */
  private tidy(least: number): void {
    const { living, used } = this.look();
    if (living > large || used < this.before + least) return;
    this.collect(() => (this.before = this.look().used));
  }
}

function heap(): Heap {
  return { living: getHeapStatistics().used_heap_size, used: memoryTaken() };
}
