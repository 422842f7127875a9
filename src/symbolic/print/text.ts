// An expression as text, in the notation that `symbolic` reads.

import { isInteger, show, sign } from "../algebra/rational";
import { type Expr, nameOf, type Test, type Variable } from "../tree";

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
      return `${within(node.a, levels.add)} ${node.kind === "add" ? "+" : "-"} ${after(node.b, levels.mul)}`;
    case "mul":
      return `${within(node.a, levels.neg)}*${within(node.b, levels.pow)}`;
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
