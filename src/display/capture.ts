// Captured outputs: collected in place of being shown.

import { type DisplayHost, hostKey, type Output } from "./host";

const hosts = globalThis as Record<symbol, DisplayHost | undefined>;

/** Runs `f` and returns what it would have shown; what it shows after it has returned is not caught. */
export function captured(f: () => void): Output[] {
  const outputs: Output[] = [];
  const before = hosts[hostKey];
  setHost({
    display: (output) => outputs.push(output),
    clearOutput: () => outputs.splice(0),
    textOnly: true,
    locale: before?.locale,
  });
  try {
    f();
  } finally {
    setHost(before);
  }
  return outputs;
}

/** A kernel's own host is not to be overwritten by accident, but for a while. */
function setHost(host: DisplayHost | undefined): void {
  Object.defineProperty(hosts, hostKey, { value: host, configurable: true, writable: true });
}
