// Unwinding: makes the main thread ready to be stopped in the middle of a callback.

import { join } from "node:path";
import { Atomics, Object, performance } from "../intrinsics";
import { withIntrinsics } from "../restored";
import { shared, unwinding, watching } from "./link";

/**
 * The property of the global object in which the main thread leaves what is to be called before it is
 * stopped.
 */
export const unwindKey = "nablab.kernel.unwind";

/** How long the main thread waits at most until the order to end has come, in milliseconds. */
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

/** Where Node enters and leaves callbacks, and notes promises: stopped there, it would count wrongly. */
const turnstiles = /^node:(?:async_hooks$|internal\/(?:async_|timers|process\/(?:task_queues|promises)))/;

/**
 * Node counts the callbacks that it has entered (async_hooks) and aborts the process when one was not left in
 * order, as happens when JavaScript is terminated. Its handling of an uncaught exception empties the count,
 * and this is the one way to it that Node 20, 22, 24 and 26 share; process.binding("async_wrap") went with
 * Node 24. So that no callback is entered between this and the end, the thread waits here until the order has
 * come and meets it on its next step. That may be a few callbacks later all the same, since V8 does not look
 * in small functions: `ending` sees to it that Node does not count them.
 */
export function installUnwind(memory: Int32Array, ending: () => void): void {
  const raise = (process as unknown as { _fatalException?: (error: Error, isRejection: boolean) => boolean })
    ._fatalException;
  /** Called in the middle of whatever runs. */
  const unwind = (): void => {
    const isWanted = Atomics.load(memory, shared.wanted) !== Atomics.load(memory, shared.seen);
    if (
      !isWanted ||
      Atomics.load(memory, shared.watch) !== watching.not ||
      !withIntrinsics(() => mayEnd(callers()))
    )
      return;
    ending();
    raise?.call(process, marker, false);
    Atomics.store(memory, shared.unwinding, unwinding.ready);
    spin(memory);
  };
  Object.defineProperty(globalThis, unwindKey, { value: unwind, configurable: true });
}

/**
 * Waits without sleeping: what was stopped may be the user's own `Atomics.wait`, and V8 has room for one
 * sleep of a thread, so that a second one inside the first would break its list of sleepers.
 */
function spin(memory: Int32Array): void {
  const { not, ready } = unwinding;
  const end = performance.now() + longest;
  while (Atomics.load(memory, shared.unwinding) === ready && performance.now() < end);
  if (Atomics.compareExchange(memory, shared.unwinding, ready, not) === ready) return;
  // The order is being given.
  while (Atomics.load(memory, shared.unwinding) !== not);
}

/**
 * Whether a function is called that is neither Node's nor the kernel's, and what it has called by itself is
 * nothing that counts callbacks.
 */
function mayEnd(files: readonly string[]): boolean {
  const theirs = files.findIndex(
    (file) => !file.startsWith("node:") && !file.startsWith(own) && !compiler.test(file),
  );
  return theirs >= 0 && !files.slice(0, theirs).some((file) => turnstiles.test(file));
}

type Prepare = (error: Error, sites: NodeJS.CallSite[]) => unknown;

/**
 * The files of the functions that were called when this thread was asked to make itself ready, the innermost
 * first, without those that stand in no file.
 */
function callers(): string[] {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 200;
  const { prepareStackTrace: prepare } = Error as { prepareStackTrace?: Prepare };
  Error.prepareStackTrace = (_, sites) => sites.map((site) => site.getFileName() ?? "");
  const files = new Error().stack as unknown as string[];
  Object.assign(Error, { prepareStackTrace: prepare });
  Error.stackTraceLimit = limit;
  // Between this function and the one that was asked stand others of the kernel's.
  return files.slice(files.lastIndexOf(__filename) + 1).filter((file) => file !== "");
}
