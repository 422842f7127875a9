// The value of an expression for objects with methods: tensors, complex numbers, whatever else has add, mul,
// exp, sin, …

import { wrongType } from "../errors";
import { toNumber } from "./algebra/rational";
import { compile } from "./compile";
import { functions } from "./rules";
import {
  add,
  call,
  type Call,
  cases,
  childrenOf,
  compare,
  div,
  type Expr,
  nameOf,
  neg,
  num,
  pi,
  pow,
  sub,
  type Test,
  unit,
} from "./tree";

/**
 * What expressions can be computed with besides numbers: a value whose operations are methods, such as a
 * tensor.
 */
export interface Elementwise<T> {
  add(other: T | number): T;
  sub(other: T | number): T;
  mul(other: T | number): T;
  div(other: T | number): T;
}

type Method = (...others: unknown[]) => Value;
type Operations = Record<string, Method | undefined>;
/** A number, or an object with methods. */
type Value = number | Operations;

/** Whether a value has the methods of arithmetic. */
export function isElementwise(value: unknown): value is Operations {
  if (typeof value !== "object" || value === null) return false;
  return ["add", "sub", "mul", "div"].every((name) => typeof (value as Operations)[name] === "function");
}

type OfTensors = (values: readonly unknown[]) => unknown;

/**
 * Makes functions of tensors, which choose a branch for each element. Set by what knows tensors, as these are
 * known here by their methods only.
 */
export const choosing: { compile: ((tree: Expr, names: readonly string[]) => OfTensors) | null } = {
  compile: null,
};

const compiledChoices = new WeakMap<Expr, OfTensors>();

/** Whether the value of an expression depends on tests, as that of a root of odd degree does on a sign. */
function hasChoice(node: Expr): boolean {
  if (node.kind === "cases") return true;
  if (node.kind === "call" && (node.fn === "cbrt" || node.fn === "nthRoot")) return true;
  return childrenOf(node).some(hasChoice);
}

const isMasked = (value: unknown): boolean =>
  typeof value === "object" && value !== null && typeof (value as Operations).where === "function";

/** The same; of tensors element by element, also where the expression chooses between branches. */
export function evaluateAll(tree: Expr, values: ReadonlyMap<string, unknown>): unknown {
  const given = [...values.values()];
  const areTensors = given.some(isMasked) && given.every((value) => typeof value === "number" || isMasked(value)); // prettier-ignore
  if (!areTensors || choosing.compile === null || !hasChoice(tree)) return evaluate(tree, values);
  const known = compiledChoices.get(tree);
  const f = known ?? choosing.compile(tree, [...values.keys()]);
  compiledChoices.set(tree, f);
  return f(given);
}

/** The value of an expression for the values of its variables, by name. */
export function evaluate(node: Expr, values: ReadonlyMap<string, unknown>): Value {
  const value = (part: Expr): Value => evaluate(part, values);
  switch (node.kind) {
    case "number":
      return toNumber(node.value);
    case "constant":
      return node.name === "e" ? Math.E : Math.PI;
    case "variable":
      return values.get(nameOf(node)) as Value;
    case "neg":
      return binary.mul(value(node.a), -1);
    case "call":
      return callValue(node, values);
    case "cases":
      return value(holds(node.test, values) ? node.then : node.otherwise);
    case "derivative":
      throw new Error("an explanation cannot be computed with");
    case "add":
    case "sub":
    case "mul":
    case "div":
    case "pow":
      return binary[node.kind](value(node.a), value(node.b));
  }
}

type Binary = (a: Value, b: Value) => Value;

const method = (a: Operations, name: string, ...args: unknown[]): Value => {
  const f = a[name];
  if (f !== undefined) return f.apply(a, args);
  throw wrongType({
    fn: "symbolic",
    argument: "an argument",
    got: a,
    wanted: `a value with the method ${name}`,
  });
};

const binary: Readonly<Record<"add" | "sub" | "mul" | "div" | "pow", Binary>> = {
  add: (a, b) => {
    if (typeof a !== "number") return method(a, "add", b);
    return typeof b === "number" ? a + b : method(b, "add", a);
  },
  sub: (a, b) => {
    if (typeof a !== "number") return method(a, "sub", b);
    return typeof b === "number" ? a - b : binary.add(method(b, "mul", -1), a);
  },
  mul: (a, b) => {
    if (typeof a !== "number") return method(a, "mul", b);
    return typeof b === "number" ? a * b : method(b, "mul", a);
  },
  div: (a, b) => {
    if (typeof a !== "number") return method(a, "div", b);
    return typeof b === "number" ? a / b : binary.mul(method(b, "pow", -1), a);
  },
  pow: (a, b) => {
    if (typeof a !== "number") return method(a, "pow", b);
    return typeof b === "number" ? a ** b : method(method(b, "mul", Math.log(a)) as Operations, "exp");
  },
};

/** By the object's method; where it has none, by means of simpler operations. */
function callValue({ fn, args }: Call, values: ReadonlyMap<string, unknown>): Value {
  const given = args.map((arg) => evaluate(arg, values));
  const numbers = given.filter((value) => typeof value === "number");
  if (numbers.length === given.length) return numberValue(fn, numbers);
  const [first, ...others] = given.map((value) => (typeof value === "number" ? joined(value, given) : value));
  const name = fn === "max" ? "maximum" : fn === "min" ? "minimum" : fn;
  if (typeof first === "object" && typeof first[name] === "function") return method(first, name, ...others);
  const written = functions[fn].as?.(...args);
  const isSimpler = written !== undefined && !(written.kind === "call" && written.fn === fn);
  if (isSimpler) return evaluate(written, values);
  const simple = otherwise[fn];
  if (simple !== undefined) return evaluate(simple(...args), values);
  throw wrongType({
    fn: "symbolic",
    argument: "an argument",
    got: first,
    wanted: `a number, or a value with the method ${fn}`,
  });
}

/** A number among objects, made one of them. */
function joined(value: number, given: readonly Value[]): Value {
  const object = given.find((other) => typeof other === "object");
  return object === undefined ? value : binary.add(method(object, "mul", 0), value);
}

/** The root of odd degree, which negative numbers have too. */
function oddRoot(a: Expr, n: Expr): Expr {
  const root = (of: Expr): Expr => pow(of, div(unit, n));
  return cases(compare("<", a, num(0)), neg(root(neg(a))), root(a));
}

/** The angle by the arcus tangent of the ratio whose denominator is not 0. */
function angle(a: Expr, b: Expr): Expr {
  const turned = (quarter: Expr): Expr => sub(quarter, call("atan", div(b, a)));
  const left = add(pi, call("atan", div(a, b)));
  const below = cases(compare("<", a, num(0)), turned(neg(div(pi, num(2)))), left);
  const above = cases(compare(">", a, num(0)), turned(div(pi, num(2))), below);
  return cases(compare(">", b, num(0)), call("atan", div(a, b)), above);
}

/** What can stand for functions that an object has no method for. */
const otherwise: Readonly<Partial<Record<Call["fn"], (...args: Expr[]) => Expr>>> = {
  max: (a, b) => cases(compare(">", a, b), a, b),
  min: (a, b) => cases(compare("<", a, b), a, b),
  atan2: angle,
  cbrt: (a) => oddRoot(a, num(3)),
  nthRoot: oddRoot,
};

function numberValue(fn: Call["fn"], numbers: readonly number[]): number {
  const parameters = numbers.map((_, i) => ({ name: `v${i}`, length: undefined }));
  const args = parameters.map(({ name }): Expr => ({ kind: "variable", name }));
  return compile({ kind: "call", fn, args }, parameters, [], () => NaN)(...numbers) as number;
}

function holds(test: Test, values: ReadonlyMap<string, unknown>): boolean {
  if (test.kind !== "compare") {
    const first = holds(test.a, values);
    return first === (test.kind === "or") ? first : holds(test.b, values);
  }
  const [a, b] = [test.a, test.b].map((part) => realOf(evaluate(part, values)));
  return { "<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b }[test.op];
}

/** What a comparison sees: the number, that of a tensor with one element, the real part. */
function realOf(value: Value): number {
  if (typeof value === "number") return value;
  const { re } = value as { re?: unknown };
  if (typeof re === "number") return re;
  return method(value, "item") as number;
}
