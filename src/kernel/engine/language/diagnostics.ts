// The compiler's complaints as plain data.

import type TypeScript from "typescript";
import type { Compiler } from "./compiler";
import { isCell } from "./files";
import type { Advice, Diagnostic } from "./types";

/** Complaints that make no sense in a notebook. */
const PARDONED: ReadonlySet<number> = new Set([
  2695, // Left side of comma operator is unused and has no side effects.
  7028, // Unused label.
]);

/** The complaints about the user's text, which ends at `end`, in its order. */
export function describe(
  ts: Compiler,
  found: readonly TypeScript.Diagnostic[],
  end: number = Infinity,
  adviceOn: (complaint: TypeScript.DiagnosticWithLocation) => Advice | undefined = () => undefined,
): Diagnostic[] {
  return complaints(ts, found, end)
    .map((d) => one(ts, d, end, adviceOn(d)))
    .sort((a, b) => (a.file ?? "").localeCompare(b.file ?? "") || a.start - b.start);
}

/** Those about the user's text that make sense in a notebook. */
export function complaints(
  ts: Compiler,
  found: readonly TypeScript.Diagnostic[],
  end: number,
): TypeScript.DiagnosticWithLocation[] {
  return found
    .filter((d): d is TypeScript.DiagnosticWithLocation => d.file !== undefined && d.start !== undefined)
    .filter((d) => d.category === ts.DiagnosticCategory.Error && !PARDONED.has(d.code))
    .filter((d) => !isCell(d.file.fileName) || d.start <= end);
}

function one(
  ts: Compiler,
  d: TypeScript.DiagnosticWithLocation,
  end: number,
  advice: Advice | undefined,
): Diagnostic {
  const { code, message } = reword(d.code, ts.flattenDiagnosticMessageText(d.messageText, "\n"));
  const cell = isCell(d.file.fileName);
  const start = cell ? Math.min(d.start, end) : d.start;
  const { line, character } = d.file.getLineAndCharacterOfPosition(start);
  return {
    code,
    message,
    line: line + 1,
    column: character + 1,
    start,
    length: cell ? Math.min(d.length, end - start) : d.length,
    file: cell ? undefined : d.file.fileName,
    lineText: d.file.text.split("\n")[line].replace(/\r$/, ""),
    ...(advice && { advice }),
  };
}

/**
 * Constants of earlier cells are imports to the checker; the user never wrote an import. A type is called by
 * its name: the file that it comes from is of this machine only.
 */
function reword(code: number, message: string): { code: number; message: string } {
  const plain = message.replace(/import\("[^"]*"\)\./g, "");
  if (code !== 2632) return { code, message: plain };
  return { code: 2588, message: plain.replace("because it is an import", "because it is a constant") };
}
