// What a row of the table of advice is: from a complaint of the compiler to a sentence with the way out.

import type TypeScript from "typescript";
import type { Compiler } from "../compiler";
import type { Edit } from "../types";

/** A complaint of the compiler, with what a row may look at. Offsets are those of the cell's text. */
export interface Complaint {
  ts: Compiler;
  code: number;
  message: string;
  start: number;
  length: number;
  /** The compiler's own proposals beside it. */
  related: readonly number[];
  /** The cell as it was written. */
  source: string;
  file: TypeScript.SourceFile;
  /** The names of the session, and what the library exports. */
  names: Names;
  /** Every name of this cell that means nothing, in its order. */
  missing: readonly string[];
}

/** A complaint of the checker: the node at its place is known, and types can be asked for. */
export interface CheckedComplaint extends Complaint {
  node: TypeScript.Node;
  checker: TypeScript.TypeChecker;
}

export interface Names {
  /** The names that earlier cells declared. */
  session(): Iterable<string>;
  /** What `import { … } from "nablab"` offers; empty where the package is not found. */
  library(): ReadonlySet<string>;
}

/** The sentence in each language; a row that lacks one does not compile. */
export interface Sentences<Found> {
  en: (found: Found) => string;
  zh: (found: Found) => string;
}

/**
 * One row. `find` gives what the sentences need, or undefined where the complaint is about something else.
 */
export interface Row<Found, C extends Complaint = CheckedComplaint> extends Sentences<Found> {
  name: string;
  codes: readonly number[];
  find: (complaint: C) => Found | undefined;
  /** The edits of the cell's text that follow the advice, where they are certain. */
  fix?: (found: Found, complaint: C) => readonly Edit[] | undefined;
  /** Codes of what the compiler says besides about the same statement only because of this. */
  implies?: readonly number[];
}

/** A row whose complaint has been found: nothing but its answer. */
export interface Advised<C extends Complaint> {
  name: string;
  codes: readonly number[];
  implies?: readonly number[];
  advise: (complaint: C) => { en: string; zh: string; fix?: readonly Edit[] } | undefined;
}

/** Advice that failed, the latest last: nobody else hears of it. */
export const failures: string[] = [];

/** Gives advice, or none where that fails: the compiler's own words are more than a fault of ours. */
export function attempt<T>(name: string, advise: () => T | undefined): T | undefined {
  try {
    return advise();
  } catch (error) {
    failures.push(`${name}: ${(error as Error).stack}`);
    if (failures.length > 10) failures.shift();
    return undefined;
  }
}

/** Hides the type of what a row finds, so that rows can stand in one list. */
export function row<Found, C extends Complaint = CheckedComplaint>(of: Row<Found, C>): Advised<C> {
  const { name, codes, implies } = of;
  return {
    name,
    codes,
    implies,
    advise(complaint) {
      const found = of.find(complaint);
      if (found === undefined) return undefined;
      const fix = of.fix?.(found, complaint);
      return { en: of.en(found), zh: of.zh(found), ...(fix && { fix }) };
    },
  };
}

/** A row about the text alone, for what the parser refuses. */
export function textRow<Found>(of: Omit<Row<Found, Complaint>, "codes">): Advised<Complaint> {
  return row<Found, Complaint>({ ...of, codes: [] });
}

/** The line of a complaint, and where it begins. */
export function lineOf({ source, start }: Complaint): { text: string; at: number } {
  const at = source.lastIndexOf("\n", start - 1) + 1;
  const end = source.indexOf("\n", at);
  return { text: source.slice(at, end < 0 ? undefined : end).replace(/\r$/, ""), at };
}

/** The text of a node without what stands before it. */
export function textOf(node: TypeScript.Node): string {
  return node.getText();
}

/** The edit that puts `text` in a node's place. */
export function replace(node: TypeScript.Node, text: string): Edit {
  return { start: node.getStart(), length: node.getWidth(), text };
}

/** A text short enough to be quoted in a sentence. */
export function brief(text: string, most = 40): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > most ? `${line.slice(0, most - 1)}…` : line;
}
