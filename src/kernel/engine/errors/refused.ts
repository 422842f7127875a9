// Compile errors of a cell, as Jupyter shows errors.

import { relative, sep } from "../../host/paths";
import type { Locale } from "../../../display/host";
import type { ErrorContent } from "../../protocol/message";
import type { Diagnostic } from "../language/types";
import { quote } from "./quote";

const NAME = "TypeScriptError";

/**
 * How complaints are told: what files are named from, and in which language a beginner is told the way out.
 */
export interface Telling {
  cellName: string;
  folder: string;
  locale: Locale;
}

/** Every complaint with the way out, its place, its line and carets. */
export function describeRefused(diagnostics: readonly Diagnostic[], telling: Telling): ErrorContent {
  const explained = diagnostics.map((diagnostic, i) => ({
    diagnostic,
    // Several complaints may have one way out.
    sentence: sentenceOf(diagnostic, telling, diagnostics.slice(0, i)),
  }));
  const evalue = explained.flatMap(({ sentence, diagnostic }) => [...sentence, words(diagnostic)]).join("\n");
  const complaints = explained.map(({ sentence, diagnostic }) =>
    [...sentence, ...complaint(diagnostic, words(diagnostic), telling)].join("\n"),
  );
  return { ename: NAME, evalue, traceback: [`${NAME}: nothing of this cell was run.`, ...complaints] };
}

/** What is said beside the output of a cell that runs all the same. */
export function describeNotes(notes: readonly Diagnostic[], telling: Telling): string {
  const lines = notes.flatMap((note) => complaint(note, note.advice!.sentence[telling.locale], telling));
  return lines.map((line) => `${line}\n`).join("");
}

function sentenceOf(
  { advice }: Diagnostic,
  { locale }: Telling,
  before: readonly Diagnostic[],
): readonly string[] {
  if (advice === undefined) return [];
  const isTold = before.some((other) => other.advice?.sentence[locale] === advice.sentence[locale]);
  return isTold ? [] : [advice.sentence[locale]];
}

function words({ code, message }: Diagnostic): string {
  return `TS${code}: ${message}`;
}

function complaint(
  { line, column, length, file, lineText }: Diagnostic,
  text: string,
  { cellName, folder }: Telling,
): string[] {
  const where = file === undefined ? cellName : relative(folder, file).split(sep).join("/");
  return [`${where}, line ${line}, column ${column}: ${text}`, ...quote(lineText, column, length)];
}
