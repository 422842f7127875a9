// A value that code carries along, as far as a page can follow: through all that is called at once, and, while
// a function waits, to whatever runs meanwhile and belongs to nothing else.

interface Held<T> {
  store: T;
}

export class AsyncLocalStorage<T> {
  private now: Held<T> | undefined;
  /** What waits, the latest last. */
  private readonly waiting: Held<T>[] = [];

  run<R>(store: T, f: () => R): R {
    const before = this.now;
    const held = { store };
    this.now = held;
    let result: R;
    try {
      result = f();
    } finally {
      this.now = before;
    }
    if (result instanceof Promise) this.waitFor(result, held);
    return result;
  }

  getStore(): T | undefined {
    return (this.now ?? this.waiting.at(-1))?.store;
  }

  private waitFor(promise: Promise<unknown>, held: Held<T>): void {
    this.waiting.push(held);
    const end = (): void => void this.waiting.splice(this.waiting.indexOf(held), 1);
    promise.then(end, end);
  }
}
