// Memory is given back while nobody waits for the kernel. V8 itself keeps what a burst of work has left behind (the compiler's
// first cells: some 25 MB of room for new objects) until there is more work.

import { getHeapStatistics } from "node:v8";
import { collectGarbage, memoryTaken } from "../../garbage";

/** How long nothing must have happened, in milliseconds. */
const pause = 400;

/** Less than so much new memory is not worth the time. */
const worthwhile = 24e6;

/** Going through more living objects than so many bytes takes so long that a cell which comes then would wait. */
const large = 300e6;

/** The memory of the main thread, in bytes. */
export interface Heap {
  /** In use, as far as it is known. */
  living: number;
  /** Taken from the system. */
  taken: number;
}

export class IdleCollector {
  private timer: NodeJS.Timeout | undefined;
  private before = 0;

  constructor(
    private readonly collect: (then: () => void) => void = (then) => void collectGarbage().then(then),
    private readonly look: () => Heap = heap,
    private readonly wait: number = pause,
  ) {}

  /** Nothing is left to do. */
  rest(): void {
    this.work();
    this.timer = setTimeout(() => this.tidy(), this.wait).unref();
  }

  /** There is something to do. */
  work(): void {
    clearTimeout(this.timer);
  }

  private tidy(): void {
    const { living, taken } = this.look();
    if (living > large || taken < this.before + worthwhile) return;
    this.collect(() => (this.before = this.look().taken));
  }
}

function heap(): Heap {
  return { living: getHeapStatistics().used_heap_size, taken: memoryTaken() };
}
