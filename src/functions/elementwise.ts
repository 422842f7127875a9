// From the tree of an expression to a function of tensors: one operation of autograd for each node, made
// once.

import * as further from "../autograd/more";
import * as core from "../autograd/ops";
import { toNumber } from "../symbolic/algebra/rational";
import { choosing } from "../symbolic/evaluate";
import { type FunctionName, functions } from "../symbolic/rules";
import { numberOf } from "../symbolic/taylor";
import { literal } from "../symbolic/parse/names";
import { call, type Call, childrenOf, type Expr, nameOf, type Test, variablesOf } from "../symbolic/tree";
import { tensor, zerosLike } from "../tensor/create";
import { Tensor } from "../tensor/tensor";

const ops = { ...core, ...further };

type Value = Tensor | number;
type Values = readonly Value[];
type Compiled = (values: Values) => Value;

/**
 * The function of tensors and numbers that a tree means; its result is a tensor as soon as one argument is.
 */
export function elementwise(tree: Expr, names: readonly string[]): (values: Values) => Tensor {
  const value = compiled(tree, names);
  return (values) => {
    const result = value(values);
    if (result instanceof Tensor) return result;
    // The same number for every element.
    const shapes = values.filter((v) => v instanceof Tensor).map((v) => zerosLike(v));
    return ops.add(shapes.reduce((a, b) => ops.add(a, b)), result); // prettier-ignore
  };
}

// What `symbolic` makes of a text chooses for each element too.
choosing.compile = (tree, names) => elementwise(tree, names) as (values: readonly unknown[]) => Tensor;

const binary = {
  add: [(a: number, b: number): number => a + b, ops.add],
  sub: [(a: number, b: number): number => a - b, ops.sub],
  mul: [(a: number, b: number): number => a * b, ops.mul],
  div: [(a: number, b: number): number => a / b, ops.div],
  pow: [(a: number, b: number): number => a ** b, ops.pow],
} as const;

function compiled(node: Expr, names: readonly string[]): Compiled {
  if (node.kind === "variable") {
    const place = names.indexOf(nameOf(node));
    return (values) => values[place];
  }
  if (node.kind === "number") return always(toNumber(node.value));
  if (variablesOf(node).length === 0) return always(numberOf(node));
  switch (node.kind) {
    case "neg": {
      const a = compiled(node.a, names);
      return (values) => onOne(a(values), (x) => -x, ops.neg);
    }
    case "call":
      return compiledCall(node, names);
    case "cases":
      return compiledCases(node, names);
    case "constant":
    case "derivative":
      throw new Error(`no operation for ${node.kind}`);
    case "add":
    case "sub":
    case "mul":
    case "div":
    case "pow": {
      const [a, b] = [compiled(node.a, names), compiled(node.b, names)];
      const [ofNumbers, ofTensors] = binary[node.kind];
      return (values) => onTwo(a(values), b(values), ofNumbers, ofTensors);
    }
  }
}

function always(value: number): Compiled {
  return () => value;
}

function onOne(a: Value, ofNumber: (a: number) => number, ofTensor: (a: Tensor) => Tensor): Value {
  return typeof a === "number" ? ofNumber(a) : ofTensor(a);
}

function onTwo(
  a: Value,
  b: Value,
  ofNumbers: (a: number, b: number) => number,
  ofTensors: (a: Value, b: Value) => Tensor,
): Value {
  return typeof a === "number" && typeof b === "number" ? ofNumbers(a, b) : ofTensors(a, b);
}

type Operation = (...values: Tensor[]) => Tensor;

const over = (f: Operation): Operation => (...values) => ops.reciprocal(f(...values)); // prettier-ignore

/**
 * Functions whose operation has another name, or is made of several. Math.round goes up from halfway, unlike
 * `round`.
 */
const named: Readonly<Partial<Record<FunctionName, Operation>>> = {
  max: ops.maximum,
  min: ops.minimum,
  round: (a) => ops.floor(ops.add(a, 0.5)),
  cbrt: (a) => rootOf(a, 3),
  cot: over(ops.tan),
  sec: over(ops.cos),
  csc: over(ops.sin),
  coth: over(ops.tanh),
  sech: over(ops.cosh),
  csch: over(ops.sinh),
  logBase: (a, b) => ops.div(ops.log(a), ops.log(b)),
  cube: (a) => ops.pow(a, 3),
  hypot: (...all) => all.slice(1).reduce((a, b) => ops.hypot(a, b), ops.abs(all[0])),
};

/** A root of odd degree has the sign of its argument; at 0, which counts as positive, its slope is infinite. */
function rootOf(a: Tensor, degree: number): Tensor {
  if (degree % 2 === 0) return ops.pow(a, 1 / degree);
  const sign = ops.sub(ops.mul(ops.to(ops.ge(a.detach(), 0), a.dtype), 2), 1);
  return ops.mul(sign, ops.pow(ops.mul(a, sign), 1 / degree));
}

function compiledCall({ fn, args }: Call, names: readonly string[]): Compiled {
  if (fn === "nthRoot") {
    const [of, degree] = [compiled(args[0], names), args[1]];
    return (values) => onOne(of(values), (x) => numberOf(call(fn, literal(x), degree)), (a) => rootOf(a, numberOf(degree))); // prettier-ignore
  }
  const own = named[fn] ?? (ops as unknown as Record<string, Operation | undefined>)[fn];
  if (own === undefined) {
    const { as } = functions[fn];
    if (as === undefined) throw new Error(`no operation for ${fn}`);
    return compiled(as(...args), names);
  }
  const parts = args.map((arg) => compiled(arg, names));
  return (values) => {
    const given = parts.map((part) => part(values));
    const first = given.find((value) => value instanceof Tensor);
    if (first === undefined) return numberOf(call(fn, ...given.map((value) => literal(value as number))));
    const tensors = given.map((value) =>
      value instanceof Tensor ? value : ops.add(zerosLike(first), value),
    );
    return own(...tensors);
  };
}

type Choice = Expr & { kind: "cases" };

/**
 * `test ? a : b` for each element. A branch is given arguments for which the test holds, so that no NaN of
 * its own reaches a gradient.
 */
function compiledCases({ test, then, otherwise }: Choice, names: readonly string[]): Compiled {
  const holds = compiledTest(test, names);
  const [ofTrue, ofFalse] = [branchOf(then, names), branchOf(otherwise, names)];
  return (values) => {
    const mask = holds(values);
    if (typeof mask === "boolean") return mask ? ofTrue.value(values) : ofFalse.value(values);
    const [a, b] = [ofTrue.at(values, mask), ofFalse.at(values, ops.logicalNot(mask))];
    return chosen(mask, a ?? b!, b ?? a!, values);
  };
}

/** Two plain numbers take the precision of the arguments, not that of numbers without any beside them. */
function chosen(mask: Tensor, a: Value, b: Value, values: Values): Tensor {
  const isDouble = values.some((value) => value instanceof Tensor && value.dtype === "float64");
  const areNumbers = typeof a === "number" && typeof b === "number";
  return ops.where(mask, areNumbers && isDouble ? tensor(a, { dtype: "float64" }) : a, b);
}

/** Functions that are finite everywhere, with their derivatives. */
const tame: ReadonlySet<string> = new Set([
  "number", "constant", "variable", "neg", "add", "sub", "mul", "sin", "cos", "tanh", "sigmoid", "atan", "abs", "relu", "max", "min", "square", "cube",
]); // prettier-ignore

function isTame(node: Expr): boolean {
  if (node.kind === "pow") return isTame(node.a) && node.b.kind === "number" && node.b.value.d === 1n && node.b.value.n >= 1n; // prettier-ignore
  return tame.has(node.kind === "call" ? node.fn : node.kind) && childrenOf(node).every(isTame);
}

interface Branch {
  value: Compiled;
  /** The value where the mask holds; elsewhere any finite one. Undefined where the mask holds nowhere. */
  at: (values: Values, mask: Tensor) => Value | undefined;
}

function branchOf(node: Expr, names: readonly string[]): Branch {
  const value = compiled(node, names);
  if (isTame(node)) return { value, at: (values) => value(values) };
  const used = new Set(variablesOf(node).map((variable) => names.indexOf(nameOf(variable))));
  return {
    value,
    at: (values, mask) => {
      const kept = replaced(values, used, mask);
      return kept && value(kept);
    },
  };
}

/** The arguments in use, those outside of the mask replaced by those of its first element. */
function replaced(values: Values, used: ReadonlySet<number>, mask: Tensor): Values | undefined {
  const isUsed = (value: Value, i: number): value is Tensor => value instanceof Tensor && used.has(i);
  const joint = values.filter(isUsed).reduce((shape, value) => ops.add(shape, zerosLike(value)), ops.add(zerosLike(mask), 0)); // prettier-ignore
  const place = ops
    .broadcastTo(mask, joint.shape)
    .toFlatArray()
    .findIndex((holds) => holds === 1);
  if (place === -1) return undefined;
  return values.map((value, i) => {
    if (!isUsed(value, i)) return value;
    return ops.where(mask, value, ops.broadcastTo(value.detach(), joint.shape).toFlatArray()[place]);
  });
}

const comparisons = { "<": ops.lt, "<=": ops.le, ">": ops.gt, ">=": ops.ge } as const;
const ofNumbers = {
  "<": (a: number, b: number): boolean => a < b,
  "<=": (a: number, b: number): boolean => a <= b,
  ">": (a: number, b: number): boolean => a > b,
  ">=": (a: number, b: number): boolean => a >= b,
} as const;

function compiledTest(test: Test, names: readonly string[]): (values: Values) => Tensor | boolean {
  if (test.kind === "compare") {
    const [a, b] = [compiled(test.a, names), compiled(test.b, names)];
    return (values) => {
      const [x, y] = [a(values), b(values)];
      if (typeof x === "number" && typeof y === "number") return ofNumbers[test.op](x, y);
      return comparisons[test.op](x, y);
    };
  }
  const [a, b] = [compiledTest(test.a, names), compiledTest(test.b, names)];
  const join = test.kind === "and" ? ops.logicalAnd : ops.logicalOr;
  return (values) => {
    const first = a(values);
    // As in JavaScript, a first number that decides leaves the second unasked.
    if (typeof first === "boolean") return first === (test.kind === "or") ? first : b(values);
    return join(first, b(values));
  };
}
