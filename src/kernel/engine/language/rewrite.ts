// The translation of a checked cell: statements at its top, and every reference to a name that lives in a
// box.

import type TypeScript from "typescript";
import type { Boxes } from "./boxes";
import type { Compiler } from "./compiler";
import { type ImportLines, createImportLines } from "./imports";
import { madeNames } from "./made";
import { hasModifier, isVar } from "./names";
import { createPatterns, type Patterns } from "./patterns";
import { entityExpression, firstName, isUsing, unwrapped, withoutExport } from "./shapes";
import { asksForTurns } from "./turns";
import type { Import } from "./types";

export interface Rewriting {
  /** Where the user's text ends; what follows is the engine's and is dropped. */
  end: number;
  boxes: Boxes;
  checker: TypeScript.TypeChecker;
  /** Filled with the modules that the cell needs at run time. */
  imports: Import[];
  /** Names that elements are made by. */
  factories: readonly string[];
}

/** The transformers for `program.emit`. */
export function cellTransformers(ts: Compiler, rewriting: Rewriting): TypeScript.CustomTransformers {
  return {
    before: [(context) => (file) => new Rewriter(ts, context, rewriting).file(file)],
    // The compiler marks a module without imports with `export {}`, which has no place in a function.
    after: [
      () => (file) => withoutExports(ts, file),
      madeNames(ts, rewriting),
      asksForTurns(ts, () => rewriting.boxes.turn()),
    ],
  };
}

function withoutExports(ts: Compiler, file: TypeScript.SourceFile): TypeScript.SourceFile {
  return ts.factory.updateSourceFile(
    file,
    file.statements.filter((statement) => !ts.isExportDeclaration(statement)),
  );
}

/** Operators that give a function on their right the name on their left. */
function naming(ts: Compiler): ReadonlySet<TypeScript.SyntaxKind> {
  const { EqualsToken, BarBarEqualsToken, AmpersandAmpersandEqualsToken, QuestionQuestionEqualsToken } =
    ts.SyntaxKind;
  return new Set([
    EqualsToken,
    BarBarEqualsToken,
    AmpersandAmpersandEqualsToken,
    QuestionQuestionEqualsToken,
  ]);
}

type Statements = TypeScript.Statement[];

class Rewriter {
  private readonly factory: TypeScript.NodeFactory;
  private readonly imports: ImportLines;
  private readonly patterns: Patterns;

  constructor(
    private readonly ts: Compiler,
    private readonly context: TypeScript.TransformationContext,
    private readonly rewriting: Rewriting,
  ) {
    this.factory = ts.factory;
    this.imports = createImportLines(ts, rewriting);
    this.patterns = createPatterns(ts, rewriting.boxes, (node) => this.expression(node));
  }

  file(file: TypeScript.SourceFile): TypeScript.SourceFile {
    const { ts } = this;
    const own = file.statements.filter((statement) => statement.pos < this.rewriting.end);
    const last = own.findLast((statement) => !ts.isEmptyStatement(statement));
    const hoisted: Statements = own.flatMap((statement) => this.hoisted(statement));
    const body = own.flatMap((statement) =>
      statement === last && ts.isExpressionStatement(statement)
        ? [this.result(statement)]
        : this.top(statement),
    );
    return this.factory.updateSourceFile(file, [...hoisted, ...body]);
  }

  /** What holds before the first statement runs: imports and functions. */
  private hoisted(statement: TypeScript.Statement): Statements {
    const { ts } = this;
    if (ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement))
      return this.imports.lines(statement);
    if (ts.isFunctionDeclaration(statement) && statement.body && statement.name)
      return [this.publish(statement.name)];
    return [];
  }

  /**
   * The last expression is the cell's value: `return $$.value(x)` puts it in a box, so that an async cell does
   * not wait for it, and gives a function no name.
   */
  private result(statement: TypeScript.ExpressionStatement): TypeScript.Statement {
    const { factory } = this;
    const handle = factory.createIdentifier(this.rewriting.boxes.handle);
    const value = factory.createPropertyAccessExpression(handle, "value");
    const box = factory.createCallExpression(value, undefined, [this.expression(statement.expression)]);
    return this.ts.setTextRange(factory.createReturnStatement(box), statement);
  }

  private top(statement: TypeScript.Statement): Statements {
    const { ts } = this;
    if (ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement)) return [];
    if (ts.isImportEqualsDeclaration(statement)) return this.importEquals(statement);
    if (ts.isExportAssignment(statement))
      return [this.factory.createExpressionStatement(this.expression(statement.expression))];
    if (ts.isVariableStatement(statement)) return this.variables(statement);
    if (ts.isFunctionDeclaration(statement)) return [this.declaration(statement)];
    if (ts.isClassDeclaration(statement) || ts.isEnumDeclaration(statement)) return this.published(statement);
    if (ts.isModuleDeclaration(statement)) return this.namespace(statement);
    return [ts.visitNode(statement, this.visit) as TypeScript.Statement];
  }

  private variables(statement: TypeScript.VariableStatement): Statements {
    const { ts, factory } = this;
    if (hasModifier(ts, statement, ts.SyntaxKind.DeclareKeyword)) return [];
    const list = statement.declarationList;
    if (isUsing(ts, list))
      return [
        this.visitChildren(statement),
        ...list.declarations.map((d) => this.publish(d.name as TypeScript.Identifier)),
      ];
    return list.declarations.flatMap((declaration) => {
      const assignment = this.patterns.assignment(declaration, isVar(ts, list));
      if (!assignment) return [];
      return [ts.setTextRange(factory.createExpressionStatement(assignment), declaration)];
    });
  }

  private published(statement: TypeScript.ClassDeclaration | TypeScript.EnumDeclaration): Statements {
    if (hasModifier(this.ts, statement, this.ts.SyntaxKind.DeclareKeyword)) return [];
    const declaration = this.declaration(statement);
    return statement.name ? [declaration, this.publish(statement.name)] : [declaration];
  }

  private namespace(statement: TypeScript.ModuleDeclaration): Statements {
    const { ts } = this;
    if (hasModifier(ts, statement, ts.SyntaxKind.DeclareKeyword) || !ts.isIdentifier(statement.name))
      return [];
    const symbol = this.rewriting.checker.getSymbolAtLocation(statement.name);
    if (!symbol || !(symbol.flags & ts.SymbolFlags.ValueModule)) return [];
    return [this.declaration(statement), this.publish(statement.name)];
  }

  /** The declaration without `export`, with its own name left to itself inside. */
  private declaration<T extends TypeScript.DeclarationStatement>(statement: T): T {
    const inside = (): T => this.visitChildren(statement);
    const visited = this.ts.isFunctionDeclaration(statement)
      ? inside()
      : this.rewriting.boxes.within(statement, inside);
    return withoutExport(this.ts, visited);
  }

  private importEquals(statement: TypeScript.ImportEqualsDeclaration): Statements {
    const { ts, factory } = this;
    const reference = statement.moduleReference;
    if (ts.isExternalModuleReference(reference)) return this.imports.required(statement, reference);
    if (statement.isTypeOnly || !this.imports.hasValue(statement.name)) return [];
    const value = this.expression(entityExpression(ts, reference));
    return [
      factory.createExpressionStatement(
        factory.createAssignment(this.rewriting.boxes.access(statement.name.text), value),
      ),
    ];
  }

  /** `$$A.v = A` */
  private publish(name: TypeScript.Identifier): TypeScript.Statement {
    const { factory } = this;
    const local = factory.createIdentifier(name.text);
    return factory.createExpressionStatement(
      factory.createAssignment(this.rewriting.boxes.access(name.text), local),
    );
  }

  private expression(node: TypeScript.Expression): TypeScript.Expression {
    return this.ts.visitNode(node, this.visit) as TypeScript.Expression;
  }

  private visitChildren<T extends TypeScript.Node>(node: T): T {
    return this.ts.visitEachChild(node, this.visit, this.context);
  }

  private readonly visit = (node: TypeScript.Node): TypeScript.VisitResult<TypeScript.Node | undefined> => {
    const { ts } = this;
    if (ts.isIdentifier(node)) return this.reference(node);
    if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return node;
    if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return node;
    if (ts.isShorthandPropertyAssignment(node)) return this.shorthand(node);
    if (ts.isCallExpression(node)) return this.call(node);
    if (ts.isTaggedTemplateExpression(node)) return this.tagged(node);
    if (ts.isBinaryExpression(node)) return this.binary(node);
    if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword)
      return this.imports.meta();
    if (ts.isVariableStatement(node) && this.isNestedVar(node.declarationList)) return this.nestedVars(node);
    if (ts.isForStatement(node) || ts.isForInStatement(node) || ts.isForOfStatement(node))
      return this.loop(node);
    return this.visitChildren(node);
  };

  private reference(node: TypeScript.Identifier): TypeScript.Node {
    const { boxes } = this.rewriting;
    if (!boxes.refers(node)) return node;
    return this.ts.setTextRange(boxes.access(node.text), node);
  }

  private shorthand(node: TypeScript.ShorthandPropertyAssignment): TypeScript.Node {
    const { factory } = this;
    if (!this.rewriting.boxes.refers(node.name)) return this.visitChildren(node);
    const access = this.ts.setTextRange(this.rewriting.boxes.access(node.name.text), node.name);
    const initial = node.objectAssignmentInitializer;
    const value = initial
      ? factory.createAssignment(access, this.patterns.value(node.name, initial))
      : access;
    return this.ts.setTextRange(factory.createPropertyAssignment(node.name.text, value), node);
  }

  /** A function that is assigned to a name is called by it. */
  private binary(node: TypeScript.BinaryExpression): TypeScript.Node {
    const { ts } = this;
    const { left, operatorToken, right } = node;
    if (!ts.isIdentifier(left) || !naming(ts).has(operatorToken.kind) || !this.rewriting.boxes.refers(left))
      return this.visitChildren(node);
    const value = this.patterns.value(left, right);
    return this.factory.updateBinaryExpression(node, this.expression(left), operatorToken, value);
  }

  private call(node: TypeScript.CallExpression): TypeScript.Node {
    if (node.expression.kind === this.ts.SyntaxKind.ImportKeyword)
      return this.imports.dynamic(
        node,
        node.arguments.map((argument) => this.expression(argument)),
      );
    const visited = this.visitChildren(node);
    const callee = this.detached(node.expression);
    if (!callee) return visited;
    return this.ts.isCallChain(visited)
      ? this.factory.updateCallChain(
          visited,
          callee,
          visited.questionDotToken,
          visited.typeArguments,
          visited.arguments,
        )
      : this.factory.updateCallExpression(visited, callee, visited.typeArguments, visited.arguments);
  }

  private tagged(node: TypeScript.TaggedTemplateExpression): TypeScript.Node {
    const visited = this.visitChildren(node);
    const tag = this.detached(node.tag);
    return tag
      ? this.factory.updateTaggedTemplateExpression(visited, tag, visited.typeArguments, visited.template)
      : visited;
  }

  /** `(0, $$f.v)`: called as it stands, a function out of a box would get the box for its `this`. */
  private detached(callee: TypeScript.Expression): TypeScript.Expression | undefined {
    const { ts, factory } = this;
    const bare = unwrapped(ts, callee);
    if (!ts.isIdentifier(bare) || !this.rewriting.boxes.refers(bare)) return undefined;
    const access = ts.setTextRange(this.rewriting.boxes.access(bare.text), bare);
    const made = factory.createParenthesizedExpression(
      factory.createComma(factory.createNumericLiteral(0), access),
    );
    // V8 gives such a call the place of its bracket, which the map knows by the end of what stands before.
    const start = callee.getStart();
    return ts.setSourceMapRange(made, { pos: start, end: start });
  }

  /**
   * A `var` below the top belongs to the cell, unless a function lies between; those are told by their
   * symbol.
   */
  private isNestedVar(list: TypeScript.VariableDeclarationList): boolean {
    return (
      isVar(this.ts, list) &&
      list.declarations.some((d) => firstName(this.ts, d.name, (id) => this.isBoxed(id)))
    );
  }

  private isBoxed(name: TypeScript.Identifier): boolean {
    const { ts } = this;
    let node: TypeScript.Node = name;
    while (!ts.isSourceFile(node)) {
      if (ts.isFunctionLike(node) || ts.isClassLike(node) || ts.isModuleBlock(node)) return false;
      node = node.parent;
    }
    return true;
  }

  private nestedVars(node: TypeScript.VariableStatement): TypeScript.Node {
    const made = this.listAssignment(node.declarationList);
    const { factory } = this;
    return this.ts.setTextRange(
      made ? factory.createExpressionStatement(made) : factory.createEmptyStatement(),
      node,
    );
  }

  private listAssignment(list: TypeScript.VariableDeclarationList): TypeScript.Expression | undefined {
    const made = list.declarations
      .map((d) => this.patterns.assignment(d, true))
      .filter((e) => e !== undefined);
    return made.length ? made.reduce((left, right) => this.factory.createComma(left, right)) : undefined;
  }

  private loop(node: TypeScript.ForStatement | TypeScript.ForInOrOfStatement): TypeScript.Node {
    const { ts, factory } = this;
    const head = node.initializer;
    if (!head || !ts.isVariableDeclarationList(head) || !this.isNestedVar(head))
      return this.visitChildren(node);
    const body = ts.visitNode(node.statement, this.visit) as TypeScript.Statement;
    if (ts.isForStatement(node)) {
      const condition = node.condition && this.expression(node.condition);
      const step = node.incrementor && this.expression(node.incrementor);
      return factory.updateForStatement(node, this.listAssignment(head), condition, step, body);
    }
    const target = this.patterns.target(head.declarations[0].name);
    const over = this.expression(node.expression);
    return ts.isForInStatement(node)
      ? factory.updateForInStatement(node, target, over, body)
      : factory.updateForOfStatement(node, node.awaitModifier, target, over, body);
  }
}
