// Complaints as marks of an editor: the words of a refusal, the beginner's sentence first, and the edits that
// follow from it.

import { posix } from "../../../host/paths";
import type { Locale } from "../../../../display/host";
import type { Mark, QuickFix } from "../../../editing";
import type { Advice, Diagnostic } from "../types";
import type { Draft } from "./draft";

export function marksOf(
  draft: Draft,
  diagnostics: readonly Diagnostic[],
  folder: string,
  locale: Locale,
): Mark[] {
  const isUnfinished = draft.reading.errors.length > 0;
  return diagnostics.map((diagnostic) => {
    const { code, advice } = diagnostic;
    const severity = code === 0 ? "warning" : "error";
    const sentence = advice === undefined ? [] : [advice.sentence[locale]];
    const words = code === 0 ? [] : [`TS${code}: ${diagnostic.message}`];
    const place = placeIn(draft.text, diagnostic, folder);
    return {
      ...{ start: place.start, length: place.length, severity, code, isUnfinished },
      message: [...place.where, ...sentence, ...words].join("\n"),
      fixes: fixesOf(advice, locale),
    };
  });
}

function fixesOf(advice: Advice | undefined, locale: Locale): QuickFix[] {
  if (advice?.fix === undefined) return [];
  return [{ title: titleOf(advice, locale), edits: advice.fix }];
}

/** What a button says: the new text where it is one piece, else what the sentence advises. */
function titleOf({ fix = [], sentence }: Advice, locale: Locale): string {
  const [first] = fix;
  const text = first.text.trim();
  if (fix.length === 1 && text !== "" && text.length <= 40 && !text.includes("\n"))
    return first.length === 0 ? `+ ${text}` : `→ ${text}`;
  const parts = sentence[locale].split(/: |：/);
  const last = parts.at(-1)!.replace(/[.。]$/, "");
  return last.length <= 60 ? last : { en: "Apply", zh: "应用" }[locale];
}

interface Place {
  start: number;
  length: number;
  where: readonly string[];
}

/** A complaint about a file of the user's stands where the cell imports it. */
function placeIn(text: string, { file, start, length, line, column }: Diagnostic, folder: string): Place {
  if (file === undefined) return { start: Math.min(start, text.length), length, where: [] };
  const name = posix.basename(file).replace(/\.[^.]+$/, "");
  const at = text.indexOf(name);
  const where = [`${posix.relative(folder, file)}, line ${line}, column ${column}:`];
  if (at < 0) return { start: 0, length: Math.max(0, text.indexOf("\n")), where };
  return { start: at, length: name.length, where };
}
