// Interrupts: they end the request that runs, also one that awaits something.

import type { Watch } from "../engine";
import { signalsEnd } from "../host/machine";
import { Atomics, Math, performance } from "../intrinsics";
import { overdue, shared, watching } from "../wire/link";
import { currentScope, resumeScopes, type Scope, suspendScopes } from "./requestScope";

/** The error of an interrupted cell. */
export class KeyboardInterrupt extends Error {
  override readonly name: string = "KeyboardInterrupt";
  constructor(message = "the cell was interrupted") {
    super(message);
    this.stack = `${this.name}: ${message}`;
  }

  readonly #own = true;

  /** Whatever was thrown is asked in a way that calls none of its code. */
  static is(thrown: unknown): thrown is KeyboardInterrupt {
    return typeof thrown === "object" && thrown !== null && #own in thrown;
  }
}

/** How long a script waits for a signal that is on its way, in milliseconds. */
const longestWay = 1000;

/** How long `finally` blocks may clean up after an interrupt, in milliseconds. */
const longestCleanup = 10_000;

export class Interrupts implements Watch {
  /** The request that runs. */
  running: Scope | undefined;
  /** Requests that were interrupted; what they have left behind ends when it looks. */
  private readonly ended = new WeakSet<Scope>();
  private any = false;
  private entered = false;
  private wasLate = false;
  readonly limit: Watch["limit"] = signalsEnd ? (milliseconds) => this.allow(milliseconds) : undefined;
  /** Whose code the inspector has stopped. */
  private stopped: Scope | undefined;

  constructor(
    private readonly memory: Int32Array,
    private readonly then: () => void = () => undefined,
    /** Puts the error under the cell whose code was stopped when its request had ended already. */
    private readonly show: (thrown: unknown, scope: Scope) => void = () => undefined,
  ) {}

  /** The inspector is about to stop the code that runs. */
  noteStopped(): void {
    this.stopped = currentScope();
    suspendScopes();
  }

  interrupt(): void {
    Atomics.store(this.memory, shared.seen, Atomics.load(this.memory, shared.wanted));
    resumeScopes();
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
    const wanted = this.wanted();
    const isNew = wanted !== this.seen;
    if (!isNew && !this.any) return;
    const scope = currentScope();
    if (isNew && scope?.met !== wanted) {
      if (scope) this.meet(scope, wanted);
      throw new KeyboardInterrupt();
    }
    if (scope && this.ended.has(scope) && !this.mayCleanUp(scope)) throw new KeyboardInterrupt();
  }

  /** Code that asks may know of an interrupt before its message has come, and cleans up from then on. */
  private meet(scope: Scope, wanted: number): void {
    scope.met = wanted;
    this.any = true;
    this.ended.add(scope);
  }

  clean(begins: boolean): void {
    const scope = this.any ? currentScope() : undefined;
    if (scope === undefined || !this.ended.has(scope)) return;
    if (begins) {
      const until = performance.now() + longestCleanup;
      scope.cleanup ??= { open: 0, until, interrupts: this.wanted() };
      scope.cleanup.open++;
    } else if (scope.cleanup?.open) scope.cleanup.open--;
  }

  private mayCleanUp({ cleanup }: Scope): boolean {
    if (!cleanup?.open) return false;
    return cleanup.interrupts === this.wanted() && performance.now() < cleanup.until;
  }

  /** How many interrupts were asked for. */
  private wanted(): number {
    return Atomics.load(this.memory, shared.wanted);
  }

  /** How many interrupts have ended something. */
  get seen(): number {
    return Atomics.load(this.memory, shared.seen);
  }

  get isEntered(): boolean {
    return signalsEnd && this.entered;
  }

  enter(): void {
    this.entered = true;
    Atomics.store(this.memory, shared.watch, watching.watched);
  }

  leave(): void {
    const { memory } = this;
    const { not, watched, signalled } = watching;
    if (Atomics.compareExchange(memory, shared.watch, watched, not) === signalled)
      Atomics.wait(memory, shared.watch, signalled, longestWay);
  }

  left(): void {
    this.entered = false;
    Atomics.store(this.memory, shared.watch, watching.not);
  }

  /** Seconds are left in the memory, which the worker counts down. */
  private allow(milliseconds: number): void {
    const { memory } = this;
    const before = Atomics.exchange(memory, shared.limit, Math.ceil(milliseconds / 1000));
    if (before !== overdue) return;
    this.wasLate = true;
    // The signal is on its way, and is for this work.
    Atomics.wait(memory, shared.limit, 0, longestWay);
  }

  isLate(): boolean {
    const isLate = this.wasLate || Atomics.exchange(this.memory, shared.limit, 0) === overdue;
    this.wasLate = false;
    return isLate;
  }

  /** For the event loop: no script is under way, in whatever way the last one was ended. */
  settle(): void {
    this.entered = false;
  }
}
