// What a cell may do, but a beginner hardly means: said beside the output, and the cell runs.

import type TypeScript from "typescript";
import type { Compiler } from "../compiler";
import type { Advice, Edit } from "../types";

/** A place and what is said of it. */
export interface Note {
  node: TypeScript.Node;
  advice: Advice;
}

/** The notes on a cell that is right to the compiler; `end` is where the user's text ends. */
export function notesOn(
  ts: Compiler,
  checker: TypeScript.TypeChecker,
  file: TypeScript.SourceFile,
  end: number,
): Note[] {
  const notes: Note[] = [];
  const text = file.text.slice(0, end);
  const visit = (node: TypeScript.Node): void => {
    if (node.pos >= end) return;
    const note =
      power(ts, checker, node) ??
      unassigned(ts, checker, node) ??
      decimalComma(ts, node) ??
      roundedEquality(ts, checker, node);
    if (note) notes.push(note);
    ts.forEachChild(node, visit);
  };
  const signs = [/\^|\d,\d/, /\blet\s+\w+\s*(:|;|$)/m, /\.\d.*[=!]==?|[=!]==?.*\.\d/];
  if (signs.some((sign) => sign.test(text))) visit(file);
  return notes;
}

/** `0.1 + 0.2 === 0.3` is false: a calculated decimal is compared with another number. */
function roundedEquality(
  ts: Compiler,
  checker: TypeScript.TypeChecker,
  node: TypeScript.Node,
): Note | undefined {
  if (!ts.isBinaryExpression(node) || !/^[=!]==?$/.test(node.operatorToken.getText())) return undefined;
  const { left, right, operatorToken } = node;
  const isNumber = (part: TypeScript.Node): boolean =>
    (checker.getTypeAtLocation(part).flags & ts.TypeFlags.NumberLike) !== 0;
  if (![left, right].every(isNumber) || ![left, right].some((part) => isCalculated(ts, part)))
    return undefined;
  if (!isInexact(node.getText())) return undefined;
  const minus = ts.isBinaryExpression(right) ? `(${right.getText()})` : right.getText();
  const sign = operatorToken.getText().startsWith("=") ? "<" : ">";
  const written = `Math.abs(${left.getText()} - ${minus}) ${sign} 1e-9`;
  return {
    node,
    advice: {
      row: "equality of rounded decimals",
      fix: [{ start: node.getStart(), length: node.getWidth(), text: written }],
      sentence: {
        en: `Decimals are rounded in their last digits, so that a calculated one is rarely equal: write ${written}.`,
        zh: `小数在最后几位会被舍入，计算出的小数很少正好相等：请写 ${written}。`,
      },
    },
  };
}

function isCalculated(ts: Compiler, part: TypeScript.Expression): boolean {
  const inner = ts.isParenthesizedExpression(part) ? part.expression : part;
  return ts.isBinaryExpression(inner) && /^[-+*/]$|^\*\*$/.test(inner.operatorToken.getText());
}

/** Whether a decimal is written out that has no exact value: 0.1, and not 0.5. */
function isInexact(text: string): boolean {
  const decimals = text.match(/(?<![\w.])\d*\.\d+(?![\w.])/g) ?? [];
  return decimals.some((decimal) => !Number.isInteger(Number(decimal) * 2 ** 20));
}

/**
 * `x ^ 2` between numbers is the exclusive or of their bits. It is taken for a power where it can hardly be
 * anything else: where the exponent is a number written out in decimals other than 0 and 1, and no bits are
 * worked with around it.
 */
function power(ts: Compiler, checker: TypeScript.TypeChecker, node: TypeScript.Node): Note | undefined {
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.CaretToken) return undefined;
  const { left, right } = node;
  const isNumber = (part: TypeScript.Node): boolean =>
    (checker.getTypeAtLocation(part).flags & (ts.TypeFlags.NumberLike | ts.TypeFlags.Any)) !== 0;
  if (!isExponent(right.getText()) || !isNumber(left) || worksWithBits(ts, node)) return undefined;
  const [base, exponent] = [left.getText(), right.getText()];
  const needs = ts.isBinaryExpression(left) || ts.isPrefixUnaryExpression(left);
  const written = `${needs ? `(${base})` : base} ** ${exponent}`;
  const fix: readonly Edit[] = [{ start: node.getStart(), length: node.getWidth(), text: written }];
  return {
    node,
    advice: {
      row: "power",
      fix,
      sentence: {
        en: `\`^\` is not a power here (it is the exclusive or of bits): write ${written}.`,
        zh: `\`^\` 在这里不是乘方（而是按位异或）：请写 ${written}。`,
      },
    },
  };
}

/** `0,5` is 5: the comma gives its right side. */
function decimalComma(ts: Compiler, node: TypeScript.Node): Note | undefined {
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.CommaToken) return undefined;
  const found = /^(\d+),(\d+)$/.exec(`${node.left.getText()},${leftmost(ts, node.right).getText()}`);
  if (found === null || !ts.isNumericLiteral(node.left)) return undefined;
  const written = `${found[1]}.${found[2]}`;
  const fix: readonly Edit[] = [{ start: node.operatorToken.getStart(), length: 1, text: "." }];
  return {
    node,
    advice: {
      row: "decimal comma",
      fix,
      sentence: {
        en: `A comma ends the first value here, and the second one counts: the number is written ${written}.`,
        zh: `逗号在这里分开两个值，只有后一个有效：小数请写 ${written}。`,
      },
    },
  };
}

function leftmost(ts: Compiler, node: TypeScript.Expression): TypeScript.Expression {
  return ts.isBinaryExpression(node) ? leftmost(ts, node.left) : node;
}

function isExponent(text: string): boolean {
  return /^\(?[-+]?(\d+(\.\d*)?|\.\d+)(\/\d+)?\)?$/.test(text.replace(/\s/g, "")) && !/^[01]$/.test(text);
}

/** Whether the statement, or the function around it, works with bits otherwise. */
function worksWithBits(ts: Compiler, node: TypeScript.Node): boolean {
  let at = node;
  while (!ts.isStatement(at) && !ts.isSourceFile(at.parent)) at = at.parent;
  const text = at.getText().replace(/(["'`])(?:\\.|(?!\1).)*\1/g, "");
  return /<<|>>|~|0[xXbB]|(?<!&)&(?!&)|(?<!\|)\|(?!\|)|\^=/.test(text);
}

/**
 * `let k: number;` and then `k + 1`, with no value in between: without strict checks the compiler says
 * nothing.
 */
function unassigned(ts: Compiler, checker: TypeScript.TypeChecker, node: TypeScript.Node): Note | undefined {
  if (!ts.isVariableDeclaration(node) || node.initializer || !ts.isIdentifier(node.name)) return undefined;
  const list = node.parent;
  if (!ts.isVariableDeclarationList(list) || !ts.isVariableStatement(list.parent)) return undefined;
  if (list.parent.modifiers !== undefined || allowsNothing(node.type)) return undefined;
  const use = firstUse(ts, checker, list.parent, node.name);
  if (use === undefined || use === "written") return undefined;
  const name = node.name.text;
  return {
    node: use,
    advice: {
      row: "used before it has a value",
      sentence: {
        en: `\`${name}\` has no value yet: give it one where it is made, let ${name} = ….`,
        zh: `\`${name}\` 还没有值：请在声明时给它一个值，let ${name} = …。`,
      },
    },
  };
}

/** A type that says that there may be no value; without a type anything may come. */
function allowsNothing(type: TypeScript.TypeNode | undefined): boolean {
  return type === undefined || /\b(undefined|null|any|unknown|void)\b|[?!]/.test(type.getText());
}

/**
 * The first time the name is used behind its declaration, if that is a reading that certainly comes first.
 */
function firstUse(
  ts: Compiler,
  checker: TypeScript.TypeChecker,
  statement: TypeScript.Statement,
  declared: TypeScript.Identifier,
): TypeScript.Node | "written" | undefined {
  const siblings = (statement.parent as TypeScript.Block | TypeScript.SourceFile).statements;
  const symbol = checker.getSymbolAtLocation(declared);
  // A function above may give it its value.
  const name = new RegExp(`(?<![\\w$])${declared.text.replace(/\$/g, "\\$")}(?![\\w$])`);
  const before = siblings.slice(0, siblings.indexOf(statement));
  if (before.some((other) => name.test(other.getText()))) return "written";
  const look = (node: TypeScript.Node): TypeScript.Node | "written" | undefined => {
    // What is in a function, in a branch or in a loop may run later, or after a value has come.
    if (ts.isFunctionLike(node) || ts.isClassLike(node) || isBranching(ts, node))
      return node.getText().includes(declared.text) ? "written" : undefined;
    if (ts.isIdentifier(node) && node.text === declared.text && checker.getSymbolAtLocation(node) === symbol)
      return isRead(ts, node) ? node : "written";
    return ts.forEachChild(node, look);
  };
  const later = siblings.slice(siblings.indexOf(statement) + 1);
  for (const next of later) {
    const found = look(next);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isBranching(ts: Compiler, node: TypeScript.Node): boolean {
  if (ts.isIterationStatement(node, false) || ts.isTryStatement(node) || ts.isSwitchStatement(node))
    return true;
  return (
    ts.isIfStatement(node) ||
    ts.isExportDeclaration(node) ||
    ts.isAwaitExpression(node) ||
    ts.isLabeledStatement(node)
  );
}

function isRead(ts: Compiler, node: TypeScript.Identifier): boolean {
  const { parent } = node;
  if (ts.isBinaryExpression(parent) && parent.left === node)
    return !/^(=|\?\?=|\|\|=|&&=)$/.test(parent.operatorToken.getText());
  if (ts.isTypeOfExpression(parent) || ts.isTypeQueryNode(parent)) return false;
  return ts.isBinaryExpression(parent) || ts.isCallExpression(parent) || ts.isTemplateSpan(parent);
}
