// A value that code carries along, as far as a page can follow: through all that is called at once, through
// timers and what goes on after them, and, while a function waits, to whatever runs meanwhile and belongs to
// nothing else.

interface Held<T> {
  store: T;
}

/** Kernel and library are scripts of their own; timers carry the values of both. */
const key = Symbol.for("nablab.storages");
const storages = ((globalThis as Record<symbol, unknown>)[key] ??= []) as AsyncLocalStorage<unknown>[];

export class AsyncLocalStorage<T> {
  private now: Held<T> | undefined;
  /** What waits, the latest last. */
  private readonly waiting: Held<T>[] = [];

  constructor() {
    storages.push(this);
  }

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
    return this.held?.store;
  }

  /** Takes what is carried now to where the function it gives is called; that gives one that leaves it. */
  carry(): () => () => void {
    const { held } = this;
    return () => {
      this.now = held;
      return () => {
        if (this.now === held) this.now = undefined;
      };
    };
  }

  private get held(): Held<T> | undefined {
    return this.now ?? this.waiting.at(-1);
  }

  private waitFor(promise: Promise<unknown>, held: Held<T>): void {
    this.waiting.push(held);
    const end = (): void => void this.waiting.splice(this.waiting.indexOf(held), 1);
    promise.then(end, end);
  }
}

/** What goes on after a timer takes one microtask for each `await` and `then`: so many are waited for. */
const hops = 32;

const { queueMicrotask } = globalThis;

function after(count: number, call: () => void): void {
  queueMicrotask(count === 0 ? call : () => after(count - 1, call));
}

/** The function with what its maker carries, for itself and for what goes on after it. */
export function carried<A extends unknown[]>(f: (...words: A) => unknown): (...words: A) => void {
  const enters = storages.map((storage) => storage.carry());
  return (...words) => {
    const leaves = enters.map((enter) => enter());
    after(hops, () => leaves.forEach((leave) => leave()));
    f(...words);
  };
}
