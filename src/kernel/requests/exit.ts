// process.exit() in a cell, which ends the cell.

import { currentScope } from "./requestScope";

/** The error of a cell that called process.exit. */
export class ProcessExit extends Error {
  override readonly name: string = "ProcessExit";
  readonly #own = true;

  /** Whatever was thrown is asked in a way that calls none of its code. */
  static is(thrown: unknown): thrown is ProcessExit {
    return typeof thrown === "object" && thrown !== null && #own in thrown;
  }
}

/** Ways to end the process from inside. */
const ways = ["exit", "reallyExit", "abort"] as const;
type Ways = Record<(typeof ways)[number], (status?: number | string | null) => never>;

/**
 * Takes the place of ending the process; gives back the real process.exit, whatever cells have made of it.
 */
export function installExit(): (status: number) => never {
  const changed = process as unknown as Ways;
  const { exit, reallyExit } = changed;
  for (const way of ways) changed[way] = (status) => endCell(`process.${way}(${status ?? ""})`);
  return (status) => {
    // Node's own exit ends with this one.
    changed.reallyExit = reallyExit;
    return exit.call(process, status);
  };
}

/** Ends the cell that wanted to end the process by such a call. */
export function endCell(call: string): never {
  const error = new ProcessExit(
    `${call} ends the cell, not the kernel: variables are kept. Use the kernel menu to restart.`,
  );
  currentScope()?.fail(error);
  process.exitCode = undefined;
  throw error;
}
