// From mathjs's nodes to a tree: the operators, calls and names that an expression may have. All else is
// refused.

import { fromDecimal } from "../algebra/rational";
import { type Link, productOf, sumOf } from "../chains";
import { cases, type Comparison, type Expr, neg, num, pow, type Test, type Variable } from "../tree";
import { isCallable, knownFunctions, makeCall } from "./calls";
import { functionNamed } from "../rules";
import { constantNamed, isVariableName, type Scope, valueIn } from "./names";
import type { Places } from "./places";
import { wrongExpression } from "./problem";

/** The nodes of mathjs that are read here, and the names of some that are refused. */
export type MathNode =
  | { type: "ConstantNode"; value: unknown }
  | { type: "SymbolNode"; name: string }
  | { type: "ParenthesisNode"; content: MathNode }
  | { type: "OperatorNode"; op: string; args: MathNode[]; implicit: boolean; isPercentage: boolean }
  | { type: "FunctionNode"; fn: MathNode; args: MathNode[] }
  | { type: "AccessorNode"; object: MathNode; index: { dimensions: MathNode[]; dotNotation: boolean } }
  | { type: "ConditionalNode"; condition: MathNode; trueExpr: MathNode; falseExpr: MathNode }
  | { type: "RelationalNode"; conditionals: string[]; params: MathNode[] }
  | { type: keyof typeof refusals };

type Of<T extends MathNode["type"]> = Extract<MathNode, { type: T }>;

export interface Reading {
  text: string;
  scope: Scope;
  /** Names and numbers are asked for their places in the order of the text. */
  places: Places;
}

/** Kinds of nodes that are no expression: the sign that shows them, and what is said. */
const refusals = {
  ArrayNode: ["[", "an array is not a single number"],
  AssignmentNode: ["=", "an assignment is no expression"],
  BlockNode: [";", "an expression is one line and has one value"],
  FunctionAssignmentNode: ["=", "an assignment is no expression"],
  IndexNode: ["[", "only a vector such as x[0] can have an index"],
  ObjectNode: ["{", "an object is not a single number"],
  RangeNode: [":", "a range is not a single number"],
} as const;

const hints: Readonly<Partial<Record<MathNode["type"], string>>> = {
  AssignmentNode: "Write what stands right of the sign.",
  FunctionAssignmentNode: "Write what stands right of the sign.",
  BlockNode: "Brackets around it let an expression go on in the next line.",
  ObjectNode: "Brackets are round: ( ).",
};

/** The tree of a node. */
export function convert(node: MathNode, reading: Reading): Expr {
  if (isRefused(node)) return refuse(node, reading);
  switch (node.type) {
    case "ConstantNode":
      return numberOf(node, reading);
    case "SymbolNode":
      return named(node, reading);
    case "ParenthesisNode":
      return convert(node.content, reading);
    case "OperatorNode":
      return operation(node, reading);
    case "FunctionNode":
      return called(node, reading);
    case "AccessorNode":
      return element(node, reading);
    case "ConditionalNode":
      return conditional(node, reading);
    case "RelationalNode":
      return noNumber(node, reading);
  }
}

function fail({ text }: Reading, at: number, problem: string, hint?: string): never {
  throw wrongExpression(text, at, problem, hint);
}

function isRefused(node: MathNode): node is { type: keyof typeof refusals } {
  return Object.hasOwn(refusals, node.type);
}

function refuse({ type }: { type: keyof typeof refusals }, reading: Reading): never {
  const { text } = reading;
  const [sign, problem] = refusals[type];
  const at = type === "BlockNode" ? text.search(/[;\n]/) : text.indexOf(sign);
  return fail(reading, Math.max(0, at), problem, hints[type]);
}

function numberOf(node: Of<"ConstantNode">, reading: Reading): Expr {
  const { value } = node;
  if (typeof value === "string") return fail(reading, reading.text.search(/["']/), "text cannot be part of an expression"); // prettier-ignore
  const name = String(value);
  const { word, at } = reading.places.take(reading.places.has(name) ? { name, value } : { value });
  if (typeof value !== "number") return fail(reading, at, `${name} is not a number`);
  // The digits that were written, also where a number of JavaScript cannot hold them all.
  if (Number.isFinite(value)) return num(fromDecimal(/^[\d.eE+-]+$/.test(word) ? word : name));
  return fail(reading, at, word === name ? `${name} is not a finite number` : "this number is too large");
}

/** Operators of one level, which are read as one chain: the second is the inverse of the first. */
const chains: readonly { operators: string; of: (links: readonly Link[]) => Expr }[] = [
  { operators: "+-", of: sumOf },
  { operators: "*/", of: productOf },
];
const comparisons: readonly string[] = ["<", "<=", ">", ">="];

function operation(node: Of<"OperatorNode">, reading: Reading): Expr {
  const { op, args, isPercentage } = node;
  if (comparisons.includes(op) || op === "and" || op === "or") return noNumber(node, reading);
  const [a, b] = args;
  if (b === undefined && (op === "-" || op === "+")) {
    const of = convert(a, reading);
    return op === "-" ? neg(of) : of;
  }
  if (b === undefined || isPercentage) return refuseOperator(node, reading);
  const chain = chains.find(({ operators }) => operators.includes(op));
  if (chain !== undefined) return chain.of(linksOf(node, chain.operators, reading));
  if (op !== "^") return refuseOperator(node, reading);
  const base = convert(a, reading);
  return pow(base, convert(b, reading));
}

/** The parts of a chain from left to right, in which order the places of names are found. */
function linksOf(node: Of<"OperatorNode">, operators: string, reading: Reading): Link[] {
  const links: { part: MathNode; inverse: boolean }[] = [];
  let first: MathNode = node;
  while (first.type === "OperatorNode" && isLink(first, operators)) {
    links.push({ part: first.args[1], inverse: first.op === operators[1] });
    first = first.args[0];
  }
  const inOrder = [{ part: first, inverse: false }, ...links.reverse()];
  return inOrder.map(({ part, inverse }) => ({ part: convert(part, reading), inverse }));
}

function isLink({ op, args, isPercentage }: Of<"OperatorNode">, operators: string): boolean {
  return operators.includes(op) && args.length === 2 && !isPercentage;
}

const otherOperators: Readonly<Record<string, string>> = {
  "!": "Factorials are not offered.",
  "%": "Remainders and percentages are not offered.",
  mod: "Remainders and percentages are not offered.",
  "&": "Write and.",
  "|": "Write or; the absolute value is written abs(x).",
  "==": "Cases are told apart by <, <=, > and >=.",
  "!=": "Cases are told apart by <, <=, > and >=.",
  ".*": "Write *.",
  "./": "Write /.",
  ".^": "Write ^.",
};

function refuseOperator({ op, args, isPercentage }: Of<"OperatorNode">, reading: Reading): never {
  // What stands before a sign is read first, for its place and its own errors; before a word such as `not`
  // stands nothing.
  if (args.length > 1 || /^[!%']$/.test(op)) convert(args[0], reading);
  const sign = isPercentage ? "%" : op;
  const at = reading.places.sign(sign);
  return fail(reading, at, `"${sign}" cannot stand in an expression`, otherOperators[sign]);
}

/** `test ? a : b`. */
function conditional({ condition, trueExpr, falseExpr }: Of<"ConditionalNode">, reading: Reading): Expr {
  const test = testOf(condition, reading);
  const then = convert(trueExpr, reading);
  return cases(test, then, convert(falseExpr, reading));
}

function noNumber(node: Of<"OperatorNode" | "RelationalNode">, reading: Reading): never {
  const first = node.type === "OperatorNode" ? node.args[0] : node.params[0];
  if (isTest(first)) return noNumber(first, reading);
  convert(first, reading);
  return fail(
    reading,
    reading.places.here(),
    "a comparison is no number",
    "It decides between two cases: x > 0 ? x : 0.",
  );
}

function isTest(node: MathNode): node is Of<"OperatorNode" | "RelationalNode"> {
  if (node.type === "RelationalNode") return true;
  return node.type === "OperatorNode" && [...comparisons, "and", "or"].includes(node.op);
}

function testOf(node: MathNode, reading: Reading): Test {
  if (node.type === "ParenthesisNode") return testOf(node.content, reading);
  if (node.type === "RelationalNode") return chainOf(node, reading);
  if (node.type !== "OperatorNode" || !isTest(node)) {
    convert(node, reading);
    return fail(reading, reading.places.here(), "a comparison such as x > 0 was expected");
  }
  const { op, args } = node;
  if (op === "and" || op === "or") {
    const a = testOf(args[0], reading);
    return { kind: op, a, b: testOf(args[1], reading) };
  }
  const a = convert(args[0], reading);
  return { kind: "compare", op: op as Comparison, a, b: convert(args[1], reading) };
}

const relations: Readonly<Record<string, Comparison>> = {
  smaller: "<",
  smallerEq: "<=",
  larger: ">",
  largerEq: ">=",
};

/** `0 < x < 1`. */
function chainOf({ conditionals, params }: Of<"RelationalNode">, reading: Reading): Test {
  const values = params.map((param) => convert(param, reading));
  const tests = conditionals.map((name, i): Test => {
    const op = Object.hasOwn(relations, name) ? relations[name] : undefined;
    if (op === undefined) return fail(reading, 0, "a comparison with <, <=, > or >= was expected");
    return { kind: "compare", op, a: values[i], b: values[i + 1] };
  });
  return tests.reduce((a, b) => ({ kind: "and", a, b }));
}

function named({ name }: Of<"SymbolNode">, reading: Reading): Expr {
  const { at } = reading.places.take({ name });
  if (isCallable(name) && !Object.hasOwn(reading.scope, name))
    return fail(
      reading,
      at,
      `the function ${name} needs its argument in brackets`,
      `Write ${functionNamed(name) ?? name}(${wordAfter(reading)}).`,
    );
  const value = meaning({ kind: "variable", name }, reading.scope);
  if (value !== undefined) return value;
  return fail(
    reading,
    at,
    `${name} is not a constant, function or variable`,
    "Variables are letters such as x, x1, x_max or theta; the value of another name can be given: " +
      `symbolic(text, { ${name}: 2 }).`,
  );
}

/** What stands where the argument of a function was meant: `x` in `ln x`, `x^2` in `sin x^2`. */
function wordAfter({ text, places }: Reading): string {
  const at = places.here();
  return /^[\p{L}\p{N}_.]+(?:\^[\p{L}\p{N}_.]+)?/u.exec(text.slice(at, at + 40))?.[0] ?? "x";
}

function meaning(variable: Variable, scope: Scope): Expr | undefined {
  const { name, index } = variable;
  const given = valueIn(scope, variable) ?? (index === undefined ? constantNamed(name) : undefined);
  if (given !== undefined || Object.hasOwn(scope, name)) return given;
  return isVariableName(name) ? variable : undefined;
}

/** `x[0]`, an element of a vector, counted from 0 as in TypeScript. */
function element({ object, index }: Of<"AccessorNode">, reading: Reading): Expr {
  if (object.type !== "SymbolNode")
    return fail(reading, reading.text.indexOf("["), "only a vector such as x[0] can have an index");
  const { name } = object;
  const { at } = reading.places.take({ name });
  if (index.dotNotation)
    return fail(reading, reading.places.here(), "members of objects cannot be part of an expression");
  const [place, more] = index.dimensions;
  const value = more === undefined && place?.type === "ConstantNode" ? place.value : undefined;
  if (typeof value !== "number" || !Number.isInteger(value) || value > 9999)
    return fail(
      reading,
      reading.places.sign("[") + 1,
      "the index of a vector must be a whole number such as 0",
    );
  reading.places.take({ value });
  const found = meaning({ kind: "variable", name, index: value }, reading.scope);
  return found ?? fail(reading, at, `${name}[${value}] is not known`);
}

function called({ fn, args }: Of<"FunctionNode">, reading: Reading): Expr {
  if (fn.type !== "SymbolNode") {
    convert(fn, reading);
    return fail(reading, reading.places.here(), "this is not a function that is known");
  }
  const { name } = fn;
  const { at } = reading.places.take({ name });
  if (!isCallable(name)) {
    const hint = isVariableName(name) ? `A product is written ${name} * (…).` : `${knownFunctions}.`;
    return fail(reading, at, `${name} is not a function that is known`, hint);
  }
  const values = args.map((arg) => convert(arg, reading));
  return makeCall(name, values, (problem) => fail(reading, at, problem));
}
