// What the parser lets pass although no cell of this form can run.

import type TypeScript from "typescript";
import type { Compiler } from "./compiler";

/** The first declaration that has to have a value and has none: of a constant or a pattern. */
export function withoutValue(
  ts: Compiler,
  file: TypeScript.SourceFile,
): TypeScript.VariableStatement | undefined {
  return file.statements.filter(ts.isVariableStatement).find(({ declarationList, modifiers }) => {
    const isAmbient = modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword) ?? false;
    const isConstant = (declarationList.flags & ts.NodeFlags.Constant) !== 0;
    const { declarations } = declarationList;
    const lacks = declarations.some(
      ({ name, initializer }) => initializer === undefined && (isConstant || !ts.isIdentifier(name)),
    );
    return !isAmbient && (lacks || declarations.length === 0);
  });
}

/** Whether there is a `return` outside of functions, or a `break` or `continue` with nothing to leave. */
export function hasStrayJump(ts: Compiler, file: TypeScript.SourceFile): boolean {
  const look = (node: TypeScript.Node, isLoop: boolean, isSwitch: boolean): boolean => {
    if (ts.isFunctionLike(node) || ts.isClassLike(node)) return false;
    if (ts.isReturnStatement(node)) return true;
    if (ts.isBreakStatement(node)) return node.label === undefined && !isLoop && !isSwitch;
    if (ts.isContinueStatement(node)) return node.label === undefined && !isLoop;
    const loop = isLoop || ts.isIterationStatement(node, false);
    const choice = isSwitch || ts.isSwitchStatement(node);
    return ts.forEachChild(node, (child) => look(child, loop, choice)) ?? false;
  };
  return look(file, false, false);
}
