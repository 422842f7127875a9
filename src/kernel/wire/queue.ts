// The requests that wait for the main thread, which serves one at a time.

import type { Request } from "../protocol/message";

interface Waiting {
  request: Request;
  aborted: boolean;
}

/** After an error, a cell that was sent before the error's reply may still be on its way for so many milliseconds. */
const longestWay = 1000;

export class RequestQueue {
  private waiting: Waiting[] = [];
  private running = false;
  private failedAt = -Infinity;

  /** `run` hands a request to the main thread, `abort` answers one that is not to run. */
  constructor(
    private readonly run: (request: Request) => void,
    private readonly abort: (request: Request) => Promise<void>,
    private readonly now: () => number = Date.now,
  ) {}

  add(request: Request): void {
    const entry = { request, aborted: this.isLate(request) };
    if (request.channel === "control") this.waiting.unshift(entry);
    else this.waiting.push(entry);
    void this.next();
  }

  /** A cell has failed: those that its client queued behind it are not run. */
  failed(): void {
    this.failedAt = this.now();
    for (const entry of this.waiting) entry.aborted ||= isCell(entry.request);
  }

  /** The main thread is free again. */
  done(): void {
    this.running = false;
    void this.next();
  }

  private async next(): Promise<void> {
    while (!this.running) {
      const entry = this.waiting.shift();
      if (entry === undefined) return;
      this.running = true;
      if (!entry.aborted) return this.run(entry.request);
      await this.abort(entry.request);
      this.running = false;
    }
  }

  /**
   * The requests of "Run All" reach the kernel one after another, some when the first has failed already. They tell by their
   * date that they were sent before: a window of time alone would swallow what a person runs after reading the error.
   */
  private isLate(request: Request): boolean {
    const { date } = request.header as { date: unknown };
    const sent = typeof date === "string" ? Date.parse(date) : NaN;
    return isCell(request) && sent < this.failedAt && this.now() - this.failedAt < longestWay;
  }
}

function isCell({ header }: Request): boolean {
  return header.msg_type === "execute_request";
}
