// Makes the main thread ready to be stopped in the middle of a callback.

import { dirname, join } from "node:path";

/** The name of the registered symbol under which the main thread leaves what is to be called before it is stopped. */
export const unwindKey = "nablab.kernel.unwind";

/** Not an error of anyone's: it is raised to make Node forget the callbacks that it is in. */
const marker = new Error("the kernel interrupts a callback");

/** Whether an uncaught exception is the one that prepares an interrupt. */
export function isUnwinding(error: unknown): boolean {
  return error === marker;
}

/** The kernel's own code and the compiler, which nothing may stop half way. */
const own = [join(__dirname, ".."), dirname(require.resolve("typescript"))];

/**
 * Node counts the callbacks that it has entered (async_hooks) and aborts the process when one was not left in order, as happens
 * when JavaScript is terminated. Its handling of an uncaught exception empties the count, and this is the one way to it that
 * Node 20, 22, 24 and 26 share; process.binding("async_wrap") went with Node 24.
 */
export function installUnwind(): void {
  const raise = (process as unknown as { _fatalException?: (error: Error, isRejection: boolean) => boolean })
    ._fatalException;
  /** Called in the middle of whatever runs; whether that may be stopped. */
  const unwind = (): boolean => {
    if (!runsUsersCode()) return false;
    raise?.call(process, marker, false);
    return true;
  };
  Object.defineProperty(globalThis, Symbol.for(unwindKey), { value: unwind, configurable: true });
}

type Prepare = (error: Error, sites: NodeJS.CallSite[]) => unknown;

/** Whether a function of the stack is neither Node's nor the kernel's. */
function runsUsersCode(): boolean {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 200;
  const { prepareStackTrace: prepare } = Error as { prepareStackTrace?: Prepare };
  Error.prepareStackTrace = (_, sites) => sites.map((site) => site.getFileName() ?? "");
  const files = new Error().stack as unknown as string[];
  Object.assign(Error, { prepareStackTrace: prepare });
  Error.stackTraceLimit = limit;
  return files.some(
    (file) => file !== "" && !file.startsWith("node:") && !own.some((folder) => file.startsWith(folder)),
  );
}
