// A cell that the compiler refused, as Jupyter shows errors.

import { relative, sep } from "node:path";
import type { ErrorContent } from "../../protocol/message";
import type { Diagnostic } from "../language/types";
import { quote } from "./quote";

const NAME = "TypeScriptError";

/** Every complaint with its place, its line and carets. `folder` is what files are named from. */
export function describeRefused(
  diagnostics: readonly Diagnostic[],
  cellName: string,
  folder: string,
): ErrorContent {
  const evalue = diagnostics.map(({ code, message }) => `TS${code}: ${message}`).join("\n");
  const complaints = diagnostics.map((diagnostic) => complaint(diagnostic, cellName, folder).join("\n"));
  return { ename: NAME, evalue, traceback: [`${NAME}: nothing of this cell was run.`, ...complaints] };
}

function complaint(
  { code, message, line, column, length, file, lineText }: Diagnostic,
  cellName: string,
  folder: string,
): string[] {
  const where = file === undefined ? cellName : relative(folder, file).split(sep).join("/");
  const place = `${where}, line ${line}, column ${column}`;
  return [`${place}: TS${code}: ${message}`, ...quote(lineText, column, length)];
}
