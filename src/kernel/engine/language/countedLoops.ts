// Loops that count their rounds and ask, after so many, whether they are to end. A call in a loop, even one
// that is never made, has the compiler of V8 keep the loop's variables in memory: so the rounds in between go
// in a loop of their own, which has none.

import type TypeScript from "typescript";
import { assigns, fixedNames } from "./assigned";
import type { Compiler } from "./compiler";
import { endOf, isBeforeEnd, isLast, type Stride, strideOf } from "./strides";

/** So many rounds of a loop that only computes are over at once. */
const many = 2048;

/** Rounds that call something may take long: they are counted from few on, in a function and outside. */
const few = { inFunction: 16, outside: 1 };

/** A bound up to here is a visible end: a loop without calls is over within a second. */
const visibleEnd = 1e8;

/** What is known of the code in a loop. */
export interface Content {
  calls: boolean;
  loops: boolean;
  functions: boolean;
  /** It may lengthen the list that it goes through. */
  lengthens: boolean;
}

export class CountedLoops {
  /** Of the function that is being translated: the counters that it has to declare. */
  private counters: TypeScript.VariableDeclaration[] = [];
  private depth = 0;
  private count = 0;
  private fixed: ReadonlySet<string> | undefined;

  /** `file` has all the code that may change a variable of it. */
  constructor(
    private readonly ts: Compiler,
    private readonly context: TypeScript.TransformationContext,
    private readonly ask: () => string,
    private readonly file: TypeScript.SourceFile,
  ) {}

  /** Runs `visit` on a function; what it gets for a result are the counters of the function's own loops. */
  within<T>(visit: () => T): { visited: T; declared: TypeScript.Statement[] } {
    const { counters } = this;
    this.counters = [];
    this.depth++;
    try {
      const visited = visit();
      return { visited, declared: this.declared() };
    } finally {
      this.depth--;
      this.counters = counters;
    }
  }

  /** Declares the counters that have come together. */
  declared(): TypeScript.Statement[] {
    const { ts, counters } = this;
    this.counters = [];
    if (counters.length === 0) return [];
    const list = ts.factory.createVariableDeclarationList(counters, ts.NodeFlags.Let);
    return [ts.factory.createVariableStatement(undefined, list)];
  }

  /** The loop with its count; `node` is as it was before anything in it was translated. */
  loop(
    visited: TypeScript.IterationStatement,
    node: TypeScript.IterationStatement,
    content: Content,
  ): TypeScript.IterationStatement {
    const { ts } = this;
    if (this.hasVisibleEnd(node, content)) return visited;
    const usual = this.depth > 0 ? few.inFunction : few.outside;
    const start = content.calls || content.loops ? usual : many;
    const goesOverList = ts.isForOfStatement(visited) || ts.isForInStatement(visited);
    const body = visited.statement;
    const isFixed = (name: string): boolean => (this.fixed ??= fixedNames(ts, this.file)).has(name);
    const stride = strideOf(ts, node, isFixed);
    const made =
      goesOverList || content.functions
        ? this.counting(body, start)
        : stride === undefined
          ? this.strip(visited, body, start)
          : this.stride(visited as TypeScript.ForStatement, stride, start);
    const inside = (child: TypeScript.Node): TypeScript.Node => (child === body ? made : child);
    return ts.visitEachChild(visited, inside, this.context);
  }

  private hasVisibleEnd(node: TypeScript.IterationStatement, content: Content): boolean {
    const { ts } = this;
    if (content.calls || content.loops || content.functions) return false;
    if (ts.isForOfStatement(node) || ts.isForInStatement(node)) return !content.lengthens;
    return ts.isForStatement(node) && countsTo(ts, node) <= visibleEnd;
  }

  /**
   * `{ let c = n; do BODY while (--c > 0 && (STEP, CONDITION)); if (c > 0) break; n = ASK }`: the header
   * stays as it is, and so do `break`, `continue` and labels in the body.
   */
  private strip(
    loop: TypeScript.IterationStatement,
    body: TypeScript.Statement,
    start: number,
  ): TypeScript.Block {
    const { ts } = this;
    const { factory, SyntaxKind } = ts;
    const [rounds, left] = this.names();
    this.declare(rounds, start);
    const one = factory.createVariableDeclaration(
      left,
      undefined,
      undefined,
      factory.createIdentifier(rounds),
    );
    const list = factory.createVariableDeclarationList([one], ts.NodeFlags.Let);
    const isLeft = (): TypeScript.Expression =>
      factory.createGreaterThan(factory.createIdentifier(left), factory.createNumericLiteral(0));
    const next = this.next(loop);
    const counted = factory.createGreaterThan(
      factory.createPrefixUnaryExpression(SyntaxKind.MinusMinusToken, factory.createIdentifier(left)),
      factory.createNumericLiteral(0),
    );
    const goesOn = next
      ? factory.createLogicalAnd(counted, factory.createParenthesizedExpression(next))
      : counted;
    const statements = [
      factory.createVariableStatement(undefined, list),
      factory.createDoStatement(body, goesOn),
      factory.createIfStatement(isLeft(), factory.createBreakStatement()),
      factory.createExpressionStatement(this.asked(rounds)),
    ];
    return ts.setTextRange(factory.createBlock(statements, true), body);
  }

  /**
   * The same without a count, where the loop's variable tells it:
   * `{ const c = END; do BODY while (i < c && (i++, CONDITION)); i < c || (n = ASK) }`. The condition is left out
   * where nothing in the body changes the bound; END is not beyond it then.
   */
  private stride(loop: TypeScript.ForStatement, stride: Stride, start: number): TypeScript.Block {
    const { ts } = this;
    const { factory } = ts;
    const [rounds, end] = this.names();
    this.declare(rounds, start);
    const first = factory.createVariableDeclaration(end, undefined, undefined, endOf(ts, stride, rounds));
    const list = factory.createVariableDeclarationList([first], ts.NodeFlags.Const);
    const isBefore = (): TypeScript.Expression => isBeforeEnd(ts, stride, end);
    const goesOn = stride.isSteady ? factory.createTrue() : loop.condition!;
    const next = factory.createParenthesizedExpression(factory.createComma(loop.incrementor!, goesOn));
    const over = stride.isSteady ? isLast(ts, stride) : isBefore();
    const question = factory.createParenthesizedExpression(this.asked(rounds));
    const statements = [
      factory.createVariableStatement(undefined, list),
      factory.createDoStatement(loop.statement, factory.createLogicalAnd(isBefore(), next)),
      factory.createExpressionStatement(factory.createLogicalOr(over, question)),
    ];
    return ts.setTextRange(factory.createBlock(statements, true), loop.statement);
  }

  /** `--c > 0 || (c = n = ASK)` in front of the body. */
  private counting(body: TypeScript.Statement, start: number): TypeScript.Block {
    const { ts } = this;
    const { factory, SyntaxKind } = ts;
    const [rounds, left] = this.names();
    this.declare(rounds, start);
    this.declare(left, start);
    const counted = factory.createGreaterThan(
      factory.createPrefixUnaryExpression(SyntaxKind.MinusMinusToken, factory.createIdentifier(left)),
      factory.createNumericLiteral(0),
    );
    const again = factory.createAssignment(factory.createIdentifier(left), this.asked(rounds));
    const question = factory.createLogicalOr(counted, factory.createParenthesizedExpression(again));
    const statements = ts.isBlock(body) ? body.statements : [body];
    const all = [factory.createExpressionStatement(question), ...statements];
    return ts.setTextRange(factory.createBlock(all, true), body);
  }

  /** What stands between two rounds. */
  private next(loop: TypeScript.IterationStatement): TypeScript.Expression | undefined {
    const { ts } = this;
    if (!ts.isForStatement(loop)) return (loop as TypeScript.WhileStatement).expression;
    const { incrementor, condition } = loop;
    if (incrementor === undefined) return condition;
    return ts.factory.createComma(incrementor, condition ?? ts.factory.createTrue());
  }

  /** `n = typeof $$0 === "function" ? $$0(n) : 2048` */
  private asked(rounds: string): TypeScript.Expression {
    const { factory } = this.ts;
    const name = this.ask();
    const isThere = factory.createStrictEquality(
      factory.createTypeOfExpression(factory.createIdentifier(name)),
      factory.createStringLiteral("function"),
    );
    const call = factory.createCallExpression(factory.createIdentifier(name), undefined, [
      factory.createIdentifier(rounds),
    ]);
    const otherwise = factory.createNumericLiteral(many);
    return factory.createAssignment(
      factory.createIdentifier(rounds),
      factory.createConditionalExpression(isThere, undefined, call, undefined, otherwise),
    );
  }

  private declare(name: string, value: number): void {
    const { factory } = this.ts;
    const initial = factory.createNumericLiteral(value);
    this.counters.push(factory.createVariableDeclaration(name, undefined, undefined, initial));
  }

  /** How many rounds go between two questions, and how many of them are left. */
  private names(): readonly [rounds: string, left: string] {
    const k = ++this.count;
    return [`${this.ask()}n${k}`, `${this.ask()}c${k}`];
  }
}

/** N in `for (let i = …; i < N; i++)` whose body leaves i alone; Infinity for every other loop. */
function countsTo(ts: Compiler, { condition, incrementor, statement }: TypeScript.ForStatement): number {
  const { LessThanToken, LessThanEqualsToken, PlusPlusToken } = ts.SyntaxKind;
  if (condition === undefined || !ts.isBinaryExpression(condition)) return Infinity;
  const { left, operatorToken, right } = condition;
  if (operatorToken.kind !== LessThanToken && operatorToken.kind !== LessThanEqualsToken) return Infinity;
  if (!ts.isIdentifier(left) || !ts.isNumericLiteral(right) || incrementor === undefined) return Infinity;
  if (!ts.isPrefixUnaryExpression(incrementor) && !ts.isPostfixUnaryExpression(incrementor)) return Infinity;
  const { operator, operand } = incrementor;
  if (operator !== PlusPlusToken || !ts.isIdentifier(operand) || operand.text !== left.text) return Infinity;
  return assigns(ts, statement, left.text) ? Infinity : Number(right.text);
}
