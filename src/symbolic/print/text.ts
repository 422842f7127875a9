// An expression as text, in the notation that `symbolic` reads.

import { isInteger, show, sign } from "../algebra/rational";
import { mostInLine } from "../chains";
import { type Expr, nameOf, sizeOf, type Test, type Variable } from "../tree";

/** How closely an expression holds together: what is looser than its surroundings needs brackets. */
export const levels = { cases: 0, add: 1, sub: 1, neg: 2, mul: 3, div: 3, pow: 4, atom: 5 } as const;

/** The level of an expression as text. */
export function levelOf(node: Expr): number {
  if (node.kind === "number") {
    if (sign(node.value) < 0) return levels.neg;
    return isInteger(node.value) || node.value.decimal ? levels.atom : levels.div;
  }
  return node.kind in levels ? levels[node.kind as keyof typeof levels] : levels.atom;
}

/** The expression as one line. */
export function toText(node: Expr): string {
  switch (node.kind) {
    case "number":
      return show(node.value);
    case "constant":
      return node.name;
    case "variable":
      return nameOf(node);
    case "neg":
      return `-${after(node.a, levels.mul)}`;
    case "add":
    case "sub":
      return sumText(node.a, node.kind, node.b);
    case "mul":
      return `${within(node.a, levels.neg)}*${isLongChain(node, ["mul"]) ? after(node.b, levels.mul) : within(node.b, levels.pow)}`;
    case "div":
      return `${within(node.a, levels.neg)}/${within(node.b, levels.pow)}`;
    case "pow":
      return `${within(node.a, levels.atom)}^${within(node.b, levels.pow)}`;
    case "call":
      return `${node.fn === "logBase" ? "log" : node.fn}(${node.args.map(toText).join(", ")})`;
    case "cases":
      return `${testText(node.test)} ? ${within(node.then, levels.add)} : ${toText(node.otherwise)}`;
    case "derivative":
      return `${operatorText(node.by, node.partial)} (${toText(node.of)})`;
  }
}

/**
 * Whether the right part goes on with a long sum or product, which is a balanced tree and is written without
 * its brackets.
 */
export function isLongChain({ a, b }: { a: Expr; b: Expr }, kinds: readonly Expr["kind"][]): boolean {
  return kinds.includes(a.kind) && kinds.includes(b.kind) && sizeOf(a) >= mostInLine;
}

function sumText(a: Expr, kind: "add" | "sub", b: Expr): string {
  const left = within(a, levels.add);
  if (kind === "sub") return `${left} - ${after(b, levels.mul)}`;
  return isLongChain({ a, b }, ["add", "sub"])
    ? joinedSigns(left, toText(b))
    : `${left} + ${after(b, levels.mul)}`;
}

/** `a + b`, but `a - b` for a second sum that begins with a minus. */
export function joinedSigns(left: string, right: string): string {
  return right.startsWith("-") ? `${left} - ${right.slice(1)}` : `${left} + ${right}`;
}

function operatorText(by: Variable, partial = false): string {
  return partial ? `∂/∂${nameOf(by)}` : `d/d${nameOf(by)}`;
}

/** What stands behind a sign does not begin with another. */
function after(node: Expr, level: number): string {
  const text = within(node, level);
  return text.startsWith("-") ? `(${text})` : text;
}

function within(node: Expr, level: number): string {
  const text = toText(node);
  return levelOf(node) < level ? `(${text})` : text;
}

function testText(test: Test): string {
  if (test.kind === "compare")
    return `${within(test.a, levels.add)} ${test.op} ${within(test.b, levels.add)}`;
  const part = (inner: Test): string =>
    inner.kind === "or" && test.kind === "and" ? `(${testText(inner)})` : testText(inner);
  return `${part(test.a)} ${test.kind} ${part(test.b)}`;
}
