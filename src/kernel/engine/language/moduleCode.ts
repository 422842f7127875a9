// Local sources as code for the module loader: what a file asks of it by the names that the loader hands
// over.

import type TypeScript from "typescript";
import type { Compiler } from "./compiler";
import type { Import } from "./types";

/** What `import.meta` is called in a translated file. */
export const META = "$$meta";

/** What the function is called there that says whether the code is to end. */
export const TURN = "$$turn";

/** The function that gives a module that was imported, and with `true` its namespace. */
export const IMPORT = "$$import";

/** `import()` */
export const DYNAMIC = "$$dynamic";

type Factory = TypeScript.TransformerFactory<TypeScript.SourceFile>;

/**
 * `import()` and `import.meta`, which the compiler's own translation to CommonJS would take for something
 * else.
 */
export function loaderNames(ts: Compiler): Factory {
  return (context) => (file) => {
    const visit = (node: TypeScript.Node): TypeScript.Node => {
      if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword)
        return ts.setTextRange(ts.factory.createIdentifier(META), node);
      const visited = ts.visitEachChild(node, visit, context);
      if (!ts.isCallExpression(visited) || visited.expression.kind !== ts.SyntaxKind.ImportKeyword)
        return visited;
      const callee = ts.setTextRange(ts.factory.createIdentifier(DYNAMIC), visited.expression);
      return ts.factory.updateCallExpression(visited, callee, undefined, visited.arguments);
    };
    return ts.visitEachChild(file, visit, context);
  };
}

/**
 * After the compiler's own translation: its `require` of what was imported becomes a question to the loader,
 * listed in `found`, and the code stops (`yield`) where its functions have been exported and nothing of its
 * own has run yet.
 */
export function linking(ts: Compiler, found: Import[]): Factory {
  return (context) => (file) => {
    const calls = new Calls(ts, context, found);
    const statements = file.statements.map((statement) => calls.statement(statement));
    const first = statements.findIndex((statement) => !isPreparation(ts, statement));
    const stop = ts.factory.createExpressionStatement(ts.factory.createYieldExpression(undefined, undefined));
    statements.splice(first < 0 ? statements.length : first, 0, stop);
    return ts.factory.updateSourceFile(file, statements);
  };
}

class Calls {
  constructor(
    private readonly ts: Compiler,
    private readonly context: TypeScript.TransformationContext,
    private readonly found: Import[],
  ) {}

  /** `import x = require()` stays a require, but what it asks for is loaded before, too. */
  statement(statement: TypeScript.Statement): TypeScript.Statement {
    const { ts } = this;
    if (!ts.isImportEqualsDeclaration(ts.getOriginalNode(statement)))
      return ts.visitNode(statement, this.visit) as TypeScript.Statement;
    const look = (node: TypeScript.Node): void => {
      const specifier = this.required(node);
      if (specifier !== undefined) this.found.push({ specifier, way: "require" });
      ts.forEachChild(node, look);
    };
    look(statement);
    return statement;
  }

  private readonly visit = (node: TypeScript.Node): TypeScript.Node => {
    const { ts } = this;
    if (!ts.isCallExpression(node)) return ts.visitEachChild(node, this.visit, this.context);
    const specifier = this.required(node);
    if (specifier !== undefined) return this.imported(node, specifier, false);
    const [argument] = node.arguments;
    const starred = isHelper(ts, node.expression) && argument ? this.required(argument) : undefined;
    if (starred !== undefined) return this.imported(node, starred, true);
    return ts.visitEachChild(node, this.visit, this.context);
  };

  private imported(node: TypeScript.Node, specifier: string, star: boolean): TypeScript.Node {
    const { factory } = this.ts;
    this.found.push({ specifier, way: "import" });
    const rest = star ? [factory.createTrue()] : [];
    const args = [factory.createStringLiteral(specifier), ...rest];
    const call = factory.createCallExpression(factory.createIdentifier(IMPORT), undefined, args);
    return this.ts.setTextRange(call, node);
  }

  /** The specifier of a `require` that the compiler wrote: the user's own has a place in the text. */
  private required(node: TypeScript.Node): string | undefined {
    const { ts } = this;
    if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression)) return undefined;
    if (node.expression.text !== "require" || node.expression.pos >= 0) return undefined;
    const [argument] = node.arguments;
    return argument && ts.isStringLiteralLike(argument) ? argument.text : undefined;
  }
}

/** The compiler's functions that make a namespace of a module. */
function isHelper(ts: Compiler, callee: TypeScript.Expression): boolean {
  return ts.isIdentifier(callee) && /^__import(Star|Default)$/.test(callee.text);
}

/**
 * Directives, the mark of a module, and assignments of names to `exports`: what holds before anything runs.
 */
function isPreparation(ts: Compiler, statement: TypeScript.Statement): boolean {
  if (!ts.isExpressionStatement(statement)) return false;
  const { expression } = statement;
  if (ts.isStringLiteral(expression)) return true;
  if (ts.isCallExpression(expression)) return isMark(ts, expression);
  return isExporting(ts, expression);
}

function isMark(ts: Compiler, call: TypeScript.CallExpression): boolean {
  const mark = call.arguments[1];
  return mark !== undefined && ts.isStringLiteral(mark) && mark.text === "__esModule";
}

function isExporting(ts: Compiler, node: TypeScript.Expression): boolean {
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return false;
  const { left, right } = node;
  if (!ts.isPropertyAccessExpression(left) && !ts.isElementAccessExpression(left)) return false;
  if (!ts.isIdentifier(left.expression) || left.expression.text !== "exports") return false;
  return ts.isIdentifier(right) || ts.isVoidExpression(right) || isExporting(ts, right);
}
