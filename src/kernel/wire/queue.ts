// The request queue of the main thread, which serves one request at a time.

import type { Request } from "../protocol/message";
import { Questions } from "./questions";

interface Waiting {
  request: Request;
  aborted: boolean;
}

export class RequestQueue {
  /** The request that the main thread has. */
  current: Request | undefined;
  private waiting: Waiting[] = [];
  private readonly questions = new Questions();
  private running = false;
  /** The reply of a cell that failed has not been sent yet. */
  private failing = false;

  /**
   * `run` hands a request to the main thread, `abort` answers one that is not to run, `refuse` one that
   * cannot be handed over.
   */
  constructor(
    private readonly run: (request: Request) => void,
    private readonly abort: (request: Request) => Promise<void>,
    private readonly refuse: (request: Request, error: Error) => Promise<void>,
  ) {}

  /**
   * A question of an editor: it waits for all requests; one that a newer one replaces is given to
   * `supersede`.
   */
  ask(request: Request, supersede: (request: Request) => Promise<void>): void {
    const before = this.questions.add(request);
    if (before) void supersede(before);
    void this.next();
  }

  add(request: Request): void {
    const entry = { request, aborted: this.failing && isCell(request) };
    if (request.channel === "control") this.waiting.unshift(entry);
    else this.waiting.push(entry);
    void this.next();
  }

  /**
   * A cell has failed: the cells that its client sent before it could see the reply are not run. Which these
   * are is told by the order of messages, never by a clock: those that wait, and those that are received
   * before `answered` is called.
   */
  failed(): void {
    this.failing = true;
    for (const entry of this.waiting) entry.aborted ||= isCell(entry.request);
  }

  /** The reply of the cell that failed has been sent: what comes from now on may answer it. */
  answered(): void {
    this.failing = false;
  }

  /** The main thread is free again. */
  done(): void {
    this.running = false;
    this.current = undefined;
    void this.next();
  }

  private async next(): Promise<void> {
    while (!this.running) {
      const entry = this.waiting.shift() ?? this.question();
      if (entry === undefined) return;
      this.running = true;
      if (await this.isServed(entry)) return;
      this.running = false;
    }
  }

  private question(): Waiting | undefined {
    const request = this.questions.take();
    return request && { request, aborted: false };
  }

  /** Whether the main thread has the request now. */
  private async isServed({ request, aborted }: Waiting): Promise<boolean> {
    if (aborted) {
      await this.abort(request);
      return false;
    }
    try {
      this.run(request);
      this.current = request;
      return true;
    } catch (error) {
      await this.refuse(request, error as Error);
      return false;
    }
  }
}

/** Whether a request runs a cell. */
export function isCell({ header }: Request): boolean {
  return header.msg_type === "execute_request";
}
