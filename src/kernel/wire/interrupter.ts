// Stops what the main thread runs, from the worker.

import { Session } from "node:inspector";
import { unwindKey } from "./unwind";
import { shared } from "./link";

/** How long a signal may take until it is seen, in milliseconds, before the thread is stopped from outside. */
const patience = 100;

export class Interrupter {
  private waiting: NodeJS.Timeout | undefined;

  constructor(
    private readonly memory: Int32Array,
    /** Tells the main thread, which answers by counting the interrupt. */
    private readonly post: () => void,
  ) {}

  /**
   * A signal ends a script that Node watches (`breakOnSigint`) and reaches our handler when the thread waits for something.
   * It does neither in a loop behind an `await` or in a timer: then the inspector stops the thread.
   */
  interrupt(): void {
    const seen = Atomics.load(this.memory, shared.interrupts);
    if (process.platform !== "win32") process.kill(process.pid, "SIGINT");
    this.post();
    clearInterval(this.waiting);
    this.waiting = setInterval(() => this.check(seen), patience);
  }

  private check(before: number): void {
    if (Atomics.load(this.memory, shared.interrupts) !== before) clearInterval(this.waiting);
    else terminate();
  }
}

/** Ends the JavaScript that the main thread runs, if that is users' code; its event loop goes on. */
function terminate(): void {
  const session = new Session();
  session.connectToMainThread();
  const expression = `globalThis[Symbol.for(${JSON.stringify(unwindKey)})]?.()`;
  const disconnect = (): void => void setImmediate(() => session.disconnect());
  session.post("Runtime.evaluate", { expression, returnByValue: true }, (_, answer) => {
    if (answer?.result.value === true) session.post("Runtime.terminateExecution", disconnect);
    else disconnect();
  });
}
