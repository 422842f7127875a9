// The whole contract between the cell engine and the kernel around it: the engine knows nothing of messages
// and sockets, the kernel nothing of the compiler. Offsets are UTF-16 offsets into the source as given.

import type { Locale } from "../display/host";
import type { Editing } from "./editing";
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
   * Checks, translates and runs a cell. Never rejects. A script that Node ended because of SIGINT
   * (`breakOnSigint`, ERR_SCRIPT_EXECUTION_INTERRUPTED) is an error with the ename `KeyboardInterrupt`.
   * `value` is that of the last expression.
   */
  execute(source: string, cell: Cell): Promise<Outcome>;
  /**
   * An expression of `user_expressions`, evaluated among the names of the cells. It leaves no trace. Never
   * rejects.
   */
  evaluate(expression: string): Promise<Outcome>;
  /**
   * How an error that was thrown by cells' code outside of `execute` (in a timer, a promise, a comm) is
   * shown.
   */
  describe(thrown: unknown): ErrorContent;
  complete(source: string, offset: number): Completion;
  inspect(source: string, offset: number, detailLevel: 0 | 1): Inspection | undefined;
  isComplete(source: string): Completeness;
  /** What is asked about cells that are being written; an engine without it leaves the editor alone. */
  editing?(): Editing;
  /** What a debugger asks; an engine without it cannot be debugged. */
  debuggee?(): Debuggee;
  /**
   * One slice of loading what the first cells need; true while there is more to do. Called while nothing else
   * is.
   */
  warm(): boolean;
}

/** A script of the user's as V8 knows it: a cell, or a local file that a cell has loaded. */
export interface UserScript {
  /** What V8 calls it: `cell:3`, or a path. */
  fileName: string;
  /** What the person calls it: `Cell [3]`, or the path as seen from the notebook's folder. */
  name: string;
  source: string;
  /** Source map (version 3, JSON); absent where the text runs as it is. */
  map?: string;
  /** How many lines stand before those that the map is about. */
  above: number;
  isCell: boolean;
}

/** Where code can be stopped at; both count from 0. */
export interface Stop {
  line: number;
  column: number;
}

/** What was typed, in JavaScript. */
export interface Typed {
  code: string;
  /** It is one expression; otherwise it is statements. */
  isExpression: boolean;
}

/** An expression in JavaScript. */
export interface Translation {
  code: string;
  /** It calls nothing, so that it comes to an end. */
  isPlain: boolean;
}

/**
 * What a debugger asks of an engine, in the middle of whatever the main thread does. No value of a cell is
 * called by it.
 */
export interface Debuggee {
  scripts(): UserScript[];
  /** The names of the cells. */
  names(): string[];
  /** The box of a name, whose `v` is its value; undefined for other names. */
  box(name: string): { v: unknown } | undefined;
  /** Makes a name for cells, of the type `any`. */
  define(name: string, value: unknown): void;
  /**
   * The places of a source at which a statement, or the body of an arrow function, begins or a function ends,
   * in order.
   */
  stops(source: string): Stop[];
  /**
   * The JavaScript of a TypeScript expression or statements: names of the cells but those of `locals` become
   * `boxes(name).v`, where `boxes` is an expression for the method `box`.
   */
  expression(text: string, locals: readonly string[], boxes: string): Typed;
  /**
   * The same for an expression that stands at a place of a source, whose own names there are the local ones.
   */
  expressionAt(text: string, source: string, at: Stop, boxes: string): Translation;
}

/** How the kernel ends code that runs. */
export interface Watch {
  /**
   * Throws when the code that calls it is to end. Code that goes from one callback to the next for ever calls
   * it on its way.
   */
  turn(rounds?: number): unknown;
  /** A `finally` block begins or ends: what it calls is not ended with the rest, so that it can clean up. */
  clean(begins: boolean): void;
  /**
   * A script that SIGINT ends (`breakOnSigint`) says so at its beginning, and at its end if it comes to that.
   */
  enter(): void;
  leave(): void;
  /** The script has ended, in whatever way. */
  left(): void;
  /** Whether such a script runs. */
  readonly isEntered?: boolean;
  /**
   * What begins in such a script may take so many milliseconds, until 0 is said; then the script is ended.
   * Absent where nobody looks at the clock.
   */
  limit?(milliseconds: number): void;
  /** Whether the script was ended because of its limit; asked once, behind its end. */
  isLate?(): boolean;
}

/** What the kernel gives the engine. */
export interface EngineOptions {
  /** The notebook's folder. */
  folder: string;
  /** Modules that stand for the packages of their name inside cells: `tslab` is one. */
  provided: ReadonlyMap<string, () => unknown>;
  /** Without one, code runs until it ends by itself or by SIGINT. */
  watch?: Watch;
  /** The language in which a beginner is told the way out; English without it. */
  locale?: () => Locale;
  /** Takes what is said beside the output of a cell, in whole lines, before the cell runs. */
  note?: (text: string) => void;
  /** Is told of a script of the user's before it runs. */
  loads?: (script: () => UserScript) => void;
}

export type LoadEngine = (options: EngineOptions) => Promise<Engine>;
