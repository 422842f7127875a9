// A function that is compared: called with numbers or with tensors, one by one or in a vector, as it takes
// them.

import { grad } from "../autograd/grad";
import { wrongType, wrongValue } from "../errors";
import { hintForValue } from "../numeric/checks";
import { type Symbolic, symbolic } from "../symbolic";
import { isSymbolic } from "../symbolic/symbolic";
import { tensor } from "../tensor/create";
import { Tensor } from "../tensor/tensor";
import type { Differentiable, DifferentiableOfMany } from "./compareDerivatives";

type Callable = (...values: unknown[]) => unknown;

/** A function at a point. */
export interface Subject {
  /** Its formula, or why there is none. */
  formula?: Symbolic;
  reason: string;
  /** The names of its variables, one for each number of the point. */
  names: readonly string[];
  /** Its value for numbers. */
  numberAt: (values: readonly number[]) => number;
  /** Its gradient by autograd at numbers; undefined if neither it nor its formula takes tensors. */
  automaticAt: (values: readonly number[]) => number[] | undefined;
}

/** Takes a function as it was given, for a point `x`: a number, or the numbers of a vector. */
export function subjectOf(f: Differentiable | DifferentiableOfMany, x: number | readonly number[]): Subject {
  const { formula, reason } = formulaOf(f);
  const names = namesOf(formula, x);
  const own = isSymbolic(f) || typeof f === "string" ? undefined : (f as Callable);
  const ofFormula: Way | undefined = formula && ((parts) => callFormula(formula, parts));
  const isSpread = typeof x === "number" || (own !== undefined && takesOneByOne(own, x.length));
  const ofParts: Way | undefined = own && ((parts) => (isSpread ? own(...parts) : own(parts)));
  const ofVector = own && !isSpread ? own : undefined;
  return {
    formula,
    reason,
    names,
    numberAt: (values) => numberOf(values, ofParts ?? ofFormula!, ofVector),
    automaticAt: (values) =>
      (ofVector && byVector(ofVector, values)) ??
      (ofParts && byParts(ofParts, values)) ??
      (formula?.variables.length === 0 ? values.map(() => 0) : ofFormula && byParts(ofFormula, values)),
  };
}

/** A function of the numbers, or scalar tensors, that a point is made of. */
type Way = (parts: readonly unknown[]) => unknown;

function formulaOf(f: Differentiable | DifferentiableOfMany): { formula?: Symbolic; reason: string } {
  if (typeof f === "string") return { formula: symbolic(f), reason: "" };
  try {
    return { formula: symbolic(f), reason: "" };
  } catch (error) {
    return { reason: firstLine(error) };
  }
}

function firstLine(error: unknown): string {
  return String((error as Error).message ?? error).split("\n")[0];
}

/** `(x, y) => …` and `(...x) => …` take their numbers one by one, `(x) => x[0]` takes them in an array. */
function takesOneByOne({ length }: Callable, count: number): boolean {
  return length === 0 || (length === count && count > 1);
}

/** Calls a formula with the parts of a point, numbers or tensors. */
export function callFormula(formula: Symbolic, parts: readonly unknown[]): unknown {
  const call = formula as unknown as Callable;
  return isVector(formula) ? call(parts) : call(...parts);
}

function isVector({ variables }: Symbolic): boolean {
  return variables.some((name) => name.endsWith("]"));
}

function namesOf(formula: Symbolic | undefined, x: number | readonly number[]): string[] {
  const numbers = typeof x === "number" ? [x] : x;
  if (formula === undefined) return numbers.map((_, i) => `x[${i}]`);
  const { variables } = formula;
  const vectors = new Set(variables.map((name) => name.replace(/\[\d+\]$/, "")));
  const isOneVector = isVector(formula) && vectors.size === 1;
  if (isVector(formula) && !isOneVector) {
    const wanted = "a function of numbers, or of one vector";
    throw wrongValue({ fn: "compareDerivatives", argument: "f", got: formula, wanted });
  }
  const isEnough = isOneVector ? numbers.length >= variables.length : numbers.length === variables.length;
  const isConstant = variables.length === 0;
  if ((!isEnough && !isConstant) || (typeof x === "number" && isOneVector)) throw wrongCount(variables, x);
  if (isConstant && typeof x === "number") return ["x"];
  return isOneVector || isConstant
    ? numbers.map((_, i) => `${[...vectors][0] ?? "x"}[${i}]`)
    : [...variables];
}

function wrongCount(variables: readonly string[], x: number | readonly number[]): RangeError {
  const isOne = variables.length === 1 && !variables[0].endsWith("]");
  const wanted = isOne
    ? `a number: ${variables[0]} is the only variable of f`
    : `an array of numbers, one for each of ${variables.join(", ")}`;
  return wrongValue({ fn: "compareDerivatives", argument: "x", got: x, wanted });
}

/** Numbers first; for a function that takes tensors only, by way of tensors. */
function numberOf(values: readonly number[], ofParts: Way, ofVector: Callable | undefined): number {
  const got =
    attempt(() => ofParts(values)) ??
    (ofVector && attempt(() => ofVector(tensor(values, { dtype: "float64" })))) ??
    attempt(() => ofParts(values.map((value) => tensor(value, { dtype: "float64" }))));
  if (typeof got === "number") return got;
  if (got instanceof Tensor && got.numel() === 1) return got.item();
  const either = "Return a number such as x ** 2, or a tensor with one element.";
  const hint = got === undefined ? hintForValue(got) : either;
  const argument = `f(${values.join(", ")})`;
  throw wrongType({ fn: "compareDerivatives", argument, got, wanted: "a number", hint });
}

function attempt(f: () => unknown): unknown {
  try {
    return f();
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

const leaf = (data: number | readonly number[]): Tensor =>
  tensor(data, { dtype: "float64", requiresGrad: true });

function byVector(f: Callable, values: readonly number[]): number[] | undefined {
  const at = leaf(values);
  const y = attempt(() => f(at));
  if (!(y instanceof Tensor)) return undefined;
  return y.requiresGrad ? grad(y, at)[0].toFlatArray() : values.map(() => 0);
}

function byParts(f: Way, values: readonly number[]): number[] | undefined {
  const at = values.map(leaf);
  const y = attempt(() => f(at));
  if (!(y instanceof Tensor)) return undefined;
  if (!y.requiresGrad) return values.map(() => 0);
  return grad(y, at, { allowUnused: true }).map((g) => g?.item() ?? 0);
}
