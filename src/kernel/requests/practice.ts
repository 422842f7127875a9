// Practice: while nobody waits, the compiler compiles cells that nobody wrote. V8 translates a function when it
// has been called often; without practice the user's first cells take twice the time of later ones.

import { availableParallelism, loadavg } from "node:os";
import { clearTimeout, setTimeout } from "../intrinsics";

/**
 * How long nobody must have asked for anything, in milliseconds: cells that follow each other wait for no step.
 * Before the first one there is nothing to wait for.
 */
const pause = 30;

/** A core counts as free up to a load of half as much again as there are cores; Windows tells no load. */
function hasFreeCore(): boolean {
  return loadavg()[0] <= 1.5 * availableParallelism();
}

export class Practice {
  private timer: NodeJS.Timeout | undefined;
  private isOver = false;
  private pause = 0;

  constructor(
    /** Compiles one cell; false when it was the last. */
    private readonly step: () => boolean,
    /** In a class of forty, practice would keep others from their cells. */
    private readonly isFree: () => boolean = hasFreeCore,
    private readonly wait: number = pause,
  ) {}

  /** Nothing is left to do. */
  rest(): void {
    this.stop();
    if (!this.isOver) this.timer = setTimeout(() => this.go(), this.pause).unref();
  }

  /** There is something to do. */
  work(): void {
    this.stop();
    this.pause = this.wait;
  }

  private stop(): void {
    if (this.timer !== undefined) clearTimeout(this.timer);
    this.timer = undefined;
  }

  private go(): void {
    if (!this.isFree()) return;
    this.isOver = !this.step();
    // A request that came meanwhile is heard before the next one.
    if (!this.isOver) this.timer = setTimeout(() => this.go(), 1).unref();
  }
}
