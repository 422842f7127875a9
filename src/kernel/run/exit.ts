// process.exit() in a cell ends the cell.

import { currentScope } from "./scope";

/** The error of a cell that called process.exit. */
export class ProcessExit extends Error {
  override readonly name: string = "ProcessExit";
}

/** Takes the place of process.exit; gives back the real one. */
export function installExit(): (status: number) => never {
  const exit = process.exit.bind(process);
  process.exit = (status?: number | string | null): never => {
    const error = new ProcessExit(
      `process.exit(${status ?? ""}) ends the cell, not the kernel: variables are kept. Use the kernel menu to restart.`,
    );
    currentScope()?.fail(error);
    process.exitCode = undefined;
    throw error;
  };
  return exit;
}
