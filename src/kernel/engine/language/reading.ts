// What the text of a cell tells by itself, before anything is checked.

import type TypeScript from "typescript";
import { parserDiagnostics } from "./advice/advise";
import type { Names } from "./advice/row";
import { ownMeanings } from "./homes";
import { elementFactories } from "./made";
import { awaitsAtTop, type Declared, declarations, identifiers } from "./names";
import type { World } from "./programs";
import type { Own } from "./scope";
import type { Diagnostic } from "./types";

export interface Reading {
  /** Complaints of the parser. */
  errors: Diagnostic[];
  /** Every identifier. */
  names: string[];
  /** The names that it declares, with their meanings. */
  own: Map<string, Own>;
  /** The names that it exports itself. */
  exported: Set<string>;
  async: boolean;
  /** It has `declare global` or `declare module`, which act without being named. */
  augments: boolean;
  /** Types of Node are likely to be needed. */
  needsNode: boolean;
  /** It is nothing but one expression. */
  isExpression: boolean;
}

/**
 * Modules loaded by a call, references to libraries, and the names of Node's that cells use most: the list
 * only saves checking them twice.
 */
const NODE =
  /\bimport\s*[.(]|\brequire\b|\bglobalThis\b|^\s*\/\/\/|\b(process|Buffer|fetch|URL|performance|structuredClone)\b/m;

export function readCell(
  { ts, files, selfContained, options }: World,
  names: Names,
  path: string,
  source: string,
): Reading {
  const file = files.parse(path, source);
  const errors = (file as unknown as { parseDiagnostics: TypeScript.Diagnostic[] }).parseDiagnostics;
  const declared = declarations(ts, file);
  return {
    errors: parserDiagnostics({ ts, file, end: source.length, names }, errors),
    names: [...new Set([...identifiers(file), ...elementFactories(ts, file, options("full"))])],
    own: ownMeanings(declared),
    exported: exportedNames(ts, file, declared),
    async: awaitsAtTop(ts, file),
    augments: file.statements.some((statement) => augments(ts, statement)),
    needsNode: NODE.test(source) || importedBy(ts, file).some((name) => !selfContained.has(name)),
    isExpression: file.statements.length === 1 && ts.isExpressionStatement(file.statements[0]),
  };
}

/** The user's text first, so that positions stay; the semicolon ends a statement that leaves it open. */
export function moduleText(source: string, borrowed: string, { own, exported }: Reading): string {
  const names = [...own.keys()].filter((name) => !exported.has(name));
  return `${source}\n;${borrowed}\nexport { ${names.join(", ")} };`;
}

/** The modules that the cell's import and export declarations name. */
function importedBy(ts: World["ts"], file: TypeScript.SourceFile): string[] {
  return file.statements.flatMap((statement) => {
    const specifier = specifierOf(ts, statement);
    return specifier === undefined ? [] : [ts.isStringLiteral(specifier) ? specifier.text : ""];
  });
}

function specifierOf(ts: World["ts"], statement: TypeScript.Statement): TypeScript.Node | undefined {
  if (ts.isImportEqualsDeclaration(statement)) return statement.moduleReference;
  const names = ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement);
  return names ? statement.moduleSpecifier : undefined;
}

function augments(ts: World["ts"], statement: TypeScript.Statement): boolean {
  if (!ts.isModuleDeclaration(statement)) return false;
  return ts.isStringLiteral(statement.name) || statement.name.text === "global";
}

function exportedNames(
  ts: World["ts"],
  file: TypeScript.SourceFile,
  declared: readonly Declared[],
): Set<string> {
  const names = declared.filter((d) => d.exported).map((d) => d.name);
  for (const statement of file.statements) {
    if (!ts.isExportDeclaration(statement) || !statement.exportClause) continue;
    if (!ts.isNamedExports(statement.exportClause)) continue;
    names.push(...statement.exportClause.elements.map((element) => element.name.text));
  }
  return new Set(names);
}
