// Questions about and small changes to pieces of syntax, for the rewriting of cells.

import type TypeScript from "typescript";
import type { Compiler } from "./compiler";

/** `using` and `await using`, whose flags share bits with those of const. */
export function isUsing(
  ts: Compiler,
  list: TypeScript.VariableDeclarationList,
): "plain" | "await" | undefined {
  const kind = (list.flags & ts.NodeFlags.BlockScoped) as TypeScript.NodeFlags;
  if (kind === ts.NodeFlags.AwaitUsing) return "await";
  return kind === ts.NodeFlags.Using ? "plain" : undefined;
}

export function unwrapped(ts: Compiler, node: TypeScript.Expression): TypeScript.Expression {
  if (
    ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isSatisfiesExpression(node)
  )
    return unwrapped(ts, node.expression);
  return node;
}

export function firstName(
  ts: Compiler,
  name: TypeScript.BindingName,
  accept: (id: TypeScript.Identifier) => boolean,
): boolean {
  if (ts.isIdentifier(name)) return accept(name);
  return name.elements.some((e) => ts.isBindingElement(e) && firstName(ts, e.name, accept));
}

export function entityExpression(ts: Compiler, name: TypeScript.EntityName): TypeScript.Expression {
  if (ts.isIdentifier(name)) return name;
  return ts.factory.createPropertyAccessExpression(entityExpression(ts, name.left), name.right.text);
}

export function withoutExport<T extends TypeScript.DeclarationStatement>(ts: Compiler, node: T): T {
  const kept = (ts.canHaveModifiers(node) ? ts.getModifiers(node) : undefined)?.filter(
    ({ kind }) => kind !== ts.SyntaxKind.ExportKeyword && kind !== ts.SyntaxKind.DefaultKeyword,
  );
  const { factory } = ts;
  const made: TypeScript.Node = node;
  if (ts.isFunctionDeclaration(made))
    return factory.updateFunctionDeclaration(
      made,
      kept,
      made.asteriskToken,
      made.name ?? factory.createUniqueName("f"),
      made.typeParameters,
      made.parameters,
      made.type,
      made.body,
    ) as TypeScript.Node as T;
  if (ts.isClassDeclaration(made))
    return factory.updateClassDeclaration(
      made,
      [...(ts.getDecorators(made) ?? []), ...(kept ?? [])],
      made.name ?? factory.createUniqueName("C"),
      made.typeParameters,
      made.heritageClauses,
      made.members,
    ) as TypeScript.Node as T;
  if (ts.isEnumDeclaration(made))
    return factory.updateEnumDeclaration(made, kept, made.name, made.members) as TypeScript.Node as T;
  if (ts.isModuleDeclaration(made))
    return factory.updateModuleDeclaration(made, kept, made.name, made.body) as TypeScript.Node as T;
  return node;
}
