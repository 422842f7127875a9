// Which names of other cells a cell reads and changes, told from its syntax: the parser and the binder know
// it without any types.

import type TypeScript from "typescript";
import { declarations, type DeclaredAs } from "../names";
import type { World } from "../programs";
import { cellSpecifier } from "../resolve";

export interface FreeNames {
  /** The names that it declares. `isSteady`: running the same text again makes the same thing again. */
  defines: ReadonlyMap<string, { as: DeclaredAs; isSteady: boolean }>;
  /** The names of other cells that its values depend on. */
  reads: ReadonlySet<string>;
  /** The names of other cells that it assigns to, or whose insides it changes. */
  writes: ReadonlySet<string>;
}

/** Methods that change what they are called on; those of tensors end with an underscore. */
const MUTATORS: ReadonlySet<string> = new Set(
  "push pop shift unshift splice sort reverse fill copyWithin set add delete clear".split(" "),
);

const STEADY: ReadonlySet<DeclaredAs> = new Set(["import", "type", "function", "class", "enum"]);

export function freeNames(world: World, source: string): FreeNames {
  const { ts, files, folder } = world;
  const file = files.parse(`${folder}/${cellSpecifier("free-names")}.ts`, source);
  world.bind(file, "light");
  const declared = declarations(ts, file);
  const names = new Set(declared.map(({ name }) => name));
  const defines = new Map(
    declared.map(({ name, as, node }) => [name, { as, isSteady: STEADY.has(as) || isFunction(ts, node) }]),
  );
  const [reads, writes] = [new Set<string>(), new Set<string>()];
  const look = (node: TypeScript.Node): void => {
    if (ts.isIdentifier(node) && isReference(ts, node) && isFree(node, names)) {
      reads.add(node.text);
      if (isChanged(ts, node)) writes.add(node.text);
    }
    if (!ts.isTypeNode(node) || ts.isExpressionWithTypeArguments(node)) ts.forEachChild(node, look);
  };
  look(file);
  return { defines, reads, writes };
}

function isFunction(ts: World["ts"], node: TypeScript.Declaration): boolean {
  const { initializer } = node as TypeScript.VariableDeclaration;
  return (
    initializer !== undefined && (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer))
  );
}

export function isReference(ts: World["ts"], node: TypeScript.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isShorthandPropertyAssignment(parent)) return true;
  if (ts.isBindingElement(parent) || ts.isPropertyAssignment(parent)) return parent.initializer === node;
  if (ts.isImportSpecifier(parent) || ts.isExportSpecifier(parent) || ts.isLabeledStatement(parent))
    return false;
  if (ts.isBreakOrContinueStatement(parent) || ts.isMetaProperty(parent) || ts.isJsxAttribute(parent))
    return false;
  return (parent as { name?: TypeScript.Node }).name !== node;
}

/** No scope on the way up has the name, and the cell's own top has not either. */
export function isFree(node: TypeScript.Identifier, own: ReadonlySet<string>): boolean {
  for (let at: TypeScript.Node | undefined = node; at !== undefined; at = at.parent) {
    const { locals } = at as { locals?: ReadonlyMap<string, unknown> };
    if (locals?.has(node.text)) return false;
    const { name } = at as { name?: { text?: string } };
    if (at.kind !== node.kind && isNamedExpression(at) && name?.text === node.text) return false;
  }
  return !own.has(node.text);
}

/** A function or class expression knows its own name. */
function isNamedExpression(node: TypeScript.Node): boolean {
  return "body" in node || "members" in node;
}

function isChanged(ts: World["ts"], node: TypeScript.Identifier): boolean {
  let at: TypeScript.Node = node;
  while (isInside(ts, at)) at = at.parent;
  if (at !== node && ts.isPropertyAccessExpression(at) && ts.isCallExpression(at.parent)) {
    const called = at.name.text;
    if (at.parent.expression === at && (MUTATORS.has(called) || /[^_]_$/.test(called))) return true;
  }
  return isTarget(ts, at);
}

/** `x` in `x.a[3].b`. */
function isInside(ts: World["ts"], node: TypeScript.Node): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent))
    return parent.expression === node;
  return ts.isParenthesizedExpression(parent) || ts.isNonNullExpression(parent);
}

function isAssignment({ SyntaxKind }: World["ts"], kind: TypeScript.SyntaxKind): boolean {
  return kind >= SyntaxKind.FirstAssignment && kind <= SyntaxKind.LastAssignment;
}

/** What is assigned to, also in a pattern. */
function isTarget(ts: World["ts"], node: TypeScript.Node): boolean {
  const { parent } = node;
  if (ts.isBinaryExpression(parent) && parent.left === node)
    return isAssignment(ts, parent.operatorToken.kind);
  if (ts.isPrefixUnaryExpression(parent) || ts.isPostfixUnaryExpression(parent)) {
    const { PlusPlusToken, MinusMinusToken } = ts.SyntaxKind;
    return parent.operator === PlusPlusToken || parent.operator === MinusMinusToken;
  }
  if (ts.isForInStatement(parent) || ts.isForOfStatement(parent)) return parent.initializer === node;
  const isPattern =
    ts.isArrayLiteralExpression(parent) ||
    ts.isObjectLiteralExpression(parent) ||
    ts.isSpreadElement(parent) ||
    ts.isShorthandPropertyAssignment(parent) ||
    (ts.isPropertyAssignment(parent) && parent.initializer === node);
  return isPattern && isTarget(ts, parent);
}
