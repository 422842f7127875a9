// The table of advice, and how a complaint of the compiler finds its row. The kernel's refusals and an
// editor's marks read it alike.

import type TypeScript from "typescript";
import { complaints, describe } from "../diagnostics";
import { isCell } from "../files";
import type { Compiler } from "../compiler";
import type { Advice, Diagnostic } from "../types";
import { absentMemberRows } from "./absentMembers";
import { argumentRows } from "./arguments";
import { callRows } from "./calls";
import { comparisonRows } from "./comparisons";
import { declaredCheckedRows, declaredRows } from "./declared";
import { fixedValueRows } from "./fixedValues";
import { literalRows } from "./literals";
import { memberRows } from "./members";
import { nameCodes, nameRows } from "./names";
import { notesOn } from "./notes";
import { operatorRows } from "./operators";
import { optionRows } from "./options";
import { placeRows } from "./places";
import { pythonRows } from "./python";
import { type Advised, attempt, type CheckedComplaint, type Complaint, type Names } from "./row";
import { slipRows } from "./slips";
import { shapeRows, signRows } from "./syntax";
import { toolRows } from "./tools";
import { valueRows } from "./values";

/** Rows about what the parser refuses; the first that answers counts. */
export const parserRows: readonly Advised<Complaint>[] = [
  ...signRows,
  ...pythonRows,
  ...slipRows,
  ...declaredRows,
  ...shapeRows,
];

/** Rows about what the checker refuses. */
export const checkerRows: readonly Advised<CheckedComplaint>[] = [
  ...nameRows,
  ...operatorRows,
  ...valueRows,
  ...literalRows,
  ...declaredCheckedRows,
  ...fixedValueRows,
  ...memberRows,
  ...callRows,
  ...comparisonRows,
  ...absentMemberRows,
  ...toolRows,
  ...argumentRows,
  ...optionRows,
  ...placeRows,
];

const byName: ReadonlyMap<string, Advised<CheckedComplaint>> = new Map(
  checkerRows.map((row) => [row.name, row]),
);

/** A cell that was parsed or checked. `file` begins with the user's text, which ends at `end`. */
export interface Subject {
  ts: Compiler;
  file: TypeScript.SourceFile;
  end: number;
  names: Names;
}

/** How many complaints of the parser are told: what follows the first few is mostly their echo. */
const mostParser = 3;

/** Of a text that is no TypeScript at all there are thousands, and each row reads the text anew. */
const mostLookedAt = 30;
const long = 20_000;

/** The parser's complaints, each cause once: what has advice, and what stands above it. */
export function parserDiagnostics(subject: Subject, found: readonly TypeScript.Diagnostic[]): Diagnostic[] {
  const isLong = subject.end > long;
  const all = describe(subject.ts, found.slice(0, isLong ? mostParser : mostLookedAt), subject.end, (d) =>
    advise(parserRows, complaintOf(subject, d, [])),
  );
  const first = all.findIndex(({ advice }) => advice !== undefined);
  if (first < 0) return all;
  const isNew = ({ advice }: Diagnostic, i: number): boolean =>
    all.findIndex((other) => other.advice?.sentence.en === advice?.sentence.en) === i;
  const advised = all.filter((d, i) => i >= first && d.advice !== undefined && isNew(d, i));
  return [...all.slice(0, first), ...advised].slice(0, Math.max(first + 1, mostParser));
}

/** The checker's complaints, causes before what follows from them. */
export function checkerDiagnostics(
  subject: Subject,
  checker: TypeScript.TypeChecker,
  found: readonly TypeScript.Diagnostic[],
): Diagnostic[] {
  const { ts, file, end } = subject;
  const missing = missingNames(subject, found);
  const adviceOn = (d: TypeScript.DiagnosticWithLocation): Advice | undefined => {
    if (d.file !== file) return undefined;
    const node = nodeAt(ts, file, d.start, d.length);
    return node && advise(checkerRows, { ...complaintOf(subject, d, missing), node, checker });
  };
  return causesFirst(file, describe(ts, found, end, adviceOn));
}

/** What is said beside the output of a cell that the compiler accepts. */
export function noteDiagnostics({ ts, file, end }: Subject, checker: TypeScript.TypeChecker): Diagnostic[] {
  return (attempt("notes", () => notesOn(ts, checker, file, end)) ?? []).map(({ node, advice }) => {
    const start = node.getStart();
    const { line, character } = file.getLineAndCharacterOfPosition(start);
    const lineText = file.text.split("\n")[line].replace(/\r$/, "");
    const place = { line: line + 1, column: character + 1, start, length: node.getWidth(), lineText };
    return { code: 0, message: advice.sentence.en, ...place, advice };
  });
}

function advise<C extends Complaint>(rows: readonly Advised<C>[], complaint: C): Advice | undefined {
  for (const { name, codes, advise: answer } of rows) {
    if (codes.length > 0 && !codes.includes(complaint.code)) continue;
    const found = attempt(name, () => answer(complaint));
    if (found === undefined) continue;
    const { en, zh, fix } = found;
    return { row: name, sentence: { en, zh }, ...(fix && { fix }) };
  }
  return undefined;
}

function complaintOf(
  { ts, file, end, names }: Subject,
  d: TypeScript.DiagnosticWithLocation,
  missing: readonly string[],
): Complaint {
  const message = ts.flattenDiagnosticMessageText(d.messageText, "\n");
  const related = (d.relatedInformation ?? []).map(({ code }) => code);
  const { code, start, length } = d;
  return { ts, code, message, start, length, related, source: file.text.slice(0, end), file, names, missing };
}

function missingNames({ ts, file, end }: Subject, found: readonly TypeScript.Diagnostic[]): string[] {
  const unknown = complaints(ts, found, end).filter((d) => d.file === file && nameCodes.includes(d.code));
  return [...new Set(unknown.map(({ start, length }) => file.text.slice(start, start + length)))];
}

/** The smallest node that begins at the complaint and spans it. */
function nodeAt(
  ts: Compiler,
  file: TypeScript.SourceFile,
  start: number,
  length: number,
): TypeScript.Node | undefined {
  let best: TypeScript.Node | undefined;
  const look = (node: TypeScript.Node): void => {
    if (node.pos > start || node.end < start + length) return;
    if (node.getStart(file) === start) best = node;
    ts.forEachChild(node, look);
  };
  ts.forEachChild(file, look);
  return best;
}

/** In a statement with a cause the cause is told once, and first; what may follow from it is left out. */
function causesFirst(file: TypeScript.SourceFile, all: readonly Diagnostic[]): Diagnostic[] {
  const statementOf = (d: Diagnostic): number =>
    d.file === undefined && isCell(file.fileName)
      ? file.statements.findIndex(({ end }) => d.start < end)
      : -1;
  const groups = new Map<number, Diagnostic[]>();
  for (const d of all) groups.set(statementOf(d), [...(groups.get(statementOf(d)) ?? []), d]);
  return [...groups].flatMap(([statement, group]) => (statement < 0 ? group : arranged(group)));
}

function arranged(group: readonly Diagnostic[]): readonly Diagnostic[] {
  const implied = (d: Diagnostic): readonly number[] | undefined => byName.get(d.advice?.row ?? "")?.implies;
  const causes = group.filter((d) => implied(d) !== undefined);
  const sentences = causes.map(({ advice }) => advice!.sentence.en);
  const once = causes.filter((_, i) => sentences.indexOf(sentences[i]) === i);
  const follow = new Set(causes.flatMap((d) => implied(d)!));
  return [...once, ...group.filter((d) => !causes.includes(d) && !follow.has(d.code))];
}
