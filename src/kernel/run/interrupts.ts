// An interrupt ends the request that runs, also one that awaits something.

import type { Watch } from "../engine";
import { shared, watching } from "../wire/link";
import { installUnwind } from "../wire/unwind";
import { currentScope, type Scope } from "./scope";
import { keepSignals } from "./signals";

/** The error of an interrupted cell. */
export class KeyboardInterrupt extends Error {
  override readonly name: string = "KeyboardInterrupt";
  constructor(message = "the cell was interrupted") {
    super(message);
    this.stack = `${this.name}: ${message}`;
  }
}

/** How long a script waits for a signal that is on its way, in milliseconds. */
const longestWay = 1000;

export class Interrupts implements Watch {
  /** The request that runs. */
  running: Scope | undefined;
  /** Requests that were interrupted; what they have left behind ends when it looks. */
  private readonly ended = new WeakSet<Scope>();
  private any = false;
  /** Whose code the inspector has stopped. */
  private stopped: Scope | undefined;

  constructor(
    private readonly memory: Int32Array,
    private readonly then: () => void = () => undefined,
    /** Puts the error under the cell whose code was stopped when its request had ended already. */
    private readonly show: (thrown: unknown, scope: Scope) => void = () => undefined,
  ) {}

  install(): void {
    installUnwind(this.memory, () => (this.stopped = currentScope()));
    keepSignals();
  }

  interrupt(): void {
    Atomics.store(this.memory, shared.seen, Atomics.load(this.memory, shared.wanted));
    const { stopped, running } = this;
    this.stopped = undefined;
    if (stopped && stopped !== running) this.show(new KeyboardInterrupt(), stopped);
    if (running) {
      this.any = true;
      this.ended.add(running);
      running.fail(new KeyboardInterrupt());
    }
    this.then();
  }

  /** Whether an interrupt is told of by the request's own error. */
  tells(scope: Scope | undefined): boolean {
    return scope !== undefined && (scope === this.running || this.ended.has(scope));
  }

  turn(): void {
    if (Atomics.load(this.memory, shared.wanted) !== Atomics.load(this.memory, shared.seen))
      throw new KeyboardInterrupt();
    if (!this.any) return;
    const scope = currentScope();
    if (scope && this.ended.has(scope)) throw new KeyboardInterrupt();
  }

  enter(): void {
    Atomics.store(this.memory, shared.watch, watching.watched);
  }

  leave(): void {
    const { memory } = this;
    const { not, watched, signalled } = watching;
    if (Atomics.compareExchange(memory, shared.watch, watched, not) === signalled)
      Atomics.wait(memory, shared.watch, signalled, longestWay);
  }

  left(): void {
    Atomics.store(this.memory, shared.watch, watching.not);
  }
}
