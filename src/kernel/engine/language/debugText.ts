// What a debugger asks about texts: where a source can be stopped at, and what an expression is as JavaScript
// in the middle of a cell.

import type TypeScript from "typescript";
import type { Stop, Translation, Typed } from "../../engine";
import type { Compiler } from "./compiler";
import { isFree, isReference } from "./drafts/freeNames";
import type { World } from "./programs";
import { cellSpecifier } from "./resolve";
import type { Compiled, DebugText, Refused } from "./types";

type IsBoxed = (name: string) => boolean;

export class DebugTexts implements DebugText {
  constructor(
    private readonly world: World,
    private readonly compile: (source: string) => Compiled | Refused,
  ) {}

  stops(source: string): Stop[] {
    const { ts } = this.world;
    const file = this.parsed(source);
    return startsOf(ts, file).map((start) => {
      const { line, character } = file.getLineAndCharacterOfPosition(start);
      return { line, column: character };
    });
  }

  expression(text: string, locals: readonly string[], boxes: string, isBoxed: IsBoxed): Typed {
    const own = new Set(locals);
    const rewrite = boxing(this.world.ts, boxes, (name) => !own.has(name) && isBoxed(name));
    // In brackets `{ a: 1 }` is an object; statements do not fit in there.
    const expression = javaScript(this.world.ts, `(${text}\n)`, rewrite);
    const code = expression ?? javaScript(this.world.ts, text, rewrite);
    if (code === undefined || text.trim() === "") throw new SyntaxError(`"${text}" is not an expression.`);
    return { code, isExpression: expression !== undefined };
  }

  expressionAt(
    text: string,
    place: { source: string; at: Stop },
    boxes: string,
    isBoxed: IsBoxed,
  ): Translation {
    const { source, at } = place;
    const file = this.parsed(source);
    const locals = localsAt(file, file.getPositionOfLineAndCharacter(at.line, at.column), this.world.ts);
    const top = localsOf(file);
    const { code, isExpression } = this.expression(
      text,
      locals,
      boxes,
      (name) => isBoxed(name) || top.includes(name),
    );
    if (!isExpression) throw new SyntaxError(`"${text}" is not an expression.`);
    return { code, isPlain: isPlain(this.world.ts, this.parsed(text)) };
  }

  declare(name: string): void {
    const compiled = this.compile(`let ${name}: any;`);
    if (!compiled.ok) throw new SyntaxError(compiled.diagnostics[0].message);
  }

  private parsed(source: string): TypeScript.SourceFile {
    const { files, folder } = this.world;
    const file = files.parse(`${folder}/${cellSpecifier("debugged")}.ts`, source);
    this.world.bind(file, "light");
    return file;
  }
}

/** Where statements that run begin, bodies of arrow functions begin, and bodies of functions end. */
function startsOf(ts: Compiler, file: TypeScript.SourceFile): number[] {
  const [found, given] = [new Set<number>(), new Set<number>()];
  const look = (node: TypeScript.Node): void => {
    if (ts.isTypeNode(node) || isDeclaredOnly(ts, node)) return;
    if (ts.isStatement(node) && runs(ts, node)) found.add(startOf(ts, node, file));
    if (ts.isArrowFunction(node) && !ts.isBlock(node.body))
      (isGiven(ts, node) ? given : found).add(node.body.getStart(file));
    if (ts.isBlock(node) && ts.isFunctionLike(node.parent) && comesToEnd(ts, node)) found.add(node.end - 1);
    ts.forEachChild(node, look);
  };
  ts.forEachChild(file, look);
  const lineOf = (start: number): number => file.getLineAndCharacterOfPosition(start).line;
  const lines = new Set([...found].map(lineOf));
  // Stopped at in the line of their call too, they would get in the way of every step over it.
  for (const start of given) if (!lines.has(lineOf(start))) found.add(start);
  return [...found].sort((a, b) => a - b);
}

/** Whether the bracket of a function's body is ever come to. */
function comesToEnd(ts: Compiler, { statements }: TypeScript.Block): boolean {
  const last = statements.at(-1);
  return last === undefined || !(ts.isReturnStatement(last) || ts.isThrowStatement(last));
}

/** A function that is given to another one, as to `map`, and not kept under a name. */
function isGiven(ts: Compiler, { parent }: TypeScript.ArrowFunction): boolean {
  return ts.isCallExpression(parent) || ts.isNewExpression(parent);
}

/** Declarations of which nothing is left when the program runs. */
function isDeclaredOnly(ts: Compiler, node: TypeScript.Node): boolean {
  if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) || ts.isImportDeclaration(node))
    return true;
  if (!ts.canHaveModifiers(node)) return false;
  return ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword) ?? false;
}

/** Functions are there before anything runs, and V8 does not stop at the brackets of a block. */
function runs(ts: Compiler, node: TypeScript.Statement): boolean {
  return !(
    ts.isBlock(node) ||
    ts.isFunctionDeclaration(node) ||
    ts.isEmptyStatement(node) ||
    ts.isLabeledStatement(node) ||
    ts.isExportDeclaration(node)
  );
}

/**
 * A variable's statement is told by its first name: the word before it is dropped where a name lives in a
 * box.
 */
function startOf(ts: Compiler, node: TypeScript.Statement, file: TypeScript.SourceFile): number {
  const first = ts.isVariableStatement(node) ? node.declarationList.declarations[0] : node;
  return first.getStart(file);
}

/** What the binder knows of a scope: TypeScript's own field. */
function localsOf(node: TypeScript.Node): string[] {
  return [...((node as { locals?: ReadonlyMap<string, unknown> }).locals?.keys() ?? [])];
}

/** Names of the scopes around a place, but those at the top. */
function localsAt(file: TypeScript.SourceFile, position: number, ts: Compiler): string[] {
  const names: string[] = [];
  const look = (node: TypeScript.Node): void => {
    if (node.pos > position || node.end <= position) return;
    names.push(...localsOf(node));
    ts.forEachChild(node, look);
  };
  ts.forEachChild(file, look);
  return names;
}

/** Whether a text calls no function, makes none and waits for nothing. */
function isPlain(ts: Compiler, node: TypeScript.Node): boolean {
  const { CallExpression, NewExpression, TaggedTemplateExpression, AwaitExpression } = ts.SyntaxKind;
  if ([CallExpression, NewExpression, TaggedTemplateExpression, AwaitExpression].includes(node.kind))
    return false;
  if (ts.isFunctionLike(node) || ts.isClassLike(node) || ts.isIterationStatement(node, false)) return false;
  return !ts.forEachChild(node, (child) => !isPlain(ts, child));
}

/** Undefined for a text that does not parse. */
function javaScript(
  ts: Compiler,
  text: string,
  rewrite: TypeScript.TransformerFactory<TypeScript.SourceFile>,
): string | undefined {
  const { outputText, diagnostics = [] } = ts.transpileModule(text, {
    reportDiagnostics: true,
    compilerOptions: { target: ts.ScriptTarget.ES2024, module: ts.ModuleKind.ESNext, alwaysStrict: false },
    transformers: { before: [rewrite] },
  });
  // Complaints without a file are about the settings.
  if (diagnostics.some(({ file }) => file !== undefined)) return undefined;
  return outputText.replace(/^"use strict";\s*/, "").trim();
}

/** `x` becomes `boxes("x").v`. */
function boxing(
  ts: Compiler,
  boxes: string,
  isBoxed: IsBoxed,
): TypeScript.TransformerFactory<TypeScript.SourceFile> {
  const none: ReadonlySet<string> = new Set();
  return (context) => (file) => {
    const { factory } = context;
    const access = (name: string): TypeScript.Expression => {
      const box = factory.createCallExpression(factory.createIdentifier(boxes), undefined, [
        factory.createStringLiteral(name),
      ]);
      return factory.createPropertyAccessExpression(box, "v");
    };
    const isName = (node: TypeScript.Node): node is TypeScript.Identifier =>
      ts.isIdentifier(node) && isReference(ts, node) && isFree(node, none) && isBoxed(node.text);
    const visit = (node: TypeScript.Node): TypeScript.Node => {
      if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return node;
      if (ts.isShorthandPropertyAssignment(node) && isName(node.name))
        return factory.createPropertyAssignment(node.name.text, access(node.name.text));
      if (!isName(node)) return ts.visitEachChild(node, visit, context);
      const { parent } = node;
      // Called as it stands, a function out of a box would get the box for its `this`.
      return ts.isCallExpression(parent) && parent.expression === node
        ? factory.createParenthesizedExpression(
            factory.createComma(factory.createNumericLiteral(0), access(node.text)),
          )
        : access(node.text);
    };
    return ts.visitEachChild(file, visit, context);
  };
}
