// Makes the main thread ready to be stopped in the middle of a callback.

import { join } from "node:path";
import { shared, watching } from "./link";

/** The name of the registered symbol under which the main thread leaves what is to be called before it is stopped. */
export const unwindKey = "nablab.kernel.unwind";

/** How long the main thread sleeps at most until the order to end has come, in milliseconds. */
const longest = 1000;

/** Not an error of anyone's: it is raised to make Node forget the callbacks that it is in. */
const marker = new Error("the kernel interrupts a callback");

/** Whether an uncaught exception is the one that prepares an interrupt. */
export function isUnwinding(error: unknown): boolean {
  return error === marker;
}

/** The kernel's own code and the compiler, which nothing may stop half way. */
const own = join(__dirname, "..");
/** By the end of its path: compiled code that was kept names the folder in which it was first loaded. */
const compiler = /[\\/]node_modules[\\/]typescript[\\/]lib[\\/]/;

/** Where Node enters and leaves callbacks: stopped there, it would count wrongly. */
const turnstiles = /^node:internal\/(?:async_|timers|process\/(?:task_queues|promises))/;

/**
 * Node counts the callbacks that it has entered (async_hooks) and aborts the process when one was not left in order, as happens
 * when JavaScript is terminated. Its handling of an uncaught exception empties the count, and this is the one way to it that
 * Node 20, 22, 24 and 26 share; process.binding("async_wrap") went with Node 24. Were a callback entered between this and the
 * end, the process would abort all the same: so the thread sleeps here until the order has come and meets it on its next step,
 * and code that goes from callback to callback (`for (;;) await null`) is not ended in this way but looks for itself.
 */
export function installUnwind(memory: Int32Array, ending: () => void): void {
  const raise = (process as unknown as { _fatalException?: (error: Error, isRejection: boolean) => boolean })
    ._fatalException;
  /** Called in the middle of whatever runs. */
  const unwind = (): void => {
    const isWanted = Atomics.load(memory, shared.wanted) !== Atomics.load(memory, shared.seen);
    if (!isWanted || Atomics.load(memory, shared.watch) !== watching.not || !mayEnd(callers())) return;
    ending();
    raise?.call(process, marker, false);
    Atomics.store(memory, shared.unwinding, 1);
    Atomics.wait(memory, shared.unwinding, 1, longest);
    Atomics.store(memory, shared.unwinding, 0);
  };
  Object.defineProperty(globalThis, Symbol.for(unwindKey), { value: unwind, configurable: true });
}

/** Whether there is a function that is neither Node's nor the kernel's, and the innermost is not one that counts callbacks. */
function mayEnd(files: readonly string[]): boolean {
  return (
    !turnstiles.test(files[0] ?? "") &&
    files.some((file) => !file.startsWith("node:") && !file.startsWith(own) && !compiler.test(file))
  );
}

type Prepare = (error: Error, sites: NodeJS.CallSite[]) => unknown;

/** The files of the functions that were called, the innermost first, without those that stand in no file. */
function callers(): string[] {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 200;
  const { prepareStackTrace: prepare } = Error as { prepareStackTrace?: Prepare };
  Error.prepareStackTrace = (_, sites) => sites.map((site) => site.getFileName() ?? "");
  const files = new Error().stack as unknown as string[];
  Object.assign(Error, { prepareStackTrace: prepare });
  Error.stackTraceLimit = limit;
  return files.filter((file) => file !== "" && file !== __filename);
}
