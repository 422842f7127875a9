// The whole contract between the cell engine and the kernel around it: the engine knows nothing of messages and sockets,
// the kernel nothing of the compiler. Offsets are UTF-16 offsets into the source as given.

import type { ErrorContent } from "./protocol/message";

/** What an engine is told of a cell that is to run. */
export interface Cell {
  /** How tracebacks call it: `Cell [3]`. */
  name: string;
  count: number;
}

export type Outcome = { status: "ok"; value: unknown } | ({ status: "error" } & { error: ErrorContent });

export interface Completion {
  start: number;
  end: number;
  /** `type` is one of the words for which JupyterLab has an icon: function, class, variable, keyword … */
  matches: readonly { text: string; type: string }[];
}

export interface Inspection {
  plain: string;
  markdown: string;
}

export type Completeness =
  { status: "complete" | "invalid" | "unknown" } | { status: "incomplete"; indent: string };

export interface Engine {
  /**
   * Checks, translates and runs a cell. Never rejects. A script that Node ended because of SIGINT (`breakOnSigint`,
   * ERR_SCRIPT_EXECUTION_INTERRUPTED) is an error with the ename `KeyboardInterrupt`. `value` is that of the last expression.
   */
  execute(source: string, cell: Cell): Promise<Outcome>;
  /** An expression of `user_expressions`, evaluated among the names of the cells. It leaves no trace. Never rejects. */
  evaluate(expression: string): Promise<Outcome>;
  /** How an error that was thrown by cells' code outside of `execute` (in a timer, a promise, a comm) is shown. */
  describe(thrown: unknown): ErrorContent;
  complete(source: string, offset: number): Completion;
  inspect(source: string, offset: number, detailLevel: 0 | 1): Inspection | undefined;
  isComplete(source: string): Completeness;
  /** One slice of loading what the first cells need; true while there is more to do. Called while nothing else is. */
  warm(): boolean;
}

/** How the kernel ends code that runs. */
export interface Watch {
  /** Throws when the code that calls it is to end. Code that goes from one callback to the next for ever calls it on its way. */
  turn(): void;
  /** A script that SIGINT ends (`breakOnSigint`) says so at its beginning, and at its end if it comes to that. */
  enter(): void;
  leave(): void;
  /** The script has ended, in whatever way. */
  left(): void;
}

/** What the kernel gives the engine. */
export interface EngineOptions {
  /** The notebook's folder. */
  folder: string;
  /** Modules that stand for the packages of their name inside cells: `tslab` is one. */
  provided: ReadonlyMap<string, () => unknown>;
  /** Without one, code runs until it ends by itself or by SIGINT. */
  watch?: Watch;
}

export type LoadEngine = (options: EngineOptions) => Promise<Engine>;
