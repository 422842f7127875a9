// Imports at run time: the runner loads the modules first, the cell's lines then put what it asked for into
// boxes.

import type TypeScript from "typescript";
import type { Compiler } from "./compiler";
import type { Rewriting } from "./rewrite";
import type { Way } from "./types";

export interface ImportLines {
  lines(statement: TypeScript.ImportDeclaration | TypeScript.ExportDeclaration): TypeScript.Statement[];
  required(
    statement: TypeScript.ImportEqualsDeclaration,
    from: TypeScript.ExternalModuleReference,
  ): TypeScript.Statement[];
  /**
   * Whether an imported name is more than a type. An unknown one counts as a value: a package without types.
   */
  hasValue(name: TypeScript.Identifier): boolean;
  dynamic(node: TypeScript.CallExpression, args: TypeScript.Expression[]): TypeScript.Expression;
  meta(): TypeScript.Expression;
}

export function createImportLines(ts: Compiler, { boxes, checker, imports }: Rewriting): ImportLines {
  const { factory } = ts;
  const handle = (member: string): TypeScript.Expression =>
    factory.createPropertyAccessExpression(factory.createIdentifier(boxes.handle), member);

  function need(specifier: string, way: Way = "import"): void {
    if (!imports.some((known) => known.specifier === specifier && known.way === way))
      imports.push({ specifier, way });
  }

  /** `$$.bind("x", "module", "exported")` */
  function bind(name: TypeScript.Identifier, specifier: string, exported: string): TypeScript.Statement {
    const args = [name.text, specifier, exported].map((text) => factory.createStringLiteral(text));
    const call = ts.setTextRange(factory.createCallExpression(handle("bind"), undefined, args), name);
    return ts.setTextRange(factory.createExpressionStatement(call), name);
  }

  function hasValue(name: TypeScript.Identifier): boolean {
    const symbol = checker.getSymbolAtLocation(name);
    if (!symbol || !(symbol.flags & ts.SymbolFlags.Alias)) return true;
    const target = checker.getAliasedSymbol(symbol);
    return (target.flags & ts.SymbolFlags.Value) !== 0;
  }

  function bindings(clause: TypeScript.ImportClause, specifier: string): TypeScript.Statement[] {
    const made: TypeScript.Statement[] = [];
    const add = (name: TypeScript.Identifier, exported: string): void => {
      if (hasValue(name)) made.push(bind(name, specifier, exported));
    };
    if (clause.name) add(clause.name, "default");
    const named = clause.namedBindings;
    if (named && ts.isNamespaceImport(named)) add(named.name, "*");
    else
      for (const element of named?.elements ?? [])
        if (!element.isTypeOnly) add(element.name, (element.propertyName ?? element.name).text);
    return made;
  }

  return {
    hasValue,
    lines(statement) {
      const specifier = (statement.moduleSpecifier as TypeScript.StringLiteral | undefined)?.text;
      if (specifier === undefined) return [];
      if (ts.isExportDeclaration(statement)) {
        if (!statement.isTypeOnly) need(specifier);
        return [];
      }
      const clause = statement.importClause;
      if (clause?.isTypeOnly) return [];
      const made = clause ? bindings(clause, specifier) : [];
      if (made.length || !clause) need(specifier);
      return made;
    },
    required(statement, from) {
      if (statement.isTypeOnly) return [];
      const specifier = (from.expression as TypeScript.StringLiteral).text;
      need(specifier, "require");
      return [bind(statement.name, specifier, "=")];
    },
    dynamic: (node, args) =>
      ts.setTextRange(factory.createCallExpression(handle("import"), undefined, args), node),
    meta: () => handle("meta"),
  };
}
