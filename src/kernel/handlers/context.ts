// What handlers work with.

import type { CommManager } from "../comm/manager";
import type { Engine } from "../engine";
import type { History } from "../history/history";
import type { Output } from "../output/output";
import type { Interrupts } from "../run/interrupts";

export interface Context {
  /** There once the compiler is loaded. */
  engine(): Promise<Engine>;
  output: Output;
  comms: CommManager;
  history: History;
  interrupts: Interrupts;
  /** The number of the last cell that was counted. */
  count: number;
}
