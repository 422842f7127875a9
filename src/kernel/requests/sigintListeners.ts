// Users' listeners for SIGINT.

import type { EventEmitter } from "node:events";
import { Reflect } from "../intrinsics";

type Listener = (type: string | symbol, ...rest: unknown[]) => void;

/**
 * Node hears a signal of which JavaScript has a listener in a way of its own, and once the last listener has
 * gone the signal is the end of the process again. How the kernel hears SIGINT (wire/signals.ts) must not
 * depend on what a cell or its packages listen to: their listeners for this one signal are kept and not
 * called.
 */
export function keepSignals(): void {
  const emitter: EventEmitter = process;
  // Node asks for them whenever it watches a script, and must not be told by what a cell has made of them.
  const { listenerCount } = emitter as unknown as Record<string, (...args: unknown[]) => number>;
  const count = (...args: unknown[]): number => {
    try {
      return Reflect.apply(listenerCount, process, args);
    } catch {
      return 0;
    }
  };
  const kept = { get: () => count, set: () => undefined };
  Object.defineProperty(process, "listenerCount", kept);
  for (const event of ["newListener", "removeListener"]) {
    for (const listener of emitter.listeners(event) as Listener[]) {
      const others: Listener = (type, ...rest) => {
        if (type !== "SIGINT") listener.call(process, type, ...rest);
      };
      emitter.off(event, listener).on(event, others);
    }
  }
}
