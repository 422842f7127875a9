// From acorn's nodes to a tree: the operators, calls and names that an expression may have. All else is
// refused.

import type * as Acorn from "acorn";

import { type Link, productOf, sumOf } from "../chains";
import {
  call,
  cases,
  type Comparison,
  div,
  e,
  type Expr,
  half,
  neg,
  num,
  pi,
  pow,
  type Test,
  unit,
  type Variable,
} from "../tree";
import { isCallable, knownFunctions, makeCall } from "./calls";

/** What the reading of a function's body depends on. */
export interface Context {
  text: string;
  /** What a name means: a parameter, or a value of the scope. */
  resolve: (variable: Variable) => Expr | undefined;
  fail: (node: { start: number }, problem: string, hint?: string) => never;
  /** The way out for a name that is no parameter. */
  wayOut: (name: string) => string;
  literal: (node: Acorn.Literal, fail: Context["fail"]) => Expr;
}

type Node = Acorn.Expression | Acorn.Super | Acorn.PrivateIdentifier | Acorn.SpreadElement;

/** Operators of one level, which are read as one chain: the second is the inverse of the first. */
const chains: readonly { operators: string; of: (links: readonly Link[]) => Expr }[] = [
  { operators: "+-", of: sumOf },
  { operators: "*/", of: productOf },
];

const ln = (n: number): Expr => call("log", num(n));
/** The constants of JavaScript's `Math`. */
const mathConstants: Readonly<Record<string, Expr>> = {
  PI: pi,
  E: e,
  LN2: ln(2),
  LN10: ln(10),
  LOG2E: div(unit, ln(2)),
  LOG10E: div(unit, ln(10)),
  SQRT2: call("sqrt", num(2)),
  SQRT1_2: call("sqrt", half),
};

/** The tree of a node. */
export function treeOf(node: Node, context: Context): Expr {
  if (node.type === "Literal") return context.literal(node, context.fail);
  if (node.type === "ParenthesizedExpression") return treeOf(node.expression, context);
  if (node.type === "UnaryExpression") return unaryOf(node, context);
  if (node.type === "BinaryExpression") return binaryOf(node, context);
  if (node.type === "CallExpression") return callOf(node, context);
  if (node.type === "Identifier" || node.type === "MemberExpression") return nameOf(node, context);
  if (node.type !== "ConditionalExpression") return refuse(node, context);
  const { test, consequent, alternate } = node;
  return cases(testOf(test, context), treeOf(consequent, context), treeOf(alternate, context));
}

const refusals: Readonly<Record<string, string>> = {
  AssignmentExpression: "an assignment is no expression to differentiate",
  UpdateExpression: "an assignment is no expression to differentiate",
  LogicalExpression: "and, or and ?? give no number here",
  TemplateLiteral: "text cannot be part of an expression",
  TaggedTemplateExpression: "text cannot be part of an expression",
  ArrowFunctionExpression: "a function inside of a function cannot be read",
  FunctionExpression: "a function inside of a function cannot be read",
  ArrayExpression: "an array is not a single number",
  AwaitExpression: "await cannot be part of an expression",
  SequenceExpression: "a comma cannot be part of an expression",
  ChainExpression: "?. cannot be part of an expression",
};

function refuse(node: Node, { fail, text }: Context): never {
  const [start] = text.slice(node.start, node.end).split(/[\s(]/);
  return fail(node, refusals[node.type] ?? `${start} cannot be part of an expression`);
}

function unaryOf(node: Acorn.UnaryExpression, context: Context): Expr {
  if (node.operator === "-") return neg(treeOf(node.argument, context));
  if (node.operator === "+") return treeOf(node.argument, context);
  return context.fail(node, `the operator ${node.operator} cannot be part of an expression`);
}

function binaryOf(node: Acorn.BinaryExpression, context: Context): Expr {
  if (node.operator === "**") return pow(treeOf(node.left, context), treeOf(node.right, context));
  const chain = chains.find(({ operators }) => operators.includes(node.operator));
  if (chain !== undefined) return chain.of(linksOf(node, chain.operators, context));
  if (isComparison(node.operator))
    return context.fail(node, "a comparison is no number", "It decides between two cases: x > 0 ? x : 0.");
  const hint = node.operator === "^" ? "A power is written x ** 2." : undefined;
  return context.fail(node, `the operator ${node.operator} cannot be part of an expression`, hint);
}

function linksOf(node: Acorn.BinaryExpression, operators: string, context: Context): Link[] {
  const links: { part: Node; inverse: boolean }[] = [];
  let first: Node = node;
  while (first.type === "BinaryExpression" && operators.includes(first.operator)) {
    links.push({ part: first.right, inverse: first.operator === operators[1] });
    first = first.left;
  }
  const inOrder = [{ part: first, inverse: false }, ...links.reverse()];
  return inOrder.map(({ part, inverse }) => ({ part: treeOf(part, context), inverse }));
}

const isComparison = (operator: string): operator is Comparison => ["<", "<=", ">", ">="].includes(operator);

function testOf(node: Acorn.Expression, context: Context): Test {
  if (node.type === "ParenthesizedExpression") return testOf(node.expression, context);
  if (node.type === "LogicalExpression" && node.operator !== "??") {
    const kind = node.operator === "&&" ? "and" : "or";
    return { kind, a: testOf(node.left, context), b: testOf(node.right, context) };
  }
  if (node.type === "BinaryExpression" && isComparison(node.operator)) {
    return {
      kind: "compare",
      op: node.operator,
      a: treeOf(node.left, context),
      b: treeOf(node.right, context),
    };
  }
  return context.fail(node, "a comparison with <, <=, > or >= was expected");
}

/** `Math.sin(x)`, `sin(x)` of the library, also as the compiler writes it, and methods: `x.pow(3)`. */
function callOf(node: Acorn.CallExpression, context: Context): Expr {
  const { fail } = context;
  if (node.optional) return fail(node, "?. cannot be part of an expression");
  const args = (): Expr[] => node.arguments.map((argument) => treeOf(argument, context));
  const callee = detached(node.callee);
  const name = calledName(callee);
  const wrong = (problem: string): never => fail(node, problem);
  if (name !== undefined && isCallable(name)) return makeCall(name, args(), wrong);
  const method = callee.type === "MemberExpression" && name === undefined ? memberName(callee) : undefined;
  if (method !== undefined && isCallable(method)) {
    return makeCall(method, [treeOf((callee as Acorn.MemberExpression).object, context), ...args()], wrong);
  }
  const called = context.text.slice(callee.start, callee.end);
  const known = `${knownFunctions}, of Math or of nablab.`;
  return fail(node, `${name === undefined ? called : name} is not a function that is known here`, known);
}

/**
 * A compiler calls an imported function as `(0, nablab_1.sin)(x)`, a kernel one of its cells as
 * `(0, $$sin.v)(x)`.
 */
function detached(node: Acorn.Expression | Acorn.Super): Acorn.Expression | Acorn.Super {
  if (node.type === "ParenthesizedExpression") return detached(node.expression);
  return node.type === "SequenceExpression" && node.expressions.length === 2 ? node.expressions[1] : node;
}

/** The name of what is called where it is a function of its own, not a method of a value. */
function calledName(node: Acorn.Expression | Acorn.Super): string | undefined {
  if (node.type === "Identifier") return node.name;
  const inCell = cellName(node);
  if (inCell !== undefined) return inCell;
  const member = memberName(node);
  if (member === undefined || node.type !== "MemberExpression") return undefined;
  // `nablab.sin` of `import * as nablab`, compiled to `$$nablab.v.sin` or `nablab.sin`
  const module = cellName(node.object) ?? (node.object.type === "Identifier" ? node.object.name : undefined);
  return module === "Math" || (module !== undefined && /^(nablab|exports|\w+_\d+)$/.test(module))
    ? member
    : undefined;
}

function memberName(node: Node): string | undefined {
  if (node.type !== "MemberExpression" || node.computed || node.optional) return undefined;
  return node.property.type === "Identifier" ? node.property.name : undefined;
}

/**
 * The user's name for `$$k.v` (the box in which a kernel keeps a variable of a cell) or `exports.k` (stock
 * tslab).
 */
function cellName(node: Node): string | undefined {
  const member = memberName(node);
  if (member === undefined || node.type !== "MemberExpression" || node.object.type !== "Identifier")
    return undefined;
  if (node.object.name === "exports") return member;
  return member === "v" && node.object.name.startsWith("$$")
    ? node.object.name.replace(/^\$\$+/, "")
    : undefined;
}

/** A parameter, an element of a vector, a constant of `Math`, or a value of the scope. */
function nameOf(node: Acorn.Identifier | Acorn.MemberExpression, context: Context): Expr {
  const { fail, resolve } = context;
  if (node.type === "MemberExpression" && node.computed) return element(node, context);
  const isMath = node.type === "MemberExpression" && isMathName(node.object);
  if (isMath) {
    const name = memberName(node) ?? "";
    return Object.hasOwn(mathConstants, name)
      ? mathConstants[name]
      : fail(node, `Math.${name} is not a number`);
  }
  const name = node.type === "Identifier" ? node.name : cellName(node);
  if (name === undefined) return fail(node, "members of objects cannot be part of an expression");
  return resolve({ kind: "variable", name }) ?? unknown(node, name, context);
}

function isMathName(node: Node): boolean {
  return node.type === "Identifier" && node.name === "Math";
}

function unknown(node: { start: number }, name: string, { fail, wayOut }: Context): never {
  const hint = wayOut(name);
  return fail(
    node,
    `${name} is not a parameter of the function, and its value cannot be read from the text`,
    hint,
  );
}

function element(node: Acorn.MemberExpression, context: Context): Expr {
  const { fail, resolve } = context;
  const name = node.object.type === "Identifier" ? node.object.name : cellName(node.object);
  const index = node.property.type === "Literal" ? node.property.value : undefined;
  if (name === undefined) return fail(node, "only a vector such as x[0] can have an index");
  if (typeof index !== "number" || !Number.isInteger(index) || index < 0 || index > 9999)
    return fail(node.property, "the index of a vector must be a whole number such as 0");
  return resolve({ kind: "variable", name, index }) ?? unknown(node, name, context);
}
