// Captures the outputs of a function that may wait, in place of showing them.

import { AsyncLocalStorage } from "node:async_hooks";
import { currentHost, type DisplayHost, hostKey, type Output } from "../../display/host";

const capturing = new AsyncLocalStorage<Output[]>();
let running = 0;
let before: unknown;

/**
 * Runs `f`, which may wait; returns its result and what it would have shown. What others show meanwhile is
 * shown.
 */
export async function capturedOutputs<T>(f: () => T | Promise<T>): Promise<{ result: T; outputs: Output[] }> {
  const outputs: Output[] = [];
  if (running++ === 0) enter();
  try {
    return { result: await capturing.run(outputs, async () => f()), outputs };
  } finally {
    if (--running === 0) setHost(before);
  }
}

/** Puts a host before the one that is there; it hands on all that is not to be captured. */
function enter(): void {
  before = (globalThis as Record<symbol, unknown>)[hostKey];
  const behind = currentHost();
  const host: DisplayHost = {
    ...behind,
    display: (output) => {
      const outputs = capturing.getStore();
      if (outputs === undefined) behind.display(output);
      else outputs.push(output);
    },
    clearOutput: (wait) => {
      if (capturing.getStore() === undefined) behind.clearOutput(wait);
    },
    // Pictures of figures that nobody sees need not be waited for, nor drawn.
    ...(behind.hold && { hold: (work) => void (capturing.getStore() ?? behind.hold?.(work)) }),
  };
  setHost(host);
}

function setHost(host: unknown): void {
  Object.defineProperty(globalThis, hostKey, { value: host, configurable: true, writable: true });
}
