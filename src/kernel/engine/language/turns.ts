// Code that goes from one callback to the next for ever (`for (;;) await null`) leaves nothing else a turn,
// and nothing from outside can end it between two callbacks: so it is translated with a question on its way,
// whether it is to end. Loops that only compute are left as they are: there a question would cost more than
// the work, and others ways end them. Only a host that has no such ways has every loop and function ask.

import type TypeScript from "typescript";
import { endsLoops } from "../../host/machine";
import type { Compiler } from "./compiler";

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
    everywhere || mayGoOn.test(file.text) ? new Turns(ts, context, ask, everywhere).file(file) : file;
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
  `\\b(?:await|then|catch|finally|queueMicrotask|nextTick|[\\d_]+n|${[...long].join("|")})\\b` +
    (endsLoops ? "" : "|\\b(?:for|while|do|function)\\b|=>"),
);

/** What hands a function over to be called in a turn of its own, before timers and messages have theirs. */
const handsOver: ReadonlySet<string> = new Set(["then", "catch", "finally", "queueMicrotask", "nextTick"]);

class Turns {
  constructor(
    private readonly ts: Compiler,
    private readonly context: TypeScript.TransformationContext,
    private readonly ask: Ask,
    private readonly everywhere: boolean,
  ) {}

  file(file: TypeScript.SourceFile): TypeScript.SourceFile {
    return this.ts.visitEachChild(file, this.visit, this.context);
  }

  private readonly visit = (node: TypeScript.Node): TypeScript.Node => {
    const { ts } = this;
    const visited = ts.visitEachChild(node, this.visit, this.context);
    if (ts.isIterationStatement(node, false)) return this.loop(visited, node);
    if (isFunction(ts, node) && node.body && this.isAsked(node.body)) return this.function(visited);
    return visited;
  };

  /** Whether this code itself calls anything but Math: it may call itself, by whatever way. */
  private mayRecur(node: TypeScript.Node): boolean {
    const { ts } = this;
    const isOfMath = (callee: TypeScript.Node): boolean =>
      ts.isPropertyAccessExpression(callee) &&
      ts.isIdentifier(callee.expression) &&
      callee.expression.text === "Math";
    return this.has(node, (child) => ts.isCallExpression(child) && !isOfMath(child.expression));
  }

  private isAsked(body: TypeScript.Node): boolean {
    return this.goesOn(body) || (this.everywhere && this.mayRecur(body));
  }

  private loop(visited: TypeScript.Node, node: TypeScript.IterationStatement): TypeScript.Node {
    const { ts } = this;
    const awaits = ts.isForOfStatement(node) && node.awaitModifier !== undefined;
    if (!awaits && !this.everywhere && !this.goesOn(node) && !this.isLong(node)) return visited;
    const body = (visited as TypeScript.IterationStatement).statement;
    const inside = (child: TypeScript.Node): TypeScript.Node => (child === body ? this.asking(body) : child);
    return ts.visitEachChild(visited, inside, this.context);
  }

  private asking(body: TypeScript.Statement): TypeScript.Block {
    const { ts } = this;
    const statements = ts.isBlock(body) ? body.statements : [body];
    return ts.setTextRange(ts.factory.createBlock([this.statement(), ...statements], true), body);
  }

  private function(visited: TypeScript.Node): TypeScript.Node {
    const { ts, context } = this;
    const { body } = visited as TypeScript.FunctionLikeDeclaration;
    const inside = (child: TypeScript.Node): TypeScript.Node => {
      if (child !== body) return child;
      return ts.isBlock(body) ? this.block(body) : this.expression(body);
    };
    return ts.visitEachChild(visited, inside, context);
  }

  /** Directives stay first. */
  private block(body: TypeScript.Block): TypeScript.Block {
    const { ts } = this;
    const at = body.statements.findIndex((statement) => !ts.isStringLiteral(expressionOf(ts, statement)));
    const first = at < 0 ? body.statements.length : at;
    const statements = [
      ...body.statements.slice(0, first),
      this.statement(),
      ...body.statements.slice(first),
    ];
    return ts.factory.updateBlock(body, statements);
  }

  private expression(body: TypeScript.Expression): TypeScript.Expression {
    const { factory } = this.ts;
    return factory.createParenthesizedExpression(factory.createComma(this.question(), body));
  }

  private statement(): TypeScript.Statement {
    return this.ts.factory.createExpressionStatement(this.question());
  }

  /**
   * A function may be printed and run elsewhere, where nobody answers: `typeof $$0 === "function" && $$0()`.
   */
  private question(): TypeScript.Expression {
    const { factory, SyntaxKind } = this.ts;
    const name = this.ask();
    const isThere = factory.createStrictEquality(
      factory.createTypeOfExpression(factory.createIdentifier(name)),
      factory.createStringLiteral("function"),
    );
    const call = factory.createCallExpression(factory.createIdentifier(name), undefined, []);
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
