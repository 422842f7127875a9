// User code run for a request: what it starts belongs to the request; an interrupt or exit ends it.

import { own, Promise, turn } from "../intrinsics";
import type { Request } from "../protocol/message";
import { inScope, type Scope, scopeOf } from "../requests/requestScope";
import type { Context } from "./context";

/** Runs `body` and gives what it gives, which is `bare`, or the error that ended the request before. */
export async function runFor<T>(
  request: Request,
  options: Partial<Scope>,
  { interrupts }: Context,
  body: (scope: Scope) => Promise<T>,
): Promise<T> {
  const race = new Race<T>();
  const scope = scopeOf(request, { ...options, fail: (error) => race.lose(error) });
  interrupts.running = scope;
  try {
    const ended = inScope(scope, () => {
      void race.run(() => holding(scope, body));
      return race.end;
    });
    const result = await ended;
    // Rejections that nobody caught are told when the microtasks are done: still within the request.
    await turn();
    return result;
  } finally {
    if (interrupts.running === scope) interrupts.running = undefined;
  }
}

/**
 * The first of a piece of work's end and an error from outside; it needs none of the functions that a cell
 * may replace.
 */
class Race<T> {
  readonly end: Promise<T>;
  lose!: (error: unknown) => void;
  private win!: (value: T) => void;

  constructor() {
    this.end = own(
      new Promise<T>((win, lose) => {
        this.win = win;
        this.lose = lose;
      }),
    );
  }

  async run(work: () => Promise<T>): Promise<void> {
    try {
      this.win(await own(work()));
    } catch (error) {
      this.lose(error);
    }
  }
}

async function holding<T>(scope: Scope, body: (scope: Scope) => Promise<T>): Promise<T> {
  try {
    return await own(body(scope));
  } finally {
    await own(untilReleased(scope));
  }
}

/**
 * Waits for all work that holds the request, also for what begins meanwhile; how it ends is its own affair.
 */
async function untilReleased({ held }: Scope): Promise<void> {
  while (held.size > 0) {
    for (const work of held) {
      try {
        await work;
      } catch {
        // Told of by whoever made it.
      }
      held.delete(work);
    }
  }
}
