// A limit for work that waits for something that never comes. It counts idle turns of the event loop, not
// time: a slow machine makes fewer turns, and work that keeps the thread busy makes none.

/** Milliseconds between two turns. */
const interval = 100;
const mostTurns = 150;

/** The work did not end although its thread had nothing else to do. */
class IdleError extends Error {
  override name = "IdleError";
}

/**
 * The result of the work; rejects after the thread has been idle `turns` times while the work was pending.
 */
export function unlessIdle<T>(
  work: Promise<T>,
  turns: number = mostTurns,
  wait: number = interval,
): Promise<T> {
  return new Promise((resolve, reject) => {
    let left = turns;
    const timer = setInterval(() => {
      if (left-- > 0) return;
      clearInterval(timer);
      reject(new IdleError("the drawing waited for something that did not come"));
    }, wait);
    void work.then(resolve, reject).finally(() => clearInterval(timer));
  });
}
