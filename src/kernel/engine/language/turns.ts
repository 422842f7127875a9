// Code that goes from one callback to the next for ever (`for (;;) await null`) leaves nothing else a turn,
// and nothing from outside can end it between two callbacks: so it is translated with a question on its way,
// whether it is to end. Loops that only compute are left as they are: there a question would cost more than
// the work, and others ways end them. Only a host that has no such ways has every loop count and ask, and
// every function that may call itself.

import type TypeScript from "typescript";
import { endsLoops } from "../../host/machine";
import type { Compiler } from "./compiler";
import { type Content, CountedLoops } from "./countedLoops";

/** What is asked, by the name of the function. */
export type Ask = () => string;

/**
 * The transformer, to be run after the compiler's own; `ask` is called when a name is needed. With
 * `everywhere` all loops ask, and all functions that call others.
 */
export function asksForTurns(
  ts: Compiler,
  ask: Ask,
  everywhere: boolean = !endsLoops,
): TypeScript.TransformerFactory<TypeScript.SourceFile> {
  return (context) => (file) =>
    everywhere || mayGoOn.test(file.text) ? new Turns(ts, context, ask, everywhere, file).file(file) : file;
}

/**
 * V8 looks for orders from outside when a function is entered, and in a loop without calls of JavaScript only
 * every few thousand rounds: a loop of operations that take milliseconds each, inside V8, would go on for
 * minutes. These are the ones that are long.
 */
const long: ReadonlySet<string> = new Set(
  "BigInt parse stringify structuredClone sort toSorted repeat fill join split replaceAll toString".split(
    " ",
  ),
);

/** No other text has code that this is about. */
export const mayGoOn: RegExp = new RegExp(
  `\\b(?:await|then|catch|finally|queueMicrotask|nextTick|setTimeout|setImmediate|[\\d_]+n|${[...long].join("|")})\\b` +
    (endsLoops ? "" : "|\\b(?:for|while|do|function)\\b|=>"),
);

/**
 * What hands a function over to be called in a turn of its own, most of them before timers and messages have
 * theirs.
 */
const handsOver: ReadonlySet<string> = new Set([
  ...["then", "catch", "finally", "queueMicrotask", "nextTick"],
  // These leave others a turn, and yet an interrupted cell would go on with them for ever.
  ...["setTimeout", "setImmediate"],
]);

class Turns {
  private readonly counted: CountedLoops;

  constructor(
    private readonly ts: Compiler,
    private readonly context: TypeScript.TransformationContext,
    private readonly ask: Ask,
    private readonly everywhere: boolean,
    file: TypeScript.SourceFile,
  ) {
    this.counted = new CountedLoops(ts, context, ask, file);
  }

  file(file: TypeScript.SourceFile): TypeScript.SourceFile {
    const statements = file.statements.flatMap((statement) => {
      const visited = this.visit(statement) as TypeScript.Statement;
      return [...this.counted.declared(), visited];
    });
    return this.ts.factory.updateSourceFile(file, statements);
  }

  private readonly visit = (node: TypeScript.Node): TypeScript.Node => {
    const { ts } = this;
    if (isFunction(ts, node) || ts.isClassStaticBlockDeclaration(node)) return this.inside(node);
    const visited = ts.visitEachChild(node, this.visit, this.context);
    if (ts.isTryStatement(visited)) return this.cleaning(visited);
    return ts.isIterationStatement(node, false) ? this.loop(visited, node) : visited;
  };

  /**
   * What a `finally` block calls may ask as well, and is let go on when it cleans up after an interrupt: the
   * block says where it begins and, where nothing has left it before, where it ends.
   */
  private cleaning(visited: TypeScript.TryStatement): TypeScript.Node {
    const { ts } = this;
    const { finallyBlock: block } = visited;
    if (!block || !this.mayAsk(block)) return visited;
    const [begins, ends] = [true, false].map((is) => this.statement(is));
    const whole = ts.factory.updateBlock(block, [begins, ...block.statements, ends]);
    return ts.factory.updateTryStatement(visited, visited.tryBlock, visited.catchClause, whole);
  }

  /** A function with its questions and the counters of its loops. */
  private inside(
    node: TypeScript.FunctionLikeDeclaration | TypeScript.ClassStaticBlockDeclaration,
  ): TypeScript.Node {
    const { ts } = this;
    const { visited, declared } = this.counted.within(() =>
      ts.visitEachChild(node, this.visit, this.context),
    );
    const asks = node.body !== undefined && isFunction(ts, node) && this.isAsked(node);
    const cleans = asks && this.isForFinally(node);
    const first = [...declared, ...(asks ? [this.statement(cleans || undefined)] : [])];
    return first.length === 0 ? visited : this.beginning(visited, first, cleans);
  }

  /** `f` in `promise.finally(f)`: a `finally` block in other words. */
  private isForFinally(node: TypeScript.Node): boolean {
    const { ts } = this;
    const { parent } = ts.getOriginalNode(node) as { parent?: TypeScript.Node };
    return (
      parent !== undefined && ts.isCallExpression(parent) && lastName(ts, parent.expression) === "finally"
    );
  }

  /** Whether this code itself calls anything but Math: it may call itself, by whatever way. */
  private mayRecur(node: TypeScript.Node): boolean {
    const { ts } = this;
    const isOfMath = (callee: TypeScript.Node): boolean =>
      ts.isPropertyAccessExpression(callee) &&
      ts.isIdentifier(callee.expression) &&
      callee.expression.text === "Math";
    return this.has(node, (child) => {
      if (ts.isCallExpression(child)) return !isOfMath(child.expression);
      return ts.isNewExpression(child) || ts.isTaggedTemplateExpression(child);
    });
  }

  /** A loop over an iterator of the user's asks where it calls `next`. */
  private isAsked(node: TypeScript.FunctionLikeDeclaration): boolean {
    const { ts } = this;
    const body = node.body!;
    if (this.goesOn(body)) return true;
    if (!this.everywhere) return false;
    const { parent } = ts.getOriginalNode(node) as { parent?: TypeScript.Node };
    const holder = parent !== undefined && ts.isPropertyAssignment(parent) ? parent : node;
    const { name } = holder as { name?: TypeScript.Node };
    return this.mayRecur(body) || (name !== undefined && ts.isIdentifier(name) && name.text === "next");
  }

  private contentOf(node: TypeScript.Node): Content {
    const { ts } = this;
    const inside = (wanted: (child: TypeScript.Node) => boolean): boolean =>
      ts.forEachChild(node, (child) => this.has(child, wanted)) ?? false;
    return {
      calls: this.mayRecur(node) || this.isLong(node),
      loops: inside((child) => ts.isIterationStatement(child, false)),
      functions: inside((child) => isFunction(ts, child) || ts.isClassLike(child)),
      lengthens: inside((child) => ts.isPropertyAccessExpression(child) && child.name.text === "length"),
    };
  }

  private loop(visited: TypeScript.Node, node: TypeScript.IterationStatement): TypeScript.Node {
    const { ts } = this;
    const awaits = ts.isForOfStatement(node) && node.awaitModifier !== undefined;
    if (!awaits && !this.goesOn(node)) {
      if (this.everywhere)
        return this.counted.loop(visited as TypeScript.IterationStatement, node, this.contentOf(node));
      if (!this.isLong(node)) return visited;
    }
    const body = (visited as TypeScript.IterationStatement).statement;
    const inside = (child: TypeScript.Node): TypeScript.Node => (child === body ? this.asking(body) : child);
    return ts.visitEachChild(visited, inside, this.context);
  }

  private asking(body: TypeScript.Statement): TypeScript.Block {
    const { ts } = this;
    const statements = ts.isBlock(body) ? body.statements : [body];
    return ts.setTextRange(ts.factory.createBlock([this.statement(), ...statements], true), body);
  }

  /** The same function with statements at its beginning, which an expression has in front of it. */
  private beginning(
    visited: TypeScript.Node,
    first: readonly TypeScript.Statement[],
    cleans: boolean,
  ): TypeScript.Node {
    const { ts, context } = this;
    const { body } = visited as TypeScript.FunctionLikeDeclaration;
    const inside = (child: TypeScript.Node): TypeScript.Node => {
      if (child !== body) return child;
      return ts.isBlock(body) ? this.block(body, first, cleans) : this.expression(body, cleans);
    };
    return ts.visitEachChild(visited, inside, context);
  }

  /** Directives stay first. */
  private block(
    body: TypeScript.Block,
    first: readonly TypeScript.Statement[],
    cleans: boolean,
  ): TypeScript.Block {
    const { ts } = this;
    const at = body.statements.findIndex((statement) => !ts.isStringLiteral(expressionOf(ts, statement)));
    const place = at < 0 ? body.statements.length : at;
    const last = cleans ? [this.statement(false)] : [];
    const statements = [
      ...[...body.statements.slice(0, place), ...first],
      ...[...body.statements.slice(place), ...last],
    ];
    return ts.factory.updateBlock(body, statements);
  }

  private expression(body: TypeScript.Expression, cleans: boolean): TypeScript.Expression {
    const { factory } = this.ts;
    const question = this.question(cleans || undefined);
    return factory.createParenthesizedExpression(factory.createComma(question, body));
  }

  /** Whether code, or what it calls, may ask. */
  private mayAsk(node: TypeScript.Node): boolean {
    return this.everywhere || this.mayRecur(node) || this.goesOn(node) || this.isLong(node);
  }

  private statement(cleans?: boolean): TypeScript.Statement {
    return this.ts.factory.createExpressionStatement(this.question(cleans));
  }

  /**
   * A function may be printed and run elsewhere, where nobody answers: `typeof $$0 === "function" && $$0()`.
   */
  private question(cleans?: boolean): TypeScript.Expression {
    const { factory, SyntaxKind } = this.ts;
    const name = this.ask();
    const isThere = factory.createStrictEquality(
      factory.createTypeOfExpression(factory.createIdentifier(name)),
      factory.createStringLiteral("function"),
    );
    const said = cleans === undefined ? [] : [cleans ? factory.createTrue() : factory.createFalse()];
    const call = factory.createCallExpression(factory.createIdentifier(name), undefined, said);
    return factory.createBinaryExpression(isThere, SyntaxKind.AmpersandAmpersandToken, call);
  }

  /** Whether this code itself, not a function inside it, awaits or hands over. */
  private goesOn(node: TypeScript.Node): boolean {
    const { ts } = this;
    return this.has(node, (child) => {
      if (ts.isAwaitExpression(child) || (ts.isForOfStatement(child) && child.awaitModifier)) return true;
      return ts.isCallExpression(child) && handsOver.has(lastName(ts, child.expression));
    });
  }

  /**
   * Whether this code itself calls for operations that V8 may work on for long: arithmetic of whole numbers
   * of any size, JSON.
   */
  private isLong(node: TypeScript.Node): boolean {
    const { ts } = this;
    return this.has(
      node,
      (child) =>
        ts.isBigIntLiteral(child) || (ts.isCallExpression(child) && long.has(lastName(ts, child.expression))),
    );
  }

  private has(node: TypeScript.Node, wanted: (child: TypeScript.Node) => boolean | undefined): boolean {
    const { ts } = this;
    const look = (child: TypeScript.Node): boolean => {
      if (wanted(child)) return true;
      if (isFunction(ts, child) || ts.isClassLike(child)) return false;
      return ts.forEachChild(child, look) ?? false;
    };
    return look(node);
  }
}

function isFunction(ts: Compiler, node: TypeScript.Node): node is TypeScript.FunctionLikeDeclaration {
  return ts.isFunctionLike(node);
}

function expressionOf(ts: Compiler, statement: TypeScript.Statement): TypeScript.Node {
  return ts.isExpressionStatement(statement) ? statement.expression : statement;
}

/** `then` in `promise.then`. */
function lastName(ts: Compiler, callee: TypeScript.Expression): string {
  if (ts.isPropertyAccessExpression(callee)) return callee.name.text;
  return ts.isIdentifier(callee) ? callee.text : "";
}
