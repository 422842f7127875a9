// What a page has of what Node offers to every program.

/** Cells share no modules of the host's. */
export function sharedModules(): object[] {
  return [];
}

const turns: (() => void)[] = [];
let port: { postMessage(message: number): void } | undefined;
const Channel = MessageChannel;

/** Made when it is first used: an open channel keeps a process alive. */
function openPort(): { postMessage(message: number): void } {
  const { port1, port2 } = new Channel();
  (port1 as unknown as { onmessage: () => void }).onmessage = () => turns.shift()?.();
  return port2;
}

/** In the next turn of the event loop, without the pauses of timers. */
export function setImmediate(call: (...args: unknown[]) => void, ...args: unknown[]): void {
  turns.push(() => call(...args));
  port ??= openPort();
  port.postMessage(0);
}

export const nextTick = (call: (...args: unknown[]) => void, ...args: unknown[]): void =>
  queueMicrotask(() => call(...args));
