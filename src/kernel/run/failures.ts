// Errors that nobody caught, in timers and promises: shown under the cell that started them, and the kernel lives.

import { isUnwinding } from "../wire/unwind";
import { ProcessExit } from "./exit";
import { type Interrupts, KeyboardInterrupt } from "./interrupts";
import { currentScope, type Scope } from "./scope";

/** Catches what nobody else does. `show` puts the error under its cell. */
export function installFailures(
  show: (thrown: unknown, scope: Scope | undefined) => void,
  interrupts: Interrupts,
): void {
  const caught = (thrown: unknown): void => {
    const scope = currentScope();
    // A cell that has called process.exit has been ended with that error already.
    if (isUnwinding(thrown) || thrown instanceof ProcessExit) return;
    if (thrown instanceof KeyboardInterrupt && interrupts.tells(scope)) return;
    show(thrown, scope);
  };
  process.on("uncaughtException", caught);
  process.on("unhandledRejection", caught);
}
