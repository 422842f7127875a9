// process.kill() in a cell with the kernel's own number.

import { constants } from "node:os";
import { Reflect } from "../intrinsics";
import { endCell } from "./exit";

/** Signals that end no process which has no listener for them, and the one that interrupts. */
const harmless = ["SIGCHLD", "SIGCONT", "SIGURG", "SIGWINCH", "SIGUSR1", "SIGINT"];

const names = new Map<unknown, string>(
  Object.entries(constants.signals).map(([name, number]) => [number, name]),
);

/**
 * Signals to the kernel itself that would end or stop it end the cell; one for which a cell has a listener
 * arrives.
 */
export function installKill(): void {
  const changed = process as unknown as Record<"kill" | "_kill", (pid: unknown, signal?: unknown) => unknown>;
  const count = process.listenerCount.bind(process);
  const isHeard = (name: string): boolean => count(name) > 0;
  for (const way of ["kill", "_kill"] as const) {
    const kill = changed[way];
    changed[way] = (pid, signal) => {
      const name = names.get(signal) ?? `${(signal as string | undefined) ?? "SIGTERM"}`;
      if (isOurs(pid) && name !== "0" && !harmless.includes(name) && !isHeard(name))
        endCell(`process.${way}(${String(pid)}, ${name})`);
      return Reflect.apply(kill, process, [pid, signal]);
    };
  }
}

/** Whether this process is meant: by its number, by its group, or because all are. */
function isOurs(pid: unknown): boolean {
  return [process.pid, 0, -1, -process.pid].includes(Number(pid));
}
