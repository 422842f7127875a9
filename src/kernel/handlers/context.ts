// The context of the handlers: engine, output, comms, history, interrupts.

import type { CommManager } from "../comm/manager";
import type { CellRun } from "../editing";
import type { Engine } from "../engine";
import type { History } from "../history/history";
import type { NotebookLocale } from "../output/locale";
import type { Output } from "../output/output";
import type { Interrupts } from "../requests/interrupts";
import type { Afterwards } from "./afterwards";

export interface Context {
  /** There once the compiler is loaded. */
  engine(): Promise<Engine>;
  output: Output;
  comms: CommManager;
  history: History;
  interrupts: Interrupts;
  locale: NotebookLocale;
  /** What is done when the reply of a request is out. */
  afterwards: Afterwards;
  /** Cells that have run since an editor last asked. */
  runs: CellRun[];
  /** The number of the last cell that was counted. */
  count: number;
}
