// Makes the main thread ready to be stopped in the middle of a callback.

/** The name of the registered symbol under which the main thread leaves what is to be called before it is stopped. */
export const unwindKey = "nablab.kernel.unwind";

/** Not an error of anyone's: it is raised to make Node forget the callbacks that it is in. */
const marker = new Error("the kernel interrupts a callback");

/** Whether an uncaught exception is the one that prepares an interrupt. */
export function isUnwinding(error: unknown): boolean {
  return error === marker;
}

/**
 * Node counts the callbacks that it has entered (async_hooks) and aborts the process when one was not left in order, as happens
 * when JavaScript is terminated. Its handling of an uncaught exception empties the count, and this is the one way to it that
 * Node 20, 22, 24 and 26 share; process.binding("async_wrap") went with Node 24.
 */
export function installUnwind(): void {
  const raise = (process as unknown as { _fatalException?: (error: Error, isRejection: boolean) => boolean })
    ._fatalException;
  const unwind = (): void => void raise?.call(process, marker, false);
  Object.defineProperty(globalThis, Symbol.for(unwindKey), { value: unwind, configurable: true });
}
