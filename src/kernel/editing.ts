// What a front end may ask about a notebook while it is written: the cells come with each question, as they
// stand in the editor. Offsets are UTF-16 offsets into a cell's text, as JavaScript and the Language Server
// Protocol count them.

import type { Completion, Inspection } from "./engine";
import type { Locale } from "../display/host";

/** A code cell as it stands in the editor, whether it has run or not. */
export interface DraftCell {
  /** The cell's id in the notebook. */
  id: string;
  text: string;
}

/** A piece of a cell's text. */
export interface Span {
  start: number;
  length: number;
}

export interface CellSpan extends Span {
  cell: string;
}

/** One replacement in a cell's text; offsets are those of the text as it is. */
export interface TextEdit extends Span {
  text: string;
}

/** An edit that removes the cause of a mark. */
export interface QuickFix {
  title: string;
  edits: readonly TextEdit[];
}

/** A mark in a cell: what the refusal will say when the cell runs, or what is said beside its output. */
export interface Mark extends Span {
  severity: "error" | "warning";
  /** The number of TypeScript's diagnostic; 0 for what the compiler accepts. */
  code: number;
  /** The beginner's sentence, where there is one, and the compiler's. */
  message: string;
  /**
   * Something is missing where the text ends or breaks off: not worth a mark while the line is being typed.
   */
  isUnfinished: boolean;
  fixes: readonly QuickFix[];
}

/** A cell that used a name which a later run has changed. */
export interface Stale {
  /** The names that have changed since. */
  names: readonly string[];
  /** The cells that changed them. */
  by: readonly string[];
}

export interface Diagnosis {
  /** The marks of the cells that have been checked; a cell that is not there has not been checked yet. */
  marks: Readonly<Record<string, readonly Mark[]>>;
  /** The cells that have to run again, by id. */
  stale: Readonly<Record<string, Stale>>;
  /** Not all cells are checked: the same question again checks more. */
  isPending: boolean;
}

export interface SignatureHelp {
  /** Where the call's arguments begin. */
  start: number;
  signatures: readonly Signature[];
  activeSignature: number;
  activeParameter: number;
}

export interface Signature {
  /** The parts of the line: before the parameters, between them, behind them. */
  prefix: string;
  separator: string;
  suffix: string;
  parameters: readonly { label: string; documentation: string }[];
  documentation: string;
}

/** Where a name is declared. Exactly one of the members is there. */
export type Definition =
  | { cell: CellSpan }
  /** A file of the user's; line and column count from 1. */
  | { file: string; line: number; column: number }
  /** Why there is nothing to go to. */
  | { reason: string };

export type Renaming = { edits: Readonly<Record<string, readonly TextEdit[]>> } | { reason: string };

/** A position in a cell of the notebook. */
export interface Position {
  cell: string;
  offset: number;
}

/** A cell's run, told to whoever knows which names it used. */
export interface CellRun {
  /** The cell's id; two notebooks have different ones. */
  id: string;
  text: string;
}

/**
 * Answers questions about the cells of a notebook in their order. Cells above a position count whether they
 * have run or not.
 */
export interface Editing {
  /**
   * What is wrong with the cells. `focus` is checked first; after `budget` milliseconds the rest is left for
   * the next question.
   */
  diagnose(cells: readonly DraftCell[], options?: DiagnoseOptions): Diagnosis;
  complete(cells: readonly DraftCell[], at: Position): Completion;
  /** The documentation of a completion. */
  completionDetail(cells: readonly DraftCell[], at: Position, name: string): Inspection | undefined;
  inspect(cells: readonly DraftCell[], at: Position): Inspection | undefined;
  signature(cells: readonly DraftCell[], at: Position): SignatureHelp | undefined;
  definition(cells: readonly DraftCell[], at: Position): Definition;
  rename(cells: readonly DraftCell[], at: Position, name: string): Renaming;
  format(text: string): readonly TextEdit[];
  /**
   * The cells that have to run behind a cell, because they use its names or those of cells that do; in the
   * notebook's order.
   */
  dependents(cells: readonly DraftCell[], cell: string): readonly string[];
  /** A cell has run, with whatever end. */
  ran(run: CellRun): void;
}

export interface DiagnoseOptions {
  focus?: string;
  budget?: number;
  locale?: Locale;
}
