// What can be told of a cell from its syntax alone: the names it declares at its top, the names it mentions,
// whether it awaits.

import type TypeScript from "typescript";
import type { Compiler } from "./compiler";
import { isUsing } from "./shapes";

/** How a top-level name came about: it decides how later cells see it and how it is translated. */
export type DeclaredAs = "let" | "const" | "function" | "class" | "enum" | "namespace" | "type" | "import";

export interface Declared {
  name: string;
  as: DeclaredAs;
  /** The node that carries the symbol. */
  node: TypeScript.Declaration;
  /** The user exported it himself. */
  exported: boolean;
}

type Report = (
  name: TypeScript.Identifier,
  as: DeclaredAs,
  node: TypeScript.Declaration,
  exported?: boolean,
) => void;

/**
 * Every declaration at the top of a cell, and each `var` in blocks below it (they belong to the cell too).
 */
export function declarations(ts: Compiler, file: TypeScript.SourceFile, end: number = Infinity): Declared[] {
  const found: Declared[] = [];
  const report: Report = (name, as, node, exported = false) =>
    found.push({ name: name.text, as, node, exported });
  for (const statement of file.statements) {
    if (statement.pos >= end) break;
    reportStatement(ts, statement, report);
  }
  return found;
}

function reportStatement(ts: Compiler, statement: TypeScript.Statement, report: Report): void {
  const exported = ts.canHaveModifiers(statement) && hasModifier(ts, statement, ts.SyntaxKind.ExportKeyword);
  if (ts.isVariableStatement(statement)) reportList(ts, statement.declarationList, report, exported);
  else if (ts.isFunctionDeclaration(statement)) reportNamed(statement, "function", report, exported);
  else if (ts.isClassDeclaration(statement)) reportNamed(statement, "class", report, exported);
  else if (ts.isEnumDeclaration(statement)) report(statement.name, "enum", statement, exported);
  else if (ts.isInterfaceDeclaration(statement)) report(statement.name, "type", statement, exported);
  else if (ts.isTypeAliasDeclaration(statement)) report(statement.name, "type", statement, exported);
  else if (ts.isModuleDeclaration(statement)) reportNamespace(ts, statement, report, exported);
  else if (ts.isImportDeclaration(statement)) reportImport(ts, statement, report);
  else if (ts.isImportEqualsDeclaration(statement)) report(statement.name, "import", statement, exported);
  else reportVars(ts, statement, report);
}

function reportNamed(
  node: TypeScript.FunctionDeclaration | TypeScript.ClassDeclaration,
  as: DeclaredAs,
  report: Report,
  exported: boolean,
): void {
  if (node.name) report(node.name, as, node, exported);
}

function reportNamespace(
  ts: Compiler,
  node: TypeScript.ModuleDeclaration,
  report: Report,
  exported: boolean,
): void {
  if (ts.isIdentifier(node.name) && !(node.flags & ts.NodeFlags.GlobalAugmentation))
    report(node.name, "namespace", node, exported);
}

function reportImport(ts: Compiler, node: TypeScript.ImportDeclaration, report: Report): void {
  const clause = node.importClause;
  if (!clause) return;
  if (clause.name) report(clause.name, "import", clause);
  const bindings = clause.namedBindings;
  if (!bindings) return;
  if (ts.isNamespaceImport(bindings)) report(bindings.name, "import", bindings);
  else for (const element of bindings.elements) report(element.name, "import", element);
}

function reportList(
  ts: Compiler,
  list: TypeScript.VariableDeclarationList,
  report: Report,
  exported: boolean,
): void {
  const as = list.flags & ts.NodeFlags.Const ? "const" : "let";
  for (const declaration of list.declarations) reportBinding(ts, declaration, as, report, exported);
}

function reportBinding(
  ts: Compiler,
  node: TypeScript.VariableDeclaration | TypeScript.BindingElement,
  as: DeclaredAs,
  report: Report,
  exported: boolean,
): void {
  if (ts.isIdentifier(node.name)) return report(node.name, as, node, exported);
  for (const element of node.name.elements)
    if (ts.isBindingElement(element)) reportBinding(ts, element, as, report, exported);
}

/** `var` inside blocks and loops: functions and classes are borders. */
function reportVars(ts: Compiler, node: TypeScript.Node, report: Report): void {
  if (ts.isFunctionLike(node) || ts.isClassLike(node) || ts.isModuleDeclaration(node)) return;
  if (ts.isVariableDeclarationList(node) && isVar(ts, node)) reportList(ts, node, report, false);
  ts.forEachChild(node, (child) => reportVars(ts, child, report));
}

export function isVar(ts: Compiler, list: TypeScript.VariableDeclarationList): boolean {
  return (list.flags & ts.NodeFlags.BlockScoped) === 0;
}

export function hasModifier(
  ts: Compiler,
  node: TypeScript.HasModifiers,
  kind: TypeScript.SyntaxKind,
): boolean {
  return ts.getModifiers(node)?.some((modifier) => modifier.kind === kind) ?? false;
}

/** Every identifier of the text: what the cell may use of earlier cells. The parser collects them anyway. */
export function identifiers(file: TypeScript.SourceFile): Iterable<string> {
  return (file as unknown as { identifiers: Map<string, string> }).identifiers.keys();
}

/** Whether the cell has to run as an async function. */
export function awaitsAtTop(ts: Compiler, node: TypeScript.Node): boolean {
  if (ts.isFunctionLike(node)) return false;
  if (ts.isAwaitExpression(node)) return true;
  if (ts.isForOfStatement(node) && node.awaitModifier) return true;
  if (ts.isVariableDeclarationList(node) && isUsing(ts, node) === "await") return true;
  return ts.forEachChild(node, (child) => awaitsAtTop(ts, child) || undefined) ?? false;
}
