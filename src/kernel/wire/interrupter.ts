// The worker's part of an interrupt: stops what the main thread runs.

import { Session } from "node:inspector";
import { overdue, shared, unwinding, watching } from "./link";
import { unwindKey } from "./unwind";

/**
 * How long the main thread may take to notice an interrupt by itself, in milliseconds, and between later
 * attempts.
 */
const patience = 50;

/** After so many attempts the person is told that what runs cannot be stopped. */
const hopeless = 2000 / patience;

/** How often the worker looks whether the main thread is ready to be ended, in milliseconds. */
const glance = 1;

export class Interrupter {
  private waiting: NodeJS.Timeout | undefined;
  private attempts = 0;
  /** The main thread has been asked to make itself ready, and has not come to it. */
  private asked = false;

  constructor(
    private readonly memory: Int32Array,
    /** Tells the main thread, which notes the interrupt when it waits for something. */
    private readonly post: () => void,
    /** V8 does not stop what runs: one long operation of its own, or native code. */
    private readonly stuck: () => void,
    /** Ends the children that the main thread waits for: one may have started after the interrupt came. */
    private readonly endAwaited: () => void,
  ) {}

  /**
   * Whatever waits hears of it by the message, and whatever awaits in a circle looks at the shared memory. A
   * script that computes is ended by a signal while Node watches it (`breakOnSigint`), elsewhere through the
   * inspector.
   */
  interrupt(): void {
    Atomics.add(this.memory, shared.wanted, 1);
    this.post();
    this.signal();
    clearInterval(this.waiting);
    this.attempts = 0;
    this.waiting = setInterval(() => this.check(), patience);
  }

  /**
   * A signal from outside has come while no script of the main thread's was watched, as far as Node knew: had
   * the worker sent one that was on its way, it is gone, and is sent again.
   */
  heard(): void {
    Atomics.compareExchange(this.memory, shared.watch, watching.signalled, watching.watched);
    this.interrupt();
  }

  /** To be called every second: work that is limited has one second less, and is ended when none is left. */
  countDown(): void {
    const { memory } = this;
    const left = Atomics.load(memory, shared.limit);
    if (left <= 0) return;
    const next = left === 1 ? overdue : left - 1;
    if (Atomics.compareExchange(memory, shared.limit, left, next) === left && next === overdue) this.signal();
  }

  private check(): void {
    if (Atomics.load(this.memory, shared.seen) === Atomics.load(this.memory, shared.wanted)) {
      clearInterval(this.waiting);
      return;
    }
    this.endAwaited();
    if (++this.attempts === hopeless) this.stuck();
    if (this.signal() || this.asked) return;
    this.asked = true;
    terminate(this.memory, () => (this.asked = false));
  }

  /**
   * Whether a script is being watched. It does not leave the watch before the signal has come: outside of it,
   * while Node takes its handlers away and puts them back, a signal would be the end of the process.
   */
  private signal(): boolean {
    if (process.platform === "win32") return false;
    const { memory } = this;
    const before = Atomics.compareExchange(memory, shared.watch, watching.watched, watching.signalled);
    if (before === watching.watched) process.kill(process.pid, "SIGINT");
    return before !== watching.not;
  }
}

/**
 * Ends the JavaScript that the main thread runs, if that is users' code; its event loop goes on. The main
 * thread gets itself ready and waits until the order to end lies in its inspector's queue, which it works off
 * before anything else: no other code runs in between.
 */
function terminate(memory: Int32Array, then: () => void): void {
  const session = new Session();
  session.connectToMainThread();
  const expression = `this[${JSON.stringify(unwindKey)}]?.()`;
  const ready = setInterval(() => {
    const before = Atomics.compareExchange(memory, shared.unwinding, unwinding.ready, unwinding.ordering);
    if (before !== unwinding.ready) return;
    session.post("Runtime.terminateExecution", () => undefined);
    // Only now: this thread may lose the processor between any two lines, and had the main thread gone on
    // before the order lay in its queue, it would be ended anywhere, also where Node cannot bear it.
    Atomics.store(memory, shared.unwinding, unwinding.not);
  }, glance);
  session.post("Runtime.evaluate", { expression, returnByValue: true }, () => {
    clearInterval(ready);
    then();
    setImmediate(() => session.disconnect());
  });
}
