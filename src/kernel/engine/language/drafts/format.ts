// A cell in TypeScript's own layout.

import type TypeScript from "typescript";
import type { TextEdit } from "../../../editing";
import { parserComplaints } from "../files";
import type { World } from "../programs";
import { cellSpecifier } from "../resolve";

/**
 * The edits that lay out a cell as TypeScript's own formatter does, with two spaces; none where it is no
 * TypeScript as it stands.
 */
export function format({ ts, files, folder, host }: World, text: string): TextEdit[] {
  const path = `${folder}/${cellSpecifier("format")}.ts`;
  const file = files.parse(path, text);
  if (parserComplaints(file).length > 0) return [];
  const service = ts.createLanguageService(
    {
      ...host,
      getCompilationSettings: () => ({ noLib: true }),
      getScriptFileNames: () => [path],
      getScriptVersion: () => "1",
      getScriptSnapshot: (name) => (name === path ? ts.ScriptSnapshot.fromString(text) : undefined),
      getDefaultLibFileName: () => "",
      writeFile: undefined,
      readDirectory: undefined,
    },
    undefined,
    ts.LanguageServiceMode.Syntactic,
  );
  const settings: TypeScript.FormatCodeSettings = {
    ...ts.getDefaultFormatCodeSettings("\n"),
    indentSize: 2,
    tabSize: 2,
    convertTabsToSpaces: true,
    trimTrailingWhitespace: true,
    insertSpaceAfterOpeningAndBeforeClosingNonemptyBraces: true,
  };
  return service
    .getFormattingEditsForDocument(path, settings)
    .map(({ span: { start, length }, newText }) => ({ start, length, text: newText }));
}
