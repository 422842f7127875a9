// Loops that go by whole steps, `for (let i = 0; i < n; i++)`: their own variable tells how many rounds they have
// made, and nothing else has to be counted.

import type TypeScript from "typescript";
import { assigns } from "./assigned";
import type { Compiler } from "./compiler";

export interface Stride {
  /** The loop's variable, which nothing else gives a value. */
  readonly name: string;
  /** What is added in each round; below zero where the loop goes down. */
  readonly step: number;
  /** Whether the variable begins as a whole number that stands there. */
  readonly isWhole: boolean;
  /** What the variable goes up or down to; to read it changes nothing. */
  readonly bound: TypeScript.Expression;
  /** Nothing in the loop changes the bound. */
  readonly isSteady: boolean;
}

/** A greater step might come to numbers that have no successor. */
const longest = 1000;

/** What a loop's header says; `isFixed` tells of names that keep their value. */
export function strideOf(
  ts: Compiler,
  loop: TypeScript.IterationStatement,
  isFixed: (name: string) => boolean,
): Stride | undefined {
  if (!ts.isForStatement(loop) || loop.incrementor === undefined || hasBreak(ts, loop.statement))
    return undefined;
  const { initializer, incrementor, condition, statement } = loop;
  const going = stepOf(ts, incrementor);
  if (going === undefined || initializer === undefined || condition === undefined) return undefined;
  const { name, step } = going;
  if (!ts.isVariableDeclarationList(initializer) || !(initializer.flags & ts.NodeFlags.Let)) return undefined;
  const one = initializer.declarations.find((d) => ts.isIdentifier(d.name) && d.name.text === name);
  if (one?.initializer === undefined || ts.isBigIntLiteral(one.initializer)) return undefined;
  const begin = wholeNumber(ts, one.initializer);
  if (begin === undefined && ts.isNumericLiteral(one.initializer)) return undefined;
  const bound = boundOf(ts, condition, going);
  if (bound === undefined || assigns(ts, statement, name)) return undefined;
  const isSteady =
    ts.isNumericLiteral(bound) ||
    (ts.isIdentifier(bound) && isFixed(bound.text)) ||
    leaves(ts, statement, name, baseOf(ts, bound));
  return { name, step, isWhole: begin !== undefined, bound, isSteady };
}

/** Whether a loop's body has a `break` that ends this loop. */
function hasBreak(ts: Compiler, node: TypeScript.Node): boolean {
  if (ts.isBreakStatement(node)) return node.label === undefined;
  if (ts.isIterationStatement(node, false) || ts.isSwitchStatement(node) || ts.isFunctionLike(node))
    return false;
  return ts.forEachChild(node, (child) => hasBreak(ts, child)) ?? false;
}

/** `xs` in `xs.length`, the name of a variable's box in `box.v` */
function baseOf(ts: Compiler, node: TypeScript.Expression): string {
  if (ts.isPropertyAccessExpression(node)) return baseOf(ts, node.expression);
  return ts.isIdentifier(node) ? node.text : "";
}

/**
 * Whether a body runs no code but its own, and writes nothing but other variables, and elements at the loop's own
 * index, which lengthen no list that the loop goes through.
 */
function leaves(ts: Compiler, body: TypeScript.Node, index: string, base: string): boolean {
  const { FirstAssignment, LastAssignment, PlusPlusToken, MinusMinusToken } = ts.SyntaxKind;
  const mayWrite = (target: TypeScript.Node): boolean => {
    if (ts.isElementAccessExpression(target)) {
      const { argumentExpression: at } = target;
      return ts.isIdentifier(at) && at.text === index;
    }
    if (ts.isPropertyAccessExpression(target)) return isBox(ts, target) && baseOf(ts, target) !== base;
    return ts.isIdentifier(target) && target.text !== base;
  };
  const isQuiet = (node: TypeScript.Node): boolean => {
    if (ts.isCallExpression(node) && baseOf(ts, node.expression) !== "Math") return false;
    // A list may be gone through by code of the user's.
    if (ts.isForOfStatement(node)) return false;
    if (ts.isNewExpression(node) || ts.isTaggedTemplateExpression(node) || ts.isDeleteExpression(node))
      return false;
    if (
      ts.isFunctionLike(node) ||
      ts.isClassLike(node) ||
      ts.isYieldExpression(node) ||
      ts.isSpreadElement(node)
    )
      return false;
    // What a getter does is not to be seen.
    if (
      ts.isPropertyAccessExpression(node) &&
      !isBox(ts, node) &&
      !/^(?:length|Math)$/.test(node.name.text) &&
      baseOf(ts, node) !== "Math"
    )
      return false;
    if (ts.isBinaryExpression(node)) {
      const { kind } = node.operatorToken;
      if (kind >= FirstAssignment && kind <= LastAssignment && !mayWrite(node.left)) return false;
    }
    if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) {
      const { operator, operand } = node;
      if ((operator === PlusPlusToken || operator === MinusMinusToken) && !mayWrite(operand)) return false;
    }
    return !(ts.forEachChild(node, (child) => !isQuiet(child)) ?? false);
  };
  return isQuiet(body);
}

/** `$$x.v`, a variable of a cell's top */
function isBox(ts: Compiler, node: TypeScript.PropertyAccessExpression): boolean {
  return node.name.text === "v" && ts.isIdentifier(node.expression) && node.expression.text.startsWith("$$");
}

interface Going {
  name: string;
  step: number;
}

/** `i++`, `--i`, `i += 2` */
function stepOf(ts: Compiler, node: TypeScript.Expression): Going | undefined {
  const { PlusPlusToken, MinusMinusToken, PlusEqualsToken, MinusEqualsToken } = ts.SyntaxKind;
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) {
    const { operator, operand } = node;
    if (!ts.isIdentifier(operand)) return undefined;
    if (operator !== PlusPlusToken && operator !== MinusMinusToken) return undefined;
    return { name: operand.text, step: operator === PlusPlusToken ? 1 : -1 };
  }
  if (!ts.isBinaryExpression(node) || !ts.isIdentifier(node.left)) return undefined;
  const { kind } = node.operatorToken;
  const by = wholeNumber(ts, node.right);
  if (by === undefined || by < 1 || by > longest) return undefined;
  if (kind !== PlusEqualsToken && kind !== MinusEqualsToken) return undefined;
  return { name: node.left.text, step: kind === PlusEqualsToken ? by : -by };
}

/** `n` in `i < n`: a number, a variable, or a property of one. */
function boundOf(
  ts: Compiler,
  condition: TypeScript.Expression,
  { name, step }: Going,
): TypeScript.Expression | undefined {
  const { LessThanToken, LessThanEqualsToken, GreaterThanToken, GreaterThanEqualsToken } = ts.SyntaxKind;
  if (!ts.isBinaryExpression(condition)) return undefined;
  const { left, operatorToken, right } = condition;
  const wanted = step > 0 ? [LessThanToken, LessThanEqualsToken] : [GreaterThanToken, GreaterThanEqualsToken];
  if (!wanted.includes(operatorToken.kind)) return undefined;
  if (!ts.isIdentifier(left) || left.text !== name) return undefined;
  if (ts.isNumericLiteral(right) || (ts.isIdentifier(right) && right.text !== name)) return right;
  if (!ts.isPropertyAccessExpression(right)) return undefined;
  if (isBox(ts, right)) return right;
  const { expression } = right;
  const isPlain =
    ts.isIdentifier(expression) || (ts.isPropertyAccessExpression(expression) && isBox(ts, expression));
  return right.name.text === "length" && isPlain && baseOf(ts, right) !== name ? right : undefined;
}

function wholeNumber(ts: Compiler, node: TypeScript.Expression): number | undefined {
  const isMinus = ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.MinusToken;
  const digits = isMinus ? node.operand : node;
  if (!ts.isNumericLiteral(digits)) return undefined;
  const value = Number(digits.text.replaceAll("_", ""));
  return Number.isInteger(value) && value < 1e15 ? (isMinus ? -value : value) : undefined;
}

/** `i < end` */
export function isBeforeEnd(ts: Compiler, { name, step }: Stride, end: string): TypeScript.Expression {
  const { factory } = ts;
  const [variable, last] = [factory.createIdentifier(name), factory.createIdentifier(end)];
  return step > 0 ? factory.createLessThan(variable, last) : factory.createGreaterThan(variable, last);
}

/** Whether no round is left: `typeof n === "number" && i >= n - 1` */
export function isLast(ts: Compiler, { name, step, bound }: Stride): TypeScript.Expression {
  const { factory } = ts;
  const [variable, last] = [factory.createIdentifier(name), added(ts, bound, -step)];
  const over =
    step > 0 ? factory.createGreaterThanEquals(variable, last) : factory.createLessThanEquals(variable, last);
  return all(ts, [...isNumber(ts, bound), over]);
}

/**
 * The value of the variable in the last round that is made before the next question, when so many rounds may
 * be. What is no number, or not whole, goes round by round.
 */
export function endOf(
  ts: Compiler,
  { name, step, isWhole, bound, isSteady }: Stride,
  rounds: string,
): TypeScript.Expression {
  const { factory } = ts;
  const variable = factory.createIdentifier(name);
  const count = factory.createIdentifier(rounds);
  const by = factory.createNumericLiteral(Math.abs(step));
  const way = Math.abs(step) === 1 ? count : factory.createMultiply(count, by);
  const ahead = step > 0 ? factory.createAdd(variable, way) : factory.createSubtract(variable, way);
  const last = added(ts, ahead, -step);
  const either = (
    tests: readonly TypeScript.Expression[],
    yes: TypeScript.Expression,
  ): TypeScript.Expression =>
    tests.length === 0
      ? yes
      : factory.createConditionalExpression(all(ts, tests), undefined, yes, undefined, variable);
  if (!isSteady) return either(isWhole ? [] : isNumber(ts, variable), last);
  const isNear = step > 0 ? factory.createLessThan(ahead, bound) : factory.createGreaterThan(ahead, bound);
  const nearer = factory.createConditionalExpression(
    isNear,
    undefined,
    last,
    undefined,
    added(ts, bound, -step),
  );
  const tests = [
    ...(isWhole ? [] : [...isNumber(ts, variable), ...isCountable(ts, variable)]),
    ...isNumber(ts, bound),
  ];
  return either(tests, nearer);
}

/** `typeof x === "number"`, of all but a number that stands there */
function isNumber({ factory, ...ts }: Compiler, node: TypeScript.Expression): TypeScript.Expression[] {
  if (ts.isNumericLiteral(node)) return [];
  return [
    factory.createStrictEquality(factory.createTypeOfExpression(node), factory.createStringLiteral("number")),
  ];
}

/** `x % 1 === 0 && x < 9e15 && -x < 9e15`: a whole number that has a successor */
function isCountable(
  { factory, SyntaxKind }: Compiler,
  node: TypeScript.Expression,
): TypeScript.Expression[] {
  const number = (value: number): TypeScript.Expression => factory.createNumericLiteral(value);
  const negative = factory.createPrefixUnaryExpression(SyntaxKind.MinusToken, node);
  return [
    factory.createStrictEquality(factory.createModulo(node, number(1)), number(0)),
    factory.createLessThan(node, number(9e15)),
    factory.createLessThan(negative, number(9e15)),
  ];
}

function all({ factory }: Compiler, tests: readonly TypeScript.Expression[]): TypeScript.Expression {
  return tests.reduce((left, right) => factory.createLogicalAnd(left, right));
}

function added({ factory }: Compiler, to: TypeScript.Expression, value: number): TypeScript.Expression {
  const by = factory.createNumericLiteral(Math.abs(value));
  return value < 0 ? factory.createSubtract(to, by) : factory.createAdd(to, by);
}
