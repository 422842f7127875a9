// Runs users' code for a request: what it starts belongs to the request, and an interrupt or process.exit() ends it.

import type { Request } from "../protocol/message";
import { inScope, type Scope, scopeOf } from "../run/scope";
import type { Context } from "./context";

/** Runs `body` and gives what it gives, or the error that ended the request before. */
export async function runFor<T>(
  request: Request,
  options: Partial<Scope>,
  { interrupts }: Context,
  body: (scope: Scope) => Promise<T>,
): Promise<T> {
  let fail: (error: unknown) => void = () => undefined;
  const ended = new Promise<never>((_, reject) => (fail = reject));
  ended.catch(() => undefined);
  const scope = scopeOf(request, { ...options, fail: (error) => fail(error) });
  interrupts.running = scope;
  try {
    const running = inScope(scope, () => body(scope).finally(() => untilReleased(scope)));
    // When the request has been ended, nobody waits for its code any more.
    running.catch(() => undefined);
    const result = await Promise.race([running, ended]);
    // Rejections that nobody caught are told when the microtasks are done: still within the request.
    await new Promise(setImmediate);
    return result;
  } finally {
    if (interrupts.running === scope) interrupts.running = undefined;
  }
}

/** Waits for all work that holds the request, also for what begins meanwhile; how it ends is its own affair. */
async function untilReleased({ held }: Scope): Promise<void> {
  while (held.size > 0) {
    const now = [...held];
    await Promise.allSettled(now);
    for (const work of now) held.delete(work);
  }
}
