// The names of a cell's top live in boxes, `{ v: value }`, one for each name of the session, so that a
// function of an earlier cell sees what a later cell puts there. A box for each name rather than one object
// for all: every access has the same shape, however many names a notebook has (an object falls back to a hash
// table after 128).

import type TypeScript from "typescript";
import type { Compiler } from "./compiler";
import { type Declared, identifiers } from "./names";

export interface Boxes {
  /**
   * Name of the object that the cell's function gets from the runner; no identifier of the cell starts with
   * it.
   */
  readonly handle: string;
  /** Name of the function that code asks whether it is to end. */
  turn(): string;
  /** Whether it was asked for. */
  readonly asks: boolean;
  /** Names whose box the cell uses, in the order of first use. */
  readonly used: Set<string>;
  /** Whether a name means something at the top of the cell. */
  has(name: string): boolean;
  /** `$$x.v` */
  access(name: string): TypeScript.PropertyAccessExpression;
  /** The name in the identifier's place, when it means something at the top of a cell. */
  refers(node: TypeScript.Identifier): boolean;
  /** Runs `visit` with references to these declarations left alone: a class means itself in its own body. */
  within<T>(own: TypeScript.Declaration, visit: () => T): T;
}

export function createBoxes(
  ts: Compiler,
  checker: TypeScript.TypeChecker,
  file: TypeScript.SourceFile,
  declared: readonly Declared[],
): Boxes {
  const handle = freePrefix(file);
  const used = new Set<string>();
  const names = new Set(declared.map((d) => d.name));
  const nodes = new Set<TypeScript.Node>(declared.map((d) => d.node));
  const excepted: TypeScript.Declaration[] = [];

  function symbolOf(node: TypeScript.Identifier): TypeScript.Symbol | undefined {
    return ts.isShorthandPropertyAssignment(node.parent) && node.parent.name === node
      ? checker.getShorthandAssignmentValueSymbol(node.parent)
      : checker.getSymbolAtLocation(node);
  }

  let asks = false;
  return {
    handle,
    used,
    get asks() {
      return asks;
    },
    turn() {
      asks = true;
      // No name of a box goes on with a digit.
      return `${handle}0`;
    },
    has: (name) => names.has(name),
    access(name) {
      used.add(name);
      return ts.factory.createPropertyAccessExpression(ts.factory.createIdentifier(handle + name), "v");
    },
    refers(node) {
      if (!names.has(node.text) || isOtherName(ts, node)) return false;
      const found = symbolOf(node)?.declarations ?? [];
      return found.some((d) => nodes.has(d)) && !found.some((d) => excepted.includes(d));
    },
    within(own, visit) {
      excepted.push(own);
      try {
        return visit();
      } finally {
        excepted.pop();
      }
    },
  };
}

/**
 * Spares the checker the identifiers that cannot be references: member names, labels, names of declarations.
 */
function isOtherName(ts: Compiler, node: TypeScript.Identifier): boolean {
  const parent = node.parent;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  if (ts.isShorthandPropertyAssignment(parent)) return false;
  if (ts.isBindingElement(parent) && parent.propertyName === node) return true;
  return (parent as { name?: TypeScript.Node }).name === node;
}

function freePrefix(file: TypeScript.SourceFile): string {
  let prefix = "$$";
  const names = [...identifiers(file)].filter((name) => name.startsWith(prefix));
  while (names.some((name) => name.startsWith(prefix))) prefix += "$";
  return prefix;
}
