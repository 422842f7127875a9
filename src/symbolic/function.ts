// The functions that `symbolic` gives out: compiled from a tree, with the methods that work on it.

import { inspect } from "node:util";
import { jupyterDisplay } from "../display/bundle";
import type { MimeBundle } from "../display/host";
import { wrongType, wrongValue } from "../errors";
import { fromNumber, sign } from "./algebra/rational";
import { simplify } from "./algebra/simplify";
import { tidied } from "./algebra/tidy";
import { compile, type Compiled, type Parameter } from "./compile";
import { differentiate } from "./derivative";
import { evaluateAll, isElementwise } from "./evaluate";
import { explain, type Explanation } from "./explain";
import { parseText } from "./parse/text";
import { toTex } from "./print/tex";
import { toText } from "./print/text";
import type { Symbolic } from "./symbolic";
import { numberOf, seriesOf } from "./taylor";
import {
  add,
  type Expr,
  isNegative,
  isNumeric,
  mul,
  nameOf,
  neg,
  nought,
  num,
  pow,
  sizeOf,
  sub,
  type Variable,
} from "./tree";
import { variablesOf } from "./tree";
import { SymbolicMatrix, SymbolicVector } from "./vector";
import { inWords, isStackOverflow, mostNodes, tooLarge, TooMuchWork, within } from "./work";

/** What a function is made of. */
interface Parts {
  tree: Expr;
  parameters: readonly Parameter[];
}

const partsOf = new WeakMap<object, Parts>();

/** The function of a tree. Its derivatives take the same arguments. */
export function makeSymbolic(tree: Expr, parameters: readonly Parameter[]): Symbolic {
  if (sizeOf(tree) > mostNodes) throw tooLarge("symbolic", `one of ${sizeOf(tree)} parts`);
  const otherwise = (...values: unknown[]): unknown => callWith(f, values);
  const compiled = (): Compiled => compile(tree, parameters, variablesOf(tree), otherwise);
  const f = (parameters.length > mostAtOnce
    ? atFirstCall(compiled, parameters.length)
    : compiled()) as unknown as Symbolic;
  partsOf.set(f, { tree, parameters });
  Object.setPrototypeOf(f, methods);
  Object.defineProperty(f, "variables", { value: variablesIn(parameters).map(nameOf), enumerable: true });
  return f;
}

/**
 * A function of more parameters is compiled when it is first called: a gradient makes one for each of them, most of
 * which are only shown.
 */
const mostAtOnce = 32;

function atFirstCall(compiled: () => Compiled, length: number): Compiled {
  let f: Compiled | undefined;
  const stub: Compiled = (...values) => (f ??= compiled())(...values);
  return Object.defineProperty(stub, "length", { value: length });
}

function variablesIn(parameters: readonly Parameter[]): Variable[] {
  return parameters.flatMap(({ name, length }): Variable[] => {
    if (length === undefined) return [{ kind: "variable", name }];
    return Array.from({ length }, (_, index) => ({ kind: "variable", name, index }));
  });
}

const methods = {
  derivative(this: Symbolic, variable?: string, order = 1): Symbolic {
    const { tree, parameters } = requireParts(this);
    requireOrder("derivative", order, 1);
    const by = requireVariable("derivative", parameters, variable);
    let result = tree;
    for (let i = 0; i < order; i++) result = derived(result, by);
    return makeSymbolic(result, parameters);
  },

  gradient(this: Symbolic, variables?: readonly string[]): SymbolicVector {
    const { tree, parameters } = requireParts(this);
    const by = requireVariables("gradient", parameters, variables);
    return SymbolicVector.from(by.map((v) => makeSymbolic(derived(tree, v), parameters))) as SymbolicVector;
  },

  hessian(this: Symbolic, variables?: readonly string[]): SymbolicMatrix {
    const { tree, parameters } = requireParts(this);
    const by = requireVariables("hessian", parameters, variables);
    // The second derivatives are symmetric: those left of the diagonal are known from above it.
    const rows: Symbolic[][] = [];
    for (const [i, v] of by.entries()) {
      const slope = derived(tree, v);
      rows.push(by.map((w, j) => (j < i ? rows[j][i] : makeSymbolic(derived(slope, w), parameters))));
    }
    return SymbolicMatrix.from(rows) as SymbolicMatrix;
  },

  simplify(this: Symbolic): Symbolic {
    const { tree, parameters } = requireParts(this);
    return makeSymbolic(
      within(
        () => simplify(tree),
        () => tree,
      ),
      parameters,
    );
  },

  taylor(this: Symbolic, at: number | string, order: number, variable?: string): Symbolic {
    const { tree, parameters } = requireParts(this);
    requireOrder("taylor", order, 0);
    const x = requireVariable("taylor", parameters, variable);
    if (x === undefined) return this;
    const place = requirePlace(at);
    const refuse = (): never => {
      throw tooLarge("taylor", `one whose polynomial of order ${order} takes too many steps`);
    };
    const series = within(() => seriesOf(tree, { x, at: place }, order), refuse);
    for (const coefficient of series) requireFinite(coefficient, at);
    return makeSymbolic(polynomial(series, x, place), parameters);
  },

  explain(this: Symbolic, variable?: string): Explanation {
    const { tree, parameters } = requireParts(this);
    const by = requireVariable("explain", parameters, variable) ?? { kind: "variable", name: "x" };
    return explain(tree, by, variablesIn(parameters).length > 1);
  },

  toTex(this: Symbolic): string {
    return toTex(requireParts(this).tree);
  },

  toString(this: Symbolic): string {
    return toText(requireParts(this).tree);
  },

  [jupyterDisplay](this: Symbolic): MimeBundle {
    return { "text/latex": `$\\displaystyle ${this.toTex()}$`, "text/plain": this.toString() };
  },

  [inspect.custom](this: Symbolic): string {
    return this.toString();
  },
};
for (const [name, method] of Object.entries(methods))
  Object.assign(methods, {
    [name](this: Symbolic, ...args: unknown[]): unknown {
      return inWords(name, () => (method as (...args: unknown[]) => unknown).apply(this, args));
    },
  });
Object.setPrototypeOf(methods, Function.prototype);

function requireParts(f: Symbolic): Parts {
  const parts = partsOf.get(f);
  if (parts !== undefined) return parts;
  throw wrongType({ fn: "symbolic", argument: "this", got: f, wanted: "a function that symbolic has made" });
}

/**
 * The derivative in its shortest form; where that takes too long, as the rules give it; refused where it is
 * too large.
 */
function derived(tree: Expr, by: Variable | undefined): Expr {
  if (by === undefined) return nought;
  const plain = (): Expr => tidied(differentiate(tidied(tree), by));
  const result = within(() => shortDerivative(tree, by), plain);
  if (sizeOf(result) > mostNodes)
    throw tooLarge("symbolic", `one whose derivative has ${sizeOf(result)} parts`);
  return result;
}

function shortDerivative(tree: Expr, by: Variable): Expr {
  const derivative = differentiate(tree, by);
  if (sizeOf(derivative) > mostNodes) throw new TooMuchWork("the derivative is too large to be simplified");
  try {
    return simplify(derivative);
  } catch (error) {
    // A part that is 0 everywhere, such as (x - x)^(1/3), has a derivative all the same.
    if (error instanceof RangeError && !isStackOverflow(error))
      return simplify(differentiate(simplify(tree), by));
    throw error;
  }
}

function requireOrder(fn: string, order: unknown, least: number): void {
  if (Number.isInteger(order) && (order as number) >= least && (order as number) <= 100) return;
  throw wrongValue({ fn, argument: "order", got: order, wanted: `a whole number from ${least} to 100` });
}

/** The variable of a name; the only one where no name is given; undefined for a constant. */
function requireVariable(fn: string, parameters: readonly Parameter[], name: unknown): Variable | undefined {
  const variables = variablesIn(parameters);
  if (variables.length === 0 && (name === undefined || typeof name === "string")) return undefined;
  if (name === undefined && variables.length === 1) return variables[0];
  const found = variables.find((variable) => nameOf(variable) === name);
  if (found !== undefined) return found;
  const names = variables.map((v) => `"${nameOf(v)}"`);
  const wanted =
    names.length === 0 ? "left out, since the function has no variable" : `one of ${names.join(", ")}`;
  const hint = name === undefined ? wayOut(fn, names[0]) : undefined;
  throw (name === undefined || typeof name === "string" ? wrongValue : wrongType)({
    fn,
    argument: "variable",
    got: name,
    wanted,
    hint,
  });
}

function wayOut(fn: string, first: string): string {
  if (fn === "derivative") return "For the derivatives by all variables there is gradient().";
  return fn === "taylor" ? `Write taylor(at, order, ${first}).` : `Write ${fn}(${first}).`;
}

function requireVariables(fn: string, parameters: readonly Parameter[], names: unknown): Variable[] {
  if (names === undefined) return variablesIn(parameters);
  if (!Array.isArray(names))
    throw wrongType({
      fn,
      argument: "variables",
      got: names,
      wanted: `an array of names such as ["x", "y"]`,
    });
  return names.map((name: unknown) => requireVariable(fn, parameters, name ?? null)!);
}

function requirePlace(at: unknown): Expr {
  if (typeof at === "number" && Number.isFinite(at))
    return at < 0 ? neg(num(fromNumber(-at))) : num(fromNumber(at));
  if (typeof at === "string") {
    const place = simplify(parseText(at, {}));
    if (Number.isFinite(numberOf(place)) && variablesOf(place).length === 0) return place;
  }
  const wanted = `a finite number, or a text without variables such as "pi/2"`;
  throw wrongValue({ fn: "taylor", argument: "at", got: at, wanted });
}

function requireFinite(coefficient: Expr, at: unknown): void {
  if (variablesOf(coefficient).length > 0 || Number.isFinite(numberOf(coefficient))) return;
  const wanted = "a point where the function and its derivatives are finite";
  throw wrongValue({ fn: "taylor", argument: "at", got: at, wanted });
}

/** The polynomial in x - at, from low to high powers. */
function polynomial(series: readonly Expr[], x: Variable, at: Expr): Expr {
  const step = isNumeric(at, 0) ? x : isNegative(at) ? add(x, simplify(neg(at))) : sub(x, at);
  const terms = series.flatMap((coefficient, k) => {
    if (isNumeric(coefficient, 0)) return [];
    const power = k === 0 ? num(1) : k === 1 ? step : pow(step, k);
    return [monomial(coefficient, power, k)];
  });
  return terms.length === 0
    ? nought
    : terms.reduce((left, term) => (term.kind === "neg" ? sub(left, term.a) : add(left, term)));
}

/** A coefficient before a power: signs to the front, fractions around the whole. */
function monomial(coefficient: Expr, power: Expr, k: number): Expr {
  if (k === 0) return coefficient;
  if (coefficient.kind === "neg") return neg(monomial(coefficient.a, power, k));
  if (coefficient.kind === "number" && sign(coefficient.value) < 0)
    return neg(monomial(neg(coefficient), power, k));
  if (isNumeric(coefficient, 1)) return power;
  if (coefficient.kind !== "div") return mul(coefficient, power);
  return { ...coefficient, a: isNumeric(coefficient.a, 1) ? power : mul(coefficient.a, power) };
}

/** A call with something else than the numbers (and vectors) that the compiled function takes as they are. */
function callWith(f: Symbolic, values: readonly unknown[]): unknown {
  const { tree, parameters } = requireParts(f);
  const [first] = values;
  const isAllInOne =
    parameters.length > 1 && parameters.every(({ length }) => length === undefined) && isList(first);
  if (isAllInOne && first.length === parameters.length) return f(...(Array.from(first) as number[]));
  const named = new Map<string, unknown>();
  for (const [i, parameter] of parameters.entries()) take(f, parameter, values[i], named);
  return evaluateAll(tree, named);
}

/**
 * Puts the value of a parameter, or of its elements, under its name; refuses what cannot be computed with.
 */
function take(f: Symbolic, { name, length }: Parameter, value: unknown, named: Map<string, unknown>): void {
  if (length === undefined) {
    if (typeof value !== "number" && !isElementwise(value)) throw wrongArgument(f, name, value, "a number");
    named.set(name, value);
    return;
  }
  const wanted = `an array of ${length === 1 ? "a number" : `${length} numbers`}`;
  const elements = isElementwise(value) ? elementsOf(value, length) : isList(value) ? Array.from(value) : [];
  if (elements.length < length) throw wrongArgument(f, name, value, wanted);
  for (const [index, element] of elements.entries()) {
    if (typeof element !== "number" && !isElementwise(element))
      throw wrongArgument(f, `${name}[${index}]`, element, "a number");
    named.set(nameOf({ kind: "variable", name, index }), element);
  }
}

/** The elements of a tensor of one dimension. */
function elementsOf(value: object, length: number): unknown[] {
  const { index, shape } = value as { index?: (...i: number[]) => unknown; shape?: readonly number[] };
  if (typeof index !== "function" || shape?.length !== 1 || shape[0] < length) return [];
  return Array.from({ length: shape[0] }, (_, i) => index.call(value, i));
}

function isList(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && "length" in value);
}

function wrongArgument(f: Symbolic, argument: string, got: unknown, wanted: string): TypeError {
  const order = `The function takes ${f.variables.join(", ")}, in this order.`;
  return wrongType({
    fn: `the function ${f.toString()}`,
    argument,
    got,
    wanted,
    hint: f.variables.length > 1 ? order : undefined,
  });
}
