// Which names of a file may get another value than the one they are declared with.

import type TypeScript from "typescript";
import type { Compiler } from "./compiler";

/** Whether code may give a name another value. */
export function assigns(ts: Compiler, node: TypeScript.Node, name: string): boolean {
  let found = false;
  eachAssigned(ts, node, (other) => (found ||= other === name));
  return found;
}

/**
 * The names that keep the value with which they are declared: parameters and variables of functions that nothing
 * in the file assigns to. Variables of a cell's top are no plain names here.
 */
export function fixedNames(ts: Compiler, file: TypeScript.Node): ReadonlySet<string> {
  const fixed = new Set<string>();
  const changed = new Set<string>();
  let isHidden = false;
  const look = (node: TypeScript.Node): void => {
    if (ts.isParameter(node) && ts.isIdentifier(node.name)) fixed.add(node.name.text);
    if (ts.isVariableDeclarationList(node)) {
      const kept = (node.flags & ts.NodeFlags.BlockScoped) !== 0 ? fixed : changed;
      for (const { name } of node.declarations) if (ts.isIdentifier(name)) kept.add(name.text);
    }
    // By these a function changes its variables without their names.
    if (ts.isIdentifier(node) && node.text === "arguments") isHidden = true;
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === "eval")
      isHidden = true;
    ts.forEachChild(node, look);
  };
  look(file);
  eachAssigned(ts, file, (name) => changed.add(name));
  return isHidden ? new Set() : new Set([...fixed].filter((name) => !changed.has(name)));
}

/** The names that code assigns to, by whatever way but a declaration. */
function eachAssigned(ts: Compiler, node: TypeScript.Node, found: (name: string) => void): void {
  const { FirstAssignment, LastAssignment, PlusPlusToken, MinusMinusToken } = ts.SyntaxKind;
  const names = (target: TypeScript.Node): void => {
    // `xs[i] = …` leaves both names what they are.
    if (ts.isElementAccessExpression(target) || ts.isPropertyAccessExpression(target)) return;
    if (ts.isIdentifier(target)) found(target.text);
    ts.forEachChild(target, names);
  };
  const look = (child: TypeScript.Node): void => {
    if (ts.isBinaryExpression(child)) {
      const { kind } = child.operatorToken;
      if (kind >= FirstAssignment && kind <= LastAssignment) names(child.left);
    }
    if (ts.isPrefixUnaryExpression(child) || ts.isPostfixUnaryExpression(child)) {
      if (child.operator === PlusPlusToken || child.operator === MinusMinusToken) names(child.operand);
    }
    if (
      (ts.isForOfStatement(child) || ts.isForInStatement(child)) &&
      !ts.isVariableDeclarationList(child.initializer)
    )
      names(child.initializer);
    ts.forEachChild(child, look);
  };
  look(node);
}
