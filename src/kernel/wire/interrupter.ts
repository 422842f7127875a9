// Stops what the main thread runs, from the worker.

import { Session } from "node:inspector";
import { shared, watching } from "./link";
import { unwindKey } from "./unwind";

/** How long the main thread may take to notice an interrupt by itself, in milliseconds, and between later attempts. */
const patience = 50;

/** How often the worker looks whether the main thread is ready to be ended, in milliseconds. */
const glance = 1;

export class Interrupter {
  private waiting: NodeJS.Timeout | undefined;

  constructor(
    private readonly memory: Int32Array,
    /** Tells the main thread, which notes the interrupt when it waits for something. */
    private readonly post: () => void,
  ) {}

  /**
   * Whatever waits hears of it by the message, and whatever awaits in a circle looks at the shared memory. A script that
   * computes is ended by a signal while Node watches it (`breakOnSigint`), elsewhere through the inspector.
   */
  interrupt(): void {
    Atomics.add(this.memory, shared.wanted, 1);
    this.post();
    this.signal();
    clearInterval(this.waiting);
    this.waiting = setInterval(() => this.check(), patience);
  }

  /**
   * A signal from outside has come while no script of the main thread's was watched, as far as Node knew: had the worker sent
   * one that was on its way, it is gone, and is sent again.
   */
  heard(): void {
    Atomics.compareExchange(this.memory, shared.watch, watching.signalled, watching.watched);
    this.interrupt();
  }

  private check(): void {
    if (Atomics.load(this.memory, shared.seen) === Atomics.load(this.memory, shared.wanted)) {
      clearInterval(this.waiting);
    } else if (!this.signal()) {
      terminate(this.memory);
    }
  }

  /**
   * Whether a script is being watched. It does not leave the watch before the signal has come: outside of it, while Node takes
   * its handlers away and puts them back, a signal would be the end of the process.
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
 * Ends the JavaScript that the main thread runs, if that is users' code; its event loop goes on. The main thread gets itself
 * ready and sleeps until the order to end lies behind its sleep: no other code runs in between.
 */
function terminate(memory: Int32Array): void {
  const session = new Session();
  session.connectToMainThread();
  const expression = `globalThis[Symbol.for(${JSON.stringify(unwindKey)})]?.()`;
  const ready = setInterval(() => {
    if (Atomics.compareExchange(memory, shared.unwinding, 1, 0) !== 1) return;
    session.post("Runtime.terminateExecution", () => undefined);
    Atomics.notify(memory, shared.unwinding);
  }, glance);
  session.post("Runtime.evaluate", { expression, returnByValue: true }, () => {
    clearInterval(ready);
    setImmediate(() => session.disconnect());
  });
}
