// Whether a text is a whole cell, for consoles that decide on Enter.

import type TypeScript from "typescript";
import type { Compiler } from "./compiler";
import { type Files, parserComplaints } from "./files";
import { hasStrayJump, withoutValue } from "./grammar";
import type { Completeness } from "../../engine";

const UNTERMINATED: ReadonlySet<number> = new Set([
  1005, // '}' expected.
  1010, // '*/' expected.
  1109, // Expression expected.
  1126, // Unexpected end of text.
  1160, // Unterminated template literal.
  1003, // Identifier expected.
  1110, // Type expected.
  1127, // Invalid character.
  1134, // Variable declaration expected.
  1135, // Argument expression expected.
  1136, // Property assignment expected.
  1128, // Declaration or statement expected.
  1138, // Parameter declaration expected.
  1141, // String literal expected.
  1146, // Declaration expected: behind decorators.
  1145, // '{' or JSX element expected.
  1472, // 'catch' or 'finally' expected.
  17008, // JSX element has no corresponding closing tag.
]);

export function completeness(ts: Compiler, files: Files, path: string, source: string): Completeness {
  const file = files.parse(path, source);
  const errors = parserComplaints(file);
  const end = source.trimEnd().length;
  if (errors.length === 0) return parsed();
  const first = errors[0];
  // Only what is missing at the very end can still come; a wrong word before it stays wrong.
  const open = UNTERMINATED.has(first.code) && (first.start + first.length >= end || first.start >= end);
  if (!open || isClosed(first)) return { status: "invalid" };
  return { status: "incomplete", indent: indentAfter(source, openBrackets(ts, source)) };

  /** What the parser has understood may still have a form that no cell can have. */
  function parsed(): Completeness {
    if (hasStrayJump(ts, file)) return { status: "invalid" };
    const waiting = withoutValue(ts, file);
    if (waiting === undefined) return { status: "complete" };
    const isLast = waiting.end >= end && !source.trimEnd().endsWith(";");
    return isLast ? { status: "incomplete", indent: indentAfter(source, false) } : { status: "invalid" };
  }

  /** `)` too many at the end is an error at the end, too, but no text after it helps. */
  function isClosed(error: TypeScript.DiagnosticWithLocation): boolean {
    if (error.length === 0 || error.start >= end) return false;
    return error.code !== 1010 && error.code !== 1160;
  }
}

function indentAfter(source: string, open: boolean): string {
  const line = source.trimEnd().split("\n").at(-1) ?? "";
  const current = /^\s*/.exec(line)![0];
  return open && /[{([]\s*$/.test(line) ? `${current}  ` : current;
}

function openBrackets(ts: Compiler, source: string): boolean {
  const scanner = ts.createScanner(ts.ScriptTarget.ES2022, true, ts.LanguageVariant.Standard, source);
  let depth = 0;
  for (let kind = scanner.scan(); kind !== ts.SyntaxKind.EndOfFileToken; kind = scanner.scan()) {
    const text = scanner.getTokenText();
    if (text === "{" || text === "(" || text === "[") depth++;
    else if (text === "}" || text === ")" || text === "]") depth--;
  }
  return depth > 0;
}
