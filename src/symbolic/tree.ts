// The tree of an expression, and the builders that the rules are written with.

import { negative, one, type Rational, rational, sign } from "./algebra/rational";
import type { FunctionName } from "./rules";
import { spend } from "./work";

export type Comparison = "<" | "<=" | ">" | ">=";

/** What decides between two cases. */
export type Test =
  { kind: "compare"; op: Comparison; a: Expr; b: Expr } | { kind: "and" | "or"; a: Test; b: Test };

export type Constant = "e" | "pi";

export interface Variable {
  readonly kind: "variable";
  readonly name: string;
  /** The place in a vector: `x[0]`. */
  readonly index?: number;
}

export type BinaryKind = "add" | "sub" | "mul" | "div" | "pow";

export interface Call {
  readonly kind: "call";
  readonly fn: FunctionName;
  readonly args: readonly Expr[];
}

/**
 * An expression. `derivative` stands only in explanations: the derivative of a part that is not yet worked
 * out, `partial` with ∂.
 */
export type Expr =
  | { readonly kind: "number"; readonly value: Rational }
  | { readonly kind: "constant"; readonly name: Constant }
  | Variable
  | { readonly kind: "neg"; readonly a: Expr }
  | { readonly kind: BinaryKind; readonly a: Expr; readonly b: Expr }
  | Call
  | { readonly kind: "cases"; readonly test: Test; readonly then: Expr; readonly otherwise: Expr }
  | { readonly kind: "derivative"; readonly of: Expr; readonly by: Variable; readonly partial?: boolean };

export const num = (value: number | Rational): Expr => ({
  kind: "number",
  value: typeof value === "number" ? rational(value) : value,
});
export const e: Expr = { kind: "constant", name: "e" };
export const pi: Expr = { kind: "constant", name: "pi" };
export const neg = (a: Expr): Expr => (a.kind === "number" ? num(negative(a.value)) : { kind: "neg", a });
export const add = (a: Expr, b: Expr): Expr => ({ kind: "add", a, b });
export const sub = (a: Expr, b: Expr): Expr => ({ kind: "sub", a, b });
export const mul = (a: Expr, b: Expr): Expr => ({ kind: "mul", a, b });
export const div = (a: Expr, b: Expr): Expr => ({ kind: "div", a, b });
export const pow = (a: Expr, b: Expr | number): Expr => ({
  kind: "pow",
  a,
  b: typeof b === "number" ? num(b) : b,
});
export const call = (fn: FunctionName, ...args: Expr[]): Expr => ({ kind: "call", fn, args });
export const square = (a: Expr): Expr => pow(a, 2);
export const half: Expr = num(rational(1, 2));
export const unit: Expr = num(one);
export const nought: Expr = num(0);
export const cases = (test: Test, then: Expr, otherwise: Expr): Expr => ({
  kind: "cases",
  test,
  then,
  otherwise,
});
export const compare = (op: Comparison, a: Expr, b: Expr): Test => ({ kind: "compare", op, a, b });

export function isNumeric(a: Expr, value?: number): a is { kind: "number"; value: Rational } {
  if (a.kind !== "number") return false;
  return value === undefined || (a.value.d === 1n && a.value.n === BigInt(value));
}

export function isNegative(a: Expr): boolean {
  return a.kind === "neg" || (a.kind === "number" && sign(a.value) < 0);
}

/** The expressions that a node is made of. */
export function childrenOf(node: Expr): readonly Expr[] {
  switch (node.kind) {
    case "number":
    case "constant":
    case "variable":
      return [];
    case "neg":
      return [node.a];
    case "call":
      return node.args;
    case "cases":
      return [...testParts(node.test), node.then, node.otherwise];
    case "derivative":
      return [node.of];
    case "add":
    case "sub":
    case "mul":
    case "div":
    case "pow":
      return [node.a, node.b];
  }
}

function testParts(test: Test): readonly Expr[] {
  return test.kind === "compare" ? [test.a, test.b] : [...testParts(test.a), ...testParts(test.b)];
}

/** The same node of other parts. */
export function mapChildren(node: Expr, f: (child: Expr) => Expr): Expr {
  switch (node.kind) {
    case "number":
    case "constant":
    case "variable":
      return node;
    case "neg":
      return neg(f(node.a));
    case "call":
      return { ...node, args: node.args.map(f) };
    case "cases":
      return cases(mapTest(node.test, f), f(node.then), f(node.otherwise));
    case "derivative":
      return { ...node, of: f(node.of) };
    case "add":
    case "sub":
    case "mul":
    case "div":
    case "pow":
      return { ...node, a: f(node.a), b: f(node.b) };
  }
}

export function mapTest(test: Test, f: (part: Expr) => Expr): Test {
  if (test.kind === "compare") return { ...test, a: f(test.a), b: f(test.b) };
  return { ...test, a: mapTest(test.a, f), b: mapTest(test.b, f) };
}

const sizes = new WeakMap<Expr, number>();

/** How many nodes a tree has: the measure of what is short. */
export function sizeOf(node: Expr): number {
  if (node.kind === "number") return node.value.d === 1n || node.value.decimal ? 1 : 2;
  const known = sizes.get(node);
  if (known !== undefined) return known;
  const size = childrenOf(node).reduce((sum, child) => sum + sizeOf(child), 1);
  sizes.set(node, size);
  return size;
}

/** The name under which a user knows a variable: `x`, `x[0]`. */
export function nameOf({ name, index }: Variable): string {
  return index === undefined ? name : `${name}[${index}]`;
}

export function sameVariable(a: Variable, b: Variable): boolean {
  return a.name === b.name && a.index === b.index;
}

/** Whether a variable occurs. */
export function dependsOn(node: Expr, by: Variable): boolean {
  return namesIn(node).has(nameOf(by));
}

const names = new WeakMap<Expr, ReadonlySet<string>>();
const none: ReadonlySet<string> = new Set();

/** The names of the variables that occur; parts that have the same ones share the set. */
function namesIn(node: Expr): ReadonlySet<string> {
  const known = names.get(node);
  if (known !== undefined) return known;
  const found = node.kind === "variable" ? new Set([nameOf(node)]) : childrenOf(node).map(namesIn).reduce(union, none); // prettier-ignore
  names.set(node, found);
  return found;
}

function union(a: ReadonlySet<string>, b: ReadonlySet<string>): ReadonlySet<string> {
  if ([...b].every((name) => a.has(name))) return a;
  return a.size === 0 ? b : new Set([...a, ...b]);
}

/** The variables, each once, in the order in which they occur. */
export function variablesOf(node: Expr): Variable[] {
  const found = new Map<string, Variable>();
  const visit = (part: Expr): void => {
    if (part.kind === "variable") found.set(nameOf(part), part);
    else childrenOf(part).forEach(visit);
  };
  visit(node);
  return [...found.values()];
}

/** Text that two trees share only if they are the same, but for the order of summands and factors. */
export function keyOf(node: Expr): string {
  const known = keys.get(node);
  if (known !== undefined) return known;
  const key = newKey(node);
  spend(key.length >> 8);
  keys.set(node, key);
  return key;
}

const keys = new WeakMap<Expr, string>();

function newKey(node: Expr): string {
  switch (node.kind) {
    case "number":
      return `${node.value.n}/${node.value.d}`;
    case "constant":
      return `#${node.name}`;
    case "variable":
      return nameOf(node);
    case "call":
      return `${node.fn}(${node.args.map(keyOf).join()})`;
    case "cases":
      return `if(${testKey(node.test)},${keyOf(node.then)},${keyOf(node.otherwise)})`;
    case "add":
    case "sub":
      return `sum{${summandKeys(node, "+").sort().join()}}`;
    case "mul":
      return `product{${factorKeys(node).sort().join()}}`;
    case "neg":
    case "div":
    case "pow":
    case "derivative":
      return `${node.kind}{${childrenOf(node).map(keyOf).join()}}`;
  }
}

function summandKeys(node: Expr, sign: "+" | "-"): string[] {
  const other = sign === "+" ? "-" : "+";
  if (node.kind === "neg") return summandKeys(node.a, other);
  if (node.kind !== "add" && node.kind !== "sub") return [sign + keyOf(node)];
  return [...summandKeys(node.a, sign), ...summandKeys(node.b, node.kind === "add" ? sign : other)];
}

function factorKeys(node: Expr): string[] {
  return node.kind === "mul" ? [...factorKeys(node.a), ...factorKeys(node.b)] : [keyOf(node)];
}

function testKey(test: Test): string {
  if (test.kind === "compare") return `${keyOf(test.a)}${test.op}${keyOf(test.b)}`;
  return `${test.kind}(${testKey(test.a)},${testKey(test.b)})`;
}

/** The tree with a variable replaced. */
export function substitute(node: Expr, by: Variable, value: Expr): Expr {
  if (node.kind === "variable") return sameVariable(node, by) ? value : node;
  return mapChildren(node, (child) => substitute(child, by, value));
}
