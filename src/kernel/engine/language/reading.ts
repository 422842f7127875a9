// What the text of a cell tells by itself, before anything is checked.

import type TypeScript from "typescript";
import { parserDiagnostics } from "./advice/advise";
import type { Names } from "./advice/row";
import { parserComplaints } from "./files";
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

/** What `file` tells, whose text is a cell's, or begins with it: see `parseAsModule`. */
export function readCell(
  { ts, selfContained, options }: World,
  names: Names,
  file: TypeScript.SourceFile,
  source: string,
): Reading {
  const errors = parserComplaints(file);
  const declared = declarations(ts, file, source.length);
  const own = ownStatements(file, source);
  return {
    errors: parserDiagnostics({ ts, file, end: source.length, names }, errors),
    names: [...new Set([...identifiers(file), ...elementFactories(ts, file, options("full"))])],
    own: ownMeanings(declared),
    exported: exportedNames(ts, file, declared),
    async: awaitsAtTop(ts, file),
    augments: own.some((statement) => augments(ts, statement)),
    needsNode: NODE.test(source) || importedBy(ts, own).some((name) => !selfContained.has(name)),
    isExpression: own.length === 1 && ts.isExpressionStatement(own[0]),
  };
}

/** Words with which declarations begin. */
const DECLARES =
  /\b(?:const|let|var|using|function|class|enum|interface|type|namespace|module|import|export|declare)\b/;
const WORD = /[\p{ID_Start}$_][\p{ID_Continue}$]*/gu;

/**
 * Whether a cell neither declares nor borrows a name, and needs nothing of Node, as far as its words tell:
 * every other one is parsed as a module once more, when it is known what it borrows.
 */
export function standsAlone(source: string, isKnown: (name: string) => boolean): boolean {
  return !NODE.test(source) && !DECLARES.test(source) && !(source.match(WORD) ?? []).some(isKnown);
}

/**
 * A cell parsed as the module that it is when it neither declares nor borrows a name, so that such a cell is
 * parsed once; undefined where what follows in that text would be a part of the cell's.
 */
export function parseAsModule(
  { ts, files }: Pick<World, "ts" | "files">,
  path: string,
  source: string,
  borrowed: string,
): TypeScript.SourceFile | undefined {
  const file = files.parse(path, moduleText(source, borrowed, nameless));
  if (parserComplaints(file).length > 0) return undefined;
  const last = ownStatements(file, source).at(-1);
  return last && takesStatement(ts, last) ? undefined : file;
}

const nameless: Pick<Reading, "own" | "exported"> = { own: new Map(), exported: new Set() };

/** `if (x)` at the end would take what follows for its own, and a `throw` its line break. */
function takesStatement(ts: World["ts"], statement: TypeScript.Statement): boolean {
  return (
    ts.isIfStatement(statement) ||
    (ts.isIterationStatement(statement, false) && !ts.isDoStatement(statement)) ||
    ts.isThrowStatement(statement) ||
    ts.isLabeledStatement(statement) ||
    ts.isWithStatement(statement)
  );
}

function ownStatements(file: TypeScript.SourceFile, source: string): TypeScript.Statement[] {
  return file.statements.filter((statement) => statement.getStart(file) < source.length);
}

/** The user's text first, so that positions stay; the semicolon ends a statement that leaves it open. */
export function moduleText(
  source: string,
  borrowed: string,
  { own, exported }: Pick<Reading, "own" | "exported">,
): string {
  const names = [...own.keys()].filter((name) => !exported.has(name));
  return `${source}\n;${borrowed}\nexport { ${names.join(", ")} };`;
}

/** The modules that the cell's import and export declarations name. */
function importedBy(ts: World["ts"], statements: readonly TypeScript.Statement[]): string[] {
  return statements.flatMap((statement) => {
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
