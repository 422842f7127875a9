// An engine without a kernel around it, as a debugger sees it.

import { tmpdir } from "node:os";
import type { Debuggee } from "../kernel/engine";
import { loadEngine } from "../kernel/engine/notebookEngine";

export interface DebuggingEngine {
  debuggee: Debuggee;
  /** Runs a cell and gives its value. */
  run: (source: string) => Promise<unknown>;
}

export async function debuggingEngine(): Promise<DebuggingEngine> {
  const engine = await loadEngine({ folder: tmpdir(), provided: new Map() });
  let count = 0;
  return {
    debuggee: engine.debuggee!(),
    run: async (source) => {
      const outcome = await engine.execute(source, { name: `Cell [${++count}]`, count });
      if (outcome.status === "error") throw new Error(outcome.error.evalue);
      return outcome.value;
    },
  };
}
